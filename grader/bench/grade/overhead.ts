import { join } from 'node:path';
import { type BenchTable, formatMs } from '../table.ts';
import { describeShares, makeClass } from './bench-class.ts';
import { between, type ClassRun, runClass } from './class-run.ts';
import { verdictOn } from './verdict-on.ts';

const targetMs = 150;

/**
 * Processor time of a submission beyond the suites' own work. Measured between the first verdict and the
 * last one of a class, one at a time: what is loaded and compiled once is left out and stated by
 * itself. The suites' own work is what the child's process needs while the program serves its
 * suite (`metering-jail.ts`), the second run of what fails included; everything else is overhead.
 */
export async function benchOverhead(
  size: number,
  exercises: readonly string[],
  folder: string,
): Promise<BenchTable> {
  const made = await makeClass(size, exercises, folder);
  const { input, classFile } = made;
  const out = join(folder, 'bewertung');
  const run = await runClass({ input, classFile, out, exercises, jobs: 1 });
  const title = `Aufwand je Abgabe: ${exercises.length === 1 ? exercises[0] : `${exercises.length} Aufgaben`}`;
  if (!run.isMetered) {
    return {
      title,
      columns: ['Was'],
      rows: [],
      notes: ['Prozessorzeit ist nur als root messbar.'],
    };
  }
  return {
    title,
    columns: ['Prozessorzeit je Abgabe', 'Wert', 'Ziel'],
    ...tableOf(run, size, exercises),
  };
}

function tableOf(
  run: ClassRun,
  size: number,
  exercises: readonly string[],
): Pick<BenchTable, 'rows' | 'notes'> {
  const warm = between(run.firstJudged, run.lastJudged);
  const each = (ms: number) => ms / (size - 1);
  const overhead = each(warm.totalMs - warm.ownMs);
  const sandbox = each(warm.jailMs - warm.ownMs);
  const start = between(run.judgingBegan, run.firstJudged);
  const startMs = start.totalMs - start.jailMs - each(warm.totalMs - warm.jailMs);
  const row = (what: string, ms: number, goal = '') => [what, formatMs(ms), goal];
  return {
    rows: [
      row('eigene Arbeit der Prüfungen', each(warm.ownMs)),
      row('Aufwand darüber hinaus', overhead, verdictOn(overhead, targetMs)),
      row('– davon Gefängnis, Node, Threads, Härten, Prüfung laden', sandbox),
      row(
        '– davon lesen, bündeln, zählbar machen, Compiler und Regeln (Judge)',
        each(warm.totalMs - warm.jailMs - warm.parentMs),
      ),
      row('– davon verteilen und Protokoll mit fsync (Elternprozess)', each(warm.parentMs)),
      row('Aufwand je Aufgabe', overhead / exercises.length),
      row('Gefängnis und Sandbox je Lauf einer Prüfung', (sandbox * (size - 1)) / warm.runs),
      row('danach: Ähnlichkeit', between(run.lastJudged, run.comparedAt).totalMs / size),
      row('danach: Diagnose und Ausgaben', between(run.comparedAt, run.ended).totalMs / size),
      row('einmal je Judge: laden und Prüfungen bündeln', startMs),
    ],
    notes: [
      `${size} Abgaben (${describeShares(size)}), eine nach der anderen; gezählt vom ersten bis zum letzten Urteil, ${warm.runs} Läufe einer Prüfung.`,
      'Eigene Arbeit: Prozessorzeit des Kindprozesses vom Auswerten der Abgabe bis zum fertigen Bericht, mit Übersetzen (JIT) und Speicherbereinigung, auch im zweiten Prozess, der Durchgefallenes bestätigt.',
      'Alles andere ist Aufwand, auch der TypeScript-Compiler und die Regeln über den Quelltext, die vitest nicht kennt.',
    ],
  };
}
