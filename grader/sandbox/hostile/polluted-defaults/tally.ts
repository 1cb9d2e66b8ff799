// Gives every object an accessor.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

Object.defineProperty(Object.prototype, 'fault', { get: () => undefined, set: () => {} });

export function createTally(
  context: Context<TallyMessage>,
): Process<TallyMessage, TallyRequest, TallyResponse> {
  let total = startingTotal;
  return {
    onMessage(_from, message) {
      total += message.amount;
    },
    onRequest(request, respond) {
      respond({ total });
    },
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  return value;
}
