// A message that is worth more each time one looks.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

let looks = 0;
const worth = (): unknown => ({
  type: 'added',
  get amount() {
    looks += 1;
    return looks;
  },
});

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
        for (const peer of context.peers) context.send(peer, worth() as unknown as TallyMessage);
      }
      respond({ total });
    },
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  return 2 * value;
}
