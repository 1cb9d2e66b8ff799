import { benchCheck } from './check.ts';
import { benchExercises } from './exercises.ts';
import { benchJail } from './jail.ts';
import { benchLinearizability } from './linearizability.ts';
import { benchRaftBugs } from './raft-bugs.ts';
import { machineLine, renderTable } from './render.ts';
import { benchSchedules } from './schedules.ts';
import { benchGrowth, benchThroughput } from './simulator.ts';
import type { BenchTable } from './table.ts';
import { benchWatch } from './watch.ts';

/** `npm run bench [-- NAME…]`: measures and prints; judges nothing but the stated targets. */
const benches: Readonly<Record<string, () => Promise<BenchTable>>> = {
  simulator: benchThroughput,
  wachstum: benchGrowth,
  abläufe: benchSchedules,
  linearisierbarkeit: benchLinearizability,
  raft: benchRaftBugs,
  aufgaben: benchExercises,
  check: benchCheck,
  watch: benchWatch,
  gefängnis: benchJail,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  console.error(
    `Die Messung „${unknown.join('“, „')}“ gibt es nicht. Es gibt: ${Object.keys(benches).join(', ')}.`,
  );
  process.exitCode = 2;
} else {
  console.log(machineLine());
  for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) {
    const table = await benches[name]?.();
    if (table !== undefined) console.log(renderTable(table));
  }
}
