import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OutputFolder } from './output-folder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ausgabe-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function files(): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

it('removes what an earlier run wrote and this one did not, and nothing else', async () => {
  const first = await OutputFolder.open(root, 'aus');
  await first.write('a/alt.txt', 'alt');
  await first.write('b.txt', 'b');
  await first.finish();
  await writeFile(join(root, 'a', 'notizen.txt'), 'von Hand');
  const second = await OutputFolder.open(root, 'aus');
  await second.write('b.txt', 'neu');
  await second.finish();
  expect(await files()).toEqual(['a/notizen.txt', 'b.txt', 'protokoll/dateien.txt']);
  expect(await readFile(join(root, 'b.txt'), 'utf8')).toBe('neu');
});

it('knows what a run has written that was killed before its end', async () => {
  const killed = await OutputFolder.open(root, 'aus');
  await killed.write('a/alt.txt', 'alt');
  await mkdir(join(root, 'protokoll', 'neu'), { recursive: true });
  await writeFile(join(root, 'protokoll', 'neu', 'halb'), 'ha');
  const next = await OutputFolder.open(root, 'aus');
  await next.write('b.txt', 'b');
  await next.finish();
  expect(await files()).toEqual(['b.txt', 'protokoll/dateien.txt']);
  expect(await readdir(root)).not.toContain('a');
});

it('is not a folder in which something else lies, and never leads out of it', async () => {
  const folder = await OutputFolder.open(root, 'aus');
  for (const path of ['../x', 'a/../../x', '/x', 'a//b', '', '.', 'a\\b']) {
    await expect(folder.write(path, '')).rejects.toThrow(/not a path inside/);
  }
  await rm(join(root, 'protokoll'), { recursive: true });
  await writeFile(join(root, 'diplomarbeit.txt'), '');
  await expect(OutputFolder.open(root, 'aus')).rejects.toThrow(/„aus“ ist nicht leer/);
});
