import type { Mutant } from '../../../grader/verify/mutant.ts';

const file = 'lamport.ts';
const ownTick = '    tick: advance,\n    send: advance,';
const receipt = '      time = Math.max(time, timestamp) + 1;';

/** Parts 1 to 3: clock, total order, counterexample. */
export const clockMutants: readonly Mutant[] = [
  {
    id: 'receive-without-increment',
    title: 'Beim Empfang nur das Maximum, kein Schritt',
    source: 'Lamport 1978, IR2 ohne „größer als“',
    killedBy: ['clock-receive'],
    edits: [{ file, find: receipt, replace: '      time = Math.max(time, timestamp);' }],
  },
  {
    id: 'increment-before-maximum',
    title: 'Erst erhöht, dann das Maximum gebildet',
    source: 'Lamport 1978, IR2; die Zeilen der Vorlesungsfolie vertauscht',
    killedBy: ['clock-receive'],
    edits: [{ file, find: receipt, replace: '      time = Math.max(time + 1, timestamp);' }],
  },
  {
    id: 'receive-ignores-message',
    title: 'Empfang zählt nur die eigene Uhr weiter',
    source: 'Lamport 1978, IR2 weggelassen',
    killedBy: ['clock-receive', 'clock-condition'],
    edits: [
      { file, find: receipt, replace: '      time = Math.max(time, timestamp - timestamp) + 1;' },
    ],
  },
  {
    id: 'receive-overwrites',
    title: 'Empfang setzt die Uhr auf den Wert der Nachricht und damit auch zurück',
    source: 'Lamport 1978, IR2 ohne den eigenen Stand',
    killedBy: ['clock-receive', 'clock-condition'],
    edits: [{ file, find: receipt, replace: '      time = timestamp + 1;' }],
  },
  {
    id: 'send-without-tick',
    title: 'Senden rückt die Uhr nicht vor',
    source: 'Lamport 1978, IR1; Vorlesungsfolie, Zeile 1 des Sendens vergessen',
    killedBy: ['clock-advances', 'clock-condition'],
    edits: [
      { file, find: ownTick, replace: '    tick: advance,\n    send: () => Math.max(time, 1),' },
    ],
  },
  {
    id: 'local-without-tick',
    title: 'Lokale Ereignisse rücken die Uhr nicht vor',
    source: 'Lamport 1978, IR1; die Vorlesungsfolie nennt lokale Ereignisse nicht',
    killedBy: ['clock-advances', 'clock-condition'],
    edits: [
      { file, find: ownTick, replace: '    tick: () => Math.max(time, 1),\n    send: advance,' },
    ],
  },
  {
    id: 'stamp-before-increment',
    title: 'Zeitstempel vor dem Erhöhen genommen',
    source: 'Vorlesungsfolie, Zeilen 1 und 2 des Sendens vertauscht',
    killedBy: ['clock-advances', 'clock-reading'],
    edits: [
      { file, find: '    time = time + 1;\n    return time;', replace: '    return time++;' },
    ],
  },
  {
    id: 'clocks-share-state',
    title: 'Alle Uhren teilen eine Variable des Moduls',
    source: 'Zustand im Modul statt in der Uhr, üblicher Fehler in JavaScript',
    killedBy: ['clock-own-state'],
    edits: [
      {
        file,
        find: 'export function createLamportClock(): LamportClock {\n  let time = 0;',
        replace: 'let time = 0;\nexport function createLamportClock(): LamportClock {',
      },
    ],
  },
  {
    id: 'reading-ticks',
    title: 'Ablesen rückt die Uhr vor',
    source: 'Lamport 1978: Ablesen ist kein Ereignis',
    killedBy: ['clock-reading'],
    edits: [{ file, find: '    time: () => time,', replace: '    time: advance,' }],
  },
  {
    id: 'process-stamps-too-early',
    title: 'Die Nachricht trägt den Stand vor dem Senden',
    source: 'Vorlesungsfolie, Zeilen 1 und 2 des Sendens vertauscht',
    killedBy: ['clock-wire'],
    edits: [
      {
        file,
        find: "      context.send(request.to, { type: 'note', time });",
        replace: "      context.send(request.to, { type: 'note', time: time - 1 });",
      },
    ],
  },
  {
    id: 'process-ticks-twice',
    title: 'Senden und Antworten erhöhen die Uhr je einmal, die Stempel weichen ab',
    source: 'Lamport 1978, IR1: ein Ereignis, ein Zeitstempel',
    killedBy: ['clock-wire'],
    edits: [
      {
        file,
        find: "{ type: 'note', time });\n      respond({ time });",
        replace: "{ type: 'note', time });\n      respond({ time: clock.tick() });",
      },
    ],
  },
  {
    id: 'process-ignores-receipt',
    title: 'onMessage stellt die Uhr nicht',
    source: 'Lamport 1978, IR2 im Protokoll vergessen',
    killedBy: ['clock-condition'],
    edits: [{ file, find: '      clock.receive(message.time);', replace: '      void message;' }],
  },
  {
    id: 'process-counts-receipts-only',
    title: 'onMessage ruft tick statt receive auf',
    source: 'Lamport 1978, IR2 im Protokoll vergessen',
    killedBy: ['clock-condition'],
    edits: [{ file, find: '      clock.receive(message.time);', replace: '      clock.tick();' }],
  },
  {
    id: 'process-answers-notes',
    title: 'Auf jede Nachricht folgt eine Antwort',
    source: 'Aufgabe 8.7, Teil 1: nur Anfragen lösen Nachrichten aus',
    killedBy: ['clock-wire'],
    edits: [
      {
        file,
        find: '    onMessage(_from, message) {\n      clock.receive(message.time);',
        replace:
          "    onMessage(from, message) {\n      clock.receive(message.time);\n      if (message.time < 20) context.send(from, { type: 'note', time: clock.send() });",
      },
    ],
  },
  {
    id: 'receive-adds',
    title: 'Beim Empfang werden Stand und Zeitstempel addiert',
    source: 'Maximum und Summe verwechselt',
    killedBy: ['clock-receive'],
    edits: [
      {
        file,
        find: 'time = Math.max(time, timestamp) + 1;',
        replace: 'time = time + timestamp + 1;',
      },
    ],
  },
  {
    id: 'receive-in-32-bits',
    title: 'Der neue Stand wird auf 32 Bit abgeschnitten',
    source: '„| 0“ zum Abrunden',
    killedBy: ['clock-receive'],
    edits: [
      {
        file,
        find: 'time = Math.max(time, timestamp) + 1;',
        replace: 'time = (Math.max(time, timestamp) + 1) | 0;',
      },
    ],
  },
  {
    id: 'process-stamps-with-wall-clock',
    title: 'Der Knoten stempelt mit der Uhr der Maschine statt mit Nachrichten',
    source: 'Lamport 1978, Abschnitt „Physical Clocks“',
    killedBy: ['clock-condition'],
    edits: [
      {
        file,
        find: ['  const clock = createLamportClock();', '  return {', '    onRequest'].join('\n'),
        replace: [
          '  let last = 0;',
          '  const stamp = () => {',
          '    last = Math.max(last + 1, Math.floor(context.now() * 1000));',
          '    return last;',
          '  };',
          '  const clock: LamportClock = { time: stamp, tick: stamp, send: stamp, receive: stamp };',
          '  return {',
          '    onRequest',
        ].join('\n'),
      },
    ],
  },
  {
    id: 'process-answers-later',
    title: 'Der Knoten antwortet erst nach einem Timer',
    source: '„sofort“ überlesen',
    killedBy: ['clock-wire'],
    edits: [
      {
        file,
        find: ['  const clock = createLamportClock();', '  return {', '    onRequest'].join('\n'),
        replace: [
          '  let answer = () => {};',
          '  const clock = createLamportClock();',
          '  return {',
          '    onTimer: () => answer(),',
          '    onRequest',
        ].join('\n'),
      },
      {
        file,
        find: ['      respond({ time });', '    },', '    onMessage(_from'].join('\n'),
        replace: [
          '      answer = () => respond({ time });',
          "      context.setTimer('answer', 3);",
          '    },',
          '    onMessage(_from',
        ].join('\n'),
      },
    ],
  },
  {
    id: 'no-tie-break',
    title: 'Bei gleicher Zeit entscheidet nichts',
    source: 'Lamport 1978: ohne Ordnung der Prozesse bleibt die Ordnung partiell',
    killedBy: ['order-strict-total'],
    edits: [{ file, find: 'return a.node < b.node ? -1 : 1;', replace: 'return 0;' }],
  },
  {
    id: 'never-equal',
    title: 'Auch gleiche Stempel gelten als verschieden',
    source: 'Vergleichsfunktionen für sort: Gleichheit vergessen',
    killedBy: ['order-strict-total'],
    edits: [{ file, find: '  if (a.node === b.node) return 0;\n', replace: '' }],
  },
  {
    id: 'comparison-yields-boolean-order',
    title: 'Nur „kleiner“ und „nicht kleiner“ unterschieden',
    source: 'Vergleichsfunktionen für sort: Number(a > b) statt dreier Fälle',
    killedBy: ['order-strict-total', 'order-extends'],
    edits: [
      {
        file,
        find: 'if (a.time !== b.time) return a.time - b.time;',
        replace: 'if (a.time !== b.time) return Number(a.time > b.time);',
      },
    ],
  },
  {
    id: 'node-before-time',
    title: 'Der Knoten entscheidet vor der Zeit',
    source: 'Lamport 1978, Definition der totalen Ordnung, Bedingungen vertauscht',
    killedBy: ['order-extends'],
    edits: [
      {
        file,
        find: '  if (a.time !== b.time) return a.time - b.time;\n',
        replace: '  if (a.node === b.node) return a.time - b.time;\n',
      },
    ],
  },
  {
    id: 'times-compared-as-text',
    title: 'Zeiten als Text verglichen: 10 vor 9',
    source: 'Vergleich über zusammengesetzte Schlüssel aus Zeit und Knoten',
    killedBy: ['order-extends'],
    edits: [
      {
        file,
        find: 'if (a.time !== b.time) return a.time - b.time;',
        replace: 'if (a.time !== b.time) return String(a.time) < String(b.time) ? -1 : 1;',
      },
    ],
  },
  {
    id: 'time-and-name-in-one-number',
    title: 'Zeit und Nummer des Knotens werden zu einer Zahl verrechnet',
    source: 'Zeit mal zehn plus Nummer',
    killedBy: ['order-strict-total'],
    edits: [
      {
        file,
        find: '  if (a.time !== b.time) return a.time - b.time;',
        replace: [
          '  const rank = ({ time, node }: Stamp) => time * 10 + Number(node.slice(1));',
          '  if (a.time !== b.time || a.node !== b.node) return rank(a) - rank(b);',
        ].join('\n'),
      },
    ],
  },
  {
    id: 'counterexample-ordered',
    title: 'a und b sind durch eine Nachricht geordnet',
    source: 'Vorlesung, Folie zur Konsistenzbedingung, wörtlich genommen',
    killedBy: ['counterexample-refutes'],
    edits: [
      {
        file,
        find: "return { events, a: 'a', b: 'b' };",
        replace: "return { events, a: 'a', b: 'receive-'.concat(busy) };",
      },
    ],
  },
  {
    id: 'counterexample-ignores-gap',
    title: 'Der verlangte Abstand wird nicht beachtet',
    source: 'fest eingetragenes Gegenbeispiel',
    killedBy: ['counterexample-refutes'],
    edits: [
      {
        file,
        find: 'for (let i = 0; i < task.gap; i++) {',
        replace: 'for (let i = 0; i < 1; i++) {',
      },
    ],
  },
  {
    id: 'counterexample-leaves-nodes-out',
    title: 'Weitere Knoten stehen abseits',
    source: 'fest eingetragenes Gegenbeispiel',
    killedBy: ['counterexample-execution'],
    edits: [
      {
        file,
        find: 'for (const other of [busy, ...rest]) {',
        replace: 'for (const other of [busy]) {',
      },
    ],
  },
  {
    id: 'counterexample-receives-first',
    title: 'Der Empfang steht vor dem Senden',
    source: 'Reihenfolge der Ereignisse nicht beachtet',
    killedBy: ['counterexample-execution'],
    edits: [
      { file, find: '  return { events, a', replace: '  events.reverse();\n  return { events, a' },
    ],
  },
  {
    id: 'counterexample-too-long',
    title: 'Der Ablauf wird bei vielen Knoten und großem Abstand zu lang',
    source: 'Vorlauf mit der Zahl der Knoten vervielfacht',
    killedBy: ['counterexample-execution'],
    edits: [
      {
        file,
        find: 'for (let i = 0; i < task.gap; i++) {',
        replace: 'for (let i = 0; i < 3 * task.gap * task.nodes.length; i++) {',
      },
    ],
  },
  {
    id: 'counterexample-remembered',
    title: 'Ein früheres Ergebnis wird wiederverwendet, obwohl die Knoten andere Namen tragen',
    source: 'Merker unter Zahl der Knoten und Abstand',
    killedBy: ['counterexample-execution'],
    edits: [
      {
        file,
        find: 'export function findCounterexample(task: CounterexampleTask): Counterexample {',
        replace: [
          'const known = new Map<string, Counterexample>();',
          '',
          'export function findCounterexample(task: CounterexampleTask): Counterexample {',
          '  const key = String([task.nodes.length, task.gap]);',
          '  const earlier = known.get(key);',
          '  if (earlier !== undefined) return earlier;',
        ].join('\n'),
      },
      {
        file,
        find: "  return { events, a: 'a', b: 'b' };",
        replace: [
          "  const answer = { events, a: 'a', b: 'b' };",
          '  known.set(key, answer);',
          '  return answer;',
        ].join('\n'),
      },
    ],
  },
  {
    id: 'receive-equal-without-step',
    title: 'Trägt die Nachricht genau den Stand der Uhr, rückt der Empfang sie nicht vor',
    source: 'Lamport 1978, IR2, in einem Fall verletzt',
    killedBy: ['clock-receive'],
    edits: [
      {
        file,
        find: `      time = Math.max(time, timestamp) + 1;
      return time;`,
        replace: `      time = timestamp === time ? time : Math.max(time, timestamp) + 1;
      return time;`,
      },
    ],
  },
  {
    id: 'stamps-compared-in-32-bits',
    title: 'Der Unterschied der Zeiten wird auf 32 Bit abgeschnitten',
    source: 'JavaScript: Bitoperationen rechnen mit 32 Bit',
    killedBy: ['order-strict-total'],
    edits: [
      {
        file,
        find: '  if (a.time !== b.time) return a.time - b.time;',
        replace: '  if (a.time !== b.time) return (a.time - b.time) | 0;',
      },
    ],
  },
  {
    id: 'large-times-lose-the-name',
    title: 'Zeit mal 100 plus Nummer: Bei großen Zeiten geht der Name verloren',
    source: 'JavaScript: Number.MAX_SAFE_INTEGER',
    killedBy: ['order-strict-total'],
    edits: [
      {
        file,
        find: '  if (a.time !== b.time) return a.time - b.time;',
        replace: `  const key = (s: Stamp) => s.time * 100 + Number(s.node.slice(1));
  return key(a) - key(b);`,
      },
    ],
  },
  {
    id: 'two-digit-names-count-as-time',
    title: 'Zeit mal 10 plus Nummer: Ab dem zehnten Knoten zählt der Name als Zeit',
    source: 'häufiger Fehler in Praktika',
    killedBy: ['order-extends'],
    edits: [
      {
        file,
        find: '  if (a.time !== b.time) return a.time - b.time;',
        replace: `  const key = (s: Stamp) => s.time * 10 + Number(s.node.slice(1));
  if (key(a) !== key(b)) return key(a) - key(b);`,
      },
    ],
  },
];
