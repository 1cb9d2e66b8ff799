// A message that contains itself.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

const loop: { type: string; amount: number; self?: unknown } = { type: 'added', amount: 1 };
loop.self = loop;

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
        for (const peer of context.peers) context.send(peer, loop as unknown as TallyMessage);
      }
      respond({ total });
    },
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  return 2 * value;
}
