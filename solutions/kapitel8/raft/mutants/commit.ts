import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { guide, paper, raft } from './edits.ts';

/** When an entry counts as committed, and what is applied. */
export const commitMutants: readonly Mutant[] = [
  {
    id: 'commit-without-minimum',
    title: 'leaderCommit ungeprüft übernommen',
    source: guide('The importance of details'),
    killedBy: ['commit-bounded'],
    edits: [
      raft(
        'this.commitUpTo(Math.min(message.leaderCommit, matchIndex));',
        'this.commitUpTo(message.leaderCommit);',
      ),
    ],
  },
  {
    id: 'commit-up-to-log-end',
    title: 'commitIndex bis zum Ende des Logs statt bis zum letzten bestätigten Eintrag',
    source: `${guide('The importance of details')}; atomix/copycat, Issue 265`,
    killedBy: ['commit-bounded'],
    edits: [
      raft(
        'this.commitUpTo(Math.min(message.leaderCommit, matchIndex));',
        'this.commitUpTo(Math.min(message.leaderCommit, this.log.lastIndex));',
      ),
    ],
  },
  {
    id: 'no-commit-on-heartbeat',
    title: 'Heartbeat trägt den Commit-Stand nicht weiter',
    source: guide('The importance of details'),
    killedBy: ['commit-learnt'],
    edits: [
      raft(
        '      this.commitUpTo(Math.min(message.leaderCommit, matchIndex));',
        `      if (entries.length > 0) this.commitUpTo(Math.min(message.leaderCommit, matchIndex));`,
      ),
    ],
  },
  {
    id: 'follower-applies-uncommitted',
    title: 'Follower wendet an, bevor der Commit feststeht',
    source: paper('§ 5.3'),
    killedBy: ['commit-bounded'],
    edits: [
      raft(
        'this.commitUpTo(Math.min(message.leaderCommit, matchIndex));',
        'this.commitUpTo(matchIndex);',
      ),
    ],
  },
  {
    id: 'old-term-committed-by-counting',
    title: 'Eintrag eines älteren Terms durch Zählen committet',
    source: `${paper('§ 5.4.2, Abb. 8')}; logcabin, Issue 44; PySyncObj, Issue 169`,
    killedBy: ['own-term'],
    edits: [raft('      if (this.log.termAt(index) !== this.currentTerm) return;\n', '')],
  },
  {
    id: 'commit-blocked-by-old-term',
    title: 'Suche nach dem Commit bleibt am ersten alten Eintrag stehen',
    source: 'zhebrak/raftos, Pull Request 30',
    killedBy: ['commit-advances', 'progress'],
    edits: [
      raft(
        'for (let index = this.log.lastIndex; index > this.commitIndex; index--) {',
        'for (let index = this.commitIndex + 1; index <= this.log.lastIndex; index++) {',
      ),
    ],
  },
  {
    id: 'leader-not-counted',
    title: 'Leader zählt sich beim Commit nicht mit',
    source: paper('Abb. 2, „Leaders“'),
    killedBy: ['commit-advances'],
    edits: [
      raft(
        'if (replicas.length + 1 >= this.majority) {',
        'if (replicas.length >= this.majority) {',
      ),
    ],
  },
  {
    id: 'leader-commits-alone',
    title: 'Leader committet, sobald ein einziger Follower quittiert hat',
    source: 'häufiger Fehler in Praktika',
    killedBy: ['commit-majority'],
    edits: [raft('if (replicas.length + 1 >= this.majority) {', 'if (replicas.length >= 1) {')],
  },
  {
    id: 'median-of-an-even-cluster',
    title: 'Commit am Median der matchIndex: bei gerader Knotenzahl keine Mehrheit',
    source: 'häufiger Fehler in Praktika',
    killedBy: ['commit-majority'],
    edits: [
      raft(
        'if (replicas.length + 1 >= this.majority) {',
        'if (2 * (replicas.length + 1) >= this.context.peers.length + 1) {',
      ),
    ],
  },
  {
    id: 'duplicate-reply-counted',
    title: 'Doppelt zugestellte Quittung zweimal gezählt',
    source: 'häufiger Fehler in Praktika',
    killedBy: ['commit-majority', 'stale-replies'],
    edits: [
      raft(
        '    this.matchIndex.set(peer, match);',
        `    this.matchIndex.set(peer, match);
    const tally = this.acks.get(match) ?? 0;
    this.acks.set(match, tally + 1);`,
      ),
      raft(
        '      if (replicas.length + 1 >= this.majority) {',
        '      if (Math.max(replicas.length, this.acks.get(index) ?? 0) + 1 >= this.majority) {',
      ),
      raft('    this.votes.clear();', '    this.votes.clear();\n    this.acks.clear();'),
      raft(
        '  private readonly matchIndex = new Map<NodeId, number>();',
        `  private readonly matchIndex = new Map<NodeId, number>();
  private readonly acks = new Map<number, number>();`,
      ),
    ],
  },
  {
    id: 'new-leader-commits-its-log',
    title: 'Neuer Leader hält sein ganzes Log für committet',
    source: paper('§ 5.4.2'),
    killedBy: ['own-term', 'commit-majority'],
    edits: [
      raft(
        `    this.role = 'leader';
    this.leader = this.context.self;`,
        `    this.role = 'leader';
    this.commitUpTo(this.log.lastIndex);
    this.leader = this.context.self;`,
      ),
    ],
  },
  {
    id: 'applies-only-the-last',
    title: 'Springt der Commit um mehrere Einträge, wird nur der letzte angewandt',
    source: paper('Abb. 2, „All Servers“'),
    killedBy: ['linearizable', 'exactly-once'],
    edits: [raft('      this.lastApplied++;', '      this.lastApplied = this.commitIndex;')],
  },
  {
    id: 'applies-one-at-a-time',
    title: 'Je Nachricht wird höchstens ein Eintrag angewandt',
    source: paper('Abb. 2, „All Servers“'),
    killedBy: ['answered', 'linearizable'],
    edits: [
      raft(
        '    while (this.lastApplied < this.commitIndex) {',
        '    if (this.lastApplied < this.commitIndex) {',
      ),
    ],
  },
];
