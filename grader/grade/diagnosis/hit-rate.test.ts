import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../catalogue/catalogue.ts';
import { ownLayout } from '../../catalogue/layout.ts';
import { describeSuite } from '../../results/describe-suite.ts';
import type { ExerciseResult } from '../../results/result.ts';
import { scoreExercise } from '../../results/score.ts';
import { plainMeteredSubmissionOf } from '../../sandbox/plain.ts';
import { runSuite } from '../../suites/run-suite.ts';
import { loadSuite, suiteFileOf } from '../../verify/trial.ts';
import { loadVariants, type Variant } from '../../verify/variants.ts';
import { Dice } from '../demo/dice.ts';
import { leaveOut } from '../demo/unfinished.ts';
import type { GradedAttempt } from '../model.ts';
import { createDiagnose } from './create-diagnose.ts';
import { observationsOf } from './evidence.ts';
import { infer } from './infer.ts';
import { loadMistakes } from './mistakes.ts';
import { playingHere } from './play-known.ts';

const timeout = 900_000;

/** No seed of the matrix, which counts up from another place. */
const freshSeed = 987_654_321;

const layout = ownLayout();
const catalogue = await loadCatalogue(layout);
const exercise = catalogue
  .flatMap((chapter) => chapter.exercises)
  .find(({ manifest }) => manifest.id === 'lamport');
if (exercise === undefined) throw new Error('no lamport');
const { manifest, chapter } = exercise;
const suite = await loadSuite(suiteFileOf(layout.suites, chapter, manifest.id));
const variants = await loadVariants(layout, exercise);
const mistakes = await loadMistakes(layout, chapter, manifest.id);
const diagnose = createDiagnose(layout, playingHere());

async function resultOf({ sources }: Pick<Variant, 'sources'>): Promise<ExerciseResult> {
  const submission = await plainMeteredSubmissionOf(sources, []);
  const { properties: reports } = runSuite(suite, submission, { seed: freshSeed });
  const { properties } = describeSuite(suite);
  return scoreExercise({ manifest, weight: 1, properties, reports, findings: [] });
}

/** As grading asks: of a whole attempt. */
function diagnosesOf(result: ExerciseResult) {
  const attempt = { result: { chapter, exercises: [result] } } as unknown as GradedAttempt;
  return diagnose(attempt);
}

// `infer.test.ts` shows why; this shows how often.
describe('every third mutant under a seed that the matrix does not know', { timeout }, () => {
  it('is mostly recognised, and whatever is named is right', async () => {
    const mutants = variants.filter(({ kind }) => kind === 'mutant').filter((_, i) => i % 3 === 0);
    let first = 0;
    let amongThree = 0;
    let named = 0;
    const wrong: string[] = [];
    for (const { id, sources, mutant } of mutants) {
      const result = await resultOf({ sources });
      const ranked = infer(observationsOf(result), mistakes).ranked.map(
        ({ mistake }) => mistake.id,
      );
      if (ranked[0] === id) first++;
      if (ranked.slice(0, 3).includes(id)) amongThree++;
      const diagnoses = await diagnosesOf(result);
      if (diagnoses.length > 0) named++;
      const isNamed = diagnoses.some(({ mutantTitle }) =>
        mutantTitle.includes(mutant?.title ?? ''),
      );
      if (diagnoses.length > 0 && !isNamed) wrong.push(id);
    }
    expect(wrong).toEqual([]);
    expect(mutants.length).toBeGreaterThan(20);
    expect(first / mutants.length).toBeGreaterThan(0.6);
    expect(amongThree / mutants.length).toBeGreaterThan(0.8);
    expect(named / mutants.length).toBeGreaterThan(0.2);
  });

  it('is told from what is correct and from what is not written yet', async () => {
    const correct = variants.filter(({ kind }) => kind === 'reference' || kind === 'alternative');
    const unfinished = correct.map(({ sources }, place) => {
      const own = [...sources.files].filter(([path]) => !manifest.contract.includes(path));
      const files = leaveOut(new Map(own), 1 + place, new Dice(`unfinished ${place}`));
      return { sources: { ...sources, files: new Map([...sources.files, ...files]) } };
    });
    const skeleton = variants.filter(({ kind }) => kind === 'skeleton');
    for (const variant of [...correct, ...unfinished, ...skeleton]) {
      expect(await diagnosesOf(await resultOf(variant))).toEqual([]);
    }
  });
});
