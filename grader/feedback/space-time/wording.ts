import type { SubmissionFault, Trace } from '../../simulator/trace.ts';
import { enumerate, formatNumber } from '../wording/numbers.ts';

const count = formatNumber;

const dropReasons = {
  loss: 'geht verloren',
  partition: 'geht verloren (Partition)',
  'receiver-down': 'kommt nicht an (Empfänger ausgefallen)',
} as const;

const ends: Record<Trace['end'], string> = {
  idle: 'Nichts steht mehr aus.',
  time: 'Die Zeit des Szenarios ist um.',
  flood: 'Abbruch: zu viele Ereignisse oder Nachrichten.',
  fault: 'Abbruch: Die Abgabe ist gescheitert.',
};

const faults: Record<SubmissionFault['kind'], string> = {
  exception: 'wirft eine Ausnahme',
  todo: 'ist noch nicht ausgefüllt',
  'step-budget': 'rechnet ohne Ende',
  recursion: 'ruft sich zu tief selbst auf',
  'bad-message': 'sendet, was keine Nachricht sein kann',
  'bad-argument': 'ruft mit unzulässigem Argument auf',
  asynchronous: 'antwortet asynchron',
  'missing-export': 'exportiert etwas nicht',
  flood: 'überflutet das Netz',
  'non-deterministic': 'verhält sich nicht deterministisch',
};

/** All German words of the space-time views. */
export const wording = {
  number: count,
  nrColumn: 'Nr.',
  timeColumn: 'Zeit',
  msColumn: 'ms',
  timeWithUnit: (ms: number) => `${count(ms)} ms`,
  nodeColumn: 'Ort',
  eventColumn: 'Ereignis',
  markColumn: 'Hinweis',
  clients: 'Clients',
  network: 'Netz',
  signs: { wrong: '✗', missing: '!', noticed: '!', also: '+' },
  omitted: (events: number) =>
    events === 1 ? '… 1 Ereignis ausgelassen' : `… ${count(events)} Ereignisse ausgelassen`,
  captions: {
    wrong: 'Erster falscher Schritt',
    missing: 'Darauf folgt nicht oder zu spät, was folgen müsste',
    noticed: 'Hier fällt es auf',
    also: 'Beteiligt',
  },
  legends: {
    wrong: 'erster falscher Schritt',
    missing: 'darauf folgt nicht oder zu spät, was folgen müsste',
    noticed: 'hier fällt es auf',
    also: 'beteiligt',
  },
  end: (end: Trace['end'], atMs: number) => `Ende bei ${count(atMs)} ms. ${ends[end]}`,
  noEvents: 'In diesem Ablauf ist nichts geschehen.',
  /** Head of a node's lane. */
  lane: (node: string, isScripted: boolean) => (isScripted ? `${node}*` : node),
  legendScripted: (own: readonly string[]) =>
    own.length === 0
      ? '* spielt die Prüfung.'
      : `* spielt die Prüfung; Ihr Code läuft auf ${enumerate(own)}.`,
  title: 'Raum-Zeit-Diagramm',
  summary: (nodes: number, shown: number, all: number) =>
    `${nodes === 1 ? '1 Knoten' : `${count(nodes)} Knoten`}, ${count(shown)} von ${count(all)} Ereignissen, die Zeit läuft von oben nach unten.`,
  markedSentence: (caption: string, seq: number, atMs: number, what: string) =>
    `${caption}: Nr. ${count(seq)} bei ${count(atMs)} ms: ${what}.`,
  tableCaption: 'Der Ablauf als Tabelle',

  message: (type: string) => (type === '' ? 'Nachricht' : type),
  send: (from: string, to: string) => `${from} → ${to}`,
  deliver: (to: string, from: string) => `${to} ← ${from}`,
  reference: (seq: number) => `gesendet: Nr. ${count(seq)}`,
  duplicate: 'Duplikat',
  dropped: (reason: keyof typeof dropReasons) => dropReasons[reason],
  start: 'startet',
  restart: 'startet neu',
  timer: (name: string) => `Timer „${name}“ läuft ab`,
  setTimer: (name: string, delayMs: number) => `stellt Timer „${name}“ auf ${count(delayMs)} ms`,
  cancelTimer: (name: string) => `hält Timer „${name}“ an`,
  store: (key: string) => `speichert „${key}“`,
  request: (client: string, attempt: number) =>
    attempt === 0 ? `Anfrage von ${client}` : `Anfrage von ${client}, ${attempt + 1}. Versuch`,
  respond: (client: string) => `antwortet ${client}`,
  log: 'Ausgabe',
  state: 'Zustand',
  crash: (duringHandler: boolean) => (duringHandler ? 'stürzt mitten im Handler ab' : 'stürzt ab'),
  fault: (kind: SubmissionFault['kind']) => faults[kind],
  partition: 'Netz getrennt',
  groups: (groups: readonly (readonly string[])[]) =>
    groups.map((group) => group.join(', ')).join(' ∣ '),
  oneWay: 'Netz in einer Richtung getrennt',
  oneWayGroups: (groups: readonly (readonly string[])[]) =>
    groups.map((group) => group.join(', ')).join(' erreicht nicht '),
  heal: 'Netz wieder verbunden',
  pause: (untilMs: number) => `steht still bis ${count(untilMs)} ms`,
  invoke: 'fragt',
  return: 'erhält',
  giveUp: 'gibt auf, ohne Antwort',
} as const;
