import type { Exercise } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import { referencesFor } from '../sandbox/reference.ts';
import { mix } from '../simulator/random.ts';
import type { Suite } from '../suites/suite.ts';
import { runTrials } from './pool.ts';
import { isKill, loadSuite, type Outcome, suiteFileOf, type Trial } from './trial.ts';
import { loadVariants, type Variant } from './variants.ts';

export interface VerifyOptions {
  /** How many seeds each variant is tried with. */
  readonly seeds: number;
  /** Under so many of them all properties judge a mutant, for the matrix. */
  readonly matrixSeeds: number;
  /** Leave the mutants out: many more seeds are affordable then. */
  readonly isCorrectOnly?: boolean;
  readonly threads: number;
  readonly onProgress: (share: number) => void;
}

/** A correct solution that failed, or a skeleton that passed: where and how. */
export interface Misjudgement {
  readonly variant: string;
  readonly seed: number;
  readonly property: string;
  readonly outcome: string;
  readonly message?: string;
}

export interface MutantRecord {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly killedBy: readonly string[];
  /** Under how many seeds one of the properties meant for it killed it. */
  readonly killedSeeds: number;
  /** Seeds it survived, the first few. */
  readonly survivedSeeds: readonly number[];
  /** Property → how often and how fast it killed, over the matrix seeds. */
  readonly kills: ReadonlyMap<string, Kill>;
}

export interface Kill {
  readonly times: number;
  readonly medianScenarios: number;
}

export interface VerifyReport {
  readonly exercise: string;
  readonly seeds: number;
  readonly matrixSeeds: number;
  readonly suite: Suite;
  readonly correct: readonly string[];
  readonly misjudged: readonly Misjudgement[];
  readonly mutants: readonly MutantRecord[];
  /** The same mistakes in other solutions; not in the matrix, but they must die as well. */
  readonly transplants: readonly MutantRecord[];
}

/** Proves a suite both ways: the correct pass, each named bug is found (decision 12). */
export async function verifyExercise(
  layout: Layout,
  exercise: Exercise,
  options: VerifyOptions,
): Promise<VerifyReport> {
  const suiteFile = suiteFileOf(layout.suites, exercise.chapter, exercise.manifest.id);
  const suite = await loadSuite(suiteFile);
  const variants = (await loadVariants(layout, exercise)).filter(
    (variant) => variant.mutant === undefined || options.isCorrectOnly !== true,
  );
  const given = { suiteFile, references: await referencesFor(layout, exercise) };
  const seeds = Array.from({ length: options.seeds }, (_, i) => mix(0x5eed, i) & 0x7fffffff);
  const judgedByAll = variants.flatMap((variant) => planFull(variant, given, seeds, options));
  const total = judgedByAll.length + countMeant(variants, seeds, options);
  const execute = async (plan: readonly Planned[], before: number): Promise<Executed[]> => {
    const results = await runTrials(
      plan.map(({ trial }) => trial),
      options.threads,
      (done) => options.onProgress((before + done) / total),
    );
    return plan.map((entry, i) => ({ ...entry, outcomes: results[i] ?? [] }));
  };
  const first = await execute(judgedByAll, 0);
  const judgedByMeant = variants.flatMap((variant) =>
    planMeant(variant, given, seeds, first, options),
  );
  const runs = [...first, ...(await execute(judgedByMeant, first.length))];
  return {
    exercise: exercise.manifest.id,
    seeds: options.seeds,
    matrixSeeds: options.matrixSeeds,
    suite,
    correct: variants.filter(isCorrect).map(({ id }) => id),
    misjudged: runs.flatMap(misjudgements),
    mutants: recordsOf(variants, 'mutant', runs),
    transplants: recordsOf(variants, 'transplant', runs),
  };
}

function recordsOf(
  variants: readonly Variant[],
  kind: Variant['kind'],
  runs: readonly Executed[],
): readonly MutantRecord[] {
  return variants
    .filter((variant) => variant.kind === kind)
    .map((variant) =>
      recordMutant(
        variant,
        runs.filter((run) => run.variant === variant),
      ),
    );
}

interface Planned {
  readonly variant: Variant;
  readonly trial: Trial;
}

interface Executed extends Planned {
  /** One list of outcomes a seed. */
  readonly outcomes: readonly (readonly Outcome[])[];
}

function isCorrect(variant: Variant): boolean {
  return variant.kind === 'reference' || variant.kind === 'alternative';
}

/** Small batches of seeds keep all threads busy to the end; larger ones explore less often. */
const seedsPerTrial = 5;
const trialsPerCorrect = 40;

type Given = Pick<Trial, 'suiteFile' | 'references'>;

/**
 * All properties: the skeleton under one seed, a mutant under the first few, the correct under all; a
 * transplant never, because it is not in the matrix.
 */
function planFull(
  variant: Variant,
  given: Given,
  seeds: readonly number[],
  { matrixSeeds }: VerifyOptions,
): Planned[] {
  const { kind, sources } = variant;
  const counts: Record<Variant['kind'], number> = {
    skeleton: 1,
    reference: seeds.length,
    alternative: seeds.length,
    mutant: matrixSeeds,
    transplant: 0,
  };
  const count = counts[kind];
  const size = Math.max(seedsPerTrial, Math.ceil(count / trialsPerCorrect));
  return batches(seeds.slice(0, count), size).map((batch) => ({
    variant,
    trial: { ...given, sources, seeds: batch },
  }));
}

/** The other seeds of a mutant or transplant: only the properties meant for it, the quickest killer first. */
function planMeant(
  variant: Variant,
  given: Given,
  seeds: readonly number[],
  runs: readonly Executed[],
  { matrixSeeds }: VerifyOptions,
): Planned[] {
  const { kind, mutant, sources } = variant;
  if (mutant === undefined) return [];
  const left = kind === 'transplant' ? seeds : seeds.slice(matrixSeeds);
  const own = runs.filter((run) => run.variant === variant);
  const { kills } = recordMutant(variant, own);
  const cost = (property: string): number => {
    const kill = kills.get(property);
    return kill === undefined ? Number.POSITIVE_INFINITY : kill.medianScenarios / kill.times;
  };
  const untilFailed = [...mutant.killedBy].sort((a, b) => (cost(a) < cost(b) ? -1 : 1));
  return batches(left).map((batch) => ({
    variant,
    trial: { ...given, sources, seeds: batch, untilFailed },
  }));
}

function countMeant(
  variants: readonly Variant[],
  seeds: readonly number[],
  { matrixSeeds }: VerifyOptions,
): number {
  const countOf = (wanted: Variant['kind']) =>
    variants.filter(({ kind }) => kind === wanted).length;
  const perMutant = batches(seeds.slice(matrixSeeds)).length;
  return countOf('mutant') * perMutant + countOf('transplant') * batches(seeds).length;
}

function batches(seeds: readonly number[], size = seedsPerTrial): number[][] {
  const lists: number[][] = [];
  for (let i = 0; i < seeds.length; i += size) lists.push(seeds.slice(i, i + size));
  return lists;
}

function misjudgements({ variant, trial, outcomes }: Executed): Misjudgement[] {
  if (variant.mutant !== undefined) return [];
  const isWrong = ({ outcome }: Outcome): boolean =>
    isCorrect(variant) ? outcome !== 'holds' : outcome === 'holds' || outcome === 'error';
  return outcomes.flatMap((list, i) =>
    list.filter(isWrong).map(({ id, outcome, message }) => ({
      variant: variant.id,
      seed: trial.seeds[i] as number,
      property: id,
      outcome,
      ...(message === undefined ? {} : { message }),
    })),
  );
}

const survivorsShown = 5;

function recordMutant(variant: Variant, runs: readonly Executed[]): MutantRecord {
  const { id } = variant;
  const { title, source, killedBy } = variant.mutant as NonNullable<Variant['mutant']>;
  const scenarios = new Map<string, number[]>();
  const survived: number[] = [];
  let killedSeeds = 0;
  for (const { trial, outcomes } of runs) {
    for (const [i, list] of outcomes.entries()) {
      const killers = list.filter(isKill);
      if (killers.some((killer) => killedBy.includes(killer.id))) killedSeeds++;
      else survived.push(trial.seeds[i] as number);
      if (trial.untilFailed !== undefined) continue;
      for (const killer of killers) {
        scenarios.set(killer.id, [...(scenarios.get(killer.id) ?? []), killer.scenarios]);
      }
    }
  }
  const kills = new Map(
    [...scenarios].map(([property, counts]) => [
      property,
      { times: counts.length, medianScenarios: median(counts) },
    ]),
  );
  return {
    id,
    title,
    source,
    killedBy,
    killedSeeds,
    survivedSeeds: survived.slice(0, survivorsShown),
    kills,
  };
}

/** The lower median: a number of scenarios that did occur. */
function median(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? 0;
}
