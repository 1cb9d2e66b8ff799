/** What was typed after `npm run grade`, already in its form but not yet looked up. */
export interface GradeInvocation {
  readonly inputs: readonly string[];
  readonly out: string;
  readonly jobs?: number | undefined;
  readonly config?: string | undefined;
  /** Exercises or a chapter, as typed. */
  readonly exercises?: readonly string[] | undefined;
  readonly seed?: number | undefined;
  readonly seeds?: string | undefined;
  readonly classFile?: string | undefined;
  readonly timeZone?: string | undefined;
  /** `redis://…`: others judge, see `queue/`. */
  readonly queue?: string | undefined;
  readonly publish: boolean;
  readonly withoutJail: boolean;
}

export interface DiffInvocation {
  readonly older: string;
  readonly newer: string;
}

export interface ForgetInvocation {
  readonly name: string;
  readonly out: string;
}
