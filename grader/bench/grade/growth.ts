import { join } from 'node:path';
import { type BenchTable, formatCount, formatMs } from '../table.ts';
import { describeShares, makeClass } from './bench-class.ts';
import { between, runClass } from './class-run.ts';

const spread = 0.1;
const maxMiB = 300;

/**
 * Grows the class and looks whether a submission takes longer then. Time is that of the processor per
 * submission, from the first verdict on: the wall clock of a busy machine tells nothing, and what is
 * loaded once would make the small class look slow.
 */
export async function benchGrowth(
  sizes: readonly number[],
  exercises: readonly string[],
  jobs: number,
  folder: string,
): Promise<BenchTable> {
  const figures: {
    size: number;
    eachMs: number;
    wallMs: number;
    afterMs: number;
    peakMiB: number;
  }[] = [];
  for (const size of sizes) {
    const place = join(folder, String(size));
    const { input, classFile } = await makeClass(size, exercises, place);
    const out = join(place, 'bewertung');
    const run = await runClass({ input, classFile, out, exercises, jobs });
    const warm = between(run.firstJudged, run.lastJudged);
    figures.push({
      size,
      eachMs: warm.totalMs / (size - 1),
      wallMs: warm.wallMs / (size - 1),
      afterMs: between(run.lastJudged, run.ended).totalMs / size,
      peakMiB: run.peakMiB,
    });
    // A thousand take a while.
    console.error(`${formatCount(size)} Abgaben: ${formatMs(warm.totalMs / (size - 1))} je Abgabe`);
  }
  const last = figures.at(-1)?.eachMs ?? 0;
  const percent = new Intl.NumberFormat('de-DE', {
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'always',
  });
  const isFlat = figures.every(({ eachMs }) => Math.abs(eachMs / last - 1) <= spread);
  const isSmall = figures.every(({ peakMiB }) => peakMiB <= maxMiB);
  return {
    title: `Wachstum: ${exercises.join(', ')}, --jobs ${jobs}`,
    columns: [
      'Abgaben',
      'Prozessorzeit je Abgabe',
      'Abweichung von der größten Klasse',
      'Wanduhr je Abgabe',
      'Ähnlichkeit und Ausgaben je Abgabe',
      'Elternprozess höchstens',
    ],
    rows: figures.map(({ size, eachMs, wallMs, afterMs, peakMiB }) => [
      formatCount(size),
      formatMs(eachMs),
      percent.format(eachMs / last - 1),
      formatMs(wallMs),
      formatMs(afterMs),
      `${formatCount(peakMiB)} MiB`,
    ]),
    notes: [
      `Anteile: ${describeShares(sizes.at(-1) ?? 0)}. Gezählt vom ersten bis zum letzten Urteil.`,
      `Ziel: Zeit je Abgabe innerhalb ± 10 % (${isFlat ? 'erreicht' : 'verfehlt'}), Elternprozess ≤ ${maxMiB} MiB (${isSmall ? 'erreicht' : 'verfehlt'}).`,
    ],
  };
}
