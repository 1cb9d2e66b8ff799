import * as fc from 'fast-check';
import { listDeletions } from '../../../simulator/deletions.ts';
import type { Experiment } from '../../suite.ts';
import type { Step } from './steps.ts';
import { type RunOptions, runStore, type StoreInput, type StoreSeen } from './store-run.ts';

/** Few keys, so that requests meet: below each other, hidden, and with names that begin alike. */
export const keyArbitrary = fc.constantFrom(
  '/a',
  '/a/b',
  '/a/b/c',
  '/ab',
  '/a/_h',
  '/_x/y',
  '/d',
  '/d/e',
  '/d/e/f',
  '/a-b',
  '/d/',
);
/** The same with the root, and with what is hardly ever written itself. */
export const anyKey = fc.oneof(
  { arbitrary: keyArbitrary, weight: 20 },
  { arbitrary: fc.constantFrom('/', '/_x', '/d/e/'), weight: 3 },
);
/** Fewer still, mostly plain ones: what is asked for is there more often than not. */
export const plainKey = fc.constantFrom('/k', '/k', '/l', '/d/e', '/d', '/a/b', '/k/', '/a');
export const value = fc.constantFrom('x', 'y', 'z', '');

/** A step of one method; `fields` as they are, `optional` now and then. */
export function step(
  method: Step['method'],
  key: fc.Arbitrary<string>,
  fields: { [Name in keyof Step]?: fc.Arbitrary<Step[Name]> } = {},
): fc.Arbitrary<Step> {
  return fc
    .tuple(key, fc.record(fields as Record<string, fc.Arbitrary<unknown>>))
    .map(([at, given]) => {
      const present = Object.entries(given).filter(([, field]) => field !== undefined);
      return { method, key: at, ...Object.fromEntries(present) };
    });
}

const sometimesTrue = fc.constantFrom(undefined, undefined, true);
const optionalValue = fc.oneof(
  { arbitrary: value, weight: 4 },
  { arbitrary: fc.constant(undefined), weight: 1 },
);

type Comparison = Pick<Step, 'compareValue' | 'compareIndex'>;
const comparison = fc.constantFrom<Comparison>(
  { compareValue: 'match' },
  { compareValue: 'match' },
  { compareIndex: 'match' },
  { compareIndex: 'match' },
  { compareValue: 'match', compareIndex: 'match' },
  { compareValue: 'match', compareIndex: 'match' },
  { compareValue: 'match', compareIndex: 'other' },
  { compareValue: 'other', compareIndex: 'match' },
  { compareValue: 'other' },
  { compareIndex: 'other' },
  { compareIndex: 'created' },
  { compareValue: 'empty' },
);

function comparing(base: fc.Arbitrary<Step>): fc.Arbitrary<Step> {
  return fc.tuple(base, comparison).map(([given, compared]) => ({ ...given, ...compared }));
}

const rarelyDirectory = fc.constantFrom(undefined, undefined, undefined, undefined, true);

/** Every kind of request, at the given keys. */
export function requestsAt(keys: fc.Arbitrary<string>) {
  return {
    set: step('PUT', keys, { value: optionalValue, dir: rarelyDirectory }),
    get: step('GET', keys, { recursive: sometimesTrue, sorted: sometimesTrue }),
    remove: step('DELETE', keys, { dir: sometimesTrue, recursive: sometimesTrue }),
    create: step('PUT', keys, {
      value: optionalValue,
      dir: rarelyDirectory,
      prevExist: fc.constant(false),
      compareValue: fc.constantFrom(undefined, undefined, undefined, undefined, 'other' as const),
    }),
    update: step('PUT', keys, {
      value: optionalValue,
      dir: rarelyDirectory,
      prevExist: fc.constant(true),
    }),
    compareAndSwap: comparing(
      step('PUT', keys, {
        value: optionalValue,
        prevExist: fc.constantFrom(undefined, undefined, true),
      }),
    ),
    /** An index of 0 counts as none. */
    zero: step('PUT', keys, {
      value: optionalValue,
      prevExist: fc.constantFrom(undefined, true),
      compareIndex: fc.constant('zero' as const),
      compareValue: fc.constantFrom(undefined, 'match' as const),
    }),
    compareAndDelete: comparing(step('DELETE', keys, { recursive: sometimesTrue })),
    refresh: step('PUT', keys, {
      refresh: fc.constant(true),
      ttl: fc.constantFrom(1, 2, 5, 5, 3, 1, 2, undefined, null),
      value: fc.constantFrom(undefined, undefined, undefined, undefined, '', 'x'),
      prevExist: fc.constantFrom(undefined, undefined, true, true, false),
      compareValue: fc.constantFrom(undefined, undefined, undefined, 'match' as const),
    }),
  };
}

export const post = step('POST', fc.constantFrom('/q', '/q', '/d', '/a/b', '/', '/_x', '/d/'), {
  value,
  dir: rarelyDirectory,
});

/** Lists of steps, drawn by weight; they shrink by leaving steps out. */
export function stepsOf(
  weighted: readonly (readonly [number, fc.Arbitrary<Step>])[],
  minLength: number,
  maxLength: number,
): fc.Arbitrary<Step[]> {
  const drawn = weighted.map(([weight, arbitrary]) => ({ weight, arbitrary }));
  return fc.array(fc.oneof(...drawn), { minLength, maxLength, size: 'max' });
}

export const noHistoryLimit = 1000;

export function storeExperiment(
  id: string,
  runs: number,
  inputs: fc.Arbitrary<StoreInput>,
  examples: readonly StoreInput[],
  options: RunOptions = {},
): Experiment<StoreInput, StoreSeen> {
  return {
    id,
    faults: 'none',
    runs,
    inputs,
    examples,
    observe: (input, submission) => runStore(input, submission, options),
    *deletions(input) {
      for (const steps of listDeletions(input.steps)) yield { ...input, steps };
      for (const [i, one] of input.steps.entries()) {
        for (const simpler of simplifications(one)) {
          yield { ...input, steps: input.steps.with(i, simpler) };
        }
      }
    },
  };
}

/** The step without one of its fields. */
function* simplifications(full: Step): Generator<Step> {
  for (const name of Object.keys(full) as (keyof Step)[]) {
    if (name === 'method' || name === 'key') continue;
    const { [name]: _, ...rest } = full;
    yield rest as Step;
  }
}

/** Steps of a scripted run in one line each. */
export const put = (key: string, fields: Partial<Step> = {}): Step => ({
  method: 'PUT',
  key,
  ...fields,
});
export const read = (key: string, fields: Partial<Step> = {}): Step => ({
  method: 'GET',
  key,
  ...fields,
});
export const del = (key: string, fields: Partial<Step> = {}): Step => ({
  method: 'DELETE',
  key,
  ...fields,
});
export const append = (key: string, fields: Partial<Step> = {}): Step => ({
  method: 'POST',
  key,
  ...fields,
});
export const wait = (key: string, fields: Partial<Step> = {}): Step => ({
  method: 'GET',
  key,
  wait: true,
  ...fields,
});
export const pass = (afterMs: number): Step => ({ method: 'advance', key: '/', afterMs });
export const scene = (steps: readonly Step[], historyLimit = noHistoryLimit): StoreInput => ({
  historyLimit,
  steps,
});
