import type { Mutant } from '../../../../grader/verify/mutant.ts';

type Edit = Mutant['edits'][number];

/** Replaces a piece of the reference's `coordinator.ts` that occurs there once. */
export const coordinator = (find: string, replace: string): Edit => ({
  file: 'coordinator.ts',
  find,
  replace,
});

/** The same in `participant.ts`. */
export const participant = (find: string, replace: string): Edit => ({
  file: 'participant.ts',
  find,
  replace,
});

/** The same in `log.ts`. */
export const log = (find: string, replace: string): Edit => ({ file: 'log.ts', find, replace });

export const bernstein = (section: string): string =>
  `Bernstein, Hadzilacos & Goodman 1987, ${section}`;
export const gray = (section: string): string => `Gray & Lamport 2006, ${section}`;
export const mohan = 'Mohan, Lindsay & Obermarck 1986: nur bei Presumed Abort erlaubt';
export const students = 'Häufiger Fehler in Übungen zu verteilten Transaktionen';
