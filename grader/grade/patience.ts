import { availableParallelism, loadavg } from 'node:os';

const most = 30;

/**
 * How many times longer than on an idle machine to wait, by the clock, for a process that has no other
 * sign of coming to no end: where sixty processes share two processors, each needs thirty times as long.
 * It decides how long one waits, and never what is said in the end.
 */
export function patienceFactor(): number {
  // Windows tells no load: 0.
  const [lastMinute = 0] = loadavg();
  return Math.min(most, Math.max(1, lastMinute / availableParallelism()));
}

/** Limits of the clock, for a machine as busy as it is now. */
export function patient<Limits extends Readonly<Record<string, number>>>(limits: Limits): Limits {
  const factor = patienceFactor();
  const longer = Object.entries(limits).map(([name, ms]) => [name, Math.round(ms * factor)]);
  return Object.fromEntries(longer) as Limits;
}
