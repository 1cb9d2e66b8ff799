import type { History, Operation } from '../../simulator/history.ts';
import { illegal, type SequentialModel, unknownOutcome } from './model.ts';

/**
 * Tries every order. Shares nothing with the real checker but the model: for tests on histories of a
 * handful of operations.
 *
 * @returns whether there is a legal order of all operations with a response
 */
export function bruteForce<State, Request, Response>(
  model: SequentialModel<State, Request, Response>,
  history: History<Request, Response>,
): boolean {
  const canFinish = (
    rest: History<Request, Response>,
    states: ReadonlyMap<string, State>,
  ): boolean => {
    const open = rest.filter(({ returned }) => returned !== undefined);
    if (open.length === 0) return true;
    return rest.some((operation) => {
      if (open.some((other) => returnedBefore(other, operation))) return false;
      const key = model.partition?.(operation.request) ?? '';
      const state = states.get(key) ?? model.init();
      const response = operation.returned?.response ?? unknownOutcome;
      const next = model.step(state, operation.request, response);
      if (next === illegal) return false;
      return canFinish(
        rest.filter((other) => other !== operation),
        new Map(states).set(key, next),
      );
    });
  };
  return canFinish(history, new Map());
}

function returnedBefore(earlier: Operation, later: Operation): boolean {
  return earlier.returned !== undefined && earlier.returned.seq < later.invokedSeq;
}
