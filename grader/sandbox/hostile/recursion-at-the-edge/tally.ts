// Calls the context where the stack is nearly used up.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

function* dig(context: Context<TallyMessage>): Generator<number> {
  try {
    yield* dig(context);
  } finally {
    for (const peer of context.peers) context.send(peer, { type: 'added', amount: 1 });
  }
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
      try {
        for (const _ of dig(context)) total += 1;
      } catch {
        total += 1;
      }
      respond({ total });
    },
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  return 2 * value;
}
