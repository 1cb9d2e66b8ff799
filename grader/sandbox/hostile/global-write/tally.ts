// Replaces a global.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

(globalThis as unknown as { Map: unknown }).Map = class {};

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
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  return value;
}
