import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from './journal.ts';
import { RunLock } from './run-lock.ts';
import { type AttemptVerdict, isReusable } from './verdict.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'protokoll-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function verdict(pseudonym: string, attempt: number): AttemptVerdict {
  return { version: 1, pseudonym, attempt, exercises: [] };
}

describe('a journal', () => {
  it('gives back what was written, the newest of each attempt, and forgets a person', async () => {
    const journal = await Journal.open(folder);
    for (const name of ['a1', 'a12', 'b2']) await journal.write(verdict(name, 1));
    await journal.write(verdict('a1', 2));
    await journal.write(verdict('a1', 2));
    expect(await journal.read('a1', 2)).toEqual(verdict('a1', 2));
    expect(await journal.read('a1', 3)).toBeUndefined();
    await journal.remove('a1');
    expect((await readdir(folder)).sort()).toEqual(['a12-1.json', 'b2-1.json']);
  });

  it('does not know what was written by half, changed or moved', async () => {
    const journal = await Journal.open(folder);
    await journal.write(verdict('a1', 1));
    const file = join(folder, 'a1-1.json');
    const text = await readFile(file, 'utf8');
    for (const damaged of ['', text.slice(0, -2), text.replace('a1', 'a2'), `x${text}`]) {
      await writeFile(file, damaged);
      expect(await journal.read('a1', 1)).toBeUndefined();
    }
    await writeFile(join(folder, '.0f8fad5b-d9cb-469f-a165-70867728950e.neu'), text.slice(0, 9));
    await Journal.open(folder);
    expect(await readdir(folder)).toEqual(['a1-1.json']);
  });

  it('takes no verdict for good that the grader or the machine may have spoiled', () => {
    const result = {} as AttemptVerdict['exercises'][number]['result'];
    const judged = (kind?: 'defect' | 'verdict-differs' | 'killed') => ({
      exercise: 'raft',
      key: 'k',
      suiteHash: 's',
      result,
      incidents: kind === undefined ? [] : [{ kind, exercise: 'raft', message: '' }],
    });
    expect(isReusable(judged())).toBe(true);
    expect(isReusable(judged('killed'))).toBe(true);
    expect(isReusable(judged('defect'))).toBe(false);
    expect(isReusable(judged('verdict-differs'))).toBe(false);
  });
});

describe('a lock', () => {
  it('is taken once, given back, and taken from one that is gone', async () => {
    const file = join(folder, 'lauf.lock');
    const lock = await RunLock.take(file);
    await expect(RunLock.take(file)).rejects.toThrow(`Prozess ${process.pid}`);
    await lock.release();
    await (await RunLock.take(file)).release();
    // Its number has been given to another process since: this one.
    for (const gone of ['', '999999999 1', `${process.pid} 1`]) {
      await writeFile(file, gone);
      await (await RunLock.take(file)).release();
    }
  });
});
