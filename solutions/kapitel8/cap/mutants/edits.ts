import type { Mutant } from '../../../../grader/verify/mutant.ts';

type Edit = Mutant['edits'][number];

/** Replaces a piece of the reference's `cp-register.ts` that occurs there once. */
export const cp = (find: string, replace: string): Edit => ({
  file: 'cp-register.ts',
  find,
  replace,
});

/** The same in `ap-register.ts`. */
export const ap = (find: string, replace: string): Edit => ({
  file: 'ap-register.ts',
  find,
  replace,
});

/** The same in `tag.ts`. */
export const tag = (find: string, replace: string): Edit => ({ file: 'tag.ts', find, replace });

/** The same in `cap.ts`. */
export const cap = (find: string, replace: string): Edit => ({ file: 'cap.ts', find, replace });

/** The same in `classification.ts`. */
export const classification = (find: string, replace: string): Edit => ({
  file: 'classification.ts',
  find,
  replace,
});

export const abd = 'Attiya, Bar-Noy & Dolev 1995';
export const multiWriter = 'Lynch & Shvartsman 1997';
export const gilbertLynch = 'Gilbert & Lynch 2002';
