import { spawn } from 'node:child_process';
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareSources } from '../sandbox/prepare.ts';
import { runInSandbox } from '../sandbox/run-in-sandbox.ts';
import { bundleSuite } from '../sandbox/suite-bundle.ts';
import { chapter, layout, suiteFile, variantOf } from './subjects.ts';
import { type BenchTable, formatMs, median } from './table.ts';

const exercise = 'lamport';
const repetitions = 7;
const targetMs = 300;
/** What `--watch` prints when it has reached a verdict and waits for the next change. */
const waiting = /Warte auf Änderungen/g;

/** From saving a file to the verdict, beside what the suite itself takes. */
export async function benchWatch(): Promise<BenchTable> {
  const suiteMs = await suiteTime();
  const savedMs = await saveToVerdict();
  const rest = median(savedMs) - suiteMs;
  return {
    title: `check ${exercise} --watch: vom Speichern bis zum Urteil`,
    columns: ['Was', 'Zeit (Median)', 'Ziel'],
    rows: [
      ['vom Speichern bis zum Urteil', formatMs(median(savedMs)), '–'],
      ['davon die Prüfung selbst', formatMs(suiteMs), '–'],
      [
        'alles Übrige',
        formatMs(rest),
        `≤ ${formatMs(targetMs)} ${rest <= targetMs ? '(erreicht)' : '(verfehlt)'}`,
      ],
    ],
    notes: [
      `${repetitions} Änderungen; die Prüfung selbst ist die Differenz aus einem Kindprozess mit allen und einem mit keiner Eigenschaft.`,
    ],
  };
}

/** The suite's own run: a child with all properties less one with none. */
async function suiteTime(): Promise<number> {
  const prepared = await prepareSources((await variantOf(exercise, 'reference')).sources);
  if (prepared.kind === 'refused') throw new Error('the sandbox refuses the reference');
  const suite = await bundleSuite(suiteFile(exercise));
  const time = async (properties: { properties?: string[] }): Promise<number> => {
    const start = performance.now();
    await runInSandbox({
      suite,
      submission: prepared.submission,
      options: { seed: 1, ...properties },
    });
    return performance.now() - start;
  };
  const differences: number[] = [];
  for (let i = 0; i < repetitions; i++)
    differences.push((await time({})) - (await time({ properties: [] })));
  return median(differences);
}

async function saveToVerdict(): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'watch-'));
  const reference = join(layout.solutions, chapter, exercise, 'reference');
  await cp(reference, folder, { recursive: true });
  const cli = join(layout.root, 'grader', 'cli.ts');
  const watcher = spawn(
    process.execPath,
    ['--import', 'tsx', cli, 'check', exercise, '--watch', '--submission', folder, '--no-color'],
    { cwd: layout.root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let seen = 0;
  let announce: (() => void) | undefined;
  watcher.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen += [...text.matchAll(waiting)].length;
    announce?.();
  });
  const verdicts = (count: number): Promise<void> =>
    new Promise((resolve) => {
      announce = () => {
        if (seen >= count) resolve();
      };
      announce();
    });
  try {
    await verdicts(1);
    const times: number[] = [];
    for (let i = 0; i < repetitions; i++) {
      const start = performance.now();
      await appendFile(join(folder, `${exercise}.ts`), `\n// change ${i}\n`);
      await verdicts(i + 2);
      times.push(performance.now() - start);
    }
    return times;
  } finally {
    watcher.kill('SIGINT');
    await rm(folder, { recursive: true, force: true });
  }
}
