import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../catalogue/catalogue.ts';
import { ownLayout } from '../catalogue/layout.ts';
import { UsageProblem } from '../command-line/problem.ts';
import { locateSubmission } from './submission-folder.ts';

const exercises = (await loadCatalogue(ownLayout())).flatMap((chapter) => chapter.exercises);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'abgabe-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), '');
  }
}

async function locate(named: boolean, below = '') {
  const targets = await locateSubmission(join(folder, below), 'abgabe', exercises, named);
  return targets.map(({ exercise, sourceDir }) => [
    exercise.manifest.id,
    sourceDir?.slice(folder.length + 1).replaceAll('\\', '/'),
  ]);
}

describe('locateSubmission', () => {
  it.each(['', 'kapitel8/', 'exercises/kapitel8/'])('finds a mirror below „%s“', async (prefix) => {
    await put(`${prefix}raft/raft.ts`, `${prefix}lamport/lamport.ts`);
    expect(await locate(false)).toEqual([
      ['lamport', `${prefix}lamport`],
      ['raft', `${prefix}raft`],
    ]);
  });

  it('counts a named exercise that is not there as not handed in', async () => {
    await put('raft/raft.ts');
    expect(await locate(true)).toContainEqual(['gossip', undefined]);
  });

  it('tells by its files which exercise a single folder is', async () => {
    await put('raft.ts', 'log.ts');
    expect(await locate(false)).toEqual([['raft', '']]);
  });

  it('refuses an empty folder, a missing one and a file, each with the fix', async () => {
    await expect(locate(false)).rejects.toThrow(/Erwartet wird ein Aufbau/);
    await expect(locate(false, 'nirgends')).rejects.toThrow(/gibt es nicht/);
    await put('raft.ts');
    const asFile = locate(false, 'raft.ts');
    await expect(asFile).rejects.toThrow(/ist eine Datei/);
    await expect(asFile).rejects.toBeInstanceOf(UsageProblem);
  });
});
