import { runTrial, type Trial } from './trial.ts';

/** Runs trials one after the other; started by `pool.ts` as a process of its own. */
process.on('message', async (trial: Trial) => {
  try {
    process.send?.({ outcomes: await runTrial(trial) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.stack : String(error) });
  }
});
process.on('disconnect', () => process.exit());
