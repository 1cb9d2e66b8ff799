import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCompiled, loadParser, type Ts } from './parser.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parser-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function firstName(ts: Ts): string | undefined {
  const { statements } = ts.createSourceFile('a.ts', 'class Raft {}', ts.ScriptTarget.ES2023);
  const [statement] = statements;
  return statement !== undefined && ts.isClassDeclaration(statement)
    ? statement.name?.text
    : undefined;
}

test('parses, and is loaded only once', async () => {
  expect(firstName(await loadParser())).toBe('Raft');
  expect(await loadParser()).toBe(await loadParser());
});

test('keeps the compiled code and uses it', async () => {
  expect(firstName(await loadCompiled(folder))).toBe('Raft');
  const [file = ''] = await readdir(folder);
  const written = await stat(join(folder, file));
  expect(firstName(await loadCompiled(folder))).toBe('Raft');
  expect((await stat(join(folder, file))).mtimeMs).toBe(written.mtimeMs);
});

test('replaces compiled code that is damaged', async () => {
  const [file = ''] = await readdir(folder);
  const whole = await readFile(join(folder, file));
  await writeFile(join(folder, file), whole.subarray(0, whole.length / 2));
  expect(firstName(await loadCompiled(folder))).toBe('Raft');
  expect((await readFile(join(folder, file))).length).toBeGreaterThan(whole.length / 2);
  expect(await readdir(folder)).toEqual([file]);
});

test('does without where it cannot write', async () => {
  await writeFile(join(folder, 'file'), '');
  expect(firstName(await loadCompiled(join(folder, 'file', 'below')))).toBe('Raft');
});
