/** What was typed after `npm run check`, already in its form but not yet looked up. */
export interface Invocation {
  readonly names: readonly string[];
  readonly submission?: string | undefined;
  readonly variant?: string | undefined;
  readonly property?: string | undefined;
  readonly seed: number;
  readonly runs?: number | undefined;
  readonly replay?: string | undefined;
  /** Answers to the chapter's quiz, where it counts. */
  readonly answers?: string | undefined;
  readonly json?: string | undefined;
  readonly html?: string | undefined;
  readonly watch: boolean;
  readonly jobs?: number | undefined;
  readonly hint: boolean;
  readonly debug: boolean;
}

/** The seed if none is given: the same for everybody, so that results can be compared. */
export const defaultSeed = 1;

/** Whether this is a check of the student's own code, whole: only that counts as progress. */
export function countsAsProgress(invocation: Invocation): boolean {
  const { submission, variant, property, runs, replay } = invocation;
  return [submission, variant, property, runs, replay].every((each) => each === undefined);
}
