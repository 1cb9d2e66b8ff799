// A message nested ten thousand times.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

let nested: unknown = { type: 'added', amount: 1 };
for (let i = 0; i < 10_000; i += 1) nested = { type: 'added', amount: 1, inner: nested };

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
        for (const peer of context.peers) context.send(peer, nested as unknown as TallyMessage);
      }
      respond({ total });
    },
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  return 2 * value;
}
