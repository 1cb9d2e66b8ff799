import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { hostileExercise } from '../sandbox/hostile-checks.ts';
import { type PreparedSubmission, prepareSubmission } from '../sandbox/prepare.ts';
import { runInSandbox, type SandboxLimits } from '../sandbox/run-in-sandbox.ts';
import { createJail } from './jail.ts';
import { isWithoutJail } from './testing.ts';

/**
 * What reaches the parent. The program stands in the place of the suite: an attacker who has left the
 * compartment, but still has to guess the nonce that comes with the job.
 */
const report = {
  exercise: 'x',
  seed: 1,
  properties: [{ id: 'p', outcome: 'holds', scenarios: 3 }],
};
const meta = { exercise: 'x', properties: [] };
const line = (nonce: string, seq: number, rest: object) =>
  JSON.stringify(`${JSON.stringify({ nonce, seq, ...rest })}\n`);
const forged = (nonce: string) => `
  fs.writeSync(3, ${line(nonce, 0, { kind: 'report', report, meta })});
  fs.writeSync(3, ${line(nonce, 1, { kind: 'end' })});`;
const genuine = `host.send({ kind: 'report', report: ${JSON.stringify(report)}, meta: ${JSON.stringify(meta)} });`;
const withFiles = `const fs = process.getBuiltinModule('node:fs');`;

let submission: PreparedSubmission;

async function run(program: string, limits: Partial<SandboxLimits> = {}) {
  const outcome = await runInSandbox(
    { suite: { code: program, hash: '' }, submission, options: { seed: 1 } },
    { launch: await createJail(23), limits },
  );
  return outcome;
}

beforeAll(async () => {
  const manifest = { files: ['tally.ts'], contract: ['contract.ts'] };
  const prepared = await prepareSubmission({
    sourceDir: hostileExercise,
    exerciseDir: join(hostileExercise),
    manifest,
  });
  if (prepared.kind === 'refused') throw new Error('the exercise itself was refused');
  submission = prepared.submission;
});

describe.skipIf(isWithoutJail)('results', () => {
  test('a genuine one arrives', async () => {
    expect(await run(genuine)).toMatchObject({ kind: 'completed', report });
  });

  test.each([
    ['without the nonce', `${withFiles}${forged('')}`],
    ['with a guessed nonce', `${withFiles}${forged('0'.repeat(32))}`],
    ['before the genuine one', `${withFiles}${forged('guessed')}${genuine}`],
    ['after the genuine one', `${withFiles}${genuine}${forged('guessed')}`],
    ['twice', `${genuine}${genuine}`],
    ['with a field that does not exist', genuine.replace('"seed":1', '"seed":1,"passed":true')],
    ['with an outcome that does not exist', genuine.replace('"holds"', '"passed"')],
    ['in the middle of a line', `${withFiles}fs.writeSync(3, '{"nonce":');${genuine}`],
    ['among noise', `${withFiles}fs.writeSync(3, Buffer.from([0, 255, 254, 10, 0]));${genuine}`],
  ])('%s are not believed', async (_, program) => {
    expect(await run(program)).toEqual({ kind: 'not-completed', reason: 'garbled' });
  });

  test('on other descriptors are not read', async () => {
    const elsewhere = [0, 1, 2, 4, 5].map(
      (fd) => `try { ${forged('').replaceAll('(3,', `(${fd},`)} } catch {}`,
    );
    expect(await run(`${withFiles}${elsewhere.join('\n')}${genuine}`)).toMatchObject({
      kind: 'completed',
      report,
    });
  });

  test('are missing if their descriptor is closed', async () => {
    const outcome = await run(`${withFiles}fs.closeSync(3);${genuine}`);
    expect(outcome.kind).not.toBe('completed');
  });

  test('are missing if the process ends before its time', async () => {
    expect(await run(`${genuine}process.exit(0);`)).toEqual({
      kind: 'not-completed',
      reason: 'killed',
    });
    const suicide = `process.kill(process.pid, 'SIGKILL');`;
    expect(await run(suicide)).toEqual({ kind: 'not-completed', reason: 'killed' });
  });

  test('do not count if the process lives on after them', async () => {
    const limits = { silenceMs: 1_500 };
    const outcome = await run(`${genuine}for (;;) {}`, limits);
    expect(outcome).toEqual({ kind: 'not-completed', reason: 'no-progress' });
  });
});

describe.skipIf(isWithoutJail)('floods', () => {
  const pour = (fd: number, text: string) => `${withFiles}
    const bytes = Buffer.from(${JSON.stringify(text)}.repeat(65536));
    for (let i = 0; i < 2048; i += 1) fs.writeSync(${fd}, bytes);`;

  test.each([
    ['without an end of line', 'x'],
    ['of empty lines', '\n'],
  ])('on the descriptor of the report, %s', async (_, text) => {
    const before = process.memoryUsage().rss;
    expect(await run(pour(3, text))).toEqual({ kind: 'not-completed', reason: 'garbled' });
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });

  test('of signs of life', async () => {
    const program = `for (;;) host.send({ kind: 'progress', done: 0 });`;
    const outcome = await run(program, { totalMs: 3_000 });
    // Too long, or, on a fast machine, too much before that.
    expect(['watchdog', 'garbled']).toContain('reason' in outcome ? outcome.reason : outcome.kind);
  });

  test.each([1, 2])('on descriptor %i are drained', async (fd) => {
    const before = process.memoryUsage().rss;
    expect(await run(`${pour(fd, 'x')}${genuine}`)).toMatchObject({ kind: 'completed', report });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });
});

describe.skipIf(isWithoutJail)('silence', () => {
  test.each([
    ['an endless loop', 'for (;;) {}'],
    ['waiting', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);'],
    ['being stopped', `process.kill(process.pid, 'SIGSTOP'); for (;;) {}`],
  ])('%s ends at the watchdog', async (_, program) => {
    const outcome = await run(program, { silenceMs: 1_500 });
    expect(outcome).toEqual({ kind: 'not-completed', reason: 'no-progress' });
  });
});
