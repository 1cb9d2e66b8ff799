import type { Layout } from '../../catalogue/layout.ts';
import type { Diagnose, Diagnosis } from '../outputs.ts';
import { failuresOf, observationsOf, withLikenesses } from './evidence.ts';
import { candidatesOf, infer } from './infer.ts';
import { loadMistakes, type Mistake } from './mistakes.ts';
import { claimedBy, type PlayKnown } from './play-known.ts';
import { diagnosisWording } from './wording.ts';

/**
 * Compares failed attempts with the mutants that the suites were proved with: which properties fail and
 * how soon, and what the likeliest mutants do on the inputs of the counterexamples. Submissions do not run
 * for it.
 */
export function createDiagnose(layout: Layout, play: PlayKnown): Diagnose {
  const known = new Map<string, Promise<readonly Mistake[]>>();
  const mistakesOf = (chapter: string, exercise: string): Promise<readonly Mistake[]> => {
    const loading = known.get(exercise) ?? loadMistakes(layout, chapter, exercise);
    known.set(exercise, loading);
    return loading;
  };
  return async ({ result }) => {
    const diagnoses: Diagnosis[] = [];
    for (const exercise of result.exercises) {
      if (exercise.status !== 'nicht-bestanden') continue;
      const observations = observationsOf(exercise);
      const mistakes = await mistakesOf(result.chapter, exercise.id);
      const candidates = candidatesOf(observations, mistakes);
      if (candidates.length === 0) continue;
      const found = await play({
        layout,
        chapter: result.chapter,
        exercise: exercise.id,
        failures: failuresOf(exercise, observations).map((failure) => ({
          ...failure,
          mutants: claimedBy(candidates, failure.property),
        })),
      });
      const { clear } = infer(withLikenesses(observations, found), candidates);
      for (const { mistakes: group, confidence } of clear) {
        const titles = group.map(({ title }) => title);
        const [title = ''] = titles;
        diagnoses.push({
          exercise: exercise.id,
          mutantTitle: titles.length === 1 ? title : diagnosisWording.oneOf(titles),
          confidence: Math.round(confidence * 100) / 100,
        });
      }
    }
    return diagnoses.sort((a, b) => b.confidence - a.confidence);
  };
}
