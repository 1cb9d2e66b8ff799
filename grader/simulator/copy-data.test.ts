import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyData, DataError, shareData } from './copy-data.ts';

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
