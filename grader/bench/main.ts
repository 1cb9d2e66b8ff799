import { cpus, totalmem } from 'node:os';
import { benchCheck } from './check.ts';
import { benchExercises } from './exercises.ts';
import { benchJail } from './jail.ts';
import { benchLinearizability } from './linearizability.ts';
import { benchRaftBugs } from './raft-bugs.ts';
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
  const [processor] = cpus();
  console.log(
    `Node ${process.version}, ${process.platform}-${process.arch}, ${cpus().length} × ${processor?.model ?? 'unbekannt'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  );
  for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) {
    const table = await benches[name]?.();
    if (table !== undefined) console.log(renderTable(table));
  }
}

/** Markdown, so that figures can be pasted into a note as they are. */
function renderTable({ title, columns, rows, notes }: BenchTable): string {
  const widths = columns.map((column, i) =>
    Math.max(column.length, ...rows.map((cells) => cells[i]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [
    '',
    `## ${title}`,
    '',
    line(columns),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...rows.map(line),
    '',
    ...notes.map((note) => `- ${note}`),
  ].join('\n');
}
