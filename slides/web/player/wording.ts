import { formatNumber } from '../../../grader/feedback/wording/numbers.ts';

const count = formatNumber;

const times = (number: number, one: string, many: string): string =>
  number === 1 ? `1 ${one}` : `${count(number)} ${many}`;

/** All German words of the player that are not those of the space-time diagrams. */
export const playerWording = {
  player: (title: string | undefined) =>
    title === undefined ? 'Ablauf Schritt für Schritt' : `Ablauf Schritt für Schritt: ${title}`,
  stage:
    'Raum-Zeit-Diagramm. Pfeiltasten nach unten und oben: nächstes und voriges Ereignis; Pos 1 und Ende: erstes und letztes. Dasselbe steht darunter als Tabelle.',
  stageOfSlide:
    'Raum-Zeit-Diagramm. Es wächst mit jedem Schritt der Folie um ein Ereignis; alle Ereignisse stehen dahinter als Tabelle.',
  controls: 'Durch den Ablauf gehen',
  buttons: {
    first: 'Zum Anfang',
    previous: 'Ein Ereignis zurück',
    play: 'Abspielen',
    pause: 'Anhalten',
    next: 'Ein Ereignis weiter',
    last: 'Zum Ende',
    explained: 'Nächste Erklärung',
    blamed: 'Zum markierten Ereignis',
    difference: 'Zum ersten Unterschied',
  },
  slider: 'Stelle im Ablauf',
  position: (row: number, rows: number) => `${count(row + 1)} von ${count(rows)}`,
  where: (row: number, rows: number, seq: number, atMs: number) =>
    `Ereignis ${count(row + 1)} von ${count(rows)} (Nr. ${count(seq)}) bei ${count(atMs)} ms`,
  past: (before: number, concurrent: number) => {
    const known =
      before === 0
        ? 'Kein früheres Ereignis kann dieses beeinflusst haben'
        : `Zur kausalen Vergangenheit ${before === 1 ? 'gehört' : 'gehören'} ${times(before, 'früheres Ereignis', 'frühere Ereignisse')} (eingekreist)`;
    return concurrent === 0
      ? `${known}.`
      : `${known}; ${times(concurrent, 'früheres ist', 'frühere sind')} dazu nebenläufig.`;
  },
  runs: 'Abläufe vergleichen',
  reference: 'Referenz',
  mistake: (title: string) => `Typischer Fehler: ${title}`,
  differsHere: (other: string, what: string) =>
    `Erster Unterschied. In „${other}“ geschieht stattdessen: ${what}.`,
  goesOn: (other: string, what: string) =>
    `Erster Unterschied: Hier geschieht nichts weiter. In „${other}“ folgt: ${what}.`,
  ends: (other: string) => `Erster Unterschied: „${other}“ ist hier zu Ende.`,
  whatAt: (what: string, atMs: number) => `${what} (bei ${count(atMs)} ms)`,
  alikeUntil: (rows: number, other: string) =>
    `Die ersten ${count(rows)} Ereignisse sind dieselben wie in „${other}“.`,
  alike: 'Beide Abläufe sind gleich.',
  everything: 'Alle Ereignisse zeigen',
  leftOut: (what: string) => `Sonst nicht gezeigt: ${what}.`,
  predict: 'Kommendes verbergen: erst vorhersagen, dann weitergehen.',
  ask: 'Was geschieht als Nächstes? Legen Sie sich fest, bevor Sie weitergehen.',
  question: 'Frage zu diesem Ablauf:',
  answer: 'Frage beantworten',
  states: 'Zustand an dieser Stelle',
  up: 'läuft',
  down: 'ausgefallen',
  unborn: 'noch nicht gestartet',
  paused: (untilMs: number) => `steht still bis ${count(untilMs)} ms`,
  restarts: (number: number) => times(number, 'Neustart', 'Neustarts'),
  state: 'Zustand',
  storage: 'Gespeichert',
  timers: 'Timer',
  timer: (name: string, dueMs: number) => `„${name}“ bei ${count(dueMs)} ms`,
  vectorClock: 'Vektoruhr',
  changed: 'geändert',
  nothing: 'nichts',
  more: (number: number) => `… und ${count(number)} weitere`,
  network: 'Netz',
  underWay: (messages: readonly string[]) => `Unterwegs: ${messages.join('; ')}.`,
  nothingUnderWay: 'Keine Nachricht ist unterwegs.',
  table: 'Der Ablauf als Tabelle',
  explanation: 'Erklärung',
  here: 'aktuelle Stelle',
  asPicture: 'Als Bild zeigen',
  asPlayer: 'Schritt für Schritt zeigen',
} as const;
