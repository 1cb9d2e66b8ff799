import type { ClientRuntime, OperationRecord } from './clients.ts';
import type { NodeRuntime, TimerEntry } from './node-runtime.ts';
import type { Crash, OneWayPartition, Partition, Pause } from './scenario.ts';

/** A message under way: due once for each of its copies. */
export interface Envelope {
  readonly do: 'deliver';
  readonly id: number;
  readonly from: NodeRuntime;
  readonly to: NodeRuntime;
  readonly type: string;
  readonly message: unknown;
  /** Vector clock of the sending. */
  readonly clock: readonly number[];
  /** Copies delivered so far. */
  copies: number;
}

/** A timer under way: stale once its node has another one of this name, or none. */
export interface TimerTask extends TimerEntry {
  readonly do: 'timer';
  readonly node: NodeRuntime;
  readonly incarnation: number;
}

/** What the future holds: the entries of the kernel's queue. */
export type Task =
  | { readonly do: 'start'; readonly node: NodeRuntime }
  | Envelope
  | TimerTask
  | { readonly do: 'crash'; readonly fault: Crash }
  | { readonly do: 'pause'; readonly fault: Pause }
  | { readonly do: 'cut'; readonly fault: Partition | OneWayPartition }
  | { readonly do: 'heal'; readonly fault: Partition | OneWayPartition }
  | ClientTask
  | RequestTask;

/** One attempt of a client's operation arrives at a node. */
export interface RequestTask {
  readonly do: 'request';
  readonly node: NodeRuntime;
  readonly client: ClientRuntime;
  readonly operation: OperationRecord;
  readonly attempt: number;
}

/** What happens at the clients. */
export type ClientTask =
  | { readonly do: 'client-next'; readonly client: ClientRuntime }
  | {
      readonly do: 'client-ask';
      readonly client: ClientRuntime;
      readonly operation: OperationRecord;
    }
  | {
      readonly do: 'client-timeout';
      readonly client: ClientRuntime;
      readonly operation: OperationRecord;
      readonly attempt: number;
    }
  | ResponseTask;

export interface ResponseTask {
  readonly do: 'response';
  readonly client: ClientRuntime;
  readonly operation: OperationRecord;
  readonly attempt: number;
  readonly response: unknown;
}
