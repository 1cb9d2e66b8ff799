const number = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });

/** What the measurement prints. */
export const benchWording = {
  build: 'Bau des Buchs',
  reproducible: 'Zwei Bauten gleich',
  deck: 'Größter Foliensatz',
  code: 'Player und Simulator, gzip',
  paint: (pages: number) => `Erster Inhalt sichtbar, langsamstes von ${pages} Kapiteln`,
  page: (pages: number) => `Größtes von ${pages} Kapiteln über die Leitung, gzip, mit Schriften`,
  frames: 'Schritte durch 10.000 Ereignisse',
  seconds: (ms: number) => `${number.format(ms / 1000)} s`,
  milliseconds: (ms: number) => `${number.format(Math.round(ms))} ms`,
  kilobytes: (bytes: number) => `${number.format(bytes / 1000)} kB`,
  perSecond: (frames: number) => `${number.format(frames)} Bilder/s`,
  files: (count: number) => `${count} Dateien`,
  sameBytes: 'Byte für Byte',
  row: (what: string, measured: string, target: string, isMet: boolean) =>
    `${isMet ? '✓' : '✗'} ${what}: ${measured} (Ziel: ${target})`,
} as const;
