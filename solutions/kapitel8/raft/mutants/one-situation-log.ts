import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { guide, log, paper, raft } from './edits.ts';

/** Log, commit and snapshots: right but for one situation. */
export const oneSituationLogMutants: readonly Mutant[] = [
  {
    id: 'refusal-names-term-of-before',
    title: 'Ablehnung eines AppendEntries nennt den Term von vor der Nachricht',
    source: 'Vertrag der Aufgabe',
    killedBy: ['prev-checked'],
    edits: [
      raft(
        '    if (message.term > this.currentTerm) this.becomeFollower(message.term);',
        `    this.termBefore = this.currentTerm;
    if (message.term > this.currentTerm) this.becomeFollower(message.term);`,
      ),
      raft(
        '  private leader: NodeId | undefined;',
        `  private termBefore = 0;
  private leader: NodeId | undefined;`,
      ),
      raft(
        `      type: 'AppendEntriesReply',
      term: this.currentTerm,`,
        `      type: 'AppendEntriesReply',
      term: success ? this.currentTerm : Math.max(1, this.termBefore),`,
      ),
    ],
  },
  {
    id: 'conflict-by-request',
    title: 'Widerspruch am Befehl erkannt statt am Term',
    source: paper('Abb. 2, AppendEntries 3'),
    killedBy: ['conflict-replaced'],
    edits: [
      log(
        '  entryAt(index: number)',
        `  same(index: number, e: LogEntry) { const own = this.entryAt(index); return own !== undefined && JSON.stringify(own.request) === JSON.stringify(e.request); }
  entryAt(index: number)`,
      ),
      raft(
        '      if (term === entry.term) return;',
        '      if (this.log.same(index, entry)) return;',
      ),
    ],
  },
  {
    id: 'refused-append-commits',
    title: 'leaderCommit auch aus einem abgelehnten AppendEntries übernommen',
    source: paper('Abb. 2, AppendEntries 5'),
    killedBy: ['commit-bounded'],
    edits: [
      raft(
        `    let matchIndex = 0;
    if (success) {`,
        `    let matchIndex = 0;
    if (isCurrent && !success) this.commitUpTo(Math.min(message.leaderCommit, this.log.lastIndex));
    if (success) {`,
      ),
    ],
  },
  {
    id: 'stale-append-commits',
    title: 'leaderCommit auch aus einem veralteten AppendEntries übernommen',
    source: paper('Abb. 2, AppendEntries 1'),
    killedBy: ['commit-bounded'],
    edits: [
      raft(
        `    let matchIndex = 0;
    if (success) {`,
        `    let matchIndex = 0;
    if (!isCurrent) this.commitUpTo(Math.min(message.leaderCommit, this.log.lastIndex));
    if (success) {`,
      ),
    ],
  },
  {
    id: 'commit-at-answer-only',
    title: 'Commit nur am Index der eingetroffenen Antwort geprüft',
    source: 'häufiger Fehler in Praktika',
    killedBy: ['commit-advances'],
    edits: [
      raft(
        `    this.advanceCommitIndex();
  }

  /** Section 5.4.2`,
        `    this.advanceCommitIndex(index);
  }

  /** Section 5.4.2`,
      ),
      raft(
        `  private advanceCommitIndex(): void {
    for (let index = this.log.lastIndex; index > this.commitIndex; index--) {`,
        `  private advanceCommitIndex(only?: number): void {
    for (let index = only ?? this.log.lastIndex; index > this.commitIndex; index = only === undefined ? index - 1 : 0) {`,
      ),
    ],
  },
  {
    id: 'late-confirmations-ignored',
    title: 'Zusagen zu früheren AppendEntries desselben Terms verworfen',
    source: guide('Term confusion'),
    killedBy: ['stale-replies'],
    edits: [
      raft(
        `    if (message.success) {
`,
        `    if (message.success) {
      if (message.prevLogIndex !== next - 1) return;
`,
      ),
    ],
  },
  {
    id: 'conflict-hint-trusted',
    title: 'conflictIndex ungeprüft übernommen',
    source: 'Vertrag der Aufgabe',
    killedBy: ['laggard-repaired'],
    edits: [raft('Math.max(1, Math.min(next - 1, hint))', 'Math.max(1, hint)')],
  },
  {
    id: 'truncation-from-the-front',
    title: 'Beim Kürzen den vordersten Eintrag zuerst gelöscht',
    source: 'häufiger Fehler in Praktika',
    killedBy: ['log-durable'],
    edits: [
      log(
        `    while (this.lastIndex >= index) {
      this.storage.delete(entryKey(this.lastIndex));
      this.entries.pop();
    }`,
        `    for (let i = index; i <= this.lastIndex; i++) this.storage.delete(entryKey(i));
    this.entries.length = Math.max(0, index - this.snapshotIndex - 1);`,
      ),
    ],
  },
  {
    id: 'snapshot-stored-before-truncation',
    title: 'Empfangenen Snapshot gespeichert, bevor widersprechende Einträge gelöscht sind',
    source: paper('Abb. 13'),
    killedBy: ['snapshot-installed'],
    edits: [
      raft(
        `        if (!isPrefix) this.log.truncateFrom(lastIncludedIndex + 1);
        this.log.compact(lastIncludedIndex, lastIncludedTerm, message.data);`,
        `        this.log.compact(lastIncludedIndex, lastIncludedTerm, message.data);
        if (!isPrefix) this.log.truncateFrom(lastIncludedIndex + 1);`,
      ),
    ],
  },
  {
    id: 'stale-snapshot-resets-timer',
    title: 'Wahl-Timeout auch von einem veralteten InstallSnapshot neu gestellt',
    source: guide('Livelocks'),
    killedBy: ['snapshot-installed'],
    edits: [
      raft(
        `    const { lastIncludedIndex, lastIncludedTerm } = message;
`,
        `    const { lastIncludedIndex, lastIncludedTerm } = message;
    if (this.role !== 'leader') this.resetElectionTimer();
`,
      ),
    ],
  },
  {
    id: 'term-in-snapshot-reply-ignored',
    title: 'Höherer Term in der Antwort auf InstallSnapshot übersehen',
    source: paper('Abb. 2, „All Servers“'),
    killedBy: ['snapshot-installed'],
    edits: [
      raft(
        '    if (message.term > this.currentTerm) this.',
        "    if (message.term > this.currentTerm && message.type !== 'InstallSnapshotReply') this.",
      ),
    ],
  },
];
