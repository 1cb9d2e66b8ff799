import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadExercise } from '../catalogue/catalogue.ts';
import { ownLayout } from '../catalogue/layout.ts';
import { compiledSuites } from '../handout/suites.ts';
import { checkExercise } from '../judging/check-exercise.ts';
import type { CheckedExercise } from '../judging/conclude.ts';
import type { PackedRun } from '../judging/packed-run.ts';
import { SuiteStore } from '../judging/suite-store.ts';
import { scoreChapter } from '../results/chapter-result.ts';
import type { CheckedAll } from './check-all.ts';
import { forkKit } from './fork-kit.ts';
import { defaultSeed, type Invocation } from './invocation.ts';

const layout = ownLayout();
const exercise = {
  ...(await loadExercise(layout, 'kapitel8', 'lamport')),
  chapterTitle: '',
  weight: 1,
};
const open = new SuiteStore({ withoutSecrets: true });
const invocation: Invocation = {
  names: ['lamport'],
  seed: defaultSeed,
  watch: false,
  hint: false,
  debug: false,
};
const timeout = 240_000;
let folders: string[] = [];

/** A clock that forgets what it receives, or with an edit of another kind. */
async function submissionIn(find: string, put: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'abgabe-'));
  folders = [...folders, folder];
  const reference = join(layout.solutions, 'kapitel8/lamport/reference/lamport.ts');
  const text = await readFile(reference, 'utf8');
  expect(text).toContain(find);
  await writeFile(join(folder, 'lamport.ts'), text.replace(find, put));
  return folder;
}

async function checked(sourceDir: string, suites = open, properties = ['clock-condition']) {
  return checkExercise(
    { exercise, sourceDir, shownAs: 'lamport' },
    { seed: defaultSeed, properties, runs: 20 },
    { layout, suites, signal: new AbortController().signal, onProgress: () => undefined },
  );
}

function all(...each: readonly CheckedExercise[]): CheckedAll {
  const exercises = each.map(({ result }) => result);
  const chapter = scoreChapter({ chapter: 'kapitel8', seed: 7, suiteHash: 'x', exercises });
  return { checked: each, views: [], chapters: [chapter] };
}

let wrong: string;
let found: CheckedExercise;
beforeAll(async () => {
  wrong = await submissionIn('time = Math.max(time, timestamp) + 1;', 'time += 1;');
  found = await checked(wrong);
}, timeout);
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

test('a counterexample brings along what was run: a student’s suite, and the code', {
  timeout,
}, async () => {
  const kit = await forkKit(all(found), invocation, layout.root);
  const packed = kit?.packed.get('lamport') ?? '';
  const run = JSON.parse(String(gunzipSync(Buffer.from(packed, 'base64')))) as PackedRun;
  const compiled = new Map(await compiledSuites(layout, [exercise]));
  const suite = compiled.get('grader/suites/kapitel8/lamport/suite.bundle.js');
  expect(run.suite.code === suite).toBe(true);
  expect(run).toMatchObject({ exercise: 'lamport', seed: 7, uses: [], options: '' });
  expect(run.submission.code).toContain('function');
  expect(kit?.frameHash).toMatch(/^sha256-[\w+/]{43}=$/);
});

test('equal code makes equal bytes, wherever it lies', { timeout }, async () => {
  const copy = await mkdtemp(join(tmpdir(), 'anderswo-'));
  folders = [...folders, copy];
  await cp(wrong, copy, { recursive: true });
  const here = await forkKit(all(found), invocation, layout.root);
  const there = await forkKit(all(await checked(copy)), invocation, layout.root);
  expect(here?.packed.get('lamport')).toBe(there?.packed.get('lamport'));
  expect(here?.program.hash).toBe(there?.program.hash);
});

test('without a counterexample to be changed nothing is packed', { timeout }, async () => {
  const right = await submissionIn('time = time + 1;', 'time += 1;');
  const kit = await forkKit(all(await checked(right)), invocation, layout.root);
  expect([...(kit?.packed ?? [])]).toEqual([]);
  // What is called, not played, has no run that could go another way.
  const called = await submissionIn('return a.node < b.node ? -1 : 1;', 'return 0;');
  const judged = await checked(called, open, ['order-strict-total']);
  expect(judged.result.status).toBe('nicht-bestanden');
  const none = await forkKit(all(judged), invocation, layout.root);
  expect([...(none?.packed ?? [])]).toEqual([]);
});

test('a suite with secret properties is never given away', { timeout }, async () => {
  const judged = await checked(wrong, new SuiteStore());
  expect(judged.result.status).toBe('nicht-bestanden');
  expect(await forkKit(all(judged), invocation, layout.root)).toBeUndefined();
  // Nor where another exercise's would be open.
  const both = all(found, judged);
  expect(await forkKit(both, invocation, layout.root)).toBeUndefined();
});

test('a submission in a folder of its own is found again', { timeout }, async () => {
  const from = { ...invocation, submission: 'meine abgabe' };
  const kit = await forkKit(all(found), from, layout.root);
  const run = gunzipSync(Buffer.from(kit?.packed.get('lamport') ?? '', 'base64'));
  expect((JSON.parse(String(run)) as PackedRun).options).toBe('--submission "meine abgabe"');
});
