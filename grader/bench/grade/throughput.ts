import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { CpuTime } from '../cpu-time.ts';
import { measureProcess } from '../process-figures.ts';
import { layout } from '../subjects.ts';
import { type BenchTable, formatCount, formatMs } from '../table.ts';
import { describeShares, makeClass } from './bench-class.ts';
import { between, type Meters, runClass } from './class-run.ts';
import { plainVariables } from './plain-vitest/variables.ts';

const target = 10;
const here = import.meta.dirname;
const require = createRequire(import.meta.url);
const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
const plainConfig = join(here, 'plain-vitest', 'vitest.config.ts');

/**
 * The same class twice: by `npm run grade`, and by `vitest run` once per submission, as one would do it
 * with a loop in a shell. The plain run gets what it can be given: vitest's own bin without npx or npm, a
 * single test file for all exercises, one run of a suite for all its properties. It has no jail, no
 * compartment, no inspection, no second process, no journal, and writes no feedback; but it needs the
 * step budget, or a mistake that loops for ever would never end.
 *
 * Everybody hands in something else; a second class of the same size hands in solutions as they stand, of
 * which `grade` judges each once.
 */
export async function benchGradeThroughput(
  size: number,
  exercises: readonly string[],
  jobs: number,
  folder: string,
): Promise<BenchTable> {
  const { input, classFile, people } = await makeClass(size, exercises, folder);
  const cpu = CpuTime.start();
  const began = { wallMs: performance.now(), totalMs: cpu?.now() ?? 0 };
  for (const person of people) await runPlainly(person, exercises);
  const plain = {
    wallMs: (performance.now() - began.wallMs) / size,
    cpuMs: ((cpu?.now() ?? 0) - began.totalMs) / size,
  };
  await cpu?.stop();
  const run = await runClass({ input, classFile, out: join(folder, 'bewertung'), exercises, jobs });
  const asTheyStand = await makeClass(size, exercises, join(folder, 'gleiche'), {
    isVaried: false,
  });
  const shared = await runClass({
    input: asTheyStand.input,
    classFile: asTheyStand.classFile,
    out: join(folder, 'gleiche', 'bewertung'),
    exercises,
    jobs,
  });
  const perPerson = ({ wallMs, totalMs }: Meters, count: number) => ({
    wallMs: wallMs / count,
    cpuMs: totalMs / count,
  });
  const whole = perPerson(between(run.began, run.ended), size);
  const warm = perPerson(between(run.firstJudged, run.lastJudged), size - 1);
  const ownMs = between(run.firstJudged, run.lastJudged).ownMs / (size - 1);
  const ratio = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });
  const rowOf = (what: string, { wallMs, cpuMs }: { wallMs: number; cpuMs: number }) => {
    const row = [what, formatMs(wallMs), ratio.format(plain.wallMs / wallMs)];
    return run.isMetered
      ? [...row, formatMs(cpuMs), ratio.format(plain.cpuMs / cpuMs)]
      : [...row, '', ''];
  };
  const reached = plain.wallMs / warm.wallMs >= target ? 'erreicht' : 'verfehlt';
  return {
    title: `Durchsatz neben vitest: ${exercises.join(', ')}, --jobs ${jobs}`,
    columns: ['Je Abgabe', 'Wanduhr', 'Verhältnis', 'Prozessorzeit', 'Verhältnis'],
    rows: [
      rowOf('vitest run, einmal je Abgabe', plain),
      rowOf('grade, vom ersten bis zum letzten Urteil', warm),
      rowOf('grade, ganzer Befehl samt Start, Ähnlichkeit und Ausgaben', whole),
      rowOf(
        `grade, Lösungen wie sie sind: ${formatCount(shared.judged)} verschiedene`,
        perPerson(between(shared.firstJudged, shared.lastJudged), size - 1),
      ),
      rowOf('… und der ganze Befehl', perPerson(between(shared.began, shared.ended), size)),
      [
        'zum Vergleich: eigene Arbeit der Prüfungen in grade',
        '',
        '',
        formatMs(ownMs),
        ratio.format(plain.cpuMs / ownMs),
      ],
    ],
    notes: [
      `${size} Abgaben (${describeShares(size)}), jede anders geschrieben, erst alle mit vitest, dann alle mit grade; danach ebenso viele, bei denen mehrere dasselbe abgeben.`,
      `Ziel: ≥ ${target}-facher Durchsatz nach der Wanduhr (${reached}); auf einer belegten Maschine sagt die Prozessorzeit mehr.`,
      'Mehr als das Verhältnis in der letzten Zeile ist nicht zu erreichen, solange beide dieselben Abläufe spielen.',
    ],
  };
}

async function runPlainly(person: string, exercises: readonly string[]): Promise<void> {
  const { output, exitCode } = await measureProcess(
    process.execPath,
    [vitest, 'run', '--config', plainConfig],
    {
      cwd: layout.root,
      env: {
        [plainVariables.folder]: person,
        [plainVariables.exercises]: exercises.join(','),
        NO_COLOR: '1',
      },
    },
  );
  // Mistakes make tests fail; what must not be is that there are none.
  const hasJudged = /^ *Tests .*\d+ (passed|failed)/m.test(output);
  if (!hasJudged || (exitCode !== 0 && exitCode !== 1)) {
    throw new Error(`vitest failed on ${basename(person)}:\n${output}`);
  }
}
