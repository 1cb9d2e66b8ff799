import { join } from 'node:path';
import { type BenchTable, formatCount, formatMs } from '../table.ts';
import { describeShares, makeClass } from './bench-class.ts';
import { between, runClass } from './class-run.ts';

const spread = 0.1;
const maxMiB = 300;

interface Figure {
  readonly size: number;
  /** Of the processor, from the first verdict to the last, for each submission after the first. */
  readonly eachMs: number;
  readonly wallMs: number;
  readonly afterMs: number;
  readonly peakMiB: number;
}

const totalMs = ({ size, eachMs }: Figure): number => eachMs * (size - 1);

/**
 * Grows the class and looks whether a submission takes longer then. Time is that of the processor,
 * from the first verdict on: the wall clock of a busy machine tells nothing. Each process that judges
 * still takes some seconds until it runs at full speed, whatever the size of the class; so what
 * grows is told by the time of each *further* submission, over that of the next smaller class.
 */
export async function benchGrowth(
  sizes: readonly number[],
  exercises: readonly string[],
  jobs: number,
  folder: string,
): Promise<BenchTable> {
  const figures: Figure[] = [];
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
  const further = figures.slice(1).map((figure, i) => {
    const smaller = figures[i] as Figure;
    const more = totalMs(figure) - totalMs(smaller);
    return more / (figure.size - smaller.size);
  });
  const last = further.at(-1) ?? 0;
  const percent = new Intl.NumberFormat('de-DE', {
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'always',
  });
  const isFlat = further.every((eachMs) => Math.abs(eachMs / last - 1) <= spread);
  const isSmall = figures.every(({ peakMiB }) => peakMiB <= maxMiB);
  return {
    title: `Wachstum: ${exercises.join(', ')}, --jobs ${jobs}`,
    columns: [
      'Abgaben',
      'Prozessorzeit je Abgabe',
      'je weiterer Abgabe',
      'Abweichung vom letzten Schritt',
      'Wanduhr je Abgabe',
      'Ähnlichkeit und Ausgaben je Abgabe',
      'Elternprozess höchstens',
    ],
    rows: figures.map(({ size, eachMs, wallMs, afterMs, peakMiB }, i) => [
      formatCount(size),
      formatMs(eachMs),
      ...(i === 0
        ? ['–', '–']
        : [formatMs(further[i - 1] ?? 0), percent.format((further[i - 1] ?? 0) / last - 1)]),
      formatMs(wallMs),
      formatMs(afterMs),
      `${formatCount(peakMiB)} MiB`,
    ]),
    notes: [
      `Anteile: ${describeShares(sizes.at(-1) ?? 0)}. Gezählt vom ersten bis zum letzten Urteil.`,
      'Bis ein Prozess warmgelaufen ist, vergehen einige Sekunden, gleich wie groß die Klasse ist; eine kleine tragen sie allein.',
      `Ziel: Zeit je weiterer Abgabe innerhalb ± 10 % (${isFlat ? 'erreicht' : 'verfehlt'}), Elternprozess ≤ ${maxMiB} MiB (${isSmall ? 'erreicht' : 'verfehlt'}).`,
    ],
  };
}
