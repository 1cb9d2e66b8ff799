/**
 * A named student bug: the reference with a few edits. `solutions/<chapter>/<exercise>/mutants.ts`
 * exports them as `mutants`.
 */
export interface Mutant {
  /** kebab-case: `vote-not-recorded`. */
  readonly id: string;
  /** German: what the student got wrong, as the diagnosis names it: „Stimme nicht vermerkt“. */
  readonly title: string;
  /** Where real people made this mistake: `Students' Guide to Raft`, an issue, a course forum. */
  readonly source: string;
  /** Properties meant to catch it; at least one of them must, the first is the main one. */
  readonly killedBy: readonly [string, ...string[]];
  /** In the reference. */
  readonly edits: readonly Edit[];
}

/** `find` must occur exactly once in the file. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/**
 * The mistake of a mutant, made in a correct solution that is written otherwise: shows that a suite, and
 * the diagnosis, know the mistake and not just the reference's text. `transplants.ts` beside the mutants
 * exports them as `transplants`.
 */
export interface Transplant {
  /** Id of the mutant. */
  readonly mutant: string;
  /** Folder below `alternatives/`. */
  readonly alternative: string;
  /** In the alternative. */
  readonly edits: readonly Edit[];
}
