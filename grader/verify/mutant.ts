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
  /** Each `find` must occur exactly once in the reference's file. */
  readonly edits: readonly {
    readonly file: string;
    readonly find: string;
    readonly replace: string;
  }[];
}
