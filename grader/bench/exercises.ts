import { join } from 'node:path';
import { loadCatalogue } from '../catalogue/catalogue.ts';
import { defaultSeed } from '../check/invocation.ts';
import { plainMeteredSubmissionOf } from '../sandbox/plain.ts';
import { type Reference, referencesFor } from '../sandbox/reference.ts';
import { runSuite } from '../suites/run-suite.ts';
import type { AnyProperty, Experiment, Observation, Suite } from '../suites/suite.ts';
import { loadSuite } from '../verify/trial.ts';
import { loadVariants, type Variant } from '../verify/variants.ts';
import { measureProcess } from './process-figures.ts';
import { layout, suiteFile } from './subjects.ts';
import { type BenchTable, formatCount, formatMs, median } from './table.ts';

const repetitions = 3;
const cli = join(layout.root, 'grader', 'cli.ts');

/** One row for each exercise: what its suite does, how long a verdict takes, how soon bugs show. */
export async function benchExercises(): Promise<BenchTable> {
  const catalogue = await loadCatalogue(layout);
  const rows: string[][] = [];
  for (const exercise of catalogue.flatMap(({ exercises }) => exercises)) {
    const { id } = exercise.manifest;
    const suite = await loadSuite(suiteFile(id));
    const references = await referencesFor(layout, exercise);
    const variants = await loadVariants(layout, exercise);
    const reference = variants.find(({ kind }) => kind === 'reference') as Variant;
    const load = await measureSuite(suite, reference, references);
    const verdictMs = await measureVerdict(id);
    const mutants = variants.filter(({ kind }) => kind === 'mutant');
    const kills = await measureKills(suite, mutants, references);
    rows.push([
      id,
      formatCount((load.events * 1000) / load.ms),
      formatMs(load.ms),
      formatMs(verdictMs),
      `${kills.scenarios.length} von ${mutants.length}`,
      kills.scenarios.length === 0 ? '–' : formatCount(median(kills.scenarios)),
      kills.ms.length === 0 ? '–' : formatMs(median(kills.ms)),
    ]);
  }
  return {
    title: 'Die Aufgaben: Prüfung der Referenz und Zeit bis zum Fehler, voreingestelltes Budget',
    columns: [
      'Aufgabe',
      'Ereignisse/s',
      'Prüfung',
      'check, kalter Start',
      'Mutanten gefunden',
      'Abläufe (Median)',
      'Zeit (Median)',
    ],
    rows,
    notes: [
      'Ereignisse: Trace-Ereignisse und aufgezeichnete Aufrufe der Referenz, ohne Sandbox, mit Schrittzähler; je Ablauf samt Beurteilung.',
      `check: Median aus ${repetitions} Prozessen. Mutanten: ein Startwert, die dafür gedachten Eigenschaften, ohne Verkleinern.`,
    ],
  };
}

/** The second run: the first one warms up. */
async function measureSuite(
  suite: Suite,
  { sources }: Variant,
  references: readonly Reference[],
): Promise<{ events: number; ms: number }> {
  let figures = { events: 0, ms: 0 };
  for (let i = 0; i < 2; i++) {
    let events = 0;
    const counting = countingEvents(suite, (count) => {
      events += count;
    });
    // A new submission: explorations of a known one are not gone through again.
    const submission = await plainMeteredSubmissionOf(sources, references);
    const start = performance.now();
    const { properties } = runSuite(counting, submission, { seed: defaultSeed });
    figures = { events, ms: performance.now() - start };
    const failed = properties.filter(({ outcome }) => outcome !== 'holds');
    if (failed.length > 0) throw new Error(`the reference fails: ${failed[0]?.id}`);
  }
  return figures;
}

/** The same suite; tells how many events each observation brought. */
function countingEvents(suite: Suite, onEvents: (count: number) => void): Suite {
  type Counted = Experiment<unknown, Observation>;
  const count = (seen: Observation): void => {
    onEvents((seen.trace?.events.length ?? 0) + (seen.calls?.length ?? 0));
  };
  const wrapped = new Map<Counted, Counted>();
  const wrap = (experiment: Counted): Counted => {
    const { explore } = experiment;
    const known = wrapped.get(experiment);
    if (known !== undefined) return known;
    const counted: Counted = {
      ...experiment,
      observe: (input, submission, options) => {
        const seen = experiment.observe(input, submission, options);
        count(seen);
        return seen;
      },
      ...(explore === undefined
        ? {}
        : {
            explore: (submission, visit, limit) =>
              explore(
                submission,
                (input, seen) => {
                  count(seen);
                  return visit(input, seen);
                },
                limit,
              ),
          }),
    };
    wrapped.set(experiment, counted);
    return counted;
  };
  const properties = suite.properties.map(
    (property): AnyProperty => ({ ...property, on: property.on.map(wrap) }),
  );
  return { ...suite, properties };
}

async function measureVerdict(id: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < repetitions; i++) {
    const args = ['--import', 'tsx', cli, 'check', id, '--variant', 'reference', '--no-color'];
    const { wallMs, exitCode, output } = await measureProcess(process.execPath, args, {
      cwd: layout.root,
    });
    if (exitCode !== 0) throw new Error(`check ${id} failed:\n${output}`);
    times.push(wallMs);
  }
  return median(times);
}

/** For each mutant found: scenarios and time until the first property meant for it failed. */
async function measureKills(
  suite: Suite,
  mutants: readonly Variant[],
  references: readonly Reference[],
): Promise<{ scenarios: readonly number[]; ms: readonly number[] }> {
  const scenarios: number[] = [];
  const ms: number[] = [];
  for (const { sources, mutant } of mutants) {
    const submission = await plainMeteredSubmissionOf(sources, references);
    const start = performance.now();
    const report = runSuite(suite, submission, {
      seed: defaultSeed,
      properties: mutant?.killedBy ?? [],
      minimise: false,
    });
    const spent = performance.now() - start;
    const killers = report.properties.filter(({ outcome }) => outcome !== 'holds');
    if (killers.length === 0) continue;
    scenarios.push(Math.min(...killers.map((killer) => killer.scenarios)));
    ms.push(spent);
  }
  return { scenarios, ms };
}
