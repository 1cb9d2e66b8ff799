import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { guide, paper, raft } from './edits.ts';

/** Terms, votes and timeouts. */
export const electionMutants: readonly Mutant[] = [
  {
    id: 'timer-reset-by-any-message',
    title: 'Wahl-Timeout von jeder Nachricht neu gestellt',
    source: guide('Livelocks'),
    killedBy: ['timer-kept'],
    edits: [
      raft(
        '    if (message.term > this.currentTerm) this.becomeFollower(message.term);',
        `    if (message.term > this.currentTerm) this.becomeFollower(message.term);
    if (this.role !== 'leader') this.resetElectionTimer();`,
      ),
    ],
  },
  {
    id: 'timer-reset-by-stale-append',
    title: 'Wahl-Timeout von einem AppendEntries aus altem Term neu gestellt',
    source: guide('Livelocks'),
    killedBy: ['timer-kept'],
    edits: [
      raft(
        '    if (isCurrent) this.acknowledgeLeader(message.leaderId);',
        `    if (isCurrent) this.acknowledgeLeader(message.leaderId);
    else if (this.role !== 'leader') this.resetElectionTimer();`,
      ),
    ],
  },
  {
    id: 'timer-reset-by-denied-vote',
    title: 'Wahl-Timeout auch bei verweigerter Stimme neu gestellt',
    source: guide('Livelocks'),
    killedBy: ['timer-kept'],
    edits: [
      raft(
        '    if (voteGranted) {\n',
        `    if (this.role !== 'leader') this.resetElectionTimer();
    if (voteGranted) {\n`,
      ),
    ],
  },
  {
    id: 'candidate-never-retries',
    title: 'Candidate versucht es nach einer geteilten Wahl nicht noch einmal',
    source: `${paper('§ 5.2')}; ${guide('Livelocks')}`,
    killedBy: ['keeps-trying'],
    edits: [
      raft(
        `    this.votes.add(this.context.self);
    this.resetElectionTimer();`,
        '    this.votes.add(this.context.self);',
      ),
    ],
  },
  {
    id: 'candidate-retries-in-same-term',
    title: 'Candidate kandidiert erneut im selben Term',
    source: paper('§ 5.2'),
    killedBy: ['keeps-trying'],
    edits: [
      raft(
        `    this.role = 'candidate';
    this.leader = undefined;
    this.setTerm(this.currentTerm + 1, this.context.self);`,
        `    const next = this.role === 'candidate' ? this.currentTerm : this.currentTerm + 1;
    this.role = 'candidate';
    this.leader = undefined;
    this.setTerm(next, this.context.self);`,
      ),
    ],
  },
  {
    id: 'fixed-timeout',
    title: 'Wahl-Timeout ist auf allen Knoten immer gleich',
    source: paper('§ 5.2 und § 9.3'),
    killedBy: ['timeouts-vary', 'leader-in-the-end'],
    edits: [
      raft(
        'const delayMs = electionTimeoutMinMs + Math.floor(this.context.random() * spread);',
        'const delayMs = electionTimeoutMinMs + Math.floor(spread / 2);',
      ),
    ],
  },
  {
    id: 'timeout-drawn-once',
    title: 'Wahl-Timeout nur einmal gezogen statt bei jedem Stellen',
    source: paper('§ 5.2'),
    killedBy: ['timeouts-vary'],
    edits: [
      raft(
        `    const delayMs = electionTimeoutMinMs + Math.floor(this.context.random() * spread);
    this.context.setTimer('election', delayMs);`,
        `    this.drawnMs ??= electionTimeoutMinMs + Math.floor(this.context.random() * spread);
    this.context.setTimer('election', this.drawnMs);`,
      ),
      raft(
        '  private leader: NodeId | undefined;',
        '  private leader: NodeId | undefined;\n  private drawnMs: number | undefined;',
      ),
    ],
  },
  {
    id: 'deposed-leader-without-timer',
    title: 'Abgesetzter Leader stellt keinen Wahl-Timeout',
    source: `${paper('Abb. 4')}; häufiger Fehler in Praktika`,
    killedBy: ['steps-down'],
    edits: [
      raft(
        `      this.context.cancelTimer('heartbeat');
      this.resetElectionTimer();`,
        `      this.context.cancelTimer('heartbeat');`,
      ),
    ],
  },
  {
    id: 'deposed-leader-keeps-beating',
    title: 'Abgesetzter Leader sendet weiter Heartbeats, nun im neuen Term',
    source: guide('Term confusion'),
    killedBy: ['election-safety', 'elected-by-majority'],
    edits: [raft(`      this.context.cancelTimer('heartbeat');\n`, '')],
  },
  {
    id: 'leader-keeps-office',
    title: 'Leader nimmt den höheren Term an, bleibt aber Leader',
    source: paper('Abb. 2, „All Servers“'),
    killedBy: ['redirected', 'election-safety', 'elected-by-majority'],
    edits: [
      raft(
        `    this.role = 'follower';`,
        `    if (this.role !== 'leader') this.role = 'follower';`,
      ),
    ],
  },
  {
    id: 'candidate-ignores-leader',
    title: 'Candidate tritt vor dem Leader des eigenen Terms nicht zurück',
    source: paper('§ 5.2'),
    killedBy: ['steps-down'],
    edits: [
      raft(
        '    const isCurrent = message.term === this.currentTerm;\n    if (isCurrent) this.ack',
        `    const isCurrent = message.term === this.currentTerm && this.role !== 'candidate';
    if (isCurrent) this.ack`,
      ),
    ],
  },
  {
    id: 'higher-term-keeps-vote',
    title: 'Höherer Term löscht votedFor nicht',
    source: guide('Term confusion'),
    killedBy: ['vote-anew', 'leader-in-the-end'],
    edits: [raft('      this.setTerm(term, null);', '      this.setTerm(term, this.votedFor);')],
  },
  {
    id: 'higher-term-in-reply-ignored',
    title: 'Höherer Term in einer Antwort übersehen',
    source: paper('Abb. 2, „All Servers“'),
    killedBy: ['steps-down', 'terms-grow'],
    edits: [
      raft(
        '    if (message.term > this.currentTerm) this.becomeFollower(message.term);',
        `    const isReply = message.type.endsWith('Reply');
    if (message.term > this.currentTerm && !isReply) this.becomeFollower(message.term);`,
      ),
    ],
  },
  {
    id: 'stale-append-accepted',
    title: 'AppendEntries aus altem Term angenommen',
    source: paper('Abb. 2, AppendEntries 1'),
    killedBy: ['prev-checked', 'timer-kept'],
    edits: [
      raft(
        '    const isCurrent = message.term === this.currentTerm;\n    if (isCurrent) this.ack',
        '    const isCurrent = true;\n    if (isCurrent) this.ack',
      ),
    ],
  },
  {
    id: 'vote-for-stale-term',
    title: 'Stimme für eine Kandidatur aus altem Term',
    source: paper('Abb. 2, RequestVote 1'),
    killedBy: ['vote-once'],
    edits: [
      raft(
        'message.term === this.currentTerm && isFree && this.isUpToDate(message)',
        'isFree && this.isUpToDate(message)',
      ),
    ],
  },
  {
    id: 'vote-without-log-comparison',
    title: 'Stimme ohne Vergleich der Logs',
    source: paper('§ 5.4.1'),
    killedBy: ['up-to-date', 'leader-completeness'],
    edits: [
      raft(
        'message.term === this.currentTerm && isFree && this.isUpToDate(message)',
        'message.term === this.currentTerm && isFree',
      ),
    ],
  },
  {
    id: 'up-to-date-by-index',
    title: 'Aktualität des Logs nur am Index gemessen',
    source: paper('§ 5.4.1'),
    killedBy: ['up-to-date', 'leader-completeness'],
    edits: [
      raft(
        '    if (lastLogTerm !== this.log.lastTerm) return lastLogTerm > this.log.lastTerm;\n',
        '',
      ),
    ],
  },
  {
    id: 'up-to-date-by-term',
    title: 'Aktualität des Logs nur am Term gemessen',
    source: paper('§ 5.4.1'),
    killedBy: ['up-to-date', 'leader-completeness'],
    edits: [
      raft('    return lastLogIndex >= this.log.lastIndex;', '    return lastLogIndex >= 0;'),
    ],
  },
  {
    id: 'own-vote-not-recorded',
    title: 'Eigene Stimme nicht vermerkt',
    source: guide('The importance of details'),
    killedBy: ['vote-once', 'vote-durable'],
    edits: [
      raft(
        '    this.setTerm(this.currentTerm + 1, this.context.self);',
        '    this.setTerm(this.currentTerm + 1, null);',
      ),
    ],
  },
  {
    id: 'own-vote-not-counted',
    title: 'Candidate zählt die eigene Stimme nicht',
    source: paper('§ 5.2'),
    killedBy: ['votes-counted'],
    edits: [raft('    this.votes.add(this.context.self);\n', '')],
  },
  {
    id: 'votes-of-old-term-kept',
    title: 'Stimmen der letzten Kandidatur nicht gelöscht',
    source: paper('§ 5.2'),
    killedBy: ['votes-counted', 'elected-by-majority'],
    edits: [raft('    this.votes.clear();\n', '')],
  },
  {
    id: 'stale-vote-counted',
    title: 'Stimme aus einem älteren Term gezählt',
    source: guide('Term confusion'),
    killedBy: ['votes-counted'],
    edits: [
      raft(
        `    if (this.role !== 'candidate' || message.term !== this.currentTerm) return;`,
        `    if (this.role !== 'candidate') return;`,
      ),
    ],
  },
  {
    id: 'denied-vote-counted',
    title: 'Jede Antwort als Stimme gezählt, auch eine Ablehnung',
    source: paper('§ 5.2'),
    killedBy: ['votes-counted', 'elected-by-majority'],
    edits: [raft('    if (!message.voteGranted) return;\n', '')],
  },
  {
    id: 'duplicate-vote-counted',
    title: 'Doppelt zugestellte Stimme zweimal gezählt',
    source: 'xnnyygn/xraft, Issue 27; ktoso/akka-raft, Issue 45',
    killedBy: ['votes-counted'],
    edits: [
      raft('    this.votes.add(from);', `    this.votes.add(\`\${from}/\${this.votes.size}\`);`),
    ],
  },
  {
    id: 'quorum-too-small',
    title: 'Mehrheit als ⌊n/2⌋ gerechnet',
    source: paper('§ 5.2'),
    killedBy: ['votes-counted', 'elected-by-majority'],
    edits: [
      raft(
        'return Math.floor((this.context.peers.length + 1) / 2) + 1;',
        'return Math.floor((this.context.peers.length + 1) / 2);',
      ),
    ],
  },
  {
    id: 'quorum-too-large',
    title: 'Alle Knoten statt der Mehrheit verlangt',
    source: paper('§ 5.1'),
    killedBy: ['votes-counted'],
    edits: [
      raft(
        'return Math.floor((this.context.peers.length + 1) / 2) + 1;',
        'return this.context.peers.length + 1;',
      ),
    ],
  },
  {
    id: 'vote-request-unanswered',
    title: 'Ablehnung einer Stimme gar nicht beantwortet',
    source: paper('Abb. 2, RequestVote 1'),
    killedBy: ['vote-once'],
    edits: [
      raft(
        `    this.context.send(from, { type: 'RequestVoteReply', term: this.currentTerm, voteGranted });`,
        `    if (!voteGranted) return;
    this.context.send(from, { type: 'RequestVoteReply', term: this.currentTerm, voteGranted });`,
      ),
    ],
  },
  {
    id: 'heartbeats-too-rare',
    title: 'Heartbeats seltener als der Wahl-Timeout',
    source: paper('§ 5.6'),
    killedBy: ['heartbeats'],
    edits: [
      raft(
        `this.context.setTimer('heartbeat', heartbeatIntervalMs);`,
        `this.context.setTimer('heartbeat', 8 * heartbeatIntervalMs);`,
      ),
    ],
  },
  {
    id: 'majority-of-the-others',
    title: 'Mehrheit der anderen Knoten statt aller',
    source: paper('§ 5.1; fällt nur bei gerader Knotenzahl auf'),
    killedBy: ['votes-counted', 'elected-by-majority', 'commit-majority'],
    edits: [
      raft(
        'return Math.floor((this.context.peers.length + 1) / 2) + 1;',
        'return Math.floor(this.context.peers.length / 2) + 1;',
      ),
    ],
  },
  {
    id: 'late-votes-make-a-leader',
    title: 'Späte Stimmen machen aus einem Follower noch einen Leader',
    source: guide('Term confusion'),
    killedBy: ['steps-down', 'election-safety'],
    edits: [
      raft(
        `    if (this.role !== 'candidate' || message.term !== this.currentTerm) return;`,
        `    if (this.role === 'leader' || message.term !== this.currentTerm) return;`,
      ),
    ],
  },
  {
    id: 'equal-log-denied',
    title: 'Gleich aktuelles Log gilt als veraltet',
    source: paper('§ 5.4.1'),
    killedBy: ['up-to-date', 'leader-in-the-end'],
    edits: [
      raft(
        '    return lastLogIndex >= this.log.lastIndex;',
        '    return lastLogIndex > this.log.lastIndex;',
      ),
    ],
  },
  {
    id: 'repeated-vote-denied',
    title: 'Wiederholte Stimmbitte desselben Candidates abgelehnt',
    source: paper('Abb. 2, RequestVote 2'),
    killedBy: ['vote-once'],
    edits: [
      raft(
        'const isFree = this.votedFor === null || this.votedFor === message.candidateId;',
        'const isFree = this.votedFor === null;',
      ),
    ],
  },
  {
    id: 'higher-term-only-with-vote',
    title: 'Höherer Term in RequestVote nur übernommen, wenn die Stimme gegeben wird',
    source: paper('Abb. 2, „All Servers“'),
    killedBy: ['up-to-date', 'progress', 'answered'],
    edits: [
      raft(
        '    if (message.term > this.currentTerm) this.becomeFollower(message.term);',
        `    const isDenied = message.type === 'RequestVote' && !this.isUpToDate(message);
    if (message.term > this.currentTerm && !isDenied) this.becomeFollower(message.term);`,
      ),
    ],
  },
  {
    id: 'vote-does-not-reset-timer',
    title: 'Gegebene Stimme stellt den Wahl-Timeout nicht neu',
    source: guide('Livelocks'),
    killedBy: ['timer-restarted'],
    edits: [
      raft(
        `message.candidateId);
      this.resetElectionTimer();`,
        'message.candidateId);',
      ),
    ],
  },
  {
    id: 'refused-append-keeps-timer',
    title: 'AppendEntries des Leaders stellt den Wahl-Timeout nur im Erfolgsfall neu',
    source: guide('Livelocks'),
    killedBy: ['timer-restarted'],
    edits: [
      raft(
        '    this.leader = leader;\n    this.resetElectionTimer();',
        '    this.leader = leader;',
      ),
      raft(
        '      matchIndex = prevLogIndex + entries.length;',
        '      this.resetElectionTimer();\n      matchIndex = prevLogIndex + entries.length;',
      ),
    ],
  },
];
