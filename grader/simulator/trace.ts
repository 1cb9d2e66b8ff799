import type { NodeId } from './process.ts';

/** Version of the trace's form. Raise it with every change a reader of old traces would notice. */
export const traceVersion = 1;

/** What happened in one run, in the order of virtual time. The one source of every view. */
export interface Trace {
  readonly version: typeof traceVersion;
  readonly nodes: readonly NodeId[];
  /** Those of the nodes that the suite played itself; on all others ran the submission. */
  readonly scripted: readonly NodeId[];
  readonly events: readonly TraceEvent[];
  readonly end: RunEnd;
  /** Virtual time at which the run ended. */
  readonly endedAtMs: number;
}

/**
 * Why a run ended: nothing left to do, time over, a budget of events or messages exhausted by the
 * submission (`flood`), or a fault of the submission (its record is the last `fault` event).
 */
export type RunEnd = 'idle' | 'time' | 'flood' | 'fault';

/** Common to all events that happen on a node. */
interface OnNode {
  /** Position in {@link Trace.events}. */
  readonly seq: number;
  readonly atMs: number;
  readonly node: NodeId;
  /** 0 at first, +1 with every restart of this node. */
  readonly incarnation: number;
  /** Vector clock after this event, one entry a node in the order of {@link Trace.nodes}. */
  readonly clock: readonly number[];
}

/** Common to events outside the nodes: network and clients. */
interface Outside {
  readonly seq: number;
  readonly atMs: number;
}

export type TraceEvent = NodeEvent | OutsideEvent;

export type NodeEvent =
  | (OnNode & { readonly kind: 'start' })
  | (OnNode & {
      readonly kind: 'send';
      readonly to: NodeId;
      /** Unique number of this message in the run. */
      readonly id: number;
      readonly type: string;
      readonly k: number;
      readonly message: unknown;
    })
  | (OnNode & {
      readonly kind: 'deliver';
      readonly from: NodeId;
      readonly id: number;
      readonly type: string;
      /** 0 for the first copy to arrive, 1 for a duplicate. */
      readonly copy: number;
      readonly message: unknown;
    })
  | (OnNode & { readonly kind: 'timer'; readonly name: string })
  | (OnNode & { readonly kind: 'set-timer'; readonly name: string; readonly delayMs: number })
  | (OnNode & { readonly kind: 'cancel-timer'; readonly name: string })
  | (OnNode & { readonly kind: 'store'; readonly key: string; readonly value: unknown })
  | (OnNode & {
      readonly kind: 'request';
      readonly client: string;
      /** Index of the operation in {@link import('./history.ts').History}. */
      readonly operation: number;
      readonly attempt: number;
      readonly request: unknown;
    })
  | (OnNode & {
      readonly kind: 'respond';
      readonly client: string;
      readonly operation: number;
      readonly attempt: number;
      readonly response: unknown;
    })
  | (OnNode & { readonly kind: 'log'; readonly level: string; readonly text: string })
  | (OnNode & { readonly kind: 'state'; readonly state: unknown })
  | (OnNode & { readonly kind: 'crash'; readonly duringHandler: boolean })
  | (OnNode & { readonly kind: 'fault'; readonly fault: SubmissionFault });

export type OutsideEvent =
  | (Outside & {
      readonly kind: 'drop';
      readonly id: number;
      readonly from: NodeId;
      readonly to: NodeId;
      readonly type: string;
      readonly reason: 'loss' | 'partition' | 'receiver-down';
    })
  | (Outside & {
      readonly kind: 'partition';
      readonly groups: readonly (readonly NodeId[])[];
      readonly oneWay: boolean;
    })
  | (Outside & { readonly kind: 'heal' })
  | (Outside & { readonly kind: 'pause'; readonly node: NodeId; readonly untilMs: number })
  | (Outside & {
      readonly kind: 'invoke';
      readonly client: string;
      readonly operation: number;
      readonly request: unknown;
    })
  | (Outside & {
      readonly kind: 'return';
      readonly client: string;
      readonly operation: number;
      readonly response: unknown;
    })
  | (Outside & { readonly kind: 'give-up'; readonly client: string; readonly operation: number });

/** What a submission did wrong while it ran, apart from any property. */
export interface SubmissionFault {
  readonly kind:
    | 'exception'
    | 'todo'
    | 'step-budget'
    | 'recursion'
    | 'bad-message'
    | 'bad-argument'
    | 'asynchronous'
    | 'missing-export'
    | 'flood'
    | 'non-deterministic';
  /** The submission's own words (an exception's message), or the name of the offending thing. */
  readonly detail: string;
  /** Path to the field that cannot travel, e.g. `entries[0].command`. */
  readonly field?: string;
  readonly node?: NodeId;
  /** Handler or function in which it happened: `onMessage`, `onTimer`, `merge` … */
  readonly handler?: string;
  /** It lies in the student's solution of this other exercise, on which this one is built. */
  readonly exercise?: string;
  /** Where in the student's own source, 1-based. */
  readonly location?: { readonly file: string; readonly line: number; readonly column?: number };
}
