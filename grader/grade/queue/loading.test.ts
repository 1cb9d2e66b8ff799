// cspell:ignore bullmq
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownLayout } from '../../catalogue/layout.ts';

const timeout = 600_000;
const { root } = ownLayout();

/** Says of every package of the queue that it is asked for, by whom it may be. */
const hooks = `import { writeSync } from 'node:fs';
export async function resolve(specifier, context, next) {
  if (/^(bullmq|ioredis)$/.test(specifier)) writeSync(2, 'asked for ' + specifier + '\\n');
  return next(specifier, context);
}`;
const asUrl = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`;
const preload = asUrl(
  `import { register } from 'node:module'; register(${JSON.stringify(asUrl(hooks))});`,
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laden-'));
  await mkdir(join(folder, 'abgaben'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function grade(...options: readonly string[]): string {
  const files = ['--out', join(folder, 'out'), '--class', join(folder, 'klasse.json')];
  const words = ['grader/cli.ts', 'grade', join(folder, 'abgaben'), ...files];
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--import', preload, ...words, '--ohne-gefaengnis', ...options],
    { cwd: root, encoding: 'utf8', timeout },
  );
  // Nothing has been handed in.
  expect([status, stderr]).toEqual([2, expect.stringContaining('keine Abgabe')]);
  return stderr;
}

it('loads nothing of the queue unless it is asked for', { timeout }, () => {
  const exercise = ['--exercises', 'lamport'];
  expect(grade(...exercise)).not.toContain('asked for');
  expect(grade(...exercise, '--queue', 'redis://127.0.0.1:1')).toContain('asked for bullmq');
});
