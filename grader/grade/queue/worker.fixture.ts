import { SuiteStore } from '../../judging/suite-store.ts';
import { SmallClass } from '../small-class.fixture.ts';
import { runWorker } from './run-worker.ts';

/** Helps to grade a small class, as a process of its own, to be killed by tests. */
const [root = '', queue = '', lockMs = '5000'] = process.argv.slice(2);
const small = SmallClass.at(root);
const print = (text: string) => process.stdout.write(`${text}\n`);
try {
  await runWorker(
    { queue, jobs: 1, withoutJail: true, lockMs: Number(lockMs) },
    {
      layout: small.layout,
      suites: new SuiteStore(),
      terminal: { ...small.terminal, print: (lines) => lines.forEach(print), complain: print },
      signal: new AbortController().signal,
      jail: { module: '', problem: async () => undefined },
    },
  );
} catch (error) {
  print(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
