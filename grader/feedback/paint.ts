import type { Status } from '../results/result.ts';

/** Colours for a terminal. Never the only cue: every colour goes with a word or a symbol. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
}

const same = (text: string) => text;

/** No colours: for files, pipes, `--no-color` and `NO_COLOR`. */
export const plainPaint: Paint = {
  bold: same,
  dim: same,
  good: same,
  bad: same,
  warn: same,
};

export function paintStatus(status: Status, paint: Paint) {
  switch (status) {
    case 'bestanden':
      return paint.good;
    case 'nicht-bestanden':
    case 'unzulaessig':
      return paint.bad;
    case 'nicht-abgeschlossen':
    case 'nicht-auswertbar':
    case 'pruefer-fehler':
      return paint.warn;
  }
}
