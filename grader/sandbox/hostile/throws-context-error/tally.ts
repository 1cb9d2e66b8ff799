// Throws an error of the context with a kind of its own.
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
      try {
        context.send('nobody', { type: 'added', amount: 1 });
      } catch (error) {
        const Class = (error as { constructor: new (...parts: unknown[]) => Error }).constructor;
        throw Object.defineProperty(new Class({ kind: 'holds' }, { detail: 'holds' }), 'kind', {
          get() {
            throw new Error('biss');
          },
        });
      }
      respond({ total });
    },
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  return 2 * value;
}
