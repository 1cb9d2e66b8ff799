// Sends one object to all and changes it afterwards instead of telling them.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

export function createTally(
  context: Context<TallyMessage>,
): Process<TallyMessage, TallyRequest, TallyResponse> {
  let total = startingTotal;
  const told: { type: 'added'; amount: number } = { type: 'added', amount: 0 };
  let known: { readonly amount: number }[] = [];
  return {
    onStart() {
      for (const peer of context.peers) context.send(peer, told);
    },
    onMessage(_from, message) {
      known = [...known, message];
    },
    onRequest(request, respond) {
      if (request.type === 'add') told.amount += request.amount;
      respond({ total: known.reduce((sum, { amount }) => sum + amount, told.amount) });
    },
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  return 2 * value;
}
