import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { guide, paper, raft } from './edits.ts';

/** Log matching, progress of the followers, commit. */
export const replicationMutants: readonly Mutant[] = [
  {
    id: 'heartbeat-skips-log-check',
    title: 'Heartbeat ohne Prüfung des vorangehenden Eintrags angenommen',
    source: guide('The importance of details'),
    killedBy: ['prev-checked'],
    edits: [
      raft(
        'const success = isCurrent && this.contains(prevLogIndex, message.prevLogTerm);',
        `const success =
      isCurrent && (entries.length === 0 || this.contains(prevLogIndex, message.prevLogTerm));`,
      ),
    ],
  },
  {
    id: 'previous-term-unchecked',
    title: 'Nur geprüft, dass es den vorangehenden Eintrag gibt, nicht sein Term',
    source: paper('§ 5.3'),
    killedBy: ['prev-checked'],
    edits: [
      raft(
        'return index < this.log.snapshotIndex || this.log.termAt(index) === term;',
        'return term >= 0 && index <= this.log.lastIndex;',
      ),
    ],
  },
  {
    id: 'previous-index-past-end',
    title: 'prevLogIndex hinter dem Ende des Logs als passend behandelt',
    source: 'ktoso/akka-raft, Issue 32',
    killedBy: ['prev-checked'],
    edits: [
      raft(
        'return index < this.log.snapshotIndex || this.log.termAt(index) === term;',
        'return index < this.log.snapshotIndex || (this.log.termAt(index) ?? term) === term;',
      ),
    ],
  },
  {
    id: 'truncates-on-every-append',
    title: 'Bei jedem AppendEntries hinter prevLogIndex abgeschnitten',
    source: `${guide('The importance of details')}; ktoso/akka-raft, Issue 66`,
    killedBy: ['no-needless-truncation'],
    edits: [
      raft(
        '    entries.forEach((entry, i) => {',
        `    this.log.truncateFrom(Math.max(prevLogIndex, this.log.snapshotIndex) + 1);
    entries.forEach((entry, i) => {`,
      ),
    ],
  },
  {
    id: 'conflict-not-truncated',
    title: 'Bei einem Widerspruch bleibt der Rest des alten Logs stehen',
    source: `${paper('§ 5.3')}; mofa-org/mofa, Pull Request 1151`,
    killedBy: ['conflict-replaced'],
    edits: [
      raft(
        `      if (term !== undefined) this.log.truncateFrom(index);
      this.log.append(entry);`,
        `      const rest = this.log.from(index + 1);
      if (term !== undefined) this.log.truncateFrom(index);
      this.log.append(entry);
      for (const old of rest) this.log.append(old);`,
      ),
    ],
  },
  {
    id: 'conflict-ignored',
    title: 'Widersprechende Einträge nicht ersetzt',
    source: paper('Abb. 2, AppendEntries 3'),
    killedBy: ['conflict-replaced'],
    edits: [
      raft('      if (term === entry.term) return;', '      if (term !== undefined) return;'),
    ],
  },
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
    id: 'match-index-goes-back',
    title: 'matchIndex sinkt mit einer verspäteten Antwort',
    source: 'PySyncObj, Issue 167; zhebrak/raftos, Issue 25',
    killedBy: ['stale-replies'],
    edits: [
      raft(
        'const match = Math.max(this.matchIndex.get(peer) ?? 0, index);',
        'const match = index;',
      ),
    ],
  },
  {
    id: 'match-index-is-what-was-sent',
    title: 'matchIndex auf das Ende des eigenen Logs gesetzt',
    source: guide('Failure to follow The Rules'),
    killedBy: ['commit-majority'],
    edits: [
      raft(
        '      this.recordMatch(from, message.matchIndex);',
        '      this.recordMatch(from, this.log.lastIndex);',
      ),
    ],
  },
  {
    id: 'follower-confirms-log-end',
    title: 'Follower bestätigt sein ganzes Log statt des Geprüften',
    source: guide('The importance of details'),
    killedBy: ['no-needless-truncation'],
    edits: [
      raft(
        '      matchIndex = prevLogIndex + entries.length;\n      this.storeEntries(prevLogIndex, entries);',
        '      this.storeEntries(prevLogIndex, entries);\n      matchIndex = this.log.lastIndex;',
      ),
    ],
  },
  {
    id: 'match-index-kept-over-terms',
    title: 'matchIndex aus einer früheren Amtszeit weiterverwendet',
    source: paper('Abb. 2, „Volatile state on leaders“'),
    killedBy: ['stale-replies'],
    edits: [
      raft(
        '      this.matchIndex.set(peer, 0);',
        '      this.matchIndex.set(peer, this.matchIndex.get(peer) ?? 0);',
      ),
    ],
  },
  {
    id: 'stale-append-reply-processed',
    title: 'Antwort auf ein AppendEntries aus altem Term verarbeitet',
    source: guide('Term confusion'),
    killedBy: ['stale-replies'],
    edits: [
      raft(
        `    if (this.role !== 'leader' || message.term !== this.currentTerm) return;
    const next`,
        `    if (this.role !== 'leader') return;
    const next`,
      ),
    ],
  },
  {
    id: 'next-index-underflow',
    title: 'nextIndex sinkt mit jeder Ablehnung, auch unter 1',
    source: `${paper('§ 5.3')}; häufiger Fehler in Praktika`,
    killedBy: ['laggard-repaired'],
    edits: [
      raft(
        `    } else if (message.prevLogIndex === next - 1) {
      // A reply to an older question has a different prevLogIndex and says nothing new.
      const hint = message.conflictIndex ?? next - 1;
      this.nextIndex.set(from, Math.max(1, Math.min(next - 1, hint)));`,
        `    } else {
      this.nextIndex.set(from, next - 1);`,
      ),
    ],
  },
  {
    id: 'refusal-ignored',
    title: 'Ablehnung eines AppendEntries bleibt ohne Folge',
    source: paper('§ 5.3'),
    killedBy: ['laggard-repaired'],
    edits: [
      raft(
        '} else if (message.prevLogIndex === next - 1) {',
        '} else if (message.prevLogIndex < 0) {',
      ),
    ],
  },
  {
    id: 'next-index-kept-over-terms',
    title: 'nextIndex aus einer früheren Amtszeit weiterverwendet',
    source: paper('Abb. 2, „Volatile state on leaders“'),
    killedBy: ['stale-replies'],
    edits: [
      raft(
        '      this.nextIndex.set(peer, this.log.lastIndex + 1);',
        '      this.nextIndex.set(peer, this.nextIndex.get(peer) ?? this.log.lastIndex + 1);',
      ),
    ],
  },
  {
    id: 'entries-from-wrong-index',
    title: 'Einträge um eins versetzt gesendet',
    source: 'häufiger Fehler in Praktika',
    killedBy: ['log-matching', 'commit-advances'],
    edits: [raft('entries: this.log.from(next),', 'entries: this.log.from(next + 1),')],
  },
  {
    id: 'lost-entries-not-repeated',
    title: 'Verlorene Einträge nicht wiederholt: Heartbeats sind immer leer',
    source: paper('§ 5.3'),
    killedBy: ['commit-advances'],
    edits: [
      raft(
        `    for (const peer of this.context.peers) this.replicateTo(peer);
    this.context.setTimer('heartbeat', heartbeatIntervalMs);`,
        `    for (const peer of this.context.peers) this.replicateTo(peer, true);
    this.context.setTimer('heartbeat', heartbeatIntervalMs);`,
      ),
      raft(
        '  private replicateTo(peer: NodeId): void {',
        '  private replicateTo(peer: NodeId, empty = false): void {',
      ),
      raft('entries: this.log.from(next),', 'entries: empty ? [] : this.log.from(next),'),
    ],
  },
  {
    id: 'wrong-previous-term',
    title: 'prevLogTerm ist der Term des Leaders statt der des Eintrags',
    source: guide('Term confusion'),
    killedBy: ['log-matching'],
    edits: [
      raft(
        '      prevLogTerm,\n      entries',
        '      prevLogTerm: next > 1 ? this.currentTerm : 0,\n      entries',
      ),
    ],
  },
  {
    id: 'new-leader-clears-its-log',
    title: 'Neuer Leader verwirft seine unbestätigten Einträge',
    source: paper('§ 5.4, Leader Append-Only'),
    killedBy: ['leader-append-only'],
    edits: [
      raft(
        `    this.role = 'leader';
    this.leader = this.context.self;`,
        `    this.role = 'leader';
    this.log.truncateFrom(this.commitIndex + 1);
    this.leader = this.context.self;`,
      ),
    ],
  },
  {
    id: 'stale-append-unanswered',
    title: 'Veraltetes AppendEntries nicht beantwortet',
    source: paper('Abb. 2, AppendEntries 1'),
    killedBy: ['prev-checked'],
    edits: [
      raft(
        '    if (isCurrent) this.acknowledgeLeader(message.leaderId);',
        `    if (!isCurrent) return;
    this.acknowledgeLeader(message.leaderId);`,
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
  {
    id: 'whole-log-every-time',
    title: 'Bei jedem Heartbeat das ganze Log gesendet',
    source: 'häufiger Fehler in Praktika',
    killedBy: ['few-messages'],
    edits: [
      raft(
        '    this.nextIndex.set(peer, match + 1);',
        '    this.nextIndex.set(peer, this.log.snapshotIndex + 1);',
      ),
    ],
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
    id: 'duplicate-entries-appended',
    title: 'Schon vorhandene Einträge noch einmal angehängt',
    source: paper('Abb. 2, AppendEntries 4'),
    killedBy: ['log-matching'],
    edits: [
      raft('      if (term === entry.term) return;\n', ''),
      raft(
        '      if (term !== undefined) this.log.truncateFrom(index);',
        '      if (term !== undefined && term !== entry.term) this.log.truncateFrom(index);',
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
