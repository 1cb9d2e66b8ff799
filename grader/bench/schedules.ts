import { explore } from '../simulator/schedule/explore.ts';
import type { Bounds, Coverage, ScheduleSpec } from '../simulator/schedule/schedule.ts';
import { type BenchTable, formatCount, formatMs, median } from './table.ts';
import { toyCommit } from './toy-commit.ts';

const targetPerSecond = 20_000;
const repetitions = 5;

const settings: readonly [string, Bounds, ScheduleSpec['finish']][] = [
  ['ohne Störung', { depth: 12 }, 'stop'],
  ['ein Timer', { depth: 12, timers: 1 }, 'stop'],
  ['ein Absturz', { depth: 10, crashes: 1 }, 'stop'],
  ['ein Verlust, faires Ende', { depth: 8, drops: 1, timers: 1 }, 'fair'],
  ['ein Absturz, faires Ende', { depth: 8, crashes: 1, timers: 1 }, 'fair'],
];

/** Schedules per second, and how many the partial-order reduction leaves out. */
export async function benchSchedules(): Promise<BenchTable> {
  return {
    title: 'Explorer: alle Abläufe eines kleinen Commit-Protokolls, vier Knoten, ein Kern',
    columns: [
      'Was geschehen darf',
      'Tiefe',
      'Abläufe',
      'gleichwertig',
      'erspart',
      'Zeit',
      'Abläufe/s',
    ],
    rows: settings.map(([name, bounds, finish]) => row(name, bounds, finish)),
    notes: [
      `Ohne Sandbox, Trace an, Median aus ${repetitions} Messungen; Ziel: ≥ ${formatCount(targetPerSecond)} Abläufe/s.`,
      'Erspart: Anteil der Abläufe, die nicht gespielt werden, weil ein gleichwertiger gespielt wird.',
    ],
  };
}

function row(name: string, bounds: Bounds, finish: ScheduleSpec['finish']): string[] {
  const times: number[] = [];
  let coverage: Coverage | undefined;
  for (let i = 0; i <= repetitions; i++) {
    const start = performance.now();
    const spec = { nodes: 4, seed: 1, createProcess: toyCommit, bounds, finish };
    coverage = explore(spec, () => true);
    // The first one warms up.
    if (i > 0) times.push(performance.now() - start);
  }
  const { schedules, pruned, depth, complete } = coverage as Coverage;
  if (!complete) throw new Error(`the exploration „${name}“ did not come to its end`);
  const ms = median(times);
  return [
    name,
    formatCount(depth),
    formatCount(schedules),
    formatCount(pruned),
    `${((100 * pruned) / (pruned + schedules)).toFixed(2).replace('.', ',')} %`,
    formatMs(ms),
    formatCount((schedules * 1000) / ms),
  ];
}
