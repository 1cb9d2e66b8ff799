import type { Guard } from './guard.ts';
import type { History } from './history.ts';
import type { Context, NodeId, Process } from './process.ts';
import type { DelayMessage, DropMessage, DuplicateMessage, Scenario } from './scenario.ts';
import type { SubmissionFault, Trace } from './trace.ts';

/** How clients of this protocol behave: what they take for an answer, and when they ask again. */
export interface ClientPolicy<Request = unknown, Response = unknown> {
  readonly timeoutMs: number;
  readonly retryDelayMs: number;
  /** After so many attempts the outcome stays unknown and the client goes on. */
  readonly maxAttempts: number;
  /** `done` ends the operation; otherwise it is retried, at `retryAt` if that names a node. */
  interpret(response: Response, request: Request): ClientDecision;
}

export type ClientDecision =
  | { readonly done: true }
  | { readonly done: false; readonly retryAt?: NodeId | undefined };

export interface Limits {
  /** Trace events in one run; more end it with `flood`. */
  readonly maxEvents: number;
  /** Messages under way at once; more end the run with `flood`. */
  readonly maxInFlight: number;
  /** Values (numbers, strings, objects, …) in one message, stored value or response. */
  readonly maxValuesPerMessage: number;
  /** Values in all messages, stored values and responses of a run; more end it with `flood`. */
  readonly maxValuesPerRun: number;
}

export const defaultLimits: Limits = {
  maxEvents: 60_000,
  maxInFlight: 5_000,
  maxValuesPerMessage: 20_000,
  maxValuesPerRun: 4_000_000,
};

export interface Simulation<Message, Request, Response> {
  readonly scenario: Scenario<Request>;
  /** Makes a node's process, once for each incarnation. May throw: that is a submission fault. */
  createProcess(context: Context<Message>): Process<Message, Request, Response>;
  readonly guard?: Guard;
  /** Required if the scenario has clients. */
  readonly clientPolicy?: ClientPolicy<Request, Response>;
  readonly limits?: Partial<Limits>;
  /** Record `inspect()` after each handler as a `state` event. Off by default: it costs time. */
  readonly inspect?: boolean;
  /** Record `set-timer` and `cancel-timer`. Off by default. */
  readonly recordTimers?: boolean;
  /** Nodes played by the suite. */
  readonly scripted?: Readonly<Record<NodeId, ScriptedNode<Message, Request, Response>>>;
}

/** Makes a node's process, once for each incarnation. */
export type CreateProcess<Message = unknown, Request = unknown, Response = unknown> = (
  context: Context<Message>,
) => Process<Message, Request, Response>;

/**
 * A node that the suite plays: trusted code, called without any guard, or, where it runs foreign code
 * (another exercise's solution), with the guard of that code.
 */
export type ScriptedNode<Message = unknown, Request = unknown, Response = unknown> =
  | CreateProcess<Message, Request, Response>
  | { readonly guard: Guard; readonly create: CreateProcess<Message, Request, Response> };

/** The result of one run: everything a check may judge. */
export interface Run<Request = unknown, Response = unknown> {
  readonly trace: Trace;
  readonly history: History<Request, Response>;
  /** Set if the submission itself broke (exception, step budget, flood …). */
  readonly fault?: SubmissionFault;
  readonly counts: Counts;
  /** Every network decision taken by chance, as explicit faults: makes the run shrinkable. */
  readonly deviations: readonly Deviation[];
}

export type Deviation = DropMessage | DuplicateMessage | DelayMessage;

/** How often what happened: the raw material of *sometimes* counters. */
export interface Counts {
  readonly sent: number;
  readonly delivered: number;
  readonly dropped: number;
  readonly duplicated: number;
  /** Deliveries overtaken by a message sent later on the same link. */
  readonly reordered: number;
  readonly partitioned: number;
  readonly crashes: number;
  readonly restarts: number;
  readonly timersFired: number;
  readonly requests: number;
  readonly responses: number;
}
