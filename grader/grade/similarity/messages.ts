import type { SimilarPair } from '../outputs.ts';
import type { Known } from './comparison.ts';

export type ToComparer =
  | { readonly kind: 'begin'; readonly exercise: string; readonly known: Known }
  | {
      readonly kind: 'add';
      readonly pseudonym: string;
      readonly attempt: number;
      readonly files: ReadonlyMap<string, Uint8Array>;
    }
  | { readonly kind: 'compare' };

export type FromComparer =
  | { readonly kind: 'done' }
  | { readonly kind: 'pairs'; readonly pairs: readonly SimilarPair[] };
