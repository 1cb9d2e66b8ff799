import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonical, sameData } from './data.ts';

const small = fc.jsonValue({ maxDepth: 2 });

it('gives equal texts exactly to equal data', () => {
  fc.assert(
    fc.property(small, small, (a, b) => {
      expect(canonical(a) === canonical(b)).toBe(sameData(a, b));
      expect(sameData(a, structuredClone(a))).toBe(true);
    }),
    { numRuns: 2_000, seed: 8 },
  );
});

it('ignores the order of keys and absent fields, and keeps kinds apart', () => {
  expect(sameData({ a: 1, b: undefined, c: 2 }, { c: 2, a: 1 })).toBe(true);
  expect(canonical({ a: 1, b: undefined, c: 2 })).toBe('{"a":1,"c":2}');
  expect(sameData([], {})).toBe(false);
  expect(sameData(null, undefined)).toBe(false);
  expect(canonical(['1'])).not.toBe(canonical([1]));
  expect(sameData(Number.NaN, Number.NaN)).toBe(true);
});
