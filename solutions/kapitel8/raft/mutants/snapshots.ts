import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { log, paper, raft, store, thesis } from './edits.ts';

/** Bonus part: compaction and InstallSnapshot. */
export const snapshotMutants: readonly Mutant[] = [
  {
    id: 'never-compacts',
    title: 'Log wird nie gekürzt',
    source: paper('§ 7'),
    killedBy: ['log-compacted'],
    edits: [
      raft(
        'if (this.lastApplied - this.log.snapshotIndex <= snapshotThreshold) return;',
        'if (this.lastApplied - this.log.snapshotIndex <= 1000 * snapshotThreshold) return;',
      ),
    ],
  },
  {
    id: 'snapshot-not-sent',
    title: 'Nachzügler bekommt keinen Snapshot',
    source: paper('§ 7'),
    killedBy: ['laggards-catch-up'],
    edits: [
      raft(
        '    if (this.log.snapshot === undefined) return;',
        '    if (this.log.snapshot === undefined || peer !== this.context.self) return;',
      ),
    ],
  },
  {
    id: 'sessions-not-in-snapshot',
    title: 'Tabelle der Clients fehlt im Snapshot',
    source: thesis('6.3'),
    killedBy: ['snapshot-is-prefix'],
    edits: [store('      sessions: Object.fromEntries(this.sessions),', '      sessions: {},')],
  },
  {
    id: 'sessions-not-restored',
    title: 'Tabelle der Clients beim Einspielen vergessen',
    source: thesis('6.3'),
    killedBy: ['snapshot-installed'],
    edits: [
      store(
        '    for (const [id, session] of Object.entries(snapshot.sessions)) this.sessions.set(id, session);\n',
        '',
      ),
    ],
  },
  {
    id: 'snapshot-not-loaded-at-start',
    title: 'Snapshot nach einem Neustart nicht eingespielt',
    source: paper('§ 7'),
    killedBy: ['snapshot-installed'],
    edits: [
      raft('    if (this.log.snapshot !== undefined) this.store.restore(this.log.snapshot);\n', ''),
    ],
  },
  {
    id: 'received-snapshot-not-applied',
    title: 'Empfangener Snapshot ersetzt das Log, aber nicht den Zustand',
    source: paper('Abb. 13, 8'),
    killedBy: ['snapshot-installed'],
    edits: [raft('        this.store.restore(message.data);\n', '')],
  },
  {
    id: 'snapshot-ahead-of-state',
    title: 'Snapshot nennt mehr Einträge, als in ihm angewandt sind',
    source: 'deventlab/d-engine, Issue 418',
    killedBy: ['snapshot-is-prefix'],
    edits: [
      raft(
        `    const term = this.log.termAt(this.lastApplied) ?? 0;
    this.log.compact(this.lastApplied, term, this.store.snapshot());`,
        `    this.log.compact(this.log.lastIndex, this.log.lastTerm, this.store.snapshot());`,
      ),
    ],
  },
  {
    id: 'stale-snapshot-installed',
    title: 'Veralteter Snapshot dreht den Zustand zurück',
    source: paper('Abb. 13'),
    killedBy: ['snapshot-installed'],
    edits: [raft('if (lastIncludedIndex > this.commitIndex) {', 'if (lastIncludedIndex > 0) {')],
  },
  {
    id: 'snapshot-of-old-term-installed',
    title: 'InstallSnapshot aus altem Term angenommen',
    source: paper('Abb. 13, 1'),
    killedBy: ['snapshot-installed'],
    edits: [
      raft(
        '    if (message.term === this.currentTerm) {',
        '    if (message.term <= this.currentTerm) {',
      ),
    ],
  },
  {
    id: 'snapshot-keeps-conflicting-suffix',
    title: 'Nach dem Snapshot bleiben widersprechende Einträge stehen',
    source: paper('Abb. 13, 7'),
    killedBy: ['snapshot-installed'],
    edits: [raft('        if (!isPrefix) this.log.truncateFrom(lastIncludedIndex + 1);', '')],
  },
  {
    id: 'snapshot-drops-matching-suffix',
    title: 'Snapshot verwirft auch Einträge, die zu ihm passen',
    source: paper('Abb. 13, 6'),
    killedBy: ['snapshot-installed'],
    edits: [
      raft(
        'const isPrefix = this.log.termAt(lastIncludedIndex) === lastIncludedTerm;',
        'const isPrefix = lastIncludedTerm < 0;',
      ),
    ],
  },
  {
    id: 'last-index-wrong-after-snapshot',
    title: 'lastLogIndex nach einem Snapshot ab dem Anfang des Restes gezählt',
    source: 'JDRaftKeeper/RaftKeeper, Pull Request 311',
    killedBy: ['snapshot-installed', 'laggards-catch-up'],
    edits: [
      raft(
        '        lastLogIndex: this.log.lastIndex,',
        '        lastLogIndex: this.log.lastIndex - this.log.snapshotIndex,',
      ),
    ],
  },
  {
    id: 'last-term-lost-after-snapshot',
    title: 'lastLogTerm ist 0, wenn hinter dem Snapshot nichts steht',
    source: 'goraft/raft, Pull Request 99',
    killedBy: ['snapshot-installed'],
    edits: [
      log(
        'return this.entries.at(-1)?.term ?? this.snapshotTerm;',
        'return this.entries.at(-1)?.term ?? 0;',
      ),
    ],
  },
  {
    id: 'snapshot-term-lost',
    title: 'Term des Snapshots unbekannt: Der Eintrag dahinter passt nie',
    source: 'formancehq/ledger, Pull Request 1852',
    killedBy: ['snapshot-installed'],
    edits: [
      log(
        '    if (index === this.snapshotIndex) return this.snapshotTerm;',
        '    if (index === 0) return 0;',
      ),
    ],
  },
  {
    id: 'compacted-prefix-rejected',
    title: 'AppendEntries, das vor dem Snapshot beginnt, abgelehnt',
    source: 'databendlabs/openraft, Issue 511; RedisLabs/raft, Issue 49',
    killedBy: ['snapshot-installed'],
    edits: [
      raft(
        'return index < this.log.snapshotIndex || this.log.termAt(index) === term;',
        'return this.log.termAt(index) === term;',
      ),
    ],
  },
  {
    id: 'compacted-entries-appended-again',
    title: 'Einträge, die der Snapshot schon enthält, noch einmal angehängt',
    source: 'RedisLabs/raft, Issue 49',
    killedBy: ['snapshot-installed'],
    edits: [raft('      if (index <= this.log.snapshotIndex) return;\n', '')],
  },
  {
    id: 'entries-deleted-before-snapshot',
    title: 'Einträge gelöscht, bevor der Snapshot gespeichert ist',
    source: paper('§ 7; Absturz zwischen zwei Schreibvorgängen'),
    killedBy: ['snapshot-installed'],
    edits: [
      log(
        `    this.storage.set('snapshot', this.stored);
    for (let i = first; i <= last; i++) this.storage.delete(entryKey(i));`,
        `    for (let i = first; i <= last; i++) this.storage.delete(entryKey(i));
    this.storage.set('snapshot', this.stored);`,
      ),
    ],
  },
  {
    id: 'snapshot-not-persisted',
    title: 'Snapshot nicht gespeichert',
    source: paper('§ 7'),
    killedBy: ['snapshot-installed'],
    edits: [log(`    this.storage.set('snapshot', this.stored);\n`, '')],
  },
  {
    id: 'snapshot-with-current-term',
    title: 'Snapshot trägt den Term des Knotens statt den des letzten Eintrags',
    source: 'deventlab/d-engine, Issue 418',
    killedBy: ['snapshot-is-prefix', 'snapshot-installed'],
    edits: [
      raft(
        'const term = this.log.termAt(this.lastApplied) ?? 0;',
        'const term = this.currentTerm;',
      ),
    ],
  },
  {
    id: 'snapshot-behind-state',
    title: 'Snapshot enthält mehr, als lastIncludedIndex sagt',
    source: 'deventlab/d-engine, Issue 418',
    killedBy: ['snapshot-is-prefix'],
    edits: [
      raft(
        `    const term = this.log.termAt(this.lastApplied) ?? 0;
    this.log.compact(this.lastApplied, term`,
        `    const term = this.log.termAt(this.lastApplied - 1) ?? 0;
    this.log.compact(this.lastApplied - 1, term`,
      ),
    ],
  },
  {
    id: 'snapshot-of-live-state-sent',
    title: 'Mit dem alten Index wird der heutige Zustand verschickt',
    source: 'deventlab/d-engine, Issue 418',
    killedBy: ['snapshot-is-prefix'],
    edits: [raft('      data: this.log.snapshot,', '      data: this.store.snapshot(),')],
  },
  {
    id: 'snapshot-reply-confirms-everything',
    title: 'Nach einem Snapshot gilt das ganze Log des Leaders als bestätigt',
    source: paper('§ 7'),
    killedBy: ['snapshot-installed', 'commit-majority'],
    edits: [
      raft(
        '    this.recordMatch(from, message.lastIncludedIndex);',
        '    this.recordMatch(from, this.log.lastIndex);',
      ),
    ],
  },
  {
    id: 'snapshot-does-not-reset-timer',
    title: 'InstallSnapshot gilt nicht als Lebenszeichen des Leaders',
    source: paper('Abb. 13'),
    killedBy: ['snapshot-installed'],
    edits: [
      raft(
        `    if (message.term === this.currentTerm) {
      this.acknowledgeLeader(message.leaderId);`,
        '    if (message.term === this.currentTerm) {',
      ),
    ],
  },
];
