import { beforeAll, describe, expect, it } from 'vitest';
import { type Exercise, loadCatalogue } from '../../catalogue/catalogue.ts';
import { ownLayout } from '../../catalogue/layout.ts';
import { disguise } from '../demo/disguise.ts';
import type { GradedInput } from '../model.ts';
import { compare, findSimilar } from './find-similar.ts';
import { loadKnown } from './known-solutions.ts';

const timeout = 300_000;

type Files = ReadonlyMap<string, string>;

const layout = ownLayout();
let exercise: Exercise;
let one: Files;
let other: Files;
let copy: Files;

beforeAll(async () => {
  const catalogue = await loadCatalogue(layout);
  const found = catalogue
    .flatMap((chapter) => chapter.exercises)
    .find(({ manifest }) => manifest.id === 'lamport');
  if (found === undefined) throw new Error('no lamport');
  exercise = found;
  const { given, solutions } = await loadKnown(layout, exercise);
  one = solutions[2] as Files;
  other = solutions[3] as Files;
  const contract = new Map(exercise.manifest.contract.map((path) => [path, given.get(path) ?? '']));
  const all = new Map([...one, ...contract]);
  const exports = Object.keys(exercise.manifest.exports);
  const disguised = disguise({ files: all, contract, exports, seed: 'copy' });
  copy = new Map([...disguised].filter(([path]) => !contract.has(path)));
}, timeout);

function person(pseudonym: string, ...attempts: readonly Files[]): GradedInput {
  const encoder = new TextEncoder();
  return {
    student: { pseudonym, name: pseudonym },
    attempts: attempts.map((files, index) => ({
      number: index + 1,
      files: new Map([...files].map(([path, text]) => [`lamport/${path}`, encoder.encode(text)])),
      notes: [],
    })),
  };
}

function find(...people: readonly GradedInput[]) {
  const { signal } = new AbortController();
  return findSimilar(people, { layout, exercises: [exercise], signal });
}

describe('similar submissions', { timeout }, () => {
  it('are a copy and its source, with lines of both, and nobody else', async () => {
    const pairs = await find(person('aaa', one), person('bbb', other), person('ccc', copy));
    expect(pairs).toMatchObject([{ a: 'aaa-1', b: 'ccc-1', exercise: 'lamport' }]);
    const [pair] = pairs;
    expect(pair?.share).toBeGreaterThan(0.45);
    const [fragment] = pair?.fragments ?? [];
    for (const [files, passage] of [
      [one, fragment?.a],
      [copy, fragment?.b],
    ] as const) {
      const lines = files.get(passage?.file ?? '')?.split('\n') ?? [];
      const { fromLine = 0, toLine = 0, text } = passage ?? {};
      expect(text).toBe(`${lines.slice(fromLine - 1, toLine).join('\n')}\n`);
      expect(toLine - fromLine).toBeGreaterThan(3);
    }
  });

  it('are the same whatever the order of the people', async () => {
    const people = [person('aaa', one), person('bbb', copy), person('ccc', one, other)];
    expect(await find(...people)).toEqual(await find(...[...people].reverse()));
  });

  it('are never those of one person', async () => {
    expect(await find(person('aaa', one, copy, one), person('bbb', other))).toEqual([]);
  });

  it('of a group are only the links that hold it together', async () => {
    const people = ['aaa', 'bbb', 'ccc', 'ddd'].map((name) => person(name, one));
    const pairs = await find(...people, person('eee', copy));
    expect(pairs).toHaveLength(4);
    expect(pairs.slice(0, 3).every(({ share }) => share === 1)).toBe(true);
    expect([pairs[3]?.a, pairs[3]?.b]).toContain('eee-1');
  });

  it('are not skeletons', async () => {
    const { given } = await loadKnown(layout, exercise);
    expect(await find(person('aaa', given), person('bbb', given))).toEqual([]);
  });

  it('are found in spite of what no parser follows', async () => {
    const deep = new Map([['lamport.ts', `f(${'('.repeat(100_000)}1${')'.repeat(100_000)});`]]);
    const pairs = await find(person('aaa', one), person('bbb', deep), person('ccc', copy));
    expect(pairs).toMatchObject([{ a: 'aaa-1', b: 'ccc-1' }]);
  });

  it('are found in spite of an attempt that costs the process', async () => {
    const known = await loadKnown(layout, exercise);
    const encoder = new TextEncoder();
    const hand = (pseudonym: string, text: string) => ({
      kind: 'add' as const,
      pseudonym,
      attempt: 1,
      files: new Map([['lamport.ts', encoder.encode(text)]]),
    });
    const text = one.get('lamport.ts') ?? '';
    const hands = [
      hand('aaa', text),
      hand('bbb', 'f(1);\n'.repeat(600_000)),
      hand('ccc', `// mine\n${text}`),
    ];
    const { signal } = new AbortController();
    const limits = { addMs: 120_000, compareMs: 120_000, heapMiB: 160 };
    const pairs = await compare(exercise, known, hands, signal, limits);
    expect(pairs).toMatchObject([{ a: 'aaa-1', b: 'ccc-1' }]);
  });
});
