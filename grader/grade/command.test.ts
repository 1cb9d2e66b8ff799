import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProgram, parse } from '../command-line/program.ts';
import { classSecrets, seedList } from './class-file.ts';
import { registerGrade } from './command.ts';
import { spokenTime } from './progress.ts';

async function run(...words: readonly string[]): Promise<unknown> {
  const program = createProgram();
  let called: unknown;
  const record = (name: string) => async (invocation: object) => {
    called = { command: name, ...invocation };
  };
  registerGrade(program, {
    grade: record('grade'),
    diff: record('diff'),
    forget: record('forget'),
  });
  await parse(program, ['grade', ...words]);
  return called;
}

describe('grade on the command line', () => {
  it('takes inputs, an output and options', async () => {
    expect(await run('a.zip', 'b', '--out', 'aus')).toEqual({
      command: 'grade',
      inputs: ['a.zip', 'b'],
      out: 'aus',
      classFile: undefined,
      publish: false,
      withoutJail: false,
    });
    const words = ['x', '--out', 'aus', '--exercises', 'raft,paxos', '--class', 'k.json'];
    expect(
      await run(...words, '--jobs', '4', '--seed', '-3', '--publish', '--ohne-gefaengnis'),
    ).toMatchObject({
      exercises: ['raft', 'paxos'],
      classFile: 'k.json',
      jobs: 4,
      seed: -3,
      publish: true,
      withoutJail: true,
    });
  });

  it('compares and forgets', async () => {
    expect(await run('diff', 'alt', 'neu')).toEqual({
      command: 'diff',
      older: 'alt',
      newer: 'neu',
    });
    expect(await run('forget', 'Anna Alt', '--out', 'aus')).toEqual({
      command: 'forget',
      name: 'Anna Alt',
      out: 'aus',
    });
  });

  it.each([
    [['x'], /„--out“/],
    [['x', '--out'], /Hinter „--out“ fehlt der Wert[\s\S]*npm run grade -- --help/],
    [['x', '--out', 'a', '--jobs', '0'], /„0“ ist kein Wert für „--jobs“/],
    [['x', '--out', 'a', '--job', '2'], /Meinten Sie „--jobs“\?[\s\S]*npm run grade/],
    [['diff', 'alt'], /Die Angabe „neu“ fehlt/],
    [['forget', 'Anna'], /„--out“/],
  ])('objects to %j in German', async (words, message) => {
    await expect(run(...words)).rejects.toThrow(message);
  });
});

describe('a class’s file', () => {
  it('is made once, for nobody else to read, and never written again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'klasse-'));
    try {
      const file = join(folder, 'neu', 'klasse.json');
      const made = await classSecrets(file, 'klasse.json');
      expect(made).toMatchObject({ isNew: true });
      expect(await classSecrets(file, 'klasse.json')).toEqual({ ...made, isNew: false });
      if (process.platform !== 'win32') expect((await stat(file)).mode & 0o077).toBe(0);
      await writeFile(file, '{}');
      await expect(classSecrets(file, 'k.json')).rejects.toThrow(/„k.json“ .* ist beschädigt/);
      expect(await readFile(file, 'utf8')).toBe('{}');
      const seeds = join(folder, 'werte.txt');
      await writeFile(seeds, '# zwei\r\n5\r\n\r\n-7\r\n5\r\n');
      expect(await seedList(seeds)).toEqual([5, -7]);
      await writeFile(seeds, '# keine\n');
      await expect(seedList(seeds)).rejects.toThrow(/steht kein Startwert/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

it('says how long it takes as one speaks', () => {
  expect([0, 45, 95, 3_600, 7_500].map(spokenTime)).toEqual([
    '1 s',
    '45 s',
    '2 min',
    '60 min',
    '2 h 5 min',
  ]);
});
