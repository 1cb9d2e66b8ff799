import type { Layout } from '../../catalogue/layout.ts';
import type { Diagnose, Diagnosis } from '../outputs.ts';
import { observationsOf } from './evidence.ts';
import { infer } from './infer.ts';
import { loadMistakes, type Mistake } from './mistakes.ts';
import { diagnosisWording } from './wording.ts';

/** Compares failed attempts with the mutants that the suites were proved with; nothing runs for it. */
export function createDiagnose(layout: Layout): Diagnose {
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
      const mistakes = await mistakesOf(result.chapter, exercise.id);
      for (const { mistakes: group, confidence } of infer(observationsOf(exercise), mistakes)
        .clear) {
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
