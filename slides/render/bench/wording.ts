import type { Figure } from './figures.ts';

const number = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });

/** What the measurement prints. */
export const benchWording = {
  title: 'Die Seite',
  columns: ['Was', 'Grenze', 'gemessen', ''],
  met: 'eingehalten',
  missed: 'verfehlt',
  notMeasured: (reason: string) => `nicht gemessen: ${reason.split('\n')[0]}`,
  build: 'Bau des Buchs mit Folien und Werkstatt',
  reproducible: 'zwei Bauten',
  deck: (decks: number) => `größter von ${decks} Foliensätzen`,
  code: 'Player, Gabelung und Simulator, gzip',
  report: 'Player, Gabelung und ganze Prüfung im Bericht, gzip, größte aller Aufgaben',
  paint: (pages: number) => `erster Inhalt, langsamstes von ${pages} Kapiteln`,
  page: (pages: number) =>
    `über die Leitung mit Schriften und allen Abläufen, gzip, größtes von ${pages} Kapiteln`,
  frames: 'Schritte durch 10.000 Ereignisse',
  checks: {
    again: {
      what: (exercises: number) =>
        `weitere Prüfung in der Seite, langsamste von ${exercises} Aufgaben`,
      target: '≤ 2-fache Zeit von `--watch`',
    },
    first: {
      what: (exercises: number) =>
        `erste Prüfung nach fünf Sekunden Schreiben, langsamste von ${exercises} Aufgaben`,
      target: '≤ 2-fache Zeit von `--watch`',
    },
    atOnce: {
      what: (exercises: number) =>
        `Prüfung, kaum dass die Seite offen ist, langsamste von ${exercises} Aufgaben`,
      target: '≤ 2-fache Zeit des Befehls',
    },
  },
  checksTitle: 'Prüfen: in der Seite und auf der Kommandozeile',
  checksColumns: [
    'Aufgabe',
    'Befehl',
    '`--watch`',
    'Seite, weitere',
    'Seite, erste',
    'Seite, sofort',
  ],
  atMost: (limit: string) => `≤ ${limit}`,
  atLeast: (limit: string) => `≥ ${limit}`,
  same: 'Byte für Byte gleich',
  differs: (names: readonly string[]) => `verschieden: ${names.slice(0, 3).join(', ')}`,
  seconds: (ms: number) => `${number.format(ms / 1000)} s`,
  milliseconds: (ms: number) => `${number.format(Math.round(ms))} ms`,
  kilobytes: (bytes: number) => `${number.format(bytes / 1000)} kB`,
  perSecond: (frames: number) => `${number.format(frames)} Bilder/s`,
  factor: (factor: number) => `${number.format(factor)}-fach`,
  of: (value: string, name: string) => `${value} (${name})`,
  files: (count: number) => `alle ${number.format(count)} Dateien gleich`,
  row: ({ what, target, measured, isMet }: Figure) =>
    `${isMet ? '✓' : '✗'} ${what}: ${measured} (Grenze: ${target})`,
} as const;
