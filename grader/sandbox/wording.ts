import type { SandboxOutcome } from './outcome.ts';
import type { Refusal } from './refusal.ts';

/** German, complete sentences: what is wrong, and what to do. Without file and line. */
export declare function refusalMessage(refusal: Refusal): string;

/** German: why there is no verdict. */
export declare function outcomeMessage(
  outcome: Exclude<SandboxOutcome, { kind: 'completed' }>,
): string;
