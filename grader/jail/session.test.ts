import { describe, expect, test } from 'vitest';
import type { SandboxJob } from '../sandbox/job.ts';
import type { Launcher } from '../sandbox/launch.ts';
import { emptySubmission } from '../sandbox/prepare.ts';
import { SandboxSession } from '../sandbox/session.ts';
import { createJail } from './jail.ts';
import { isWithoutJail } from './testing.ts';

/** Several jobs in the same jail. The programs stand in the place of a suite, as in `results.test.ts`. */
const slot = 24;
const says = (what: string): SandboxJob => {
  const report = `{ exercise: String(${what}), seed: 1, properties: [] }`;
  const code = `host.send({ kind: 'report', report: ${report}, meta: { exercise: 'x', properties: [] } });`;
  return { suite: { code, hash: '' }, submission: emptySubmission, options: { seed: 1 } };
};
const does = (program: string): SandboxJob => {
  const { suite, ...job } = says('0');
  return { ...job, suite: { ...suite, code: `${program};${suite.code}` } };
};
const said = (exercise: string) => ({ kind: 'completed', report: { exercise } });

async function counting(): Promise<{ readonly launcher: Launcher; count: number }> {
  const jail = await createJail(slot);
  const counted = {
    count: 0,
    launcher: {
      ...jail,
      launch: (...words: Parameters<Launcher['launch']>) => {
        counted.count += 1;
        return jail.launch(...words);
      },
    },
  };
  return counted;
}

describe.skipIf(isWithoutJail)('a jail for several jobs', { timeout: 120_000 }, () => {
  test('is made once, and has room for a worker after the other', async () => {
    const counted = await counting();
    const session = new SandboxSession(counted.launcher);
    for (let i = 0; i < 20; i += 1) {
      expect(await session.run(says(`'job ${i}'`))).toMatchObject(said(`job ${i}`));
    }
    expect(counted.count).toBe(1);
    await session.close();
  });

  test('is made anew after one that filled it, and the next job notices nothing', async () => {
    const counted = await counting();
    const session = new SandboxSession(counted.launcher);
    const fill = `const kept = []; for (;;) kept.push(Buffer.alloc(16 * 1024 * 1024, 1))`;
    expect(await session.run(says(`'before'`))).toMatchObject(said('before'));
    expect((await session.run(does(fill))).kind).not.toBe('completed');
    expect(await session.run(says(`'after'`))).toMatchObject(said('after'));
    // The one that fills it has a process of its own as well before it counts.
    expect(counted.count).toBe(3);
    await session.close();
  });

  test('shows nothing of what a job leaves behind', async () => {
    const session = new SandboxSession(await createJail(slot));
    const leave = `globalThis.left = 1; process.env.left = '1'; process.title = 'left'; Object.prototype.left = 1;
      process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')`;
    expect(await session.run(does(leave))).toMatchObject(said('0'));
    const look = `[typeof left, process.env.left, ({}).left, process.title]`;
    expect(await session.run(says(look))).toMatchObject(said('undefined,,,/program'));
    await session.close();
  });
});
