import type { Exercise } from '../../catalogue/catalogue.ts';
import { Dice } from '../../grade/demo/dice.ts';
import { failuresOf, observationsOf } from '../../grade/diagnosis/evidence.ts';
import { candidatesOf } from '../../grade/diagnosis/infer.ts';
import { loadMistakes, type Mistake } from '../../grade/diagnosis/mistakes.ts';
import { claimedBy, type PlayKnown, playingHere } from '../../grade/diagnosis/play-known.ts';
import type { SampledBug } from '../../grade/diagnosis/sampled-bugs.ts';
import { describeSuite } from '../../results/describe-suite.ts';
import { scoreExercise } from '../../results/score.ts';
import { plainMeteredSubmissionOf } from '../../sandbox/plain.ts';
import { type Reference, referencesFor } from '../../sandbox/reference.ts';
import type { SubmissionSources } from '../../sandbox/sources.ts';
import { runSuite } from '../../suites/run-suite.ts';
import type { Suite } from '../../suites/suite.ts';
import { loadSuite } from '../../verify/trial.ts';
import { loadVariants, MutantProblem, mutate, type Variant } from '../../verify/variants.ts';
import { layout, suiteFile } from '../subjects.ts';
import { breakInSmall, emptyFunctions } from './break-code.ts';

/** How many bugs of each kind are wanted of an exercise. */
export type Counts = Readonly<Record<SampledBug['kind'], number>>;

interface Bug {
  readonly kind: SampledBug['kind'];
  readonly what: string;
  /** Ids of the mutants that it is made of: what may be named. */
  readonly truth: readonly string[];
  readonly sources: SubmissionSources;
}

interface Judged {
  readonly exercise: Exercise;
  readonly suite: Suite;
  readonly references: readonly Reference[];
  readonly mistakes: readonly Mistake[];
  readonly play: PlayKnown;
  readonly seed: number;
}

/**
 * Bugs of an exercise, drawn by the name of the sample, with what the suite sees of them under a seed.
 * Two samples have no mutant and no edit in common, as long as there are enough for both.
 */
export async function sampleBugs(
  exercise: Exercise,
  name: string,
  { seed, counts, half }: { readonly seed: number; readonly counts: Counts; readonly half: 0 | 1 },
): Promise<readonly SampledBug[]> {
  const variants = await loadVariants(layout, exercise);
  const dice = new Dice(`${name}/${exercise.manifest.id}`);
  const judged: Judged = {
    exercise,
    suite: await loadSuite(suiteFile(exercise.manifest.id)),
    references: await referencesFor(layout, exercise),
    mistakes: await loadMistakes(layout, exercise.chapter, exercise.manifest.id),
    play: playingHere(),
    seed,
  };
  const found: SampledBug[] = [];
  for (const kind of Object.keys(counts) as SampledBug['kind'][]) {
    let left = counts[kind];
    for (const bug of bugsOf[kind](variants, exercise, dice, half)) {
      if (left === 0) break;
      const seen = await judge(bug, judged);
      // It is no program any more, or no bug that anybody sees.
      if (seen === undefined || Object.keys(seen.fails).length === 0) continue;
      found.push(seen);
      left--;
    }
  }
  return found;
}

type BugsOf = (
  variants: readonly Variant[],
  exercise: Exercise,
  dice: Dice,
  half: 0 | 1,
) => Iterable<Bug>;

const bugsOf: Readonly<Record<SampledBug['kind'], BugsOf>> = {
  *known(variants, _, dice, half) {
    for (const { id, sources } of dice.shuffle(halfOf('mutant', variants, half), 'known')) {
      yield { kind: 'known', what: id, truth: [id], sources };
    }
  },
  *elsewhere(variants, _, __, half) {
    for (const { id, mutant, sources } of halfOf('transplant', variants, half)) {
      yield { kind: 'elsewhere', what: id, truth: mutant ? [mutant.id] : [], sources };
    }
  },
  *double(variants, _, dice, half) {
    const mutants = dice.shuffle(halfOf('mutant', variants, half), 'double');
    for (const [place, { id, sources }] of mutants.entries()) {
      const { mutant } = mutants[(place + 1) % mutants.length] ?? {};
      const both = mutant && bothOf(sources, mutant);
      if (both === undefined || mutant === undefined) continue;
      yield { kind: 'double', what: `${id} + ${mutant.id}`, truth: [id, mutant.id], sources: both };
    }
  },
  *small(variants, exercise, dice, half) {
    yield* inAlternatives('small', breakInSmall, variants, exercise, dice, half);
  },
  *empty(variants, exercise, dice, half) {
    yield* inAlternatives('empty', emptyFunctions, variants, exercise, dice, half);
  },
};

function halfOf(
  wanted: Variant['kind'],
  variants: readonly Variant[],
  half: 0 | 1,
): readonly Variant[] {
  return variants.filter(({ kind }) => kind === wanted).filter((_, place) => place % 2 === half);
}

function bothOf(
  sources: SubmissionSources,
  mutant: NonNullable<Variant['mutant']>,
): SubmissionSources | undefined {
  try {
    return mutate(sources, mutant);
  } catch (error) {
    if (error instanceof MutantProblem) return undefined;
    throw error;
  }
}

/** Of one alternative after the other one bug each. */
function* inAlternatives(
  kind: 'small' | 'empty',
  breakCode: typeof breakInSmall,
  variants: readonly Variant[],
  { manifest }: Exercise,
  dice: Dice,
  half: 0 | 1,
): Generator<Bug> {
  const lists = variants
    .filter(({ kind }) => kind === 'alternative')
    .map(({ id, sources }) => {
      const own = [...sources.files].filter(([path]) => !manifest.contract.includes(path));
      // The order of the places is the same for every sample: the halves do not meet.
      const places = breakCode(new Map(own), new Dice(`places/${manifest.id}/${id}`));
      const mine = places.filter((_, place) => place % 2 === half);
      return dice.shuffle(mine, `${kind}/${id}`).map(({ files, what }): Bug => {
        const broken = { ...sources, files: new Map([...sources.files, ...files]) };
        return { kind, what: `${id}/${what}`, truth: [], sources: broken };
      });
    });
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  for (let place = 0; place < longest; place++) {
    for (const list of lists) {
      const bug = list[place];
      if (bug !== undefined) yield bug;
    }
  }
}

/** What grading would see of it. */
async function judge(
  { kind, what, truth, sources }: Bug,
  { exercise: { manifest, chapter }, suite, references, mistakes, play, seed }: Judged,
): Promise<SampledBug | undefined> {
  const submission = await plainMeteredSubmissionOf(sources, references).catch(() => undefined);
  if (submission === undefined) return undefined;
  const { properties: reports } = runSuite(suite, submission, { seed });
  const { properties } = describeSuite(suite);
  const result = scoreExercise({ manifest, weight: 1, properties, reports, findings: [] });
  const observations = observationsOf(result);
  const failed = observations.flatMap(({ property, failedAfter }) =>
    failedAfter === undefined ? [] : [[property, failedAfter] as const],
  );
  const seen = new Set(observations.map(({ property }) => property));
  const unseen = properties.map(({ id }) => id).filter((id) => !seen.has(id));
  const candidates = candidatesOf(observations, mistakes);
  const failures = failuresOf(result, observations).map((failure) => ({
    ...failure,
    mutants: claimedBy(candidates, failure.property),
  }));
  const played = await play({ layout, chapter, exercise: manifest.id, failures });
  return {
    exercise: manifest.id,
    kind,
    what,
    truth: [...truth],
    fails: Object.fromEntries(failed),
    unseen,
    likenesses: Object.fromEntries(
      [...played].map(([property, byMutant]) => [property, Object.fromEntries(byMutant)]),
    ),
  };
}
