import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { measureProcess } from './process-figures.ts';
import { chapter, layout } from './subjects.ts';
import { type BenchTable, formatMs, median } from './table.ts';

const repetitions = 5;
/** Those that the plain vitest run checks too. */
const firstThree = ['lamport', 'gossip', 'raft'];
const node = process.execPath;
const cli = join(layout.root, 'grader', 'cli.ts');
const require = createRequire(import.meta.url);
const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
const plainConfig = join(layout.root, 'grader', 'bench', 'plain-vitest', 'vitest.config.ts');

function check(...words: readonly string[]) {
  return measureProcess(
    node,
    ['--import', 'tsx', cli, 'check', ...words, '--variant', 'reference', '--no-color'],
    { cwd: layout.root, watchMemory: words.length > 1 || words[0] === chapter },
  );
}

/** Wall time and memory of the main job, alone and beside a plain vitest run. */
export async function benchCheck(): Promise<BenchTable> {
  const whole: number[] = [];
  const three: number[] = [];
  const lamport: number[] = [];
  const plain: number[] = [];
  const ratios: number[] = [];
  let peakMiB = 0;
  for (let i = 0; i < repetitions; i++) {
    const all = await check(chapter);
    if (all.exitCode !== 0) throw new Error(`check ${chapter} failed:\n${all.output}`);
    const main = await check(...firstThree);
    if (main.exitCode !== 0) throw new Error(`check of three failed:\n${main.output}`);
    const other = await measureProcess(node, [vitest, 'run', '--config', plainConfig], {
      cwd: layout.root,
    });
    if (other.exitCode !== 0) throw new Error(`plain vitest failed:\n${other.output}`);
    const single = await check('lamport');
    whole.push(all.wallMs);
    three.push(main.wallMs);
    plain.push(other.wallMs);
    lamport.push(single.wallMs);
    ratios.push(main.wallMs / other.wallMs);
    peakMiB = Math.max(peakMiB, all.peakMiB ?? 0, main.peakMiB ?? 0);
  }
  const ratio = median(ratios);
  const decimal = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 2 });
  return {
    title: 'check mit den Referenzlösungen, voreingestelltes Budget',
    columns: ['Was', 'Wert (Median)', 'kleinster', 'größter', 'Ziel'],
    rows: [
      row(`check ${chapter} (alle Aufgaben), Wanduhr`, whole, 10_000),
      row(`check ${firstThree.join(' ')}, Wanduhr`, three, 4_000),
      row('check lamport, kalter Start', lamport, 1_500),
      row('diese drei mit vitest, ohne Sandbox', plain, undefined),
      [
        'Verhältnis check / vitest der drei',
        decimal.format(ratio),
        decimal.format(Math.min(...ratios)),
        decimal.format(Math.max(...ratios)),
        `≤ 1 ${ratio <= 1 ? '(erreicht)' : '(verfehlt)'}`,
      ],
      [
        'größter Prozess',
        `${decimal.format(peakMiB)} MiB`,
        '',
        '',
        `≤ 300 MiB ${peakMiB > 0 && peakMiB <= 300 ? '(erreicht)' : '(verfehlt)'}`,
      ],
    ],
    notes: [
      `${repetitions} Wiederholungen, abwechselnd; jede Messung ist ein ganzer Prozess mit seinem Start.`,
    ],
  };
}

function row(what: string, ms: readonly number[], target: number | undefined): string[] {
  const middle = median(ms);
  const goal =
    target === undefined
      ? '–'
      : `≤ ${formatMs(target)} ${middle <= target ? '(erreicht)' : '(verfehlt)'}`;
  return [what, formatMs(middle), formatMs(Math.min(...ms)), formatMs(Math.max(...ms)), goal];
}
