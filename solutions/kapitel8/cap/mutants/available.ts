import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { ap, gilbertLynch } from './edits.ts';

const dynamo = 'DeCandia et al. 2007';
const demers = 'Demers et al. 1987, Abschnitt 1.3';
const answered = `      this.adopt({ tag, value: request.value });
    }
    respond({ ok: true, ...this.copy });`;
const drawn = '    const peer = peers[Math.floor(this.context.random() * peers.length)];';
const again = `    if (peer !== undefined) this.tell(peer);
    this.context.setTimer('anti-entropy', antiEntropyMs);`;

/** The AP register: availability, versions, merging, anti-entropy. */
export const availableMutants: readonly Mutant[] = [
  {
    id: 'ap-blocks-in-partition',
    title: 'Das Schreiben wartet, bis jemand anderes sich meldet',
    source: `${gilbertLynch}, Abschnitt 2.2`,
    killedBy: ['ap-available', 'theorem-ap', 'dilemma'],
    edits: [
      ap(
        '    this.adopt(message);\n',
        `    this.adopt(message);
    for (const answer of this.waiting.splice(0)) answer();
`,
      ),
      ap(
        '  private copy: Versioned;\n',
        '  private copy: Versioned;\n  private readonly waiting: (() => void)[] = [];\n',
      ),
      ap(
        '    respond({ ok: true, ...this.copy });\n',
        `    const response = { ok: true as const, ...this.copy };
    if (request.kind === 'write') this.waiting.push(() => respond(response));
    else respond(response);
`,
      ),
    ],
  },
  {
    id: 'ap-refuses-when-alone',
    title: 'Wer lange niemanden hört, lehnt ab',
    source: `${gilbertLynch}, Abschnitt 2.2`,
    killedBy: ['ap-available', 'theorem-ap'],
    edits: [
      ap(
        '    this.adopt(message);\n',
        `    this.heardAt = this.context.now();
    this.adopt(message);
`,
      ),
      ap('  private copy: Versioned;\n', '  private copy: Versioned;\n  private heardAt = 0;\n'),
      ap(
        '    respond({ ok: true, ...this.copy });\n',
        `    const isAlone = this.context.now() - this.heardAt > 200;
    respond(isAlone ? { ok: false } : { ok: true, ...this.copy });
`,
      ),
    ],
  },
  {
    id: 'wall-clock-versions',
    title: 'Uhrzeit statt logischer Zeit',
    source: 'Kingsbury 2013 (Cassandra)',
    killedBy: ['ap-versions', 'ap-session'],
    edits: [
      ap(
        'const tag = { time: this.copy.tag.time + 1, node: this.context.self };',
        'const tag = { time: this.context.now() + 1, node: this.context.self };',
      ),
      ap(
        '    respond({ ok: true, ...this.copy });\n',
        `    if (request.kind === 'write') {
      const tag = { time: this.context.now() + 1, node: this.context.self };
      respond({ ok: true, tag, value: request.value });
    } else {
      respond({ ok: true, ...this.copy });
    }
`,
      ),
    ],
  },
  {
    id: 'counts-own-writes-only',
    title: 'Zähler wird beim Empfang nicht nachgestellt',
    source: 'Lamport 1978, Regel C2',
    killedBy: ['ap-versions', 'ap-session', 'ap-wire'],
    edits: [
      ap('  private copy: Versioned;\n', '  private copy: Versioned;\n  private writes: number;\n'),
      ap(
        "    this.copy = context.storage.get<Versioned>('copy') ?? initial;\n",
        `    this.copy = context.storage.get<Versioned>('copy') ?? initial;
    this.writes = context.storage.get<number>('writes') ?? 0;
`,
      ),
      ap(
        '      const tag = { time: this.copy.tag.time + 1, node: this.context.self };\n',
        `      this.writes++;
      this.context.storage.set('writes', this.writes);
      const tag = { time: this.writes, node: this.context.self };
`,
      ),
      ap(
        answered,
        `      this.adopt({ tag, value: request.value });
      respond({ ok: true, tag, value: request.value });
    }
    respond({ ok: true, ...this.copy });`,
      ),
    ],
  },
  {
    id: 'version-not-advanced',
    title: 'Neuer Wert mit der alten Zeit',
    source: 'Lamport 1978, Regel C1',
    killedBy: ['ap-versions', 'ap-wire'],
    edits: [
      ap(
        'const tag = { time: this.copy.tag.time + 1, node: this.context.self };',
        'const tag = { time: Math.max(1, this.copy.tag.time), node: this.context.self };',
      ),
      ap(
        '      this.adopt({ tag, value: request.value });\n',
        `      this.copy = { tag, value: request.value };
      this.context.storage.set('copy', this.copy);
`,
      ),
    ],
  },
  {
    id: 'last-received-wins',
    title: 'Das zuletzt Empfangene gewinnt',
    source: `${dynamo}, Abschnitt 4.4`,
    killedBy: ['ap-merge', 'ap-session'],
    edits: [
      ap(
        '    this.adopt(message);\n',
        `    this.copy = { tag: message.tag, value: message.value };
    this.context.storage.set('copy', this.copy);
`,
      ),
    ],
  },
  {
    id: 'keeps-the-older',
    title: 'Beim Zusammenführen bleibt das Ältere',
    source: `${dynamo}, Abschnitt 4.4`,
    killedBy: ['ap-merge', 'ap-converges'],
    edits: [
      ap('    this.adopt(message);\n', '    if (this.copy.tag.time === 0) this.adopt(message);\n'),
    ],
  },
  {
    id: 'ap-copy-not-persisted',
    title: 'AP: Kopie nicht dauerhaft gespeichert',
    source: 'Terry et al. 1994',
    killedBy: ['ap-session', 'ap-versions', 'ap-keeps'],
    edits: [ap("    this.context.storage.set('copy', this.copy);\n", '')],
  },
  {
    id: 'ap-heard-not-persisted',
    title: 'Nur selbst Geschriebenes gespeichert, nicht Gehörtes',
    source: 'Terry et al. 1994 (monotonic reads)',
    killedBy: ['ap-session', 'ap-versions'],
    edits: [
      ap(
        "    this.context.storage.set('copy', this.copy);\n",
        "    if (tag.node === this.context.self) this.context.storage.set('copy', this.copy);\n",
      ),
    ],
  },
  {
    id: 'ap-answers-before-persisting',
    title: 'AP: geantwortet, bevor gespeichert ist',
    source: 'Terry et al. 1994',
    killedBy: ['ap-session', 'ap-versions'],
    edits: [
      ap(
        answered,
        `      respond({ ok: true, tag, value: request.value });
      this.adopt({ tag, value: request.value });
    }
    if (request.kind === 'read') respond({ ok: true, ...this.copy });`,
      ),
    ],
  },
  {
    id: 'ap-tells-before-persisting',
    title: 'AP: verbreitet, bevor gespeichert ist',
    source: 'Vertrag der Aufgabe, „Für beide Register“, Regel 3',
    killedBy: ['ap-versions'],
    edits: [
      ap(
        '      this.adopt({ tag, value: request.value });\n',
        `      this.copy = { tag, value: request.value };
      for (const peer of this.context.peers) this.tell(peer);
      this.context.storage.set('copy', this.copy);
`,
      ),
    ],
  },
  {
    id: 'acknowledged-but-not-kept',
    title: 'Bestätigt und verbreitet, aber nicht in die eigene Kopie übernommen',
    source: 'Terry et al. 1994 (read your writes)',
    killedBy: ['ap-session', 'ap-merge', 'ap-versions', 'ap-keeps'],
    edits: [
      ap(
        `      this.adopt({ tag, value: request.value });
    }
    respond({ ok: true, ...this.copy });
    if (request.kind === 'write') for (const peer of this.context.peers) this.tell(peer);`,
        `      respond({ ok: true, tag, value: request.value });
      for (const peer of this.context.peers) {
        this.context.send(peer, { type: 'entry', tag, value: request.value });
      }
      return;
    }
    respond({ ok: true, ...this.copy });`,
      ),
    ],
  },
  {
    id: 'no-anti-entropy',
    title: 'Verbreitet nur beim Schreiben',
    source: demers,
    killedBy: ['ap-converges'],
    edits: [
      ap(
        again,
        "    if (peer === undefined) this.context.setTimer('anti-entropy', antiEntropyMs);",
      ),
    ],
  },
  {
    id: 'anti-entropy-once',
    title: 'Der Timer für den Abgleich läuft nur einmal',
    source: 'Abgaben: setTimer gilt nur einmal',
    killedBy: ['ap-converges'],
    edits: [ap(again, '    if (peer !== undefined) this.tell(peer);')],
  },
  {
    id: 'anti-entropy-one-way',
    title: 'Abgleich nur in eine Richtung',
    source: demers,
    killedBy: ['ap-converges'],
    edits: [
      ap(
        '    const { peers } = this.context;\n',
        '    const peers = this.context.peers.filter((other) => other > this.context.self);\n',
      ),
    ],
  },
  {
    id: 'anti-entropy-same-peer',
    title: 'Abgeglichen wird immer mit demselben Knoten',
    source: demers,
    killedBy: ['ap-converges'],
    edits: [ap(drawn, '    const peer = peers[0];')],
  },
  {
    id: 'anti-entropy-misses-last-peer',
    title: 'Beim Auslosen kommt der letzte Knoten nie dran',
    source: 'Abgaben: Math.floor(random * (Länge - 1))',
    killedBy: ['ap-converges'],
    edits: [
      ap(drawn, '    const peer = peers[Math.floor(this.context.random() * (peers.length - 1))];'),
    ],
  },
  {
    id: 'anti-entropy-own-values-only',
    title: 'Abgeglichen wird nur, was man selbst geschrieben hat, und nur mit dem nächsten Knoten',
    source: `${demers}; Eureka (issue 1251 von spring-cloud-netflix)`,
    killedBy: ['ap-converges'],
    edits: [
      ap(
        again,
        `    if (peer === peers[0] && this.copy.tag.node === this.context.self) this.tell(peer ?? '');
    this.context.setTimer('anti-entropy', antiEntropyMs);`,
      ),
    ],
  },
  {
    id: 'no-anti-entropy-after-restart',
    title: 'Nach dem Neustart läuft kein Abgleich mehr',
    source: 'Abgaben: Timer überleben keinen Absturz',
    killedBy: ['ap-converges'],
    edits: [
      ap(
        "  onStart(): void {\n    this.context.setTimer('anti-entropy', antiEntropyMs);",
        `  onStart(): void {
    if (this.context.storage.get<boolean>('started') === true) return;
    this.context.storage.set('started', true);
    this.context.setTimer('anti-entropy', antiEntropyMs);`,
      ),
    ],
  },
  {
    id: 'empty-text-not-told',
    title: 'Eine leere Zeichenkette gilt als „nichts zu erzählen“',
    source: 'Blindprobe; „if (value)“',
    killedBy: ['ap-converges'],
    edits: [
      ap(
        again,
        `    if (peer !== undefined && this.copy.value) this.tell(peer);
    this.context.setTimer('anti-entropy', antiEntropyMs);`,
      ),
    ],
  },
  {
    id: 'timer-dies-with-nothing-to-tell',
    title: 'Wer nichts zu erzählen hat, stellt den Timer nicht wieder',
    source: 'Blindprobe; frühes return',
    killedBy: ['ap-converges'],
    edits: [
      ap(
        '    const { peers } = this.context;\n',
        `    if (this.copy.tag.time === 0) return;
    const { peers } = this.context;
`,
      ),
    ],
  },
  {
    id: 'anti-entropy-in-a-ring',
    title: 'Abgeglichen wird nur mit dem Nachfolger im Ring',
    source: `Blindprobe; ${demers}`,
    killedBy: ['ap-converges'],
    edits: [
      ap(
        drawn,
        `    const ring = [...peers, this.context.self].sort();
    const peer = ring[(ring.indexOf(this.context.self) + 1) % ring.length];`,
      ),
    ],
  },
  {
    id: 'drawn-index-out-of-range',
    title: 'Math.round beim Auslosen: manche Runde fällt aus',
    source: 'Blindprobe',
    killedBy: ['ap-converges'],
    edits: [ap(drawn, '    const peer = peers[Math.round(this.context.random() * peers.length)];')],
  },
  {
    id: 'anti-entropy-half-as-often',
    title: 'Abgeglichen wird nur alle 100 ms',
    source: 'Blindprobe; Vertrag der Aufgabe, Teil 2, Regel 5',
    killedBy: ['ap-converges'],
    edits: [
      ap(
        again,
        `    if (peer !== undefined) this.tell(peer);
    this.context.setTimer('anti-entropy', 2 * antiEntropyMs);`,
      ),
    ],
  },
  {
    id: 'same-value-same-version',
    title: 'Denselben Wert noch einmal zu schreiben gibt keine neue Version',
    source: 'Blindprobe; Vertrag der Aufgabe, „Für beide Register“, Regel 3',
    killedBy: ['ap-wire', 'ap-versions'],
    edits: [
      ap(
        "    if (request.kind === 'write') {\n",
        "    if (request.kind === 'write' && request.value !== this.copy.value) {\n",
      ),
    ],
  },
];
