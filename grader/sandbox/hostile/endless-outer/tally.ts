// The loop that never ends calls a helper with a loop that does.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

function spin(times: number): number {
  let sum = 0;
  for (let i = 0; i < times; i += 1) sum += i;
  return sum;
}

export function createTally(
  context: Context<TallyMessage>,
): Process<TallyMessage, TallyRequest, TallyResponse> {
  let total = startingTotal;
  return {
    onMessage(_from, message) {
      total += message.amount;
    },
    onRequest(request, respond) {
      if (request.type === 'add') {
        total += request.amount;
        for (const peer of context.peers) context.send(peer, { type: 'added', amount: request.amount });
      }
      respond({ total });
    },
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  let sum = 0;
  while (value !== Infinity) {
    sum += spin(20);
  }
  return sum;
}
