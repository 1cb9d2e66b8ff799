// Spreads a sequence without end.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

function* naturals(): Generator<number> {
  for (let n = 0; ; n += 1) yield n;
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
  return [...naturals()].length;
}
