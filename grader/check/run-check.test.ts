import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { layoutAt, ownLayout } from '../catalogue/layout.ts';
import { UsageProblem } from '../command-line/problem.ts';
import { userProblem } from '../command-line/program.ts';
import { plainPaint } from '../feedback/paint.ts';
import { encodeReplay, parseToken } from '../judging/replay-token.ts';
import { SuiteStore } from '../judging/suite-store.ts';
import { type ChapterResult, chapterResultSchema } from '../results/result.ts';
import { loadVariants } from '../verify/variants.ts';
import type { Surroundings } from './check-all.ts';
import { defaultSeed, type Invocation } from './invocation.ts';
import { runCheck } from './run-check.ts';
import { StateFolder } from './state-folder.ts';

// Real suites, real sandbox, real reference; only the student's folders are in a temporary place.
const own = ownLayout();
const lamport = join(own.exercises, 'kapitel8', 'lamport');
const reference = join(own.solutions, 'kapitel8', 'lamport', 'reference', 'lamport.ts');

let root: string;
let printed: string[];
let complaints: string[];
let suites: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'buch-'));
  printed = [];
  complaints = [];
  suites = own.suites;
  await cp(lamport, join(root, 'exercises', 'kapitel8', 'lamport'), { recursive: true });
  const chapter = { id: 'kapitel8', title: 'Titel', exercises: [{ id: 'lamport', weight: 12 }] };
  await put('exercises/kapitel8/manifest.json', JSON.stringify(chapter));
  const skeletons = join('exercises', 'kapitel8', 'skeletons.json');
  await cp(join(own.root, skeletons), join(root, skeletons));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), text);
}

async function read(path: string): Promise<string> {
  return readFile(join(root, path), 'utf8');
}

function surroundings(): Surroundings {
  const layout = { ...layoutAt(root), suites, chapters: own.chapters };
  return {
    layout: { ...layout, solutions: own.solutions },
    suites: new SuiteStore(),
    loadVariants,
    state: new StateFolder(layout.state),
    terminal: {
      paint: plainPaint,
      progressOutput: { write: () => true },
      print: (lines) => printed.push(...lines),
      complain: (text) => complaints.push(text),
    },
    signal: new AbortController().signal,
    nowMs: () => 0,
  };
}

function check(options: Partial<Invocation>): Promise<number> {
  const invocation = { names: [], seed: defaultSeed, watch: false, hint: false, debug: false };
  return runCheck({ ...invocation, ...options }, surroundings());
}

/** A student's file: the reference with one edit. */
async function solveWith(find: string, replacement: string): Promise<void> {
  const text = await readFile(reference, 'utf8');
  expect(text).toContain(find);
  await put('exercises/kapitel8/lamport/lamport.ts', text.replace(find, replacement));
}

const forgetsTheMessage = ['time = Math.max(time, timestamp) + 1', 'time = time + 1'] as const;
const raft = ['raft'];
const names = ['lamport'];
const timeout = 60_000;

async function checkedJson(options: Partial<Invocation>): Promise<ChapterResult> {
  await check({ names, json: join(root, 'out.json'), ...options });
  return chapterResultSchema.parse(JSON.parse(await read('out.json')));
}

describe('a solution', { timeout }, () => {
  it('earns all points and the exit code 0 if it is right', async () => {
    expect(await check({ names, variant: 'reference' })).toBe(0);
    expect(printed.join('\n')).toMatch(/✓ bestanden .*zählt 12 von 100 im Kapitel\n/);
    expect(printed.join('\n')).toContain('100 von 100 Punkten');
  });

  it('is told in a few lines where to begin if it is not begun', async () => {
    expect(await check({ names })).toBe(1);
    expect(printed.join('\n')).toMatch(/noch nicht begonnen[\s\S]*Beginnen Sie mit „Teil 1/);
    expect(printed.length).toBeLessThan(20);
    const { standing } = await new StateFolder(join(root, '.kapitel')).standing();
    expect(standing.exercises['kapitel8/lamport']).toBeUndefined();
  });

  it('is shown one failure in full, in 80 columns, with all that helps', async () => {
    await solveWith(...forgetsTheMessage);
    expect(await check({ names })).toBe(1);
    const text = printed.join('\n');
    for (const label of ['Regel', 'Befund', 'Gegenbeispiel', 'Erwartet', 'Hinweis', 'Nachlesen']) {
      expect(text).toContain(label);
    }
    expect(text).toContain('Ebenfalls nicht erfüllt');
    expect(Math.max(...printed.map((line) => [...line].length))).toBeLessThanOrEqual(80);
  });

  it('counts for nothing if it does not compile, and says where', async () => {
    await solveWith('return time;', 'return tme;');
    expect(await check({ names })).toBe(1);
    expect(printed.join('\n')).toMatch(/nicht auswertbar[\s\S]*lamport\.ts:\d+/);
    expect(printed.join('\n')).toContain('0 von 100 Punkten');
  });
});

describe('a replay', { timeout }, () => {
  it('repeats the counterexample by its short name until it is mended', async () => {
    await solveWith(...forgetsTheMessage);
    await check({ names });
    const [, name] = /--replay (lamport-[0-9a-f]{8})$/m.exec(printed.join('\n')) ?? [];
    printed = [];
    expect(await check({ replay: name })).toBe(1);
    expect(printed.join('\n')).toContain('Gegenbeispiel');
    await solveWith('return time;', 'return time;');
    printed = [];
    expect(await check({ replay: name })).toBe(0);
    expect(printed.join('\n')).toContain('npm run check lamport');
  });

  it('runs one’s own code without the sandbox for a debugger, and judges it alike', async () => {
    await solveWith(...forgetsTheMessage);
    await check({ names });
    const [, name] = /--replay (lamport-[0-9a-f]{8})$/m.exec(printed.join('\n')) ?? [];
    const finding = printed.find((line) => line.startsWith('  Befund'));
    printed = [];
    expect(await check({ replay: name, debug: true })).toBe(1);
    expect(printed.join('\n')).toContain('Kein Debugger ist verbunden');
    expect(printed).toContain(finding);
  });

  it('is refused with the way out if the token is broken, unknown or outdated', async () => {
    const outdated = encodeReplay({
      chapter: 'kapitel8',
      exercise: 'lamport',
      suite: '000000000000',
      property: 'total-order',
      experiment: 'x',
      seed: 1,
      input: [],
    });
    await expect(check({ replay: 'quatsch' })).rejects.toThrow(/unvollständig oder verändert/);
    await expect(check({ replay: 'lamport-00000000' })).rejects.toThrow(/nicht bekannt/);
    await expect(check({ replay: outdated.token })).rejects.toThrow(/anderen Fassung/);
    await expect(check({ replay: outdated.token, names: raft })).rejects.toThrow(UsageProblem);
  });
});

describe('results as files', { timeout }, () => {
  it('are the same bytes again, without times and paths, with tokens that replay', async () => {
    await solveWith(...forgetsTheMessage);
    const result = await checkedJson({ jobs: 1 });
    const first = await read('out.json');
    await checkedJson({ jobs: 2 });
    expect(await read('out.json')).toBe(first);
    expect(first).not.toContain(root);
    expect(first).not.toContain(own.root);
    const failing = result.exercises[0]?.properties.filter(({ replay }) => replay !== undefined);
    expect(failing?.length).toBeGreaterThan(0);
    for (const { replay } of failing ?? []) expect(parseToken(replay ?? '').kind).toBe('replay');
  });

  it('cost the verdict nothing if they cannot be written', async () => {
    await put('.kapitel', 'a file where the folder should be');
    await put('belegt', '');
    const json = join(root, 'belegt', 'out.json');
    expect(await check({ names, json, html: join(root, 'belegt') })).toBe(2);
    expect(printed.join('\n')).toContain('0 von 100 Punkten');
    expect(complaints).toHaveLength(3);
    expect(complaints.join()).toMatch(/--json/);
    expect(complaints.join()).toMatch(/--html/);
    expect(complaints.join()).toMatch(/„\.kapitel“ lässt sich nicht beschreiben/);
  });
});

describe('a wrong call', { timeout }, () => {
  it('offers the property, the exercise or the variant that was meant', async () => {
    await expect(check({ names, property: 'clok-condition' })).rejects.toThrow(
      /Meinten Sie „clock-condition“/,
    );
    await expect(check({ names: ['lamprot'] })).rejects.toThrow(/Meinten Sie „lamport“/);
    await expect(check({ names, variant: 'refernce' })).rejects.toThrow(/Meinten Sie „reference“/);
  });

  it('finds nothing to grade where all files are gone', async () => {
    await rm(join(root, 'exercises/kapitel8/lamport/lamport.ts'));
    await rm(join(root, 'exercises/kapitel8/lamport/contract.ts'));
    await expect(check({ names })).rejects.toThrow(/fehlen alle Dateien/);
  });

  it('lists what there is if nothing is named, and asks for a name if something is', async () => {
    expect(await check({})).toBe(0);
    expect(printed.join('\n')).toContain('noch nicht geprüft');
    await expect(check({ json: 'x.json' })).rejects.toThrow(/Nennen Sie die Aufgabe/);
    await expect(check({ names, debug: true })).rejects.toThrow(/--replay/);
  });
});

describe('a broken installation', { timeout }, () => {
  it('spoils only the exercise whose suite is missing or broken', async () => {
    suites = join(root, 'suites');
    const manifest = JSON.parse(await read('exercises/kapitel8/lamport/manifest.json'));
    for (const id of ['fehlt', 'kaputt']) {
      const copy = join(root, 'exercises', 'kapitel8', id);
      await cp(lamport, copy, { recursive: true });
      await put(`exercises/kapitel8/${id}/manifest.json`, JSON.stringify({ ...manifest, id }));
    }
    const exercises = ['fehlt', 'kaputt', 'lamport'].map((id) => ({ id, weight: 10 }));
    const chapter = { id: 'kapitel8', title: 'Titel', exercises };
    await put('exercises/kapitel8/manifest.json', JSON.stringify(chapter));
    await put('suites/kapitel8/kaputt/suite.ts', 'export const suite = {');
    const real = join(own.suites, 'kapitel8', 'lamport', 'suite.ts');
    const path = JSON.stringify(real.replaceAll('\\', '/'));
    await put('suites/kapitel8/lamport/suite.ts', `export { suite } from ${path};`);
    expect(await check({ names: ['kapitel8'], json: join(root, 'out.json') })).toBe(3);
    const text = printed.join('\n').replace(/\s+/g, ' ');
    expect(text).toContain('Zur Aufgabe „fehlt“ fehlt die Prüfung.');
    expect(text).toContain('Die Prüfung zur Aufgabe „kaputt“ lässt sich nicht laden.');
    expect(text).toContain('Beginnen Sie mit „Teil 1');
    const result = chapterResultSchema.parse(JSON.parse(await read('out.json')));
    expect(result.exercises.map(({ status }) => status)).toEqual([
      'pruefer-fehler',
      'pruefer-fehler',
      'nicht-bestanden',
    ]);
    expect(await read('.kapitel/fehler.log')).toMatch(/fehlt: suite\.ts is missing\nkaputt: /);
  });

  it('is told with the way out if the compiler cannot do its work', async () => {
    await put('kein-ordner', '');
    vi.stubEnv('TMPDIR', join(root, 'kein-ordner'));
    vi.stubEnv('TEMP', join(root, 'kein-ordner'));
    try {
      await solveWith(...forgetsTheMessage);
      const problem = await check({ names }).catch((error: unknown) => error);
      expect(userProblem(problem)).toMatchObject({ exitCode: 3 });
      expect(userProblem(problem)?.message).toContain('Im Ordner für temporäre Dateien');
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
