import { answerQuestions } from '../asked-process.ts';
import { Comparison } from './comparison.ts';
import type { FromComparer, ToComparer } from './messages.ts';

/** Started by `comparer.ts` as a process of its own, because it parses what strangers wrote. */

let comparison: Comparison | undefined;

answerQuestions((message: ToComparer): FromComparer => {
  switch (message.kind) {
    case 'begin':
      comparison = new Comparison(message.exercise, message.known);
      return { kind: 'done' };
    case 'add':
      add(message);
      return { kind: 'done' };
    case 'compare':
      return { kind: 'pairs', pairs: comparison?.pairs() ?? [] };
  }
});

function add({ pseudonym, attempt, files }: Extract<ToComparer, { kind: 'add' }>): void {
  const decoder = new TextDecoder();
  const texts = [...files].map(([path, bytes]) => [path, decoder.decode(bytes)] as const);
  try {
    comparison?.add({ pseudonym, attempt, files: new Map(texts) });
  } catch (error) {
    // Nested more deeply than any parser follows: nothing that two people write by chance.
    if (!(error instanceof RangeError)) throw error;
  }
}
