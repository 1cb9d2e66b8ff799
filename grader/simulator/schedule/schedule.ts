import type { Guard } from '../guard.ts';
import type { Context, NodeId, Process } from '../process.ts';
import type { MessageIdentity } from '../scenario.ts';
import type { ClientDecision, Limits, ScriptedNode } from '../simulate.ts';
import type { TraceEvent } from '../trace.ts';

/**
 * A schedule is plain data: what happens, one thing after the other, without times. Each choice names
 * its action by identity, never by position, so that leaving one out keeps the meaning of the others;
 * a choice that is not possible when its turn comes is skipped.
 */
export type Schedule = readonly Choice[];

export type Choice =
  | DeliverChoice
  | DropChoice
  | DuplicateChoice
  | TimerChoice
  | WaitChoice
  | CrashChoice
  | RestartChoice
  | RequestChoice;

/** The message arrives. At a node that is down it is lost. */
export interface DeliverChoice extends MessageIdentity {
  readonly do: 'deliver';
}

export interface DropChoice extends MessageIdentity {
  readonly do: 'drop';
}

/** A copy of the message arrives; the message itself stays under way. */
export interface DuplicateChoice extends MessageIdentity {
  readonly do: 'duplicate';
}

/** The pending timer `name` fires. */
export interface TimerChoice {
  readonly do: 'timer';
  readonly node: NodeId;
  readonly name: string;
}

/** Nothing happens on the node for `ms`: only its clock, `context.now()`, advances. */
export interface WaitChoice {
  readonly do: 'wait';
  readonly node: NodeId;
  readonly ms: number;
}

/**
 * The node stops: now, or, with `afterEffects`, in its next handler before the next effect after so
 * many (sends, storage writes, responses); where the node is down, that is the `onStart` of its restart.
 * A handler with fewer effects goes unharmed, and that was it.
 */
export interface CrashChoice {
  readonly do: 'crash';
  readonly node: NodeId;
  readonly afterEffects?: number;
}

export interface RestartChoice {
  readonly do: 'restart';
  readonly node: NodeId;
}

/** The client's `index`-th request arrives at its target; a retry is the same choice once more. */
export interface RequestChoice {
  readonly do: 'request';
  readonly client: string;
  readonly index: number;
}

/** What may happen at most in one schedule. Everything left out is 0. */
export interface Bounds {
  /** Length of a schedule in choices. */
  readonly depth: number;
  readonly drops?: number;
  readonly duplicates?: number;
  readonly crashes?: number;
  /** As many as crashes if absent. */
  readonly restarts?: number;
  readonly timers?: number;
  readonly waits?: number;
}

/** A system whose schedules are played or explored. */
export interface ScheduleSpec<Message = unknown, Request = unknown, Response = unknown> {
  /** Number of nodes; they are called `n1` … `nN`. */
  readonly nodes: number;
  /** Source of `context.random()`. */
  readonly seed: number;
  createProcess(context: Context<Message>): Process<Message, Request, Response>;
  readonly guard?: Guard;
  readonly scripted?: Readonly<Record<NodeId, ScriptedNode<Message, Request, Response>>>;
  readonly clients?: readonly ScheduleClient<Request>[];
  /** When a client is content with a response; always if absent. */
  interpret?(response: Response, request: Request): ClientDecision;
  /** How often a client asks for one request; 1 if absent. */
  readonly maxAttempts?: number;
  /** For exploration only: a played schedule may go beyond them. */
  readonly bounds: Bounds;
  /** For exploration only: by how much the clock of a node may jump, see `bounds.waits`. */
  readonly waitMs?: readonly number[];
  /** For exploration only: leaves out choices. Must judge by the choice alone. */
  allows?(choice: Choice): boolean;
  /** `fifo`: on each link messages of all types arrive in the order of sending. */
  readonly links?: 'unordered' | 'fifo';
  /**
   * When the choices have come to their end: `stop`, or go on `fair`: without any more faults, what is
   * down restarts, all messages and requests arrive, timers fire in turn. Bounded by `maxFairRounds`.
   */
  readonly finish: 'stop' | 'fair';
  /** Rounds of the fair end; each fires at most one timer a node. 8 if absent. */
  readonly maxFairRounds?: number;
  /**
   * Events whose order among different nodes a check looks at: actions with such events are not
   * exchanged for one another. By default what clients see: `invoke`, `return`, `give-up`.
   */
  visible?(event: TraceEvent): boolean;
  readonly limits?: Partial<Limits>;
  readonly inspect?: boolean;
  readonly recordTimers?: boolean;
}

/** A client sends its requests one after the other. */
export interface ScheduleClient<Request = unknown> {
  readonly id: string;
  readonly requests: readonly { readonly request: Request; readonly target: NodeId }[];
}

/** What an exploration covered. */
export interface Coverage {
  /** Schedules visited, each for all those that are equivalent to it. */
  readonly schedules: number;
  /** Length of the longest in choices. */
  readonly depth: number;
  /** Schedules left out because they are equivalent to one of those visited. */
  readonly pruned: number;
  /** All schedules within the bounds are covered. Otherwise the budget ran out or a visit said stop. */
  readonly complete: boolean;
}
