import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { ap, cp } from './edits.ts';

const course = 'typischer Fehler im Kurs';
const kept = "    this.copy = { tag, value };\n    this.context.storage.set('copy', this.copy);\n";
const keptIfNew = `    const isNews = value !== this.copy.value;
    this.copy = { tag, value };
    if (isNews) this.context.storage.set('copy', this.copy);
`;

/** Bugs that show in one situation only, each at first found by nobody or by luck. */
export const situationMutants: readonly Mutant[] = [
  {
    id: 'number-kept-after-asking',
    title: 'Die Nummer einer Anfrage wird erst nach dem Senden dauerhaft gespeichert',
    source: course,
    killedBy: ['cp-wire'],
    edits: [
      cp('    const id = this.nextOperation();\n', '    const id = ++this.lastOperation;\n'),
      cp(
        "    this.broadcast({ type: 'query', operation: id });\n",
        "    this.broadcast({ type: 'query', operation: id });\n    this.context.storage.set('lastOperation', id);\n",
      ),
      cp(
        `  private nextOperation(): number {
    this.lastOperation++;
    this.context.storage.set('lastOperation', this.lastOperation);
    return this.lastOperation;
  }

`,
        '',
      ),
    ],
  },
  {
    id: 'second-write-refused',
    title: 'Läuft schon ein Schreiben, wird das nächste abgelehnt',
    source: course,
    killedBy: ['cp-majority'],
    edits: [
      cp(
        '    const id = this.nextOperation();\n',
        `    const others = [...this.operations.values()];
    if (request.kind === 'write' && others.some((other) => other.request.kind === 'write')) {
      respond({ ok: false });
      return;
    }
    const id = this.nextOperation();
`,
      ),
    ],
  },
  {
    id: 'gives-way-to-newer-store',
    title: 'Trifft während eines Schreibens ein neueres store ein, wird es abgelehnt',
    source: 'wie ein Proposer in Paxos, der eine höhere Nummer sieht',
    killedBy: ['cp-majority'],
    edits: [
      cp(
        '        this.adopt(message);\n        this.context',
        `        if (isNewer(message.tag, this.copy.tag)) {
          for (const operation of [...this.operations.values()]) {
            if (operation.request.kind === 'write' && operation.phase === 'query') {
              this.finish(operation, { ok: false });
            }
          }
        }
        this.adopt(message);
        this.context`,
      ),
    ],
  },
  {
    id: 'cp-same-value-same-version',
    title: 'CP: Denselben Wert noch einmal zu schreiben gibt keine neue Version',
    source: course,
    killedBy: ['cp-tags'],
    edits: [
      cp(
        "      operation.request.kind === 'write'\n        ?",
        "      operation.request.kind === 'write' &&\n      !(seen.value === operation.request.value && seen.tag.node === this.context.self)\n        ?",
      ),
    ],
  },
  {
    id: 'stored-only-if-value-is-new',
    title: 'Gespeichert wird nur, wenn sich der Wert ändert: Die neue Version geht verloren',
    source: course,
    killedBy: ['cp-durable'],
    edits: [cp(kept, keptIfNew)],
  },
  {
    id: 'fast-read-asks-others-only',
    title:
      'Phase 2 entfällt, wenn die anderen sich einig sind, gleich was in der eigenen Kopie steht',
    source: course,
    killedBy: ['cp-write-back'],
    edits: [
      cp(
        '  answered: Set<NodeId>;\n',
        '  answered: Set<NodeId>;\n  /** What the others have reported, as text. */\n  readonly reports: Set<string>;\n',
      ),
      cp(
        '      copy: this.copy,\n    };',
        '      copy: this.copy,\n      reports: new Set(),\n    };',
      ),
      cp(
        '    if (operation.answered.size >= this.majority) this.startStore(operation);\n',
        `    operation.reports.add(JSON.stringify(reported.tag));
    if (operation.answered.size < this.majority) return;
    if (operation.request.kind === 'read' && operation.reports.size === 1) {
      const { tag, value } = operation.copy;
      this.finish(operation, { ok: true, tag, value });
    } else this.startStore(operation);
`,
      ),
    ],
  },
  {
    id: 'tells-twenty-times',
    title: 'Jede Neuigkeit wird nur zwanzig Runden lang abgeglichen',
    source: 'Rumor Mongering mit Zähler; hier muss eine Partition überdauert werden',
    killedBy: ['ap-converges'],
    edits: [
      ap('  private copy: Versioned;\n', '  private copy: Versioned;\n  private rounds = 0;\n'),
      ap(
        '    if (peer !== undefined) this.tell(peer);\n    this',
        '    if (peer !== undefined && this.rounds++ < 20) this.tell(peer);\n    this',
      ),
      ap(
        '    this.copy = { tag, value };\n',
        '    this.copy = { tag, value };\n    this.rounds = 0;\n',
      ),
    ],
  },
  {
    id: 'ap-stored-only-if-value-is-new',
    title: 'AP: Gespeichert wird nur, wenn sich der Wert ändert',
    source: course,
    killedBy: ['ap-session'],
    edits: [ap(kept, keptIfNew)],
  },
  {
    id: 'heard-stored-when-asked',
    title: 'Gehörtes wird erst gespeichert, wenn jemand fragt',
    source: course,
    killedBy: ['ap-versions'],
    edits: [
      ap(
        '    this.adopt(message);\n  }',
        '    const { tag, value } = message;\n    if (isNewer(tag, this.copy.tag)) this.copy = { tag, value };\n  }',
      ),
      ap(
        '    respond({ ok: true, ...this.copy });',
        "    this.context.storage.set('copy', this.copy);\n    respond({ ok: true, ...this.copy });",
      ),
    ],
  },
];
