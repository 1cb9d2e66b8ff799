import * as fc from 'fast-check';
import type { Step } from './steps.ts';
import {
  anyKey,
  append,
  del,
  keyArbitrary,
  noHistoryLimit,
  pass,
  plainKey,
  post,
  put,
  read,
  requestsAt,
  scene,
  step,
  stepsOf,
  storeExperiment,
  value,
  wait,
} from './store-inputs.ts';
import type { StoreInput } from './store-run.ts';

const endless = (steps: fc.Arbitrary<Step[]>): fc.Arbitrary<StoreInput> =>
  steps.map((drawn) => ({ historyLimit: noHistoryLimit, steps: drawn }));

const wide = requestsAt(anyKey);
const narrow = requestsAt(plainKey);

/** Part 1: set, read, delete. */
export const treeExperiment = storeExperiment(
  'baum',
  60,
  endless(
    stepsOf(
      [
        [7, wide.set],
        [4, wide.get],
        [3, wide.remove],
      ],
      8,
      40,
    ),
  ),
  [
    // Names that begin alike are not below each other, and `-` comes before `/`.
    scene([
      put('/a/b', { value: 'x' }),
      put('/ab', { value: 'y' }),
      put('/a-b', { value: 'z' }),
      read('/', { recursive: true, sorted: true }),
      del('/a', { recursive: true }),
      read('/', { recursive: true, sorted: true }),
    ]),
    // Every directory is in order, however it came about.
    scene([
      put('/d/e/z', { value: 'x' }),
      put('/d/e/a', { value: 'x' }),
      put('/d/e/m/b', { value: 'x' }),
      put('/d/e/m/a', { value: 'x' }),
      put('/d/b', { value: 'x' }),
      // By their codes, as `<` has it, not as in a dictionary.
      put('/d/a_b', { value: 'x' }),
      put('/d/a0', { value: 'x' }),
      put('/d/a-b', { value: 'x' }),
      read('/', { recursive: true, sorted: true }),
      read('/d', { recursive: true, sorted: true }),
    ]),
    // What is hidden keeps a directory from being empty, and is shown to who names it.
    scene([
      put('/a/_h/k', { value: 'x' }),
      read('/a', { recursive: true }),
      read('/a/_h', { recursive: true }),
      del('/a', { dir: true }),
      del('/a'),
      del('/a', { recursive: true }),
      read('/a/_h'),
    ]),
    // A directory stays when it becomes empty, a value gives way to a directory, not the other way.
    scene([
      put('/d/e', { value: 'x' }),
      del('/d/e'),
      read('/d'),
      put('/d', { value: 'x' }),
      put('/d', { dir: true }),
      put('/k', { value: 'x' }),
      put('/k', { dir: true, value: 'y' }),
      read('/k'),
      del('/k', { dir: true }),
      del('/'),
      put('/', { value: 'x' }),
      read('/'),
    ]),
    // Nothing lies below a value, whatever is asked.
    scene([
      put('/k', { value: '' }),
      read('/k/a'),
      put('/k/a', { value: 'x' }),
      put('/k/a/b', { value: 'x' }),
      del('/k/a', { recursive: true }),
      del('/k/a/b'),
      read('/', { recursive: true }),
    ]),
  ],
  { looksAgain: true },
);

/** Part 2: changes on condition, and in-order keys. */
export const conditionalExperiment = storeExperiment(
  'bedingt',
  80,
  endless(
    stepsOf(
      [
        [5, narrow.set],
        [2, narrow.create],
        [3, narrow.update],
        [6, narrow.compareAndSwap],
        [1, narrow.zero],
        [3, narrow.compareAndDelete],
        [2, post],
        [2, narrow.get],
        [1, narrow.remove],
      ],
      8,
      40,
    ),
  ),
  [
    scene([
      put('/a', { value: 'x' }),
      put('/a', { value: 'y', prevExist: true }),
      put('/a', { value: 'z', compareIndex: 'created' }),
      put('/a', { value: 'z', compareIndex: 'match' }),
      put('/a', { value: 'y', compareValue: 'match', compareIndex: 'other' }),
      put('/a', { value: 'y', compareValue: 'other', compareIndex: 'match' }),
      put('/a', { value: 'y', compareValue: 'match', compareIndex: 'match', prevExist: true }),
      put('/a', { prevExist: true }),
      read('/a'),
    ]),
    // What fails leaves no directories behind.
    scene([
      put('/d/e/f', { value: 'x', prevExist: true }),
      put('/d/e/f', { value: 'x', compareValue: 'match' }),
      del('/d/e/f', { compareIndex: 'match' }),
      put('/d/e/f', { value: 'x', compareValue: 'empty', prevExist: false }),
      read('/', { recursive: true }),
      put('/d/e/f', { value: 'x', prevExist: false }),
      put('/d/e/f', { value: 'y', prevExist: false }),
      put('/d/e', { dir: true, prevExist: false }),
      put('/d/e/f/g', { value: 'y', prevExist: false }),
      read('/', { recursive: true }),
    ]),
    scene([
      append('/q', { value: 'x' }),
      put('/k', { value: 'x' }),
      append('/q', { value: 'y' }),
      append('/', { value: 'z' }),
      append('/k', { value: 'z' }),
      append('/q/', { dir: true }),
      read('/q', { sorted: true }),
      del('/q', { compareIndex: 'match', recursive: true }),
      del('/', { compareValue: 'other' }),
      del('/k', { compareValue: 'other' }),
      del('/k', { compareValue: 'match' }),
    ]),
    scene([
      put('/d', { dir: true }),
      put('/d', { value: 'x', prevExist: true }),
      put('/d', { prevExist: true }),
      put('/d', { value: 'x', compareIndex: 'match' }),
      put('/a', { value: 'x' }),
      put('/a', { value: 'y', dir: true, prevExist: true }),
      put('/a', { value: 'x', compareIndex: 'zero' }),
      put('/a', { value: 'z', compareIndex: 'zero', prevExist: true }),
      read('/a'),
    ]),
  ],
);

const ttl = fc.constantFrom(1, 2, 3, 5, 0, null, undefined, 1);
const moments = fc.constantFrom(0, 0, 0, 100, 400, 500, 999, 1000, 1001, 2500);
const withTtl = (base: fc.Arbitrary<Step>): fc.Arbitrary<Step> =>
  fc
    .tuple(base, ttl)
    .map(([given, drawn]) => (drawn === undefined ? given : { ...given, ttl: drawn }));
const later = (base: fc.Arbitrary<Step>): fc.Arbitrary<Step> =>
  fc
    .tuple(base, moments)
    .map(([given, afterMs]) => (afterMs === 0 ? given : { ...given, afterMs }));

const advance = fc.constantFrom(100, 500, 1000, 1000, 3000).map(pass);

/** Part 3: what lives only so long. */
export const ttlExperiment = storeExperiment(
  'lebensdauer',
  80,
  endless(
    stepsOf(
      [
        [5, later(withTtl(narrow.set))],
        [2, later(withTtl(narrow.update))],
        [1, later(withTtl(narrow.create))],
        [2, later(withTtl(narrow.compareAndSwap))],
        [1, later(withTtl(post))],
        [3, later(narrow.refresh)],
        [4, later(narrow.get)],
        [1, narrow.remove],
        [3, advance],
      ],
      8,
      40,
    ),
  ),
  [
    // Due to the millisecond, and read at the very moment.
    scene([
      put('/a', { value: 'x', ttl: 2 }),
      read('/a', { afterMs: 1 }),
      read('/a', { afterMs: 1000 }),
      read('/a', { afterMs: 998 }),
      read('/a', { afterMs: 1 }),
      put('/a', { value: 'y', ttl: 0 }),
      read('/a'),
    ]),
    // Each change sets the lifetime anew, also to an endless one.
    scene([
      put('/a', { value: 'x', ttl: 1 }),
      put('/a', { value: 'y' }),
      put('/b', { value: 'x', ttl: 1 }),
      put('/b', { value: 'y', prevExist: true }),
      put('/c', { value: 'x', ttl: 1 }),
      put('/c', { value: 'y', compareValue: 'match' }),
      put('/d', { value: 'x', ttl: 1 }),
      put('/d', { value: 'x', ttl: null }),
      put('/e', { value: 'x', ttl: 1 }),
      put('/e', { value: 'y', prevExist: true, ttl: null }),
      put('/f', { value: 'x', ttl: 1 }),
      put('/f', { value: 'y', compareValue: 'match', ttl: null }),
      pass(2000),
      read('/', { recursive: true, sorted: true }),
    ]),
    // A directory takes all with it, in one event; what was replaced does not expire any more.
    scene([
      put('/d', { dir: true, ttl: 2 }),
      put('/d/e', { value: 'x', ttl: 1 }),
      put('/d/f/g', { value: 'x', ttl: 5 }),
      put('/d/_h', { value: 'x' }),
      pass(2000),
      read('/d'),
      put('/d/e', { value: 'y' }),
      pass(5000),
      read('/d', { recursive: true }),
    ]),
    scene([
      put('/a', { value: 'x', ttl: 1 }),
      put('/a', { refresh: true, ttl: 5, afterMs: 900 }),
      put('/a', { refresh: true, ttl: 5, prevExist: true }),
      put('/a', { refresh: true, ttl: 5, compareValue: 'match' }),
      put('/a', { refresh: true, ttl: 5, compareIndex: 'other' }),
      put('/a', { refresh: true }),
      put('/a', { refresh: true, ttl: null }),
      put('/a', { refresh: true, ttl: 5, value: 'y' }),
      put('/b', { refresh: true, ttl: 5 }),
      put('/b', { refresh: true, ttl: 5, prevExist: true }),
      read('/a', { afterMs: 4999 }),
      pass(1),
      read('/a'),
    ]),
    // An update of a directory changes its lifetime only.
    scene([
      put('/d/e', { value: 'x' }),
      put('/d', { prevExist: true, ttl: 1 }),
      put('/d', { prevExist: true }),
      pass(1500),
      read('/d'),
      put('/d', { prevExist: true, ttl: 1 }),
      put('/d', { refresh: true, prevExist: true, ttl: 3 }),
      read('/d', { afterMs: 2000 }),
      read('/d', { afterMs: 1000 }),
    ]),
    scene([
      put('/a', { value: 'x', ttl: 1 }),
      del('/a'),
      put('/a', { value: 'y' }),
      pass(1000),
      read('/a'),
      put('/a', { dir: true, ttl: 1 }),
      del('/a', { dir: true }),
      put('/a/b', { value: 'y' }),
      pass(1000),
      read('/a', { recursive: true }),
    ]),
  ],
  { asksNextExpiry: true },
);

const watched = fc.constantFrom(
  '/a',
  '/a/b',
  '/a/b/c',
  '/d',
  '/d/e',
  '/ab',
  '/',
  '/_x',
  '/a/_h',
  '/d/',
);
const watch = step('GET', watched, {
  wait: fc.constant(true),
  recursive: fc.constantFrom(undefined, true, true),
  since: fc.constantFrom(undefined, 0, -1, -1, -2, -3, -5, -8, 1, 2),
});
const again: fc.Arbitrary<Step> = fc
  .nat({ max: 3 })
  .map((k) => ({ method: 'GET', key: '/', wait: true, again: k }));
const busy = stepsOf(
  [
    [5, wide.set],
    [1, wide.create],
    [2, wide.update],
    [1, wide.compareAndSwap],
    [1, wide.compareAndDelete],
    [2, wide.remove],
    [1, post],
    [2, withTtl(step('PUT', keyArbitrary, { value }))],
    [2, wide.refresh],
    [1, advance],
    [7, watch],
    [4, again],
  ],
  12,
  45,
);

/** Part 4: with a long history, and with one that soon forgets. */
export const watchExperiment = storeExperiment(
  'beobachten',
  120,
  fc.record({
    historyLimit: fc.constantFrom(noHistoryLimit, noHistoryLimit, 3, 5, 8),
    steps: busy,
  }),
  [
    // One after the other: the answered watch goes on where it got to.
    scene([
      wait('/a', { recursive: true }),
      put('/a/b', { value: '1' }),
      put('/a/b', { value: '2' }),
      put('/a/c', { value: '3' }),
      put('/other', { value: '4' }),
      wait('/', { again: 0 }),
      wait('/', { again: 0 }),
      wait('/', { again: 0 }),
      del('/a/b'),
      read('/a', { recursive: true }),
    ]),
    // `/foobar` is not below `/foo`, whether it is watched or deleted.
    scene([
      put('/foo/k', { value: 'x' }),
      put('/foobar', { value: 'x' }),
      wait('/foo', { recursive: true }),
      wait('/foobar'),
      put('/foobar/', { value: 'y' }),
      wait('/foobar'),
      del('/foo', { recursive: true }),
      wait('/foobar', { since: -2 }),
      put('/foobar', { value: 'z' }),
    ]),
    // A directory that goes, deleted or expired, concerns all that was below it.
    scene([
      put('/d/e/f', { value: 'x' }),
      wait('/d/e/f'),
      wait('/d/e', { recursive: true }),
      wait('/d/e'),
      wait('/d/x'),
      del('/d', { recursive: true }),
      put('/d', { dir: true, ttl: 1 }),
      put('/d/e', { value: 'x' }),
      wait('/d/e'),
      wait('/d/e/g'),
      pass(1000),
      put('/k', { value: 'x' }),
      wait('/k/below'),
      del('/k'),
      put('/k/below', { value: 'x' }),
    ]),
    // What is hidden is seen by who watches it, or something below.
    scene([
      wait('/', { recursive: true }),
      wait('/a', { recursive: true }),
      wait('/a/_h', { recursive: true }),
      put('/a/_h/k', { value: 'x' }),
      put('/_x/y', { value: 'x' }),
      wait('/', { recursive: true, since: -2 }),
      wait('/_x', { recursive: true, since: -2 }),
      wait('/a', { since: -2, recursive: true }),
      put('/a/b', { value: 'x' }),
    ]),
    // What is hidden goes with its directory, and whoever watches it learns of it.
    scene([
      put('/a/_h/k', { value: 'x' }),
      wait('/a/_h/k'),
      wait('/a/_h', { recursive: true }),
      del('/a', { recursive: true }),
      wait('/a/_h/k', { since: -1 }),
      wait('/a/_h', { since: -1, recursive: true }),
    ]),
    // A refresh is counted and remembered, but shown to nobody.
    scene([
      put('/a', { value: 'x', ttl: 5 }),
      wait('/a'),
      put('/a', { refresh: true, ttl: 5 }),
      put('/a', { refresh: true, ttl: 5, prevExist: true }),
      wait('/a', { since: -2 }),
      wait('/', { recursive: true, since: -3 }),
      wait('/', { again: 0 }),
      put('/a', { value: 'y', ttl: 1 }),
      wait('/a'),
      pass(1000),
    ]),
    // What is due first goes first, whoever was there first.
    scene([
      put('/a', { value: 'x', ttl: 3 }),
      put('/b', { value: 'x', ttl: 1 }),
      put('/c', { value: 'x', ttl: 2 }),
      put('/aa', { value: 'x', ttl: 2 }),
      pass(5000),
      wait('/', { recursive: true, since: -4 }),
      wait('/', { again: 0 }),
      wait('/', { again: 0 }),
      wait('/', { again: 0 }),
    ]),
    // One history for all: what happens elsewhere pushes out what one has not yet seen.
    scene(
      [
        put('/a', { value: '1' }),
        put('/b', { value: '2' }),
        put('/b', { refresh: true, ttl: 1 }),
        wait('/a', { since: -3 }),
        put('/b', { value: '3' }),
        wait('/a', { since: -4 }),
        wait('/a', { since: -3 }),
        wait('/b', { since: -3 }),
        wait('/b', { since: 2 }),
        put('/a', { value: '4' }),
        put('/b', { value: '5' }),
        put('/b', { value: '6' }),
      ],
      3,
    ),
    scene([put('/a', { value: '1' }), put('/a', { value: '2' }), wait('/a', { since: -2 })], 1),
    // Nothing happens to what is asked for in the future until then.
    scene([
      wait('/a', { since: 2 }),
      put('/a', { value: '1' }),
      put('/a', { value: '2' }),
      put('/a', { value: '3' }),
      wait('/a', { since: 0 }),
      wait('/a', { since: -3 }),
      put('/a', { value: '4' }),
    ]),
  ],
  { looksAgain: true },
);
