// A list whose length changes while it is read.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

const list = (): unknown => {
  const items: unknown[] = [1, 2, 3];
  Object.defineProperty(items, 1, { get: () => items.push(1) });
  return { type: 'added', amount: 1, items };
};

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
        for (const peer of context.peers) context.send(peer, list() as unknown as TallyMessage);
      }
      respond({ total });
    },
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  return 2 * value;
}
