// The answer has a field that is never done.
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
      const answer = {
        get total(): number {
          for (;;) total += 1;
        },
      };
      respond(answer);
    },
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  return 2 * value;
}
