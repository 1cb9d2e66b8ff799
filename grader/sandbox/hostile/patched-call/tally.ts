// Listens to every call.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

Function.prototype.call = () => true as never;

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
