import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CatalogueProblem, loadCatalogue } from './catalogue.ts';
import { layoutAt } from './layout.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'katalog-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  const file = join(root, 'exercises', path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
}

const chapter = JSON.stringify({
  id: 'kapitel8',
  title: 'Titel',
  exercises: [{ id: 'raft', weight: 22 }],
});

describe('loadCatalogue', () => {
  it('passes over folders that are no chapters', async () => {
    await put('notizen/merkzettel.txt', 'x');
    expect(await loadCatalogue(layoutAt(root))).toEqual([]);
  });

  it.each([
    ['the folder is missing', []],
    ['an exercise has no manifest', [['kapitel8/manifest.json', chapter]]],
    [
      'an exercise has no weight',
      [['kapitel8/manifest.json', chapter.replace('{"id":"raft","weight":22}', '"raft"')]],
    ],
    ['a manifest is cut short', [['kapitel8/manifest.json', chapter.slice(0, 20)]]],
    [
      'a field is missing',
      [
        ['kapitel8/manifest.json', chapter],
        ['kapitel8/raft/manifest.json', '{"id":"raft"}'],
      ],
    ],
  ])('says in German what to do if %s', async (_case, files) => {
    for (const [path, text] of files) await put(path ?? '', text ?? '');
    const loading = loadCatalogue(layoutAt(root));
    await expect(loading).rejects.toBeInstanceOf(CatalogueProblem);
    await expect(loading).rejects.toThrow(/Stellen Sie .* wieder her/);
    await expect(loading).rejects.not.toThrow(root);
  });
});
