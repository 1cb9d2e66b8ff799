import type { History, Operation } from '../../simulator/history.ts';
import { sameData } from '../data.ts';
import { diagnose } from './diagnose.ts';
import { layOut } from './layout.ts';
import type { SequentialModel } from './model.ts';
import { Search, type SearchVerdict } from './search.ts';

export interface CheckOptions {
  /**
   * Calls of the model's `step`, over all partitions. When they are used up the verdict is
   * `unknown`. (Explaining a violation, once found, takes steps of its own.) Never a time: the same history gives the same verdict on every machine.
   */
  readonly budget?: number;
}

export const defaultBudget = 2_000_000;

export type Linearizability<Request, Response> =
  | Linearizable<Request, Response>
  | NotLinearizable<Request, Response>
  | Undecided;

export interface Linearizable<Request, Response> {
  readonly verdict: 'linearizable';
  /**
   * A legal order that keeps real time. Operations of unknown outcome are in it only where it needs
   * their effect.
   */
  readonly order: readonly Operation<Request, Response>[];
  readonly steps: number;
}

export interface NotLinearizable<Request, Response> {
  readonly verdict: 'not-linearizable';
  /** The partition that has no legal order; `undefined` if the model does not partition. */
  readonly partition: string | undefined;
  /**
   * A legal order of the longest explainable beginning of the history: it has all operations that
   * returned before `cannotBePlaced`, and such still running as it needs (without their responses).
   */
  readonly longestPrefix: readonly Operation<Request, Response>[];
  /** The first operation to return whose response no order explains together with those before. */
  readonly cannotBePlaced: Operation<Request, Response>;
  /** The model's state after the prefix, for a reader. */
  readonly state: string;
  readonly steps: number;
}

export interface Undecided {
  readonly verdict: 'unknown';
  /** Partitions that were not decided within the budget. */
  readonly partitions: readonly (string | undefined)[];
  readonly steps: number;
}

/**
 * Is there one order of all operations that a sequential object could have answered in, and that
 * never reverses two operations of which one had returned before the other was called? (Herlihy &
 * Wing 1990.) An operation without a response may take effect at any time after its call, or never.
 *
 * @throws RangeError if an operation returned before it was called.
 */
export function checkLinearizable<State, Request, Response>(
  model: SequentialModel<State, Request, Response>,
  history: History<Request, Response>,
  { budget = defaultBudget }: CheckOptions = {},
): Linearizability<Request, Response> {
  assertCallsBeforeReturns(history);
  const searches = [...partitions(model, history)].map(([partition, part]) => ({
    partition,
    part,
    search: new Search(model, layOut(part, sameData)),
    verdict: 'unknown' as SearchVerdict,
  }));
  const steps = () => searches.reduce((sum, { search }) => sum + search.steps, 0);
  // First an equal share for each partition, so that a hard one does not hide a violation in
  // another; then whatever is left, in order.
  const share = Math.floor(budget / Math.max(1, searches.length));
  for (const limitOf of [() => share, (own: number) => own + budget - steps()]) {
    for (const entry of searches) {
      if (entry.verdict !== 'unknown') continue;
      entry.verdict = entry.search.run(limitOf(entry.search.steps));
      if (entry.verdict === 'not-linearizable') {
        const { partition, part, search } = entry;
        const diagnosis = diagnose(model, part, search.explained, budget);
        return {
          verdict: 'not-linearizable',
          partition,
          longestPrefix: diagnosis.prefix,
          cannotBePlaced: diagnosis.culprit,
          state: model.describeState(diagnosis.state),
          steps: steps(),
        };
      }
    }
  }
  const undecided = searches.filter(({ verdict }) => verdict === 'unknown');
  if (undecided.length > 0) {
    const names = undecided.map(({ partition }) => partition);
    return { verdict: 'unknown', partitions: names, steps: steps() };
  }
  const orders = searches.map(({ search }) => search.found().order);
  return { verdict: 'linearizable', order: interleave(orders), steps: steps() };
}

function assertCallsBeforeReturns(history: History): void {
  for (const { index, invokedSeq, returned } of history) {
    if (returned !== undefined && returned.seq < invokedSeq) {
      throw new RangeError(`operation ${index} returned before it was called`);
    }
  }
}

/** In order of first appearance, so that the verdict's details do not depend on key names. */
function partitions<State, Request, Response>(
  model: SequentialModel<State, Request, Response>,
  history: History<Request, Response>,
): Map<string | undefined, Operation<Request, Response>[]> {
  const parts = new Map<string | undefined, Operation<Request, Response>[]>();
  for (const operation of history) {
    const name = model.partition?.(operation.request);
    const part = parts.get(name);
    if (part === undefined) parts.set(name, [operation]);
    else part.push(operation);
  }
  return parts;
}

/**
 * Merges the orders of independent partitions into one. Each operation gets the earliest moment it
 * can have taken effect: its call, or that of an operation before it in its partition.
 */
function interleave<Request, Response>(
  orders: readonly Operation<Request, Response>[][],
): Operation<Request, Response>[] {
  const timed = orders.flatMap((order) => {
    let moment = Number.NEGATIVE_INFINITY;
    return order.map((operation) => {
      moment = Math.max(moment, operation.invokedSeq);
      return { operation, moment };
    });
  });
  return timed.sort((a, b) => a.moment - b.moment).map(({ operation }) => operation);
}
