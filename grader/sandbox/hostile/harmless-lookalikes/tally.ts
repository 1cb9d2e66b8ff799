// Correct: only texts and names that look like something forbidden.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

/* import ( 'node:fs' ) --> <!-- eval ( */
const texts = ['<!-- import (x)', `-->${1} import('x')`, 'eval(1)', 'require("fs")', 'async () => await 1'];
const pattern = /<!--|-->|import\(x/;
const $steps = texts.filter((text) => pattern.test(text)).length;
const $depth = { import: (n: number): number => n, async: 1, await: 2, $error: '$exhausted' };
class Names {
  import(n: number): number {
    return n;
  }
  get(n: number): number {
    return n;
  }
  static async = 1;
}

export function createTally(
  context: Context<TallyMessage>,
): Process<TallyMessage, TallyRequest, TallyResponse> {
  let total = startingTotal;
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
  if (texts[0] !== '<!' + '-- im' + 'port (x)') return 0;
  let n = 0;
  while (n --> 0) n += 1;
  return value + new Names().import(value) + $depth.import($steps) - new Names().get(2);
}
