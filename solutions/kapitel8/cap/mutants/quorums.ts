import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { abd, cp, gilbertLynch, multiWriter } from './edits.ts';

const majority = '    this.majority = Math.floor(nodes / 2) + 1;';
const storeCounted = `    operation.answered.add(from);
    if (operation.answered.size < this.majority) return;`;
const queryCounted = `    operation.answered.add(from);
    operation.copy = newest(operation.copy, reported);`;

/** Whom the CP register asks, and whom it counts. */
export const quorumMutants: readonly Mutant[] = [
  {
    id: 'minority-serves-reads',
    title: 'Ohne Mehrheit wird aus der eigenen Kopie gelesen',
    source: `${gilbertLynch}, Beweis von Theorem 1`,
    killedBy: ['cp-minority', 'theorem-cp', 'cp-query-quorum'],
    edits: [
      cp(
        '    if (operation !== undefined) this.finish(operation, { ok: false });',
        `    if (operation === undefined) return;
    const isRead = operation.request.kind === 'read';
    this.finish(operation, isRead ? { ok: true, ...this.copy } : { ok: false });`,
      ),
    ],
  },
  {
    id: 'minority-serves-writes',
    title: 'Nach Ablauf der Frist wird bestätigt statt abgelehnt',
    source: `${gilbertLynch}, Beweis von Theorem 1`,
    killedBy: ['cp-minority', 'theorem-cp', 'cp-store-quorum', 'cp-write-back'],
    edits: [
      cp(
        '    if (operation !== undefined) this.finish(operation, { ok: false });',
        `    if (operation === undefined) return;
    if (operation.phase === 'query') this.startStore(operation);
    this.finish(operation, { ok: true, ...operation.copy });`,
      ),
    ],
  },
  {
    id: 'reads-own-copy',
    title: 'Lesen fragt niemanden',
    source: `${abd}, Abschnitt 3`,
    killedBy: ['cp-minority', 'cp-query-quorum', 'theorem-cp', 'cp-linearizable'],
    edits: [
      cp(
        '    const id = this.nextOperation();\n',
        `    if (request.kind === 'read') {
      respond({ ok: true, ...this.copy });
      return;
    }
    const id = this.nextOperation();
`,
      ),
    ],
  },
  {
    id: 'no-write-back',
    title: 'Lesen ohne Zurückschreiben',
    source: `${abd}, Abschnitt 3`,
    killedBy: ['cp-write-back', 'cp-linearizable'],
    edits: [
      cp(
        '    if (operation.answered.size >= this.majority) this.startStore(operation);',
        `    if (operation.answered.size < this.majority) return;
    if (operation.request.kind === 'write') this.startStore(operation);
    else this.finish(operation, { ok: true, ...operation.copy });`,
      ),
    ],
  },
  {
    id: 'write-back-to-self',
    title: 'Gelesenes kommt nur in die eigene Kopie',
    source: `${abd}, Abschnitt 3`,
    killedBy: ['cp-write-back', 'cp-linearizable'],
    edits: [
      cp(
        '    if (operation.answered.size >= this.majority) this.startStore(operation);',
        `    if (operation.answered.size < this.majority) return;
    if (operation.request.kind === 'write') {
      this.startStore(operation);
      return;
    }
    this.adopt(operation.copy);
    this.finish(operation, { ok: true, ...operation.copy });`,
      ),
    ],
  },
  {
    id: 'quorum-half-rounded-down',
    title: 'Quorum ⌊n/2⌋',
    source: `${abd}, Abschnitt 3 (zwei Mehrheiten schneiden sich)`,
    killedBy: ['cp-query-quorum', 'cp-store-quorum', 'cp-minority'],
    edits: [cp(majority, '    this.majority = Math.floor(nodes / 2);')],
  },
  {
    id: 'quorum-half-rounded-up',
    title: 'Quorum ⌈n/2⌉',
    source: `${abd}, Abschnitt 3 (zwei Mehrheiten schneiden sich)`,
    killedBy: ['cp-store-quorum', 'cp-query-quorum', 'cp-minority', 'theorem-cp'],
    edits: [cp(majority, '    this.majority = Math.ceil(nodes / 2);')],
  },
  {
    id: 'quorum-of-peers',
    title: 'Mehrheit der anderen statt aller Knoten',
    source: `${abd}, Abschnitt 3`,
    killedBy: ['cp-store-quorum', 'cp-query-quorum', 'cp-minority'],
    edits: [
      cp(
        '    const nodes = context.peers.length + 1;\n',
        '    const nodes = context.peers.length;\n',
      ),
    ],
  },
  {
    id: 'waits-for-all',
    title: 'Wartet auf alle statt auf eine Mehrheit',
    source: `${abd}, Abschnitt 3`,
    killedBy: ['cp-majority', 'theorem-cp'],
    edits: [cp(majority, '    this.majority = nodes;')],
  },
  {
    id: 'does-not-count-itself',
    title: 'Der eigene Knoten zählt nicht mit',
    source: 'Vertrag der Aufgabe, Teil 1',
    killedBy: ['cp-majority', 'theorem-cp'],
    edits: [
      cp(
        '    const answered = new Set([this.context.self]);\n',
        '    const answered = new Set<NodeId>();\n',
      ),
      cp(
        '    operation.answered = new Set([this.context.self]);\n',
        '    operation.answered = new Set();\n',
      ),
    ],
  },
  {
    id: 'shrinking-quorum',
    title: 'Wer nicht antwortet, zählt künftig nicht mehr zum Quorum',
    source: `${gilbertLynch}, Abschnitt 3.2; Foren zu Cassandra („sloppy quorum“)`,
    killedBy: ['cp-minority', 'cp-query-quorum'],
    edits: [
      cp('  private readonly majority: number;', '  private majority: number;'),
      cp(
        '    if (operation !== undefined) this.finish(operation, { ok: false });',
        `    if (operation === undefined) return;
    this.majority = Math.floor(operation.answered.size / 2) + 1;
    this.finish(operation, { ok: false });`,
      ),
    ],
  },
  {
    id: 'duplicate-states-counted',
    title: 'Doppelte Antworten in Phase 1 zählen doppelt',
    source: `${abd}, Abschnitt 2 (Modell des Netzes)`,
    killedBy: ['cp-query-quorum'],
    edits: [
      cp(
        queryCounted,
        `    operation.answered.add(\`\${from} \${operation.answered.size}\`);
    operation.copy = newest(operation.copy, reported);`,
      ),
    ],
  },
  {
    id: 'duplicate-acknowledgements-counted',
    title: 'Doppelte Bestätigungen in Phase 2 zählen doppelt',
    source: `${abd}, Abschnitt 2 (Modell des Netzes)`,
    killedBy: ['cp-store-quorum', 'cp-write-back'],
    edits: [
      cp(
        storeCounted,
        `    operation.answered.add(\`\${from} \${operation.answered.size}\`);
    if (operation.answered.size < this.majority) return;`,
      ),
    ],
  },
  {
    id: 'stale-states-counted',
    title: 'Verspätete Antworten auf ein früheres query gezählt',
    source: `${abd}, Abschnitt 3 (Nummern der Nachrichten)`,
    killedBy: ['cp-query-quorum'],
    edits: [
      cp(
        `    const operation = this.operations.get(id);
    if (operation?.phase !== 'query') return;`,
        `    const operation = this.operations.get(id) ?? [...this.operations.values()].at(-1);
    if (operation?.phase !== 'query') return;`,
      ),
    ],
  },
  {
    id: 'stale-acknowledgements-counted',
    title: 'Verspätete Bestätigungen eines früheren store gezählt',
    source: `${abd}, Abschnitt 3 (Nummern der Nachrichten)`,
    killedBy: ['cp-store-quorum'],
    edits: [
      cp(
        `    const operation = this.operations.get(id);
    if (operation?.phase !== 'store') return;`,
        `    const operation = this.operations.get(id) ?? [...this.operations.values()].at(-1);
    if (operation?.phase !== 'store') return;`,
      ),
    ],
  },
  {
    id: 'operation-numbers-start-again',
    title: 'Nach dem Neustart beginnen die Nummern wieder bei 1',
    source: 'Vertrag der Aufgabe („contract.ts“, CpMessage)',
    killedBy: ['cp-wire', 'cp-query-quorum', 'cp-store-quorum'],
    edits: [cp("    this.context.storage.set('lastOperation', this.lastOperation);\n", '')],
  },
  {
    id: 'count-not-reset',
    title: 'Die Zählung von Phase 1 läuft in Phase 2 weiter',
    source: `${multiWriter}`,
    killedBy: ['cp-store-quorum', 'cp-write-back'],
    edits: [cp('    operation.answered = new Set([this.context.self]);\n', '')],
  },
  {
    id: 'first-acknowledgement-suffices',
    title: 'Eine einzige Bestätigung genügt',
    source: `${abd}, Abschnitt 3`,
    killedBy: ['cp-store-quorum', 'cp-write-back'],
    edits: [
      cp(
        storeCounted,
        `    operation.answered.add(from);
    if (operation.answered.size < 2) return;`,
      ),
    ],
  },
  {
    id: 'answers-before-stored',
    title: 'Bestätigt, sobald store verschickt ist',
    source: `${abd}, Abschnitt 3`,
    killedBy: ['cp-store-quorum', 'cp-write-back', 'cp-linearizable'],
    edits: [
      cp(
        "    this.broadcast({ type: 'store', operation: operation.id, ...operation.copy });",
        `    this.broadcast({ type: 'store', operation: operation.id, ...operation.copy });
    this.finish(operation, { ok: true, ...operation.copy });`,
      ),
    ],
  },
  {
    id: 'write-skips-query',
    title: 'Schreiben ohne Phase 1, mit der eigenen Zeit plus 1',
    source: `${multiWriter} (mehrere Schreiber)`,
    killedBy: ['cp-query-quorum', 'cp-linearizable'],
    edits: [
      cp(
        "    this.broadcast({ type: 'query', operation: id });",
        `    if (request.kind === 'write') this.startStore(operation);
    else this.broadcast({ type: 'query', operation: id });`,
      ),
    ],
  },
  {
    id: 'write-ignores-reports',
    title: 'Neue Version aus der eigenen Kopie statt aus den Antworten',
    source: `${multiWriter} (mehrere Schreiber)`,
    killedBy: ['cp-query-quorum', 'cp-linearizable'],
    edits: [
      cp(
        'tag: { time: seen.tag.time + 1, node: this.context.self },',
        'tag: { time: this.copy.tag.time + 1, node: this.context.self },',
      ),
    ],
  },
  {
    id: 'fast-read-compares-times',
    title: 'Phase 2 entfällt, wenn eine Mehrheit dieselbe Zeit meldet, gleich von welchem Knoten',
    source: 'Blindprobe; Vertrag der Aufgabe, Teil 1, Regel 3',
    killedBy: ['cp-write-back'],
    edits: fastRead('own.tag.time === seen.tag.time'),
  },
  {
    id: 'fast-read-compares-values',
    title: 'Phase 2 entfällt, wenn eine Mehrheit denselben Wert meldet, gleich in welcher Version',
    source: 'Blindprobe; Vertrag der Aufgabe, Teil 1, Regel 3',
    killedBy: ['cp-write-back'],
    edits: fastRead('own.value === seen.value'),
  },
  {
    id: 'read-waits-for-agreement',
    title: 'Sind sich die Antworten nicht einig, wartet das Lesen auf alle',
    source: 'Blindprobe; Vertrag der Aufgabe, Teil 1, Regel 5',
    killedBy: ['cp-majority'],
    edits: [
      cp(
        '    if (operation.answered.size >= this.majority) this.startStore(operation);',
        `    if (operation.answered.size < this.majority) return;
    const isAlone = isNewer(operation.copy.tag, reported.tag);
    const isComplete = operation.answered.size > this.context.peers.length;
    if (operation.request.kind === 'read' && isAlone && !isComplete) return;
    this.startStore(operation);`,
      ),
    ],
  },
  {
    id: 'stores-with-responders-only',
    title: 'store geht nur an die, die in Phase 1 geantwortet haben',
    source: 'Blindprobe; Vertrag der Aufgabe, Teil 1 (Tabelle)',
    killedBy: ['cp-majority'],
    edits: [
      cp(
        '    operation.answered = new Set([this.context.self]);\n',
        `    const asked = [...operation.answered].filter((node) => node !== this.context.self);
    operation.answered = new Set([this.context.self]);
`,
      ),
      cp(
        "    this.broadcast({ type: 'store', operation: operation.id, ...operation.copy });",
        `    for (const peer of asked) {
      this.context.send(peer, { type: 'store', operation: operation.id, ...operation.copy });
    }`,
      ),
    ],
  },
];

/** A read that skips the second phase when enough copies look alike. */
function fastRead(isAlike: string): Mutant['edits'] {
  return [
    cp(
      '  answered: Set<NodeId>;\n',
      '  answered: Set<NodeId>;\n  readonly reports: Versioned[];\n',
    ),
    cp(
      '      answered,\n      copy: this.copy,\n',
      '      answered,\n      reports: [],\n      copy: this.copy,\n',
    ),
    cp(
      queryCounted,
      `${queryCounted}
    operation.reports.push(reported);`,
    ),
    cp(
      '    const seen = newest(operation.copy, this.copy);\n',
      `    const seen = newest(operation.copy, this.copy);
    const alike = [this.copy, ...operation.reports].filter((own) => ${isAlike});
    if (operation.request.kind === 'read' && alike.length >= this.majority) {
      this.finish(operation, { ok: true, tag: seen.tag, value: seen.value });
      return;
    }
`,
    ),
  ];
}
