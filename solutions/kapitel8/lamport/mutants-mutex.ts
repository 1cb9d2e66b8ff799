import type { Mutant } from '../../../grader/verify/mutant.ts';

const file = 'lamport.ts';
const heardByAll = 'const isHeardByAll = this.context.peers.every((peer) => {';
const isFirst = 'compareStamps(stamp, other) <= 0';

/** Part 5: mutual exclusion. */
export const mutexMutants: readonly Mutant[] = [
  {
    id: 'mutex-does-not-wait',
    title: 'Vorn in der eigenen Warteschlange genügt, Quittungen werden nicht abgewartet',
    source: 'Lamport 1978, Regel 5 (ii)',
    killedBy: ['mutex-exclusion'],
    edits: [
      { file, find: 'if (!isFirst || !isHeardByAll) return;', replace: 'if (!isFirst) return;' },
    ],
  },
  {
    id: 'mutex-one-acknowledgement',
    title: 'Eine einzige Quittung genügt',
    source: 'Lamport 1978, Regel 5 (ii)',
    killedBy: ['mutex-exclusion'],
    edits: [
      {
        file,
        find: heardByAll,
        replace:
          'const isHeardByAll = this.context.peers.length === 0 || this.context.peers.some((peer) => {',
      },
    ],
  },
  {
    id: 'mutex-old-messages-count',
    title: 'Irgendeine frühere Nachricht zählt als Quittung',
    source: 'Lamport 1978, Regel 5 (ii)',
    killedBy: ['mutex-exclusion'],
    edits: [
      {
        file,
        find: 'return heard !== undefined && compareStamps(stamp, heard) < 0;',
        replace: 'return heard !== undefined;',
      },
    ],
  },
  {
    id: 'mutex-heard-off-by-one',
    title: 'Auch eine Nachricht, die knapp vor der Anforderung gestempelt ist, zählt als Quittung',
    source: 'Lamport 1978, Regel 5 (ii)',
    killedBy: ['mutex-exclusion'],
    edits: [
      {
        file,
        find: 'return heard !== undefined && compareStamps(stamp, heard) < 0;',
        replace: 'return heard !== undefined && heard.time >= stamp.time - 1;',
      },
    ],
  },
  {
    id: 'mutex-late-arrivals-count',
    title:
      'Was nach der Anforderung ankommt, zählt als Quittung, auch wenn es älter gestempelt ist',
    source: 'Lamport 1978, Regel 5 (ii)',
    killedBy: ['mutex-exclusion'],
    edits: [
      {
        file,
        find: 'this.lastHeard.set(from, { time: message.time, node: from });',
        replace: 'this.lastHeard.set(from, { time: this.clock.time(), node: from });',
      },
    ],
  },
  {
    id: 'mutex-ignores-queue',
    title: 'Nur Quittungen zählen, die Warteschlange nicht',
    source: 'Lamport 1978, Regel 5 (i)',
    killedBy: ['mutex-exclusion'],
    edits: [
      {
        file,
        find: 'if (!isFirst || !isHeardByAll) return;',
        replace: 'if (!isHeardByAll) return;',
      },
    ],
  },
  {
    id: 'mutex-no-tie-break',
    title: 'Bei gleicher Zeit gewinnt jeder auf seinem Knoten',
    source: 'Lamport 1978, Regel 5 (i), ohne totale Ordnung',
    killedBy: ['mutex-exclusion'],
    edits: [{ file, find: isFirst, replace: 'stamp.time <= other.time' }],
  },
  {
    id: 'mutex-tie-blocks',
    title: 'Bei gleicher Zeit gewinnt keiner',
    source: 'Lamport 1978, Regel 5 (i), ohne totale Ordnung',
    killedBy: ['mutex-progress'],
    edits: [
      { file, find: isFirst, replace: 'stamp.node === other.node || stamp.time < other.time' },
    ],
  },
  {
    id: 'mutex-order-of-arrival',
    title: 'Die Warteschlange ist nach Ankunft geordnet',
    source: 'Lamport 1978, Regel 5 (i)',
    killedBy: ['mutex-exclusion', 'mutex-order', 'mutex-progress'],
    edits: [
      {
        file,
        find: '[...this.queue.values()].every((other) => compareStamps(stamp, other) <= 0)',
        replace: '[...this.queue.values()][0]?.node === stamp.node',
      },
    ],
  },
  {
    id: 'mutex-latest-first',
    title: 'Die jüngste Anforderung zuerst',
    source: 'Lamport 1978, Regel 5 (i)',
    killedBy: ['mutex-order', 'mutex-exclusion'],
    edits: [{ file, find: isFirst, replace: 'compareStamps(stamp, other) >= 0' }],
  },
  {
    id: 'mutex-clock-not-set',
    title: 'Ankommende Nachrichten stellen die Uhr nicht',
    source: 'Lamport 1978, Regel 2; IR2',
    killedBy: ['mutex-stamps', 'mutex-order'],
    edits: [
      {
        file,
        find: '    this.clock.receive(message.time);\n    this.lastHeard',
        replace: '    this.clock.tick();\n    this.lastHeard',
      },
    ],
  },
  {
    id: 'mutex-release-is-silent',
    title: 'Die Freigabe erfahren die anderen nicht',
    source: 'Lamport 1978, Regel 3',
    killedBy: ['mutex-progress'],
    edits: [{ file, find: "      this.broadcast({ type: 'release', time });\n", replace: '' }],
  },
  {
    id: 'mutex-keeps-own-request',
    title: 'Die eigene Anforderung bleibt nach der Freigabe in der Warteschlange',
    source: 'Lamport 1978, Regel 3',
    killedBy: ['mutex-progress', 'mutex-exclusion', 'mutex-order'],
    edits: [
      {
        file,
        find: '      this.queue.set(stamp.node, stamp);\n',
        replace: '      if (!this.queue.has(stamp.node)) this.queue.set(stamp.node, stamp);\n',
      },
      { file, find: '      this.queue.delete(this.context.self);\n', replace: '' },
    ],
  },
  {
    id: 'mutex-stamp-per-neighbour',
    title: 'Jede Kopie der Anforderung bekommt einen eigenen Zeitstempel',
    source: 'Lamport 1978, Regel 1',
    killedBy: ['mutex-stamps'],
    edits: [
      {
        file,
        find: 'for (const peer of this.context.peers) this.context.send(peer, message);',
        replace:
          'for (const peer of this.context.peers) {\n      this.context.send(peer, message);\n      message = { ...message, time: this.clock.send() };\n    }',
      },
    ],
  },
  {
    id: 'mutex-checks-on-ack-only',
    title: 'Nur nach einer Quittung wird geprüft, nach einer Freigabe nicht',
    source: 'Lamport 1978, Regel 5, nicht nach jeder Nachricht geprüft',
    killedBy: ['mutex-progress'],
    edits: [
      {
        file,
        find: '      this.queue.delete(from);\n    }\n    this.grantIfFirst();',
        replace:
          "      this.queue.delete(from);\n    }\n    if (message.type === 'ack') this.grantIfFirst();",
      },
    ],
  },
  {
    id: 'mutex-alone-waits-for-ever',
    title: 'Ein Knoten ohne Nachbarn wartet auf eine Nachricht, die nie kommt',
    source: 'Lamport 1978, Regel 5, Randfall ohne Nachbarn',
    killedBy: ['mutex-progress'],
    edits: [
      {
        file,
        find: "      this.broadcast({ type: 'request', time });\n      this.grantIfFirst();",
        replace: "      this.broadcast({ type: 'request', time });",
      },
    ],
  },
  {
    id: 'mutex-releases-at-once',
    title: 'Die Freigabe geht schon beim Erhalt der Sperre hinaus',
    source: 'Lamport 1978, Regel 3',
    killedBy: ['mutex-exclusion'],
    edits: [
      {
        file,
        find: "    respond({ type: 'granted', stamp });",
        replace:
          "    respond({ type: 'granted', stamp });\n    this.broadcast({ type: 'release', time: this.clock.send() });",
      },
    ],
  },
  {
    id: 'mutex-no-ack-while-waiting',
    title: 'Wer selbst wartet, quittiert nicht, und nur Quittungen zählen',
    source: 'Lamport 1978, Regel 2',
    killedBy: ['mutex-progress'],
    edits: [
      {
        file,
        find: "      this.context.send(from, { type: 'ack', time: this.clock.send() });",
        replace:
          "      if (this.waiting === undefined) this.context.send(from, { type: 'ack', time: this.clock.send() });",
      },
      {
        file,
        find: '    this.lastHeard.set(from,',
        replace: "    if (message.type === 'ack') this.lastHeard.set(from,",
      },
    ],
  },
  {
    id: 'mutex-echoes-stamp',
    title: 'Die Quittung wiederholt den Zeitstempel der Anforderung',
    source: 'Lamport 1978, Regel 2',
    killedBy: ['mutex-stamps', 'mutex-progress'],
    edits: [
      {
        file,
        find: "{ type: 'ack', time: this.clock.send() }",
        replace: "{ type: 'ack', time: message.time }",
      },
    ],
  },
  {
    id: 'mutex-acknowledges-to-all',
    title: 'Quittungen gehen an alle',
    source: 'Lamport 1978, Regel 2',
    killedBy: ['mutex-messages'],
    edits: [
      {
        file,
        find: "      this.context.send(from, { type: 'ack', time: this.clock.send() });",
        replace: "      this.broadcast({ type: 'ack', time: this.clock.send() });",
      },
    ],
  },
  {
    id: 'mutex-grant-with-new-stamp',
    title: 'Die Antwort trägt den Zeitstempel der Vergabe statt den der Anforderung',
    source: 'Lamport 1978, Regel 1',
    killedBy: ['mutex-stamps'],
    edits: [
      {
        file,
        find: "    respond({ type: 'granted', stamp });",
        replace: "    respond({ type: 'granted', stamp: { ...stamp, time: this.clock.tick() } });",
      },
    ],
  },
  {
    id: 'mutex-releases-later',
    title: 'Die Freigabe wird erst nach einem Timer bestätigt',
    source: '„sofort“ überlesen',
    killedBy: ['mutex-progress'],
    edits: [
      {
        file,
        find: "      respond({ type: 'released' });",
        replace: [
          "      this.confirm = () => respond({ type: 'released' });",
          "      this.context.setTimer('confirm', 5);",
        ].join('\n'),
      },
      {
        file,
        find: ['  inspect(): unknown {', '    return {', '      time: this.clock.time(),'].join(
          '\n',
        ),
        replace: [
          '  private confirm = () => {};',
          '',
          '  onTimer(): void {',
          '    this.confirm();',
          '  }',
          '',
          '  inspect(): unknown {',
          '    return {',
          '      time: this.clock.time(),',
        ].join('\n'),
      },
    ],
  },
  {
    id: 'mutex-asks-again',
    title: 'Nach langem Warten wird die Anforderung wiederholt',
    source: 'Wiederholung wie in einem verlustbehafteten Netz',
    killedBy: ['mutex-stamps', 'mutex-messages'],
    edits: [
      {
        file,
        find: "      this.broadcast({ type: 'request', time });",
        replace: [
          "      this.broadcast({ type: 'request', time });",
          "      this.context.setTimer('again', 5000);",
        ].join('\n'),
      },
      {
        file,
        find: ['  inspect(): unknown {', '    return {', '      time: this.clock.time(),'].join(
          '\n',
        ),
        replace: [
          '  onTimer(): void {',
          '    if (this.waiting === undefined) return;',
          "    this.broadcast({ type: 'request', time: this.waiting.stamp.time });",
          "    this.context.setTimer('again', 5000);",
          '  }',
          '',
          '  inspect(): unknown {',
          '    return {',
          '      time: this.clock.time(),',
        ].join('\n'),
      },
    ],
  },
  {
    id: 'mutex-names-as-numbers',
    title: 'Die Sperre ordnet Namen als Zahlen, compareStamps als Text',
    source: 'zwei Fassungen derselben Ordnung',
    killedBy: ['mutex-order'],
    edits: [
      {
        file,
        find: 'compareStamps(stamp, other) <= 0',
        replace:
          '(stamp.time - other.time || Number(stamp.node.slice(1)) - Number(other.node.slice(1))) <= 0',
      },
      {
        file,
        find: 'compareStamps(stamp, heard) < 0',
        replace:
          '(stamp.time - heard.time || Number(stamp.node.slice(1)) - Number(heard.node.slice(1))) < 0',
      },
    ],
  },
  {
    id: 'mutex-late-ack-keeps-early-stamp',
    title: 'Eine aufgeschobene Quittung trägt den Zeitstempel ihres Aufschubs',
    source: 'Uhrenbedingung, in einem Fall verletzt',
    killedBy: ['mutex-stamps'],
    edits: [
      {
        file,
        find: "      this.context.send(from, { type: 'ack', time: this.clock.send() });",
        replace:
          "      if (this.holding) this.late.push([from, this.clock.send()]); else this.context.send(from, { type: 'ack', time: this.clock.send() });",
      },
      {
        file,
        find: '  private waiting:',
        replace: `  private holding = false;
  private late: [NodeId, number][] = [];
  private waiting:`,
      },
      {
        file,
        find: "    respond({ type: 'granted', stamp });",
        replace: `    this.holding = true;
    respond({ type: 'granted', stamp });`,
      },
      {
        file,
        find: "      this.broadcast({ type: 'release', time });",
        replace: `      this.holding = false;
      for (const [to, t] of this.late) this.context.send(to, { type: 'ack', time: t });
      this.late = [];
      this.broadcast({ type: 'release', time });`,
      },
    ],
  },
  {
    id: 'mutex-release-removes-the-first',
    title: 'Eine Freigabe streicht die vorderste Anforderung statt der ihres Absenders',
    source: 'Lamport 1978, Regel 4',
    killedBy: ['mutex-exclusion'],
    edits: [
      {
        file,
        find: `      this.queue.delete(from);
`,
        replace: `      const head = [...this.queue.values()].sort(compareStamps)[0];
      if (head !== undefined) this.queue.delete(head.node);
`,
      },
    ],
  },
  {
    id: 'mutex-majority-is-enough',
    title: 'Die Quittungen einer Mehrheit genügen',
    source: 'Lamport 1978, Regel 5 (ii), verwechselt mit Mehrheiten',
    killedBy: ['mutex-exclusion'],
    edits: [
      {
        file,
        find: '    const isHeardByAll = this.context.peers.every((peer) => {',
        replace: '    const isHeardByAll = this.context.peers.filter((peer) => {',
      },
      {
        file,
        find: `compareStamps(stamp, heard) < 0;
    });`,
        replace: `compareStamps(stamp, heard) < 0;
    }).length >= Math.min(3, this.context.peers.length);`,
      },
    ],
  },
];
