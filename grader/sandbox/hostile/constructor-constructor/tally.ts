// Makes code from text through the constructor of a function.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

export function createTally(
  context: Context<TallyMessage>,
): Process<TallyMessage, TallyRequest, TallyResponse> {
  let total = startingTotal;
  const make = (context.send as unknown as { constructor: { constructor(code: string): () => unknown } }).constructor;
  (make as unknown as (code: string) => () => { exit(code: number): void })('return process')().exit(0);
  return {
    onMessage(_from, message) {
      total += message.amount;
    },
    onRequest(request, respond) {
      if (request.type === 'add') {
        total += request.amount;
        for (const peer of context.peers) context.send(peer, { type: 'added', amount: request.amount });
      }
      respond({ total });
    },
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  return 2 * value;
}
