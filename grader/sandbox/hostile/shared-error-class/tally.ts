// Keeps the total on the class of an error it was thrown, for all nodes.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

export function createTally(
  context: Context<TallyMessage>,
): Process<TallyMessage, TallyRequest, TallyResponse> {
  let total = startingTotal;
  let shared = { total: 0 };
  try {
    context.send('nobody', { type: 'added', amount: 1 });
  } catch (error) {
    shared = (error as { constructor: unknown }).constructor as typeof shared;
    shared.total ??= 0;
  }
  return {
    onMessage(_from, message) {
      total += message.amount;
    },
    onRequest(request, respond) {
      if (request.type === 'add') shared.total += request.amount;
      respond({ total: shared.total });
    },
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  return 2 * value;
}
