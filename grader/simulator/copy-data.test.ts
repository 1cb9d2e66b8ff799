import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyData, DataError, shareData, shareParts } from './copy-data.ts';

const data = fc.jsonValue({ maxDepth: 4 }).filter((value) => {
  // Names that every object inherits are refused; they have tests of their own.
  return !/"(__proto__|constructor|toString|valueOf|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString|__\w+__)":/.test(
    JSON.stringify(value),
  );
});

function isDeeplyFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen);
}

test('copies and shared values say the same as the original', () => {
  fc.assert(
    fc.property(data, (value) => {
      expect(copyData(value, 10_000)).toEqual(value);
      const shared = shareData(value, 10_000);
      expect(shared).toEqual(value);
      expect(isDeeplyFrozen(shared)).toBe(true);
      expect(shareData(shared, 10_000)).toBe(shared);
      expect(copyData(shared, 10_000)).toEqual(value);
    }),
    { seed: 1 },
  );
});

test('a shared value counts each time as if it were copied', () => {
  fc.assert(
    fc.property(data, (value) => {
      const fresh = { values: 0 };
      const again = { values: 0 };
      const nested = { values: 0 };
      const shared = shareData(value, 10_000, fresh);
      shareData(shared, 10_000, again);
      expect(again.values).toBe(fresh.values);
      shareData([shared, shared], 10_000, nested);
      expect(nested.values).toBe(2 + 2 * fresh.values);
    }),
    { seed: 2 },
  );
});

test('a value shared without any bound still counts against the bounds of others', () => {
  const tally = { values: 0 };
  const request = shareData({ key: 'a', parts: [1, 2] }, Number.POSITIVE_INFINITY, tally);
  expect(tally.values).toBe(7);
  shareData({ request }, 100, tally);
  expect(tally.values).toBe(7 + 9);
  expect(() => shareData({ request }, 7)).toThrow(/too-large/);
});

test('what cannot travel is named with the way to it', () => {
  const field = (value: unknown): string => {
    try {
      shareData(value, 1_000);
    } catch (error) {
      if (error instanceof DataError) return `${error.reason} ${error.field}`;
    }
    return 'fine';
  };
  const cyclic: Record<string, unknown> = {};
  cyclic.next = { back: cyclic };
  expect([
    field(() => 1),
    field({ entries: [{}, { command: [1, Number.NaN] }] }),
    field([[undefined]]),
    field({ a: { b: new Map() } }),
    field({ list: [{ valueOf: 1 }] }),
    field({ list: [{ values: 1 }] }),
    field({ long: 'x'.repeat(100_000) }),
    field(cyclic).slice(0, 40),
  ]).toEqual([
    'function ',
    'not-finite entries[1].command[1]',
    'hole [0][0]',
    'not-plain a.b',
    'forbidden-name list[0].valueOf',
    'fine',
    'too-large long',
    'too-deep-or-cyclic next.back.next.back.n',
  ]);
});

describe('values within values stay bounded', () => {
  test('in size', () => {
    const grow = (): void => {
      let value: unknown = { a: 1 };
      for (let i = 0; i < 30; i++) value = shareData({ left: value, right: value }, 1_000);
    };
    expect(grow).toThrow(DataError);
  });

  test('in depth', () => {
    let value: unknown = {};
    let depth = 0;
    const wrap = (): void => {
      for (; depth < 100; depth++) value = shareData({ value }, 100_000);
    };
    expect(wrap).toThrow(/too-deep-or-cyclic/);
    expect(depth).toBeGreaterThan(30);
    expect(depth).toBeLessThan(41);
  });
});

test('what is shared once is frozen, counts the same, and its parts are not copied again', () => {
  fc.assert(
    fc.property(data, (value) => {
      const [whole, parts] = [{ values: 0 }, { values: 0 }];
      const shared = shareData({ value }, 10_000, whole) as { value: unknown };
      const sent = shareParts({ value: shared.value }, 10_000, parts) as { value: unknown };
      expect(sent).toEqual({ value });
      expect(sent.value).toBe(shared.value);
      expect(isDeeplyFrozen(shareParts({ value }, 10_000, { values: 0 }))).toBe(true);
      expect(parts).toEqual(whole);
      expect(shareParts(sent, 10_000, parts)).toEqual(sent);
      expect(parts.values).toBe(2 * whole.values);
    }),
    { seed: 3 },
  );
});

test('an object that is merely frozen is not taken for one of ours', () => {
  let reads = 0;
  const sly = Object.freeze({
    get a() {
      return ++reads;
    },
  });
  const shared = shareData(sly, 100) as { a: number };
  expect([shared.a, shared.a]).toEqual([1, 1]);
});
