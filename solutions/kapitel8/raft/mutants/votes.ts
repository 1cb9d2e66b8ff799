import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { guide, paper, raft } from './edits.ts';

/** Votes: given and counted. */
export const voteMutants: readonly Mutant[] = [
  {
    id: 'higher-term-keeps-vote',
    title: 'Höherer Term löscht votedFor nicht',
    source: guide('Term confusion'),
    killedBy: ['vote-anew', 'leader-in-the-end'],
    edits: [raft('      this.setTerm(term, null);', '      this.setTerm(term, this.votedFor);')],
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
];
