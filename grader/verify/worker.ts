import { parentPort } from 'node:worker_threads';
import { runTrial, type Trial } from './trial.ts';

/** Runs trials one after the other; started by `pool.ts`. */
parentPort?.on('message', async (trial: Trial) => {
  try {
    parentPort?.postMessage({ outcomes: await runTrial(trial) });
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? error.stack : String(error) });
  }
});
