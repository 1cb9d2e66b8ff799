// Every instance has an instance of its own.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

class Doll {
  readonly inner: Doll = new Doll();
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
  return new Doll().inner === undefined ? 0 : 2 * value;
}
