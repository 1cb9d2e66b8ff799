import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { exerciseManifestSchema } from '../catalogue/manifest.ts';
import manifestJson from './hostile-suite/exercise/manifest.json' with { type: 'json' };
import { permissionFlags } from './permission-flags.ts';
import { type PreparedSubmission, prepareSubmission } from './prepare.ts';
import { runInSandbox } from './run-in-sandbox.ts';
import { bundleSuite, type SuiteBundle } from './suite-bundle.ts';

const here = import.meta.dirname;
const exerciseDir = join(here, 'hostile-suite', 'exercise');
const suiteFile = join(here, 'hostile-suite', 'suite.ts');
const manifest = exerciseManifestSchema.parse(manifestJson);
let suite: SuiteBundle;

beforeAll(async () => {
  suite = await bundleSuite(suiteFile);
});

async function prepared(sourceDir: string): Promise<PreparedSubmission> {
  const preparation = await prepareSubmission({ sourceDir, exerciseDir, manifest });
  if (preparation.kind === 'refused') throw new Error(JSON.stringify(preparation.refusals));
  return preparation.submission;
}

const hostile = (name: string) => prepared(join(here, 'hostile', name));

describe('a correct submission', { timeout: 60_000 }, () => {
  test('completes, twice alike, and tells how far it is', async () => {
    const submission = await prepared(exerciseDir);
    const shares: number[] = [];
    const run = () =>
      runInSandbox(
        { suite, submission, options: { seed: 7 } },
        { onProgress: (done) => shares.push(done) },
      );
    const [first, second] = [await run(), await run()];
    expect(first).toEqual(second);
    expect(first).toMatchObject({ kind: 'completed', report: { seed: 7, exercise: 'exercise' } });
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  test('can be asked for single properties and single inputs', async () => {
    const submission = await hostile('shared-module');
    const outcome = await runInSandbox({
      suite,
      submission,
      options: {
        seed: 1,
        properties: ['agrees'],
        replay: { experiment: 'together', input: [1, 2, 3] },
      },
    });
    if (outcome.kind !== 'completed') throw new Error(outcome.kind);
    expect(outcome.report.properties).toMatchObject([
      {
        id: 'agrees',
        outcome: 'violated',
        counterexample: { input: [1, 2, 3], expected: [6, 6, 6] },
      },
    ]);
    expect(outcome.meta.properties.map(({ id }) => id)).toContain('isolated');
  });
});

describe('the child', { timeout: 60_000 }, () => {
  test('is killed by the signal', async () => {
    const submission = await hostile('regex-catastrophe');
    const job = { suite, submission, options: { seed: 1 } };
    expect(await runInSandbox(job, { signal: AbortSignal.timeout(1_000) })).toEqual({
      kind: 'aborted',
    });
    expect(await runInSandbox(job, { signal: AbortSignal.abort() })).toEqual({ kind: 'aborted' });
    await expect.poll(() => process.getActiveResourcesInfo()).not.toContain('ProcessWrap');
  });

  test('is killed by the watchdog', async () => {
    const submission = await hostile('regex-catastrophe');
    const outcome = await runInSandbox(
      { suite, submission, options: { seed: 1 } },
      { limits: { totalMs: 1_500 } },
    );
    expect(outcome).toEqual({ kind: 'not-completed', reason: 'watchdog' });
  });

  test('can read and start nothing, where Node has permissions', async () => {
    const program = `const can = (what) => { try { what(); return true; } catch { return false; } };
      const fs = process.getBuiltinModule('node:fs'), cp = process.getBuiltinModule('node:child_process');
      const holds = { a: can(() => fs.readFileSync('/etc/hosts')), b: can(() => fs.writeFileSync('/tmp/x', '')), c: can(() => cp.spawnSync('true')), d: Object.keys(process.env).length > 0 };
      host.send({ kind: 'report', report: { exercise: JSON.stringify(holds), seed: 0, properties: [] }, meta: { exercise: '', properties: [] } });`;
    const outcome = await runInSandbox({
      suite: { code: program, hash: '' },
      submission: await prepared(exerciseDir),
      options: { seed: 1 },
    });
    if (outcome.kind !== 'completed') throw new Error(JSON.stringify(outcome));
    expect(JSON.parse(outcome.report.exercise)).toEqual({ a: false, b: false, c: false, d: false });
  });

  test('that breaks by itself is our own defect', async () => {
    const outcome = await runInSandbox({
      suite: { code: `throw new Error('kaputt');`, hash: '' },
      submission: await prepared(exerciseDir),
      options: { seed: 1 },
    });
    expect(outcome).toMatchObject({
      kind: 'grader-error',
      detail: expect.stringMatching(/^kaputt/),
    });
  });

  // Only Linux tells a process's children so easily.
  test.skipIf(process.platform !== 'linux')('dies with its parent', async () => {
    const script = `
      const [prepare, run, bundle] = await Promise.all(['prepare', 'run-in-sandbox', 'suite-bundle'].map((name) => import(${JSON.stringify(pathToFileURL(here).href)} + '/' + name + '.ts')));
      const suite = await bundle.bundleSuite(${JSON.stringify(suiteFile)});
      const request = { sourceDir: ${JSON.stringify(join(here, 'hostile', 'regex-catastrophe'))}, exerciseDir: ${JSON.stringify(exerciseDir)}, manifest: ${JSON.stringify(manifest)} };
      const { submission } = await prepare.prepareSubmission(request);
      run.runInSandbox({ suite, submission, options: { seed: 1 } }, { onProgress: () => console.log('busy') });
      setTimeout(() => console.log('busy'), 1_500);`;
    const parent = spawn(process.execPath, [
      '--import',
      import.meta.resolve('tsx'),
      '--input-type=module',
      '-e',
      script,
    ]);
    await new Promise((done) => parent.stdout.once('data', done));
    const children = childrenOf(parent.pid ?? 0).filter((pid) =>
      commandOf(pid).includes('--allow-worker'),
    );
    expect(children).toHaveLength(1);
    parent.kill('SIGKILL');
    await expect.poll(() => children.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  });
});

function childrenOf(pid: number): number[] {
  const list = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return list.trim().split(/\s+/).map(Number);
}

function commandOf(pid: number): string {
  return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('the hash of a suite does not depend on where the checkout lies', async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), 'checkout-'));
  const root = join(here, '..', '..');
  await mkdir(join(elsewhere, 'deeper'));
  const copy = join(elsewhere, 'deeper', 'copy');
  await cp(join(root, 'grader'), join(copy, 'grader'), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const other = (await import(
    pathToFileURL(join(copy, 'grader', 'sandbox', 'suite-bundle.ts')).href
  )) as {
    bundleSuite: typeof bundleSuite;
  };
  const moved = await other.bundleSuite(
    join(copy, 'grader', 'sandbox', 'hostile-suite', 'suite.ts'),
  );
  expect(moved.hash).toBe(suite.hash);
  expect(suite.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(suite.code).not.toContain(root);
  await rm(elsewhere, { recursive: true });
});

test.each([
  ['20.19.0', '--experimental-permission'],
  ['22.12.0', '--experimental-permission'],
  ['22.13.0', '--permission'],
  ['23.4.0', '--experimental-permission'],
  ['23.5.0', '--permission'],
  ['26.0.0', '--permission'],
])('Node %s knows %s', (version, flag) => {
  expect(permissionFlags(version)).toContain(flag);
});
