import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { Attempt } from './corpus.ts';
import { withoutInherited } from './descriptors.ts';
import { isWithoutJail } from './testing.ts';

test.skipIf(process.platform !== 'linux')('what is inherited is replaced, and nothing else', () => {
  const stdio = withoutInherited(['pipe', 'ignore'], [3, 6]);
  expect(stdio).toEqual([
    'pipe',
    'ignore',
    'ignore',
    expect.any(Number),
    'ignore',
    'ignore',
    expect.any(Number),
  ]);
  expect(withoutInherited(['pipe'], [])).toEqual(['pipe']);
});

const leaked = 40;

/** A grader that was started with a folder left open, and what its jail sees of it. */
async function seenWithLeak(folder: number): Promise<Record<string, string>> {
  const load = (name: string) =>
    `await import('${pathToFileURL(join(import.meta.dirname, name)).href}')`;
  const script = `
    const { createJail } = ${load('jail.ts')};
    const { runRaw } = ${load('corpus.ts')};
    const facts = {};
    const inJail = await runRaw('surroundings', facts, await createJail(25));
    const { fstatSync } = await import('node:fs');
    console.log(JSON.stringify({ outside: fstatSync(${leaked}).isDirectory(), attempts: inJail.attempts }));`;
  const stdio: ('ignore' | 'pipe' | number)[] = Array.from({ length: leaked }, () => 'ignore');
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script],
    { stdio: ['ignore', 'pipe', 'inherit', ...stdio.slice(3), folder] },
  );
  let text = '';
  child.stdout?.on('data', (piece: Buffer) => {
    text += piece.toString();
  });
  await new Promise((done) => child.on('close', done));
  const { outside, attempts } = JSON.parse(text) as { outside: boolean; attempts: Attempt[] };
  expect(outside).toBe(true);
  const seen = attempts.find(({ what }) => what === 'descriptors')?.value ?? '{}';
  return JSON.parse(seen) as Record<string, string>;
}

test.skipIf(isWithoutJail)('a folder that somebody left open does not lead out', async () => {
  const path = mkdtempSync(join(tmpdir(), 'leaked-'));
  writeFileSync(join(path, 'canary'), 'secret');
  const folder = openSync(path, 'r');
  const kinds = await seenWithLeak(folder);
  closeSync(folder);
  rmSync(path, { recursive: true });
  expect(kinds[leaked]).toBe('device');
  expect(Object.values(kinds)).not.toContain('folder');
  expect(Object.values(kinds)).not.toContain('file');
});
