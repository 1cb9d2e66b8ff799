import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { guide, paper, raft } from './edits.ts';

/** What a follower makes of AppendEntries. */
export const logMatchingMutants: readonly Mutant[] = [
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
    id: 'entries-from-wrong-index',
    title: 'Einträge um eins versetzt gesendet',
    source: 'häufiger Fehler in Praktika',
    killedBy: ['log-matching', 'commit-advances'],
    edits: [raft('entries: this.log.from(next),', 'entries: this.log.from(next + 1),')],
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
];
