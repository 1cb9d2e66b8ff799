/** A measured table, ready to print: cells are German text, numbers already formatted. */
export interface BenchTable {
  readonly title: string;
  readonly columns: readonly string[];
  /** One cell a column. */
  readonly rows: readonly (readonly string[])[];
  /** Conditions, targets and sources, one sentence each. */
  readonly notes: readonly string[];
}

/** The middle one of several measurements; robust against a single slow run. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new RangeError('no values');
  return middle;
}

const number = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 0 });
const decimal = new Intl.NumberFormat('de-DE', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

export const formatCount = (value: number): string => number.format(value);

export const formatMs = (ms: number): string => `${decimal.format(ms)} ms`;
