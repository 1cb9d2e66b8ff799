/** Returned by {@link SequentialModel.step} when a response is impossible in a state. */
export const illegal: unique symbol = Symbol('illegal');

/** Stands for the response of an operation whose outcome no client ever saw. */
export const unknownOutcome: unique symbol = Symbol('unknown outcome');

/**
 * A sequential object: what it answers if operations come one after the other. All functions are
 * pure; states are immutable values, so that a search can keep many of them.
 */
export interface SequentialModel<State, Request, Response> {
  /** The state before the first operation (of each partition). */
  init(): State;
  /**
   * The state after `request` was answered with `response`, or {@link illegal} if a correct object
   * could not have answered so. With {@link unknownOutcome} every response is possible.
   */
  step(
    state: State,
    request: Request,
    response: Response | typeof unknownOutcome,
  ): State | typeof illegal;
  /**
   * True for an operation that, so answered, changes nothing in *any* state in which it is legal: a
   * read, a failed compare-and-swap. Such a one is placed as soon as it fits, without trying anything
   * else. Optional: without it the verdict is the same, only later.
   */
  isRead?(request: Request, response: Response): boolean;
  /** Optional: lets the search give up hopeless beginnings early. */
  readonly foresight?: Foresight<State, Request, Response>;
  /** Equal for equal states and different for different ones. */
  fingerprint(state: State): string | number;
  /**
   * Operations of different partitions must be independent of each other, e.g. those on different
   * keys. Each partition is judged alone, which is exact (Herlihy & Wing 1990, locality) and much
   * faster. Without it there is a single partition.
   */
  partition?(request: Request): string;
  /** One operation for a reader: `get(x) → 3`; without a response if its outcome is unknown. */
  describe(request: Request, response: Response | typeof unknownOutcome): string;
  /** A state for a reader. */
  describeState(state: State): string;
}

/**
 * What a model knows about responses that lie ahead. Two laws make it sound: where `step` allows a
 * response, it is reachable; and an operation that does not enable it never makes it reachable.
 */
export interface Foresight<State, Request, Response> {
  /** May `request` be answered with `response` in `state`, or after operations that enable nothing? */
  reachable(state: State, request: Request, response: Response): boolean;
  /** May `operation` lead to a state from which the response is reachable, wherever it starts? */
  enables(operation: Request, request: Request, response: Response): boolean;
}
