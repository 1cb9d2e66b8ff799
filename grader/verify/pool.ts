import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Outcome, Trial } from './trial.ts';

type Answer = { readonly outcomes: Outcome[][] } | { readonly error: string };

const workerFile = fileURLToPath(new URL('./worker.ts', import.meta.url));
// Short runs leave little behind: a large young generation collects most of it for nothing.
const workerFlags = ['--import', 'tsx', '--max-semi-space-size=32', '--min-semi-space-size=32'];

/** Runs trials in a few processes, in any order; results come in the order of the trials. */
export async function runTrials(
  trials: readonly Trial[],
  processes: number,
  onDone: (done: number) => void,
): Promise<Outcome[][][]> {
  const results = new Array<Outcome[][]>(trials.length);
  let next = 0;
  let done = 0;
  const serve = async (): Promise<void> => {
    const worker = fork(workerFile, { execArgv: workerFlags, serialization: 'advanced' });
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
      worker.disconnect();
    }
  };
  await Promise.all(Array.from({ length: Math.min(processes, trials.length) }, serve));
  return results;
}

function ask(worker: ChildProcess, trial: Trial): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void =>
      reject(new Error(`a worker ended with ${code} while it ran ${trial.sources.entry}`));
    worker.once('exit', onExit);
    worker.once('message', (answer: Answer) => {
      worker.off('exit', onExit);
      resolve(answer);
    });
    worker.send(trial);
  });
}
