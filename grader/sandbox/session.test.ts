import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleHostileSuite, hostileCorpus, hostileExercise } from './hostile-checks.ts';
import type { JobControls, SandboxJob } from './job.ts';
import { type Launcher, plainLauncher } from './launch.ts';
import type { SandboxOutcome } from './outcome.ts';
import { emptySubmission, type PreparedSubmission, prepareSubmission } from './prepare.ts';
import { runInSandbox } from './run-in-sandbox.ts';
import { SandboxSession } from './session.ts';
import type { SuiteBundle } from './suite-bundle.ts';

/** What comes after somebody else: the outcome must be the one it has on its own. */
let correct: SandboxJob;
let alone: SandboxOutcome;
let suite: SuiteBundle;

beforeAll(async () => {
  suite = await bundleHostileSuite();
  correct = { suite, submission: await prepared(hostileExercise), options: { seed: 7 } };
  alone = await runInSandbox(correct);
  expect(alone.kind).toBe('completed');
}, 120_000);

async function prepared(sourceDir: string): Promise<PreparedSubmission> {
  const manifest = { files: ['tally.ts'], contract: ['contract.ts'] };
  const request = { sourceDir, exerciseDir: hostileExercise, manifest };
  const preparation = await prepareSubmission(request);
  if (preparation.kind === 'refused') throw new Error(JSON.stringify(preparation.refusals));
  return preparation.submission;
}

/** Counts the processes. */
function counting() {
  const launched: number[] = [];
  const launcher: Launcher = {
    launch(argv, stdio) {
      const child = plainLauncher.launch(argv, stdio);
      launched.push(child.pid ?? 0);
      return child;
    },
  };
  return { launcher, launched };
}

interface Sequence {
  readonly first: SandboxOutcome;
  readonly then: SandboxOutcome;
  readonly processes: number;
}

async function inOneSession(
  job: SandboxJob,
  controls: JobControls = {},
  controlsThen: JobControls = {},
): Promise<Sequence> {
  const { launcher, launched } = counting();
  const session = new SandboxSession(launcher);
  const first = await session.run(job, controls);
  const then = await session.run(correct, controlsThen);
  await session.close();
  expect(launched.filter(isAlive)).toEqual([]);
  return { first, then, processes: launched.length };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.concurrent('jobs of one submission', { timeout: 120_000 }, () => {
  test('share a process, and each has its own outcome', async ({ expect }) => {
    const { first, then, processes } = await inOneSession({ ...correct, options: { seed: 8 } });
    expect(first).toMatchObject({ kind: 'completed', report: { seed: 8 } });
    expect(then).toEqual(alone);
    expect(processes).toBe(1);
  });

  test.each(['patched-regexp', 'polluted-prototype', 'shared-global', 'memory-arrays'])(
    'notice nothing of %s',
    async (name) => {
      const submission = await prepared(join(hostileCorpus, name));
      const { first, then } = await inOneSession({ suite, submission, options: { seed: 7 } });
      expect(first).not.toEqual(alone);
      expect(then).toEqual(alone);
    },
  );
});

/**
 * Whoever has left the compartment has the worker's Node; the programs stand in the place of a suite.
 */
const node = `const fs = process.getBuiltinModule('node:fs'), threads = process.getBuiltinModule('node:worker_threads');`;
const report = `host.send({ kind: 'report', report: { exercise: 'x', seed: 1, properties: [] }, meta: { exercise: 'x', properties: [] } });`;
const patience = { limits: { silenceMs: 10_000 } };

interface Attack {
  readonly program: string;
  readonly outcome: object;
  readonly processes: number;
  readonly controls?: JobControls;
}

const completed = { kind: 'completed' };
const impatience = { limits: { silenceMs: 2_500 } };
const attacks: Readonly<Record<string, Attack>> = {
  'floods its memory': {
    program: `const kept = []; for (;;) kept.push(new Array(100_000).fill(0.5));`,
    outcome: { kind: 'not-completed', reason: 'memory' },
    processes: 2,
  },
  'leaves a timer': {
    program: `${report}setInterval(() => {}, 100);`,
    outcome: { kind: 'not-completed', reason: 'no-progress' },
    processes: 2,
    controls: impatience,
  },
  'leaves a thread that reads what comes and writes what it likes': {
    program: `${node}${report}
      new threads.Worker("const fs = require('node:fs'); setInterval(() => fs.writeSync(3, '{}'), 200); for (;;) { try { fs.readSync(0, Buffer.alloc(1)) } catch {} }", { eval: true }).unref();
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);`,
    outcome: completed,
    processes: 1,
  },
  'closes the descriptor of jobs': {
    program: `${node}${report}fs.closeSync(0);`,
    outcome: completed,
    processes: 2,
  },
  'closes the descriptor of reports': {
    program: `${node}${report}fs.closeSync(3);`,
    outcome: { kind: 'not-completed' },
    processes: 2,
  },
  'says that it has left, with a guessed secret': {
    program: `${node}${report}fs.writeSync(3, JSON.stringify({ nonce: '0'.repeat(32), kind: 'left' }) + '\\n');`,
    outcome: { kind: 'not-completed', reason: 'garbled' },
    processes: 2,
  },
  'says what the kernel says of a full heap': {
    program: `${node}${report}fs.writeSync(2, 'FATAL ERROR: JavaScript heap out of memory');`,
    outcome: {},
    processes: 0,
  },
  'changes how V8 works': {
    program: `${report}
      const v8 = process.getBuiltinModule('node:v8');
      for (const flag of ['--stack-size=120', '--no-opt', '--disallow-code-generation-from-strings']) v8.setFlagsFromString(flag);`,
    outcome: completed,
    processes: 0,
  },
  'ends the process': {
    program: `${report}process.kill(process.pid, 'SIGKILL');`,
    outcome: { kind: 'not-completed', reason: 'killed' },
    processes: 2,
  },
};

describe.concurrent('the next job has the outcome it has alone, after one that', {
  timeout: 240_000,
}, () => {
  for (const [what, { program, outcome, processes, controls = patience }] of Object.entries(
    attacks,
  )) {
    test(what, async ({ expect }) => {
      const job = {
        suite: { code: program, hash: '' },
        submission: emptySubmission,
        options: { seed: 1 },
      };
      const sequence = await inOneSession(job, controls, patience);
      expect(sequence.first).toMatchObject(outcome);
      expect(sequence.then).toEqual(alone);
      // Where it is not a matter of who is faster.
      if (processes > 0) expect(sequence.processes).toBe(processes);
    });
  }
});

test('a session that is closed and asked again has a new process', {
  timeout: 60_000,
}, async () => {
  const { launcher, launched } = counting();
  const session = new SandboxSession(launcher);
  expect(await session.run(correct)).toEqual(alone);
  await session.close();
  expect(await session.run(correct)).toEqual(alone);
  expect(launched).toHaveLength(2);
  expect(await session.run(correct, { signal: AbortSignal.abort() })).toEqual({ kind: 'aborted' });
  await session.close();
});
