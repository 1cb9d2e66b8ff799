import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { abd, cp, multiWriter, tag } from './edits.ts';

/** What a replica of the CP register keeps, which versions are given out, and the time limit. */
export const copyMutants: readonly Mutant[] = [
  {
    id: 'no-tie-break',
    title: 'Bei gleicher Zeit entscheidet nichts',
    source: multiWriter,
    killedBy: ['tag-order', 'cp-replica', 'ap-merge', 'ap-converges'],
    edits: [tag('  return left.node > right.node;', '  return false;')],
  },
  {
    id: 'tie-break-adopts-anything',
    title: 'Bei gleicher Zeit gewinnt immer das andere',
    source: multiWriter,
    killedBy: ['tag-order', 'cp-replica', 'ap-merge'],
    edits: [tag('  return left.node > right.node;', '  return true;')],
  },
  {
    id: 'time-as-text',
    title: 'Zeiten als Zeichenketten verglichen',
    source: 'Abgaben zu Lamport-Uhren: 10 kommt vor 9',
    killedBy: ['tag-order', 'cp-replica', 'ap-merge'],
    edits: [
      tag('return left.time > right.time;', 'return String(left.time) > String(right.time);'),
    ],
  },
  {
    id: 'node-before-time',
    title: 'Erst der Knoten, dann die Zeit',
    source: multiWriter,
    killedBy: ['tag-order', 'cp-replica', 'ap-versions'],
    edits: [
      tag(
        '  if (left.time !== right.time) return left.time > right.time;',
        '  if (left.node !== right.node) return left.node > right.node;',
      ),
      tag('  return left.node > right.node;', '  return left.time > right.time;'),
    ],
  },
  {
    id: 'store-overwrites',
    title: 'store überschreibt auch Neueres',
    source: `${abd}, Abschnitt 3`,
    killedBy: ['cp-replica', 'cp-linearizable'],
    edits: [
      cp(
        '        this.adopt(message);\n',
        `        this.copy = { tag: message.tag, value: message.value };
        this.context.storage.set('copy', this.copy);
`,
      ),
    ],
  },
  {
    id: 'stale-store-unanswered',
    title: 'Ein veraltetes store bleibt unbeantwortet',
    source: `${abd}, Abschnitt 3`,
    killedBy: ['cp-wire'],
    edits: [
      cp(
        '        this.adopt(message);\n',
        `        if (!isNewer(message.tag, this.copy.tag)) return;
        this.adopt(message);
`,
      ),
    ],
  },
  {
    id: 'copy-not-persisted',
    title: 'Kopie nicht dauerhaft gespeichert',
    source: `${abd}, Abschnitt 3 (Ausfälle)`,
    killedBy: ['cp-durable', 'cp-tags', 'cp-linearizable'],
    edits: [cp("    this.context.storage.set('copy', this.copy);\n", '')],
  },
  {
    id: 'version-not-persisted',
    title: 'Nur der Wert gespeichert, nicht seine Version',
    source: `${abd}, Abschnitt 3 (Ausfälle)`,
    killedBy: ['cp-durable', 'cp-tags', 'cp-linearizable'],
    edits: [
      cp(
        "    this.context.storage.set('copy', this.copy);\n",
        "    this.context.storage.set('copy', { tag: initial.tag, value });\n",
      ),
    ],
  },
  {
    id: 'acknowledges-before-persisting',
    title: 'stored geht hinaus, bevor gespeichert ist',
    source: `${abd}, Abschnitt 3 (Ausfälle)`,
    killedBy: ['cp-durable'],
    edits: [
      cp(
        `        this.adopt(message);
        this.context.send(from, { type: 'stored', operation: id });`,
        `        this.context.send(from, { type: 'stored', operation: id });
        this.adopt(message);`,
      ),
    ],
  },
  {
    id: 'sends-version-before-persisting',
    title: 'Neue Version verschickt, bevor sie gespeichert ist',
    source: multiWriter,
    killedBy: ['cp-tags'],
    edits: [
      cp(
        `    this.adopt(operation.copy);
    this.broadcast({ type: 'store', operation: operation.id, ...operation.copy });`,
        `    this.broadcast({ type: 'store', operation: operation.id, ...operation.copy });
    this.adopt(operation.copy);`,
      ),
    ],
  },
  {
    id: 'own-copy-not-stored',
    title: 'Der Koordinator zählt sich mit, ohne selbst zu speichern',
    source: multiWriter,
    killedBy: ['cp-tags', 'cp-replica'],
    edits: [cp('    this.adopt(operation.copy);\n', '')],
  },
  {
    id: 'same-version-for-concurrent-writes',
    title: 'Zwei Anfragen zugleich bekommen dieselbe Version',
    source: `${multiWriter} (mehrere Schreiber)`,
    killedBy: ['cp-tags'],
    edits: [
      cp('    const seen = newest(operation.copy, this.copy);', '    const seen = operation.copy;'),
    ],
  },
  {
    id: 'read-bumps-version',
    title: 'Lesen schreibt mit neuer Version zurück',
    source: `${abd}, Abschnitt 3`,
    killedBy: ['cp-tags'],
    edits: [
      cp(
        '        : { tag: seen.tag, value: seen.value };',
        `        : seen.tag.time === 0
          ? seen
          : {
              tag: { time: seen.tag.time + 1, node: this.context.self },
              value: seen.value,
            };`,
      ),
    ],
  },
  {
    id: 'version-of-another',
    title: 'Neue Version behält den Knoten der alten',
    source: multiWriter,
    killedBy: ['cp-tags', 'cp-wire'],
    edits: [
      cp(
        'tag: { time: seen.tag.time + 1, node: this.context.self },',
        'tag: { time: seen.tag.time + 1, node: seen.tag.node || this.context.self },',
      ),
    ],
  },
  {
    id: 'no-timeout',
    title: 'Ohne Frist: Wer keine Mehrheit hat, wartet für immer',
    source: 'Vertrag der Aufgabe, „Für beide Register“, Regel 2',
    killedBy: ['cp-bounded', 'theorem-cp', 'dilemma'],
    edits: [cp('    this.context.setTimer(String(id), operationTimeoutMs);\n', '')],
  },
  {
    id: 'timeout-in-first-phase-only',
    title: 'Frist nur in Phase 1',
    source: 'Vertrag der Aufgabe, „Für beide Register“, Regel 2',
    killedBy: ['cp-bounded'],
    edits: [
      cp(
        "    operation.phase = 'store';\n",
        `    operation.phase = 'store';
    this.context.cancelTimer(String(operation.id));
`,
      ),
    ],
  },
  {
    id: 'timeout-restarts-in-second-phase',
    title: 'Die Frist beginnt in Phase 2 von vorn',
    source: 'Vertrag der Aufgabe, „Für beide Register“, Regel 2',
    killedBy: ['cp-bounded'],
    edits: [
      cp(
        "    operation.phase = 'store';\n",
        `    operation.phase = 'store';
    this.context.setTimer(String(operation.id), operationTimeoutMs);
`,
      ),
    ],
  },
  {
    id: 'one-timer-for-all',
    title: 'Alle Anfragen teilen sich einen Timer',
    source: 'Abgaben mit festem Timernamen',
    killedBy: ['cp-bounded'],
    edits: [
      cp(
        '    this.context.setTimer(String(id), operationTimeoutMs);',
        "    this.context.setTimer('operation', operationTimeoutMs);",
      ),
      cp(
        '  onTimer(name: string): void {\n    const operation = this.operations.get(Number(name));',
        '  onTimer(_name: string): void {\n    const operation = this.operations.get(this.lastOperation);',
      ),
    ],
  },
  {
    id: 'one-operation-at-a-time',
    title: 'Eine neue Anfrage verdrängt die laufende',
    source: 'Abgaben mit einem einzigen Feld für die laufende Anfrage',
    killedBy: ['cp-bounded'],
    edits: [
      cp(
        '    this.operations.set(id, operation);\n',
        `    this.operations.clear();
    this.operations.set(id, operation);
`,
      ),
    ],
  },
  {
    id: 'answers-mixed-up',
    title: 'Eine Antwort geht an die zuletzt eingetroffene Anfrage',
    source: 'Abgaben mit einem einzigen Feld für „respond“',
    killedBy: ['cp-wire', 'cp-bounded'],
    edits: [
      cp(
        '    operation.respond(response);\n',
        '    (this.lastRespond ?? operation.respond)(response);\n',
      ),
      cp(
        '  private lastOperation: number;\n',
        `  private lastOperation: number;
  private lastRespond: ((response: RegisterResponse) => void) | undefined;
`,
      ),
      cp(
        '    this.operations.set(id, operation);\n',
        `    this.operations.set(id, operation);
    this.lastRespond = respond;
`,
      ),
    ],
  },
  {
    id: 'never-recovers',
    title: 'Nach der ersten Ablehnung lehnt der Knoten immer ab',
    source: 'Abgaben mit einem Merker „getrennt“, den niemand zurücksetzt',
    killedBy: ['cp-recovers'],
    edits: [
      cp(
        '    if (operation !== undefined) this.finish(operation, { ok: false });',
        `    if (operation === undefined) return;
    this.isCutOff = true;
    this.finish(operation, { ok: false });`,
      ),
      cp(
        '  private lastOperation: number;\n',
        '  private lastOperation: number;\n  private isCutOff = false;\n',
      ),
      cp(
        '    const id = this.nextOperation();\n',
        `    if (this.isCutOff) {
      respond({ ok: false });
      return;
    }
    const id = this.nextOperation();
`,
      ),
    ],
  },
  {
    id: 'copy-in-two-parts',
    title: 'Version und Wert unter zwei Schlüsseln gespeichert',
    source: 'Blindprobe; Vertrag der Aufgabe, „Für beide Register“, Regel 4',
    killedBy: ['cp-tags', 'cp-wire'],
    edits: [
      cp(
        "    this.copy = context.storage.get<Versioned>('copy') ?? initial;\n",
        `    this.copy = {
      tag: context.storage.get<Versioned['tag']>('tag') ?? initial.tag,
      value: context.storage.get<Versioned['value']>('value') ?? initial.value,
    };
`,
      ),
      cp(
        "    this.context.storage.set('copy', this.copy);\n",
        `    this.context.storage.set('tag', tag);
    this.context.storage.set('value', value);
`,
      ),
    ],
  },
  {
    id: 'value-before-version',
    title: 'Wie eben, der Wert zuerst',
    source: 'Blindprobe; Vertrag der Aufgabe, „Für beide Register“, Regel 4',
    killedBy: ['cp-tags', 'cp-wire'],
    edits: [
      cp(
        "    this.copy = context.storage.get<Versioned>('copy') ?? initial;\n",
        `    this.copy = {
      tag: context.storage.get<Versioned['tag']>('tag') ?? initial.tag,
      value: context.storage.get<Versioned['value']>('value') ?? initial.value,
    };
`,
      ),
      cp(
        "    this.context.storage.set('copy', this.copy);\n",
        `    this.context.storage.set('value', value);
    this.context.storage.set('tag', tag);
`,
      ),
    ],
  },
  {
    id: 'write-back-not-persisted',
    title: 'Zurückgeschriebenes übernimmt der Koordinator nur im Arbeitsspeicher',
    source: 'Blindprobe; Vertrag der Aufgabe, Teil 1, Regel 4',
    killedBy: ['cp-durable'],
    edits: [
      cp(
        '    this.adopt(operation.copy);\n',
        `    if (operation.request.kind === 'write') this.adopt(operation.copy);
    else if (isNewer(operation.copy.tag, this.copy.tag)) this.copy = operation.copy;
`,
      ),
    ],
  },
  {
    id: 'empty-text-becomes-null',
    title: 'Eine leere Zeichenkette wird zu null',
    source: 'Blindprobe; „value || null“',
    killedBy: ['cp-wire'],
    edits: [
      cp(
        '            value: operation.request.value,\n',
        '            value: operation.request.value || null,\n',
      ),
    ],
  },
  {
    id: 'one-deadline-for-all',
    title: 'Läuft die Frist der ältesten Anfrage ab, werden alle abgelehnt',
    source: 'Blindprobe; Vertrag der Aufgabe, Teil 1, Regel 5',
    killedBy: ['cp-majority'],
    edits: [
      cp(
        '    this.context.setTimer(String(id), operationTimeoutMs);',
        "    if (this.operations.size === 1) this.context.setTimer('timeout', operationTimeoutMs);",
      ),
      cp(
        `  onTimer(name: string): void {
    const operation = this.operations.get(Number(name));
    if (operation !== undefined) this.finish(operation, { ok: false });`,
        `  onTimer(): void {
    for (const operation of [...this.operations.values()]) this.finish(operation, { ok: false });`,
      ),
      cp(
        '    this.context.cancelTimer(String(operation.id));',
        "    if (this.operations.size === 0) this.context.cancelTimer('timeout');",
      ),
    ],
  },
  {
    id: 'deadline-without-reserve',
    title: 'Frist von 280 ms: mit langsamer Uhr zu spät',
    source: 'Blindprobe; Vertrag der Aufgabe, „Für beide Register“, Regel 2',
    killedBy: ['cp-bounded'],
    edits: [
      cp(
        '    this.context.setTimer(String(id), operationTimeoutMs);',
        '    this.context.setTimer(String(id), operationTimeoutMs + 80);',
      ),
    ],
  },
];
