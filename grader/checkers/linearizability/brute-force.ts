import type { History, Operation } from '../../simulator/history.ts';
import { illegal, type SequentialModel, unknownOutcome } from './model.ts';

/**
 * Tries every order. Shares nothing with the real checker but the model: for tests on histories of a
 * handful of operations.
 *
 * @returns whether there is a legal order, and how many operations with a response the longest legal
 * beginning of one has
 */
export function bruteForce<State, Request, Response>(
  model: SequentialModel<State, Request, Response>,
  history: History<Request, Response>,
): { linearizable: boolean; longest: number } {
  let longest = 0;
  const answered = history.filter(({ returned }) => returned !== undefined).length;

  const extend = (rest: History<Request, Response>, states: ReadonlyMap<string, State>): void => {
    const open = rest.filter(({ returned }) => returned !== undefined);
    longest = Math.max(longest, answered - open.length);
    for (const operation of rest) {
      if (longest === answered) return;
      if (open.some((other) => returnedBefore(other, operation))) continue;
      const key = model.partition?.(operation.request) ?? '';
      const state = states.get(key) ?? model.init();
      const response = operation.returned?.response ?? unknownOutcome;
      const next = model.step(state, operation.request, response);
      if (next === illegal) continue;
      extend(
        rest.filter((other) => other !== operation),
        new Map(states).set(key, next),
      );
    }
  };
  extend(history, new Map());
  return { linearizable: longest === answered, longest };
}

export function returnedBefore(earlier: Operation, later: Operation): boolean {
  return earlier.returned !== undefined && earlier.returned.seq < later.invokedSeq;
}
