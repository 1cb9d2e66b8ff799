import { fileURLToPath } from 'node:url';
import { plainSubmissionOf } from '../sandbox/plain.ts';
import { prepareSources } from '../sandbox/prepare.ts';
import { runInSandbox } from '../sandbox/run-in-sandbox.ts';
import { bundleSuite } from '../sandbox/suite-bundle.ts';
import type { Submission } from '../suites/submission.ts';
import { eventsPerRun, runLoad } from './raft-load.ts';
import { variantOf } from './subjects.ts';
import { type BenchTable, formatCount, formatMs, median } from './table.ts';

const targetPerSecond = 1_000_000;
const shortRuns = 20;
const longRuns = 320;
const repetitions = 5;

/** Trace events per second of kernel and Raft reference, where students' code runs. */
export async function benchThroughput(): Promise<BenchTable> {
  const { sources } = await variantOf('raft', 'reference');
  const prepared = await prepareSources(sources);
  if (prepared.kind === 'refused') throw new Error('the sandbox refuses the reference');
  const suite = await bundleSuite(fileURLToPath(new URL('./raft-load.ts', import.meta.url)));
  const { submission } = prepared;
  const time = async (runs: number): Promise<number> => {
    const start = performance.now();
    const outcome = await runInSandbox({ suite, submission, options: { seed: 1, runs } });
    if (outcome.kind !== 'completed' || outcome.report.properties[0]?.outcome !== 'holds') {
      throw new Error(`the load did not run: ${JSON.stringify(outcome).slice(0, 300)}`);
    }
    return performance.now() - start;
  };
  // Start-up and warm-up are the same in both: the difference is the work itself.
  const rates: number[] = [];
  for (let i = 0; i < repetitions; i++) {
    const extraMs = -(await time(shortRuns)) + (await time(longRuns));
    rates.push(((longRuns - shortRuns) * eventsPerRun * 1000) / extraMs);
  }
  const plain = await plainSubmissionOf(sources);
  return {
    title: 'Simulator: Ereignisse je Sekunde mit der Raft-Referenz, Trace an, ein Kern',
    columns: ['Wo', 'Ereignisse/s (Median)', 'bester Lauf', 'Ziel'],
    rows: [
      row('im Compartment des Kindprozesses', rates, targetPerSecond),
      row('ohne Sandbox, im selben Prozess', plainRates(plain), undefined),
    ],
    notes: [
      `Fünf Knoten, drei Clients, ${formatCount(eventsPerRun)} Ereignisse je Lauf; gezählt werden Ereignisse im Trace.`,
      `Im Compartment: Differenz aus ${longRuns} und ${shortRuns} Läufen, ${repetitions}-mal gemessen.`,
    ],
  };
}

function plainRates(submission: Submission): number[] {
  for (let i = 0; i < shortRuns; i++) runLoad(submission, 5, eventsPerRun, 1);
  return Array.from({ length: repetitions }, () => {
    const start = performance.now();
    const runs = 60;
    for (let i = 0; i < runs; i++) runLoad(submission, 5, eventsPerRun, 1);
    return (runs * eventsPerRun * 1000) / (performance.now() - start);
  });
}

function row(where: string, rates: readonly number[], target: number | undefined): string[] {
  const middle = median(rates);
  const goal =
    target === undefined
      ? '–'
      : `≥ ${formatCount(target)} ${middle >= target ? '(erreicht)' : '(verfehlt)'}`;
  return [where, formatCount(middle), formatCount(Math.max(...rates)), goal];
}

const nodeCounts = [3, 5, 9, 25];
const eventCounts = [100, 1_000, 10_000];

/** Time per scenario as the number of nodes and of events grows. */
export async function benchGrowth(): Promise<BenchTable> {
  const { sources } = await variantOf('raft', 'reference');
  const submission = await plainSubmissionOf(sources);
  const time = (nodes: number, events: number): number => {
    const runs = Math.max(3, 30_000 / events);
    const once = (): number => {
      const start = performance.now();
      for (let i = 0; i < runs; i++) runLoad(submission, nodes, events, i + 1);
      return (performance.now() - start) / runs;
    };
    once();
    return median([once(), once(), once()]);
  };
  return {
    title: 'Wachstum: Zeit je Szenario (Raft-Referenz, ohne Sandbox)',
    columns: ['Knoten', ...eventCounts.map((count) => `${formatCount(count)} Ereignisse`)],
    rows: nodeCounts.map((nodes) => [
      String(nodes),
      ...eventCounts.map((events) => formatMs(time(nodes, events))),
    ]),
    notes: [
      'Median aus drei Messungen; die Zeit wächst mit den Ereignissen, Vektoruhren mit den Knoten.',
    ],
  };
}
