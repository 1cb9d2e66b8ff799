import { expect, it } from 'vitest';
import { enumerate, formatNumber } from './numbers.ts';

it('writes numbers as the engine would for German', () => {
  const engine = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 2 });
  for (const value of [0, 7, 999, 1000, 12_345, 1_234_567.5, 0.25, 33.333, 2.675, -1, -1234.5]) {
    expect(formatNumber(value)).toBe(engine.format(value));
  }
  expect(formatNumber(Number.POSITIVE_INFINITY)).toBe('Infinity');
});

it('enumerates as the engine would for German', () => {
  const engine = new Intl.ListFormat('de-DE');
  for (const items of [[], ['n1'], ['n1', 'n2'], ['n1', 'n2', 'n3']]) {
    expect(enumerate(items)).toBe(engine.format(items));
  }
});
