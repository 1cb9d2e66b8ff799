import type { NodeId } from '../../../../simulator/process.ts';
import type { Outcome } from '../contract.ts';

/** In what the coordinator departed from the contract. */
export type CoordinatorFinding = CoordinatorFault & {
  readonly seq: number;
  readonly atMs: number;
};

/** How an outcome became known: by a message to this node, or to a client. */
export type Via = NodeId | 'client';

export type CoordinatorFault =
  | { readonly kind: 'malformed' }
  | { readonly kind: 'prepare-missing'; readonly tx: string; readonly to: NodeId }
  | { readonly kind: 'prepare-wrong'; readonly tx: string; readonly to: NodeId }
  | { readonly kind: 'prepare-again'; readonly tx: string; readonly to: NodeId }
  | { readonly kind: 'stray'; readonly tx: string; readonly to: NodeId }
  | {
      readonly kind: 'commit-without-votes';
      readonly tx: string;
      readonly missing: readonly NodeId[];
      /** A participant that has voted no. */
      readonly no: NodeId | undefined;
      readonly restarted: boolean;
      /** Votes for other transactions or a second copy had come. */
      readonly confusing: boolean;
    }
  | {
      readonly kind: 'two-outcomes';
      readonly tx: string;
      readonly first: Outcome;
      readonly firstSeq: number;
      readonly second: Outcome;
      readonly via: Via;
      readonly restarted: boolean;
    }
  | { readonly kind: 'abort-early'; readonly tx: string; readonly waitedMs: number }
  | {
      readonly kind: 'undecided';
      readonly tx: string;
      readonly why: 'all-yes' | 'no' | 'timeout' | 'restart';
      readonly sinceMs: number;
    }
  | {
      readonly kind: 'untold';
      readonly tx: string;
      readonly to: NodeId;
      readonly outcome: Outcome;
      /** It had been told before, but not acknowledged. */
      readonly again: boolean;
      /** Not in the handler that decided; perhaps later. */
      readonly slow: boolean;
      readonly restarted: boolean;
      readonly sinceMs: number;
    }
  | { readonly kind: 'not-quiet'; readonly tx: string; readonly to: NodeId }
  | {
      readonly kind: 'client-unanswered';
      readonly tx: string;
      /** Asked when it had been decided. */
      readonly afterwards: boolean;
      /** Asked after a restart about what had begun before. */
      readonly restarted: boolean;
    }
  | { readonly kind: 'client-confused'; readonly tx: string }
  | { readonly kind: 'wrong-node' };
