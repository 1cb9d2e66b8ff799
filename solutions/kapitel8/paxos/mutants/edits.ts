import type { Mutant } from '../../../../grader/verify/mutant.ts';

type Edit = Mutant['edits'][number];

const inFile =
  (file: string) =>
  (find: string, replace: string): Edit => ({ file, find, replace });

/** Replaces a piece of the reference's file that occurs there once. */
export const paxos = inFile('paxos.ts');
export const ballot = inFile('ballot.ts');
export const duel = inFile('duel.ts');
export const multi = inFile('multi-paxos.ts');

export const simple = (section: string): string => `Lamport 2001, Paxos Made Simple, ${section}`;
export const slides = (section: string): string =>
  `Ongaro & Ousterhout 2013, Implementing Replicated Logs with Paxos, ${section}`;
export const course = (what: string): string =>
  `Übungen und Foren zu Paxos-Laboren (MIT 6.824, dslabs): ${what}`;
export const live = (section: string): string => `Chandra u. a. 2007, Paxos Made Live, ${section}`;
