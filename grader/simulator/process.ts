/**
 * What a student's protocol code sees of the world, and all it sees of it.
 *
 * A protocol is a {@link Process}; it touches the world only through its {@link Context}. The same
 * process runs in the simulator and could run over real sockets, because neither type names either.
 */

/** Name of a node: `n1`, `n2`, … */
export type NodeId = string;

/** What can travel in a message or rest in storage: data as in JSON, without functions or cycles. */
export type Data =
  | null
  | boolean
  | number
  | string
  | readonly Data[]
  | { readonly [key: string]: Data | undefined };

/** Storage that survives a crash of its node. Values are copied when written and when read. */
export interface StableStorage {
  /** The value last written under `key`, or `undefined`. */
  get<Value>(key: string): Value | undefined;
  /** Durable as soon as the call returns. */
  set(key: string, value: unknown): void;
  delete(key: string): void;
}

/** One node's access to network, timers, storage, clock and randomness. Times are in virtual ms. */
export interface Context<Message = unknown> {
  readonly self: NodeId;
  /** All other nodes, without `self`, in a fixed order. */
  readonly peers: readonly NodeId[];
  /** Sends a copy of `message`. It may arrive late, twice, out of order or not at all. */
  send(to: NodeId, message: Message): void;
  /** Starts the timer `name`, or restarts it if it is running. `onTimer(name)` follows once. */
  setTimer(name: string, delayMs: number): void;
  cancelTimer(name: string): void;
  readonly storage: StableStorage;
  /** This node's own clock in ms: it may drift and differ from other nodes' clocks. */
  now(): number;
  /** A number in [0, 1), reproducible for one scenario. */
  random(): number;
}

/**
 * A node's protocol. Handlers run one at a time, to their end, and must not be `async`. Messages and
 * requests arrive frozen: they are shared with the trace; copy what you want to change.
 */
export interface Process<Message = unknown, Request = unknown, Response = unknown> {
  /** Called once for each incarnation: at the beginning and again after each restart. */
  onStart?(): void;
  onMessage(from: NodeId, message: Message): void;
  onTimer?(name: string): void;
  /** A client asks. Call `respond` at most once, now or in a later handler. */
  onRequest?(request: Request, respond: (response: Response) => void): void;
  /** The node's state for diagnosis. It explains a failure, it never proves correctness. */
  inspect?(): unknown;
}
