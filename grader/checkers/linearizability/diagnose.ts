import type { History, Operation } from '../../simulator/history.ts';
import { sameData } from '../data.ts';
import { layOut, type Returned, returnedInOrder } from './layout.ts';
import type { SequentialModel } from './model.ts';
import { Search } from './search.ts';

/** How far a history that is not linearizable can be explained. */
export interface Diagnosis<State, Request, Response> {
  /** Of all beginnings of the history that are linearizable, a legal order of the longest. */
  readonly prefix: readonly Operation<Request, Response>[];
  /** The state after the prefix. */
  readonly state: State;
  /** The next operation to return: no order explains its response and all those before it. */
  readonly culprit: Returned<Request, Response>;
  readonly steps: number;
}

/**
 * Finds the first return that cannot be explained any more. Linearizability is prefix-closed, so that
 * a beginning too long is told from one short enough, and halving the distance finds the border.
 *
 * @param history one partition, known not to be linearizable
 * @param explained a number of returns known to be explainable
 * @param budget model steps for each attempt; one that exceeds it counts as too long
 */
export function diagnose<State, Request, Response>(
  model: SequentialModel<State, Request, Response>,
  history: History<Request, Response>,
  explained: number,
  budget: number,
): Diagnosis<State, Request, Response> {
  const returned = returnedInOrder(history);
  let steps = 0;
  const attempt = (returns: number) => {
    const search = new Search(model, layOut(beginning(history, returned, returns), sameData));
    const found = search.run(budget) === 'linearizable' ? search.found() : undefined;
    steps += search.steps;
    return found;
  };

  let good = { returns: 0, order: [] as Operation<Request, Response>[], state: model.init() };
  let tooMany = returned.length;
  // The first failure is mostly just behind what was explained: strides from there, then halves.
  let next = Math.min(Math.max(explained, 1), tooMany - 1);
  let stride = 1;
  while (tooMany - good.returns > 1) {
    const found = attempt(next);
    if (found === undefined) tooMany = next;
    else good = { returns: next, ...found };
    const striding = found !== undefined && next + stride < tooMany;
    next = striding ? next + stride : Math.floor((good.returns + tooMany) / 2);
    stride *= 2;
  }
  const culprit = returned[tooMany - 1];
  if (culprit === undefined) throw new Error('a history without returns is linearizable');
  return { prefix: good.order, state: good.state, culprit, steps };
}

/** The history as it was right after so many returns: what had not returned is of unknown outcome. */
function beginning<Request, Response>(
  history: History<Request, Response>,
  returned: readonly Returned<Request, Response>[],
  returns: number,
): Operation<Request, Response>[] {
  const last = returned[returns - 1]?.returned.seq ?? Number.NEGATIVE_INFINITY;
  const answered = new Set<Operation<Request, Response>>(returned.slice(0, returns));
  return history
    .filter(({ invokedSeq }) => invokedSeq <= last)
    .map((operation) => {
      if (answered.has(operation)) return operation;
      const { returned: _, ...pending } = operation;
      return pending;
    });
}
