import { expect, it } from 'vitest';
import { formatCount, formatMs, median } from './table.ts';

it('takes the middle one', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(() => median([])).toThrow(RangeError);
});

it('writes numbers as German readers do', () => {
  expect(formatCount(1_234_567)).toBe('1.234.567');
  expect(formatMs(1_234.56)).toBe('1.234,6 ms');
});
