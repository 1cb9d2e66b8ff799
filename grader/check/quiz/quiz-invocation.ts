/** What `check quiz` was asked for, after parsing the command line. */
export interface QuizInvocation {
  readonly names: readonly string[];
  /** Only what is due. */
  readonly due: boolean;
  /** At most so many questions. */
  readonly count?: number | undefined;
  /** Judge this file instead of asking. */
  readonly answers?: string | undefined;
  /** Write an empty file of answers instead of asking. */
  readonly template?: string | undefined;
  readonly json?: string | undefined;
}

/** How many are asked in a sitting unless a chapter was named. */
export const defaultCount = 10;
