import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownLayout } from '../../catalogue/layout.ts';
import { emptyStanding, type Standing, standingSchema } from '../../results/standing.ts';
import { StandingFile } from './standing-file.ts';

let folder: string;
let file: string;
let standing: StandingFile;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stand-'));
  file = join(folder, 'stand.json');
  standing = new StandingFile(file, () => Date.UTC(2026, 10, 25, 12));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const entry = {
  status: 'bestanden',
  points: 1,
  maxPoints: 2,
  bonusPoints: 0,
  maxBonusPoints: 0,
} as const;

function withExercise(name: string) {
  return (before: Standing): Standing => ({
    ...before,
    exercises: { ...before.exercises, [name]: entry },
  });
}

async function onDisk(): Promise<Standing> {
  return standingSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}

describe('the standing', { timeout: 300_000 }, () => {
  it('is empty at first, and kept as it was changed', async () => {
    expect(await standing.read()).toEqual({ standing: emptyStanding });
    await standing.update(withExercise('k/a'));
    await standing.update(withExercise('k/b'));
    expect(Object.keys((await onDisk()).exercises)).toEqual(['k/a', 'k/b']);
    expect(await readdir(folder)).toEqual(['stand.json']);
  });

  it('loses nothing to changes at the same time in one process', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `k/${index}`);
    await Promise.all(names.map((name) => standing.update(withExercise(name))));
    expect(new Set(Object.keys((await onDisk()).exercises))).toEqual(new Set(names));
  });

  it('loses nothing to several processes', async () => {
    const writer = `
      import { StandingFile } from ${JSON.stringify(join(ownLayout().root, 'grader/check/state/standing-file.ts'))};
      const file = new StandingFile(process.argv[2], Date.now);
      for (let index = 0; index < 15; index++) {
        await file.update((before) => ({ ...before, exercises: { ...before.exercises, [process.argv[3] + index]: ${JSON.stringify(entry)} } }));
      }`;
    const script = join(folder, 'writer.mts');
    await writeFile(script, writer);
    const run = (name: string) =>
      new Promise<number | null>((resolve) => {
        spawn(process.execPath, ['--import', 'tsx', script, file, name], {
          cwd: ownLayout().root,
          stdio: ['ignore', 'ignore', 'inherit'],
        }).on('close', resolve);
      });
    expect(await Promise.all(['k/a', 'k/b', 'k/c'].map(run))).toEqual([0, 0, 0]);
    expect(Object.keys((await onDisk()).exercises)).toHaveLength(45);
  });

  it('is taken over from the first version', async () => {
    await writeFile(file, JSON.stringify({ version: 1, exercises: { 'k/a': entry } }));
    expect(await standing.read()).toEqual({
      standing: { version: 2, exercises: { 'k/a': entry }, quiz: {} },
    });
    await standing.update(withExercise('k/b'));
    expect(Object.keys((await onDisk()).exercises)).toEqual(['k/a', 'k/b']);
  });

  it.each([
    ['damaged', '{"version": 2, "exercises": {"k/a'],
    ['damaged', '{"version": 2}'],
    ['damaged', ''],
    ['newer', '{"version": 3, "exercises": {}}'],
  ])('that is %s is set aside and not lost: %j', async (kind, text) => {
    for (const use of [() => standing.read(), () => standing.update(withExercise('k/a'))]) {
      await writeFile(file, text);
      const { notice } = await use();
      expect(notice).toMatchObject({ kind });
      const to = notice !== undefined && 'to' in notice ? notice.to : '';
      expect(to).toMatch(/^stand\..*2026-11-25T12-00-00-000Z\.json$/);
      expect(await readFile(join(folder, to), 'utf8')).toBe(text);
      await rm(join(folder, to));
    }
    expect(await onDisk()).toMatchObject({ exercises: { 'k/a': entry } });
  });

  it('does not wait for somebody who died while writing', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await writeFile(`${file}.lock`, `${pid} tot`);
    await Promise.all(['k/a', 'k/b'].map((name) => standing.update(withExercise(name))));
    expect(Object.keys((await onDisk()).exercises)).toHaveLength(2);
    expect(await readdir(folder)).toEqual(['stand.json']);
  });

  it('does not wait for a lock that is older than anybody needs one', async () => {
    await writeFile(`${file}.lock`, `${process.pid} vergessen`);
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(`${file}.lock`, longAgo, longAgo);
    await standing.update(withExercise('k/a'));
    expect(Object.keys((await onDisk()).exercises)).toEqual(['k/a']);
  });

  it('goes on without a place to write, and says so', async () => {
    const blocked = new StandingFile(join(file, 'stand.json'), Date.now);
    await writeFile(file, 'a file where the folder should be');
    const { standing: changed, notice } = await blocked.update(withExercise('k/a'));
    expect(notice).toEqual({ kind: 'unwritable' });
    expect(Object.keys(changed.exercises)).toEqual(['k/a']);
    expect(await blocked.clear()).toBe(false);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'that may not be read is not written over',
    async () => {
      await writeFile(file, 'geheim');
      await chmod(file, 0o000);
      expect((await standing.update(withExercise('k/a'))).notice).toEqual({ kind: 'unwritable' });
      await chmod(file, 0o600);
      expect(await readFile(file, 'utf8')).toBe('geheim');
    },
  );

  it('that is a folder is left alone', async () => {
    await mkdir(file);
    expect((await standing.update(withExercise('k/a'))).notice).toEqual({ kind: 'unwritable' });
    expect((await standing.read()).notice).toEqual({ kind: 'unwritable' });
  });

  it('is forgotten by one call', async () => {
    await standing.update(withExercise('k/a'));
    expect(await standing.clear()).toBe(true);
    expect(await standing.read()).toEqual({ standing: emptyStanding });
  });
});
