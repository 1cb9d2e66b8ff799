import type { NodeId } from './process.ts';

/**
 * A scenario is plain data: what the network, the machines and the clients do. Removing one record
 * leaves all other decisions as they were, because network decisions are keyed by message identity.
 * All times are virtual milliseconds since the start of the run.
 */
export interface Scenario<Request = unknown> {
  /** Number of nodes; they are called `n1` … `nN`. */
  readonly nodes: number;
  /** Source of latencies, of `context.random()` and of the decisions of {@link Unreliable}. */
  readonly seed: number;
  readonly latency: Latency;
  /** The run ends here at the latest. */
  readonly durationMs: number;
  readonly faults: readonly Fault[];
  readonly clients: readonly ClientScript<Request>[];
}

/** Each message takes between `minMs` and `maxMs`; equal bounds keep every link in order. */
export interface Latency {
  readonly minMs: number;
  readonly maxMs: number;
}

/** The k-th message (from 0) of one type on one link, counted over the whole run. */
export interface MessageIdentity {
  readonly from: NodeId;
  readonly to: NodeId;
  /** The message's string property `type`, or `''` if it has none. */
  readonly type: string;
  readonly k: number;
}

export type Fault =
  | DropMessage
  | DuplicateMessage
  | DelayMessage
  | Unreliable
  | Partition
  | OneWayPartition
  | Crash
  | Pause
  | Drift;

/** A fault that hits a single message, unless that is sent only later than the fault may strike. */
interface OneMessage {
  readonly message: MessageIdentity;
  /**
   * Sent at this time or later, the message is left alone: what comes k-th may come long after the
   * faults are said to be over.
   */
  readonly untilMs?: number;
}

export interface DropMessage extends OneMessage {
  readonly kind: 'drop';
}

/** A second copy arrives `afterMs` after the first. */
export interface DuplicateMessage extends OneMessage {
  readonly kind: 'duplicate';
  readonly afterMs: number;
}

/** The message takes `byMs` longer: later messages may overtake it. */
export interface DelayMessage extends OneMessage {
  readonly kind: 'delay';
  readonly byMs: number;
}

/** A window in which messages are lost, doubled or delayed by chance, in thousandths. */
export interface Unreliable {
  readonly kind: 'unreliable';
  readonly fromMs: number;
  readonly untilMs: number;
  readonly dropPerMille: number;
  readonly duplicatePerMille: number;
  readonly delayPerMille: number;
  /** Upper bound of the extra delay of a delayed message or of a second copy. */
  readonly maxExtraDelayMs: number;
}

/** Nodes in different groups cannot reach each other. A node in no group is alone. */
export interface Partition {
  readonly kind: 'partition';
  readonly fromMs: number;
  readonly untilMs: number;
  readonly groups: readonly (readonly NodeId[])[];
}

/** Messages from `senders` to `receivers` are lost; the other direction works. */
export interface OneWayPartition {
  readonly kind: 'one-way-partition';
  readonly fromMs: number;
  readonly untilMs: number;
  readonly senders: readonly NodeId[];
  readonly receivers: readonly NodeId[];
}

/**
 * The node stops at `atMs`, or, with `afterEffects`, in the first handler from then on that has more
 * than so many effects (sends, storage writes, responses): those stand, all later ones are lost.
 * A crash of the second kind that has not struck within {@link armedMs} is void.
 */
export interface Crash {
  readonly kind: 'crash';
  readonly node: NodeId;
  readonly atMs: number;
  readonly afterEffects?: number;
  /** How long the node is down; without it, it never comes back. */
  readonly downMs?: number;
}

/** How long a crash between two effects waits for a handler with enough effects, in ms. */
export const armedMs = 500;

/** The node stands still (as in a long garbage collection); what arrives waits until `untilMs`. */
export interface Pause {
  readonly kind: 'pause';
  readonly node: NodeId;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The node's clock and timers run `ratePerMille`/1000 times as fast as virtual time. */
export interface Drift {
  readonly kind: 'drift';
  readonly node: NodeId;
  readonly ratePerMille: number;
}

/** One client: sends its requests one after the other, each not before its time. */
export interface ClientScript<Request = unknown> {
  readonly id: string;
  readonly requests: readonly ScriptedRequest<Request>[];
}

export interface ScriptedRequest<Request = unknown> {
  readonly atMs: number;
  readonly request: Request;
  /** The node asked first; without it the client chooses by itself. */
  readonly target?: NodeId;
}
