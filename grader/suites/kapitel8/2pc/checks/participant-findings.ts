import type { NodeId } from '../../../../simulator/process.ts';
import type { Response } from '../contract.ts';

/** In what a participant departed from the contract. */
export type ParticipantFinding = ParticipantFault & {
  readonly node: NodeId;
  readonly seq: number;
  readonly atMs: number;
};

export type ParticipantFault =
  | { readonly kind: 'malformed' }
  | {
      readonly kind: 'vote-count';
      readonly tx: string;
      readonly votes: number;
      /** Its vote before a restart, if it is asked again behind one. */
      readonly before: 'yes' | 'no' | undefined;
    }
  /** The first Prepare got the wrong vote. */
  | {
      readonly kind: 'vote-wrong';
      readonly tx: string;
      readonly why: 'can' | 'locked' | 'overdraft';
      readonly holder: string | undefined;
      /** The one or the other was settled before a restart. */
      readonly restarted: boolean;
      /** A crash cut short the handler of a decision on one of these accounts. */
      readonly wasCut: boolean;
    }
  /** A later Prepare got another vote than the first. */
  | {
      readonly kind: 'vote-changed';
      readonly tx: string;
      readonly from: 'yes' | 'no';
      readonly restarted: boolean;
    }
  /** A Prepare behind an abort got a yes. */
  | { readonly kind: 'vote-after-abort'; readonly tx: string; readonly restarted: boolean }
  | {
      readonly kind: 'no-ack';
      readonly tx: string;
      readonly isKnown: boolean;
      readonly repeated: boolean;
      /** The decision had come before a restart already. */
      readonly restarted: boolean;
    }
  | { readonly kind: 'ack-unasked'; readonly tx: string }
  /** Told others a decision that it had not been told itself. */
  | { readonly kind: 'decided-alone'; readonly tx: string }
  | { readonly kind: 'stray'; readonly tx: string; readonly to: NodeId }
  | { readonly kind: 'unanswered'; readonly account: string }
  | { readonly kind: 'wrong-node' }
  | ReadFinding
  | { readonly kind: 'inquiry-unanswered'; readonly tx: string; readonly isDecided: boolean }
  | { readonly kind: 'inquiry-wrong'; readonly tx: string }
  /** Asked though it has been told. */
  | { readonly kind: 'inquiry-idle'; readonly tx: string; readonly to: NodeId }
  | {
      readonly kind: 'inquiry-missing';
      readonly tx: string;
      readonly to: NodeId;
      readonly waitedMs: number;
    };

/** A client was told something else than the contract has. */
export interface ReadFinding {
  readonly kind: 'read-unlocked' | 'read-still-locked' | 'read-amount' | 'read-tx';
  readonly account: string;
  readonly expected: Response;
  readonly actual: Response;
  /** The transaction that holds or held the account, if one did. */
  readonly tx: string | undefined;
  /** How long ago it voted yes, or was decided. */
  readonly sinceMs: number;
  /** The node has restarted since the yes or the decision. */
  readonly restarted: boolean;
  /** A crash cut short the handler of the decision. */
  readonly wasCut: boolean;
  /** A decision on this account, or a Prepare behind it, arrived more than once. */
  readonly repeated: boolean;
  /** Another transaction was decided here after the yes. */
  readonly interleaved: boolean;
  /** The transaction was aborted before its Prepare came. */
  readonly overtaken: boolean;
}
