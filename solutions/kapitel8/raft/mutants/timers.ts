import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { guide, paper, raft } from './edits.ts';

/** Election timeouts, heartbeats. */
export const timerMutants: readonly Mutant[] = [
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
    id: 'too-many-heartbeats',
    title: 'Heartbeats viel häufiger als nötig',
    source: paper('§ 5.6'),
    killedBy: ['few-messages'],
    edits: [
      raft(
        `this.context.setTimer('heartbeat', heartbeatIntervalMs);`,
        `this.context.setTimer('heartbeat', heartbeatIntervalMs / 10);`,
      ),
    ],
  },
];
