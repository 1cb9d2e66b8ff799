// Writes ever more to its disk.
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
      for (let i = 0; ; i += 1) context.storage.set(`${i}`, 'x'.repeat(100_000));
    },
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  return 2 * value;
}
