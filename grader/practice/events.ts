import type { ExerciseResult } from '../results/result.ts';

/** What `npm run practice` tells a page, as the data of server-sent events. */
export type PracticeEvent =
  /** The student's files as they lie on disk; what is missing there is missing here. */
  | { readonly kind: 'files'; readonly files: Readonly<Record<string, string>> }
  | { readonly kind: 'begin' }
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'result'; readonly result: ExerciseResult }
  /** German: why there is no result. */
  | { readonly kind: 'problem'; readonly message: string };
