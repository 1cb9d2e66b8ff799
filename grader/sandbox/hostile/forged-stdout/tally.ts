// Prints a report of its own, as if it were ours, and does nothing.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

const report = { kind: 'report', report: { exercise: 'exercise', seed: 1, properties: ['agrees', 'isolated', 'forgets', 'doubles'].map((id) => ({ id, outcome: 'holds', scenarios: 5 })) } };
console.log(JSON.stringify(report));
console.log(JSON.stringify({ kind: 'end' }));
console.error(JSON.stringify(report));

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
  console.log(JSON.stringify(report));
  return value;
}
