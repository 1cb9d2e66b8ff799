// Keeps the total in the registry of symbols.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

export function createTally(
  context: Context<TallyMessage>,
): Process<TallyMessage, TallyRequest, TallyResponse> {
  let total = startingTotal;
  const shared = {
    get total(): number {
      return Number(Symbol.keyFor(Symbol.for('total'))?.length ?? 0) - 'total'.length;
    },
    set total(value: number) {
      Symbol.for(`total${value}`);
    },
  };
  return {
    onMessage(_from, message) {
      total += message.amount;
    },
    onRequest(request, respond) {
      if (request.type === 'add') shared.total += request.amount;
      respond({ total: shared.total });
    },
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  return 2 * value;
}
