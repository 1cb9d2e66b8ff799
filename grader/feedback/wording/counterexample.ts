import { formatNumber } from './numbers.ts';

export const counterexampleWording = {
  step: (seq: number, atMs: number, what: string) =>
    `Nr. ${formatNumber(seq)} bei ${formatNumber(atMs)} ms: ${what}.`,
  notFollowed: 'Darauf folgt nicht oder zu spät, was folgen müsste.',
  breaksOff: 'bricht ab',
  noReturn: 'keine Rückgabe',
  moreCalls: (count: number) =>
    count === 1 ? '… und 1 weiterer Aufruf' : `… und ${formatNumber(count)} weitere Aufrufe`,
};
