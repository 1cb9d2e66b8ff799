/** What a counter in the code stands for. */
export interface BundleSite {
  readonly kind: 'loop' | 'function' | 'other';
  /** `while`, `do`, `for`, or the function's name, `''` if it has none. */
  readonly name: string;
  /** Offset in the code given. */
  readonly start: number;
  /** Index of the loop directly around a loop in the same function. */
  readonly outer?: number;
}

/** Names in the instrumented code that the submission does not use itself. */
export interface Names {
  /** Steps left. */
  readonly steps: string;
  /** Nested calls. */
  readonly depth: string;
  /** How many there are with the function that is running; each has its own. */
  readonly level: string;
  /** What a function is about to return. */
  readonly value: string;
  /** Called with a site when no step is left. */
  readonly exhausted: string;
  /** Called with a site when calls are nested too deeply. */
  readonly tooDeep: string;
  /** Called with what a `catch` caught, and the site. */
  readonly caught: string;
  /** Called with all definitions of a module without state. */
  readonly share: string;
  /** A caught value to which the submission gives no name. */
  readonly error: string;
}

/** Nested calls of the submission's functions; far below what any supported Node can take. */
export const depthLimit = 1_000;
