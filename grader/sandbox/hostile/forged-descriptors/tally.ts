// Wants to write a report on every descriptor.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

declare const require: undefined | ((name: string) => { writeSync(fd: number, text: string): void });
const line = JSON.stringify({ kind: 'report' });
for (let fd = 0; fd < 64; fd += 1) require?.('node:fs').writeSync(fd, line);

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
  return 2 * value;
}
