import { Worker } from 'node:worker_threads';
import type { Outcome, Trial } from './trial.ts';

type Answer = { readonly outcomes: Outcome[][] } | { readonly error: string };

/** Runs trials on a few threads, in any order; results come in the order of the trials. */
export async function runTrials(
  trials: readonly Trial[],
  threads: number,
  onDone: (done: number) => void,
): Promise<Outcome[][][]> {
  const results = new Array<Outcome[][]>(trials.length);
  let next = 0;
  let done = 0;
  const serve = async (): Promise<void> => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    try {
      for (;;) {
        const index = next++;
        const trial = trials[index];
        if (trial === undefined) return;
        const answer = await ask(worker, trial);
        if ('error' in answer) throw new Error(answer.error);
        results[index] = answer.outcomes;
        onDone(++done);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(threads, trials.length) }, serve));
  return results;
}

function ask(worker: Worker, trial: Trial): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error): void => reject(error);
    worker.once('error', onError);
    worker.once('message', (answer: Answer) => {
      worker.off('error', onError);
      resolve(answer);
    });
    worker.postMessage(trial);
  });
}
