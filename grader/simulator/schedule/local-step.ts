import type { TimerEntry } from '../node-runtime.ts';
import type { NodeId } from '../process.ts';
import type { SubmissionFault } from '../trace.ts';
import type { Letter } from './alphabet.ts';
import type { NodeEventBody } from './recording.ts';

/** What happens to one node. In one search, equal inputs are one and the same object. */
export type LocalInput =
  | { readonly do: 'start' }
  | DeliveryInput
  | { readonly do: 'timer'; readonly name: string }
  | { readonly do: 'request'; readonly request: unknown }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'crash' }
  | { readonly do: 'arm'; readonly afterEffects: number }
  | { readonly do: 'disarm' };

export interface DeliveryInput {
  readonly do: 'deliver';
  readonly from: NodeId;
  readonly message: unknown;
}

/** What a node does, in order. */
export type LocalEffect =
  | {
      readonly do: 'send';
      readonly letter: Letter;
      readonly event: NodeEventBody & { readonly kind: 'send' };
      /** What it will be for its receiver. */
      readonly delivery: DeliveryInput;
    }
  /** To the node's so-many-th request. */
  | { readonly do: 'respond'; readonly request: number; readonly response: unknown }
  | { readonly do: 'record'; readonly event: NodeEventBody };

export interface PendingTimer extends TimerEntry {
  readonly delayMs: number;
  readonly dueMs: number;
}

/** A node after one input, seen from outside. */
export interface LocalStep {
  readonly effects: readonly LocalEffect[];
  /** How many of them a crash can fall in front of. */
  readonly countedEffects: number;
  readonly up: boolean;
  readonly incarnation: number;
  /** In the order of setting. */
  readonly timers: readonly PendingTimer[];
  /** Values kept of messages, stored values and responses in this step. */
  readonly values: number;
  readonly fault: SubmissionFault | undefined;
}
