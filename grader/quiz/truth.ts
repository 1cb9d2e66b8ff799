import { isFact } from './equal-values.ts';
import type { NumericQuestion, PredictQuestion, Question } from './question.ts';
import type { Fact, Scenes } from './scene-facts.ts';
import type { WrittenQuestion } from './schema.ts';
import { quizWording } from './wording.ts';

export type Truth =
  | { readonly kind: 'question'; readonly question: Question }
  /** `field` is where the author has to mend something. */
  | { readonly kind: 'problem'; readonly field: string; readonly message: string };

const words = quizWording.truth;

/** Fills in what a scene of the chapter computed. Questions without a scene are complete already. */
export function withTruth(written: WrittenQuestion, scenes: Scenes): Truth {
  if (written.type === 'predict') return predictWithTruth(written, scenes);
  if (written.type !== 'numeric') return { kind: 'question', question: written };
  const { answer, ...rest } = written;
  if (typeof answer === 'number') {
    return { kind: 'question', question: { ...rest, answer } };
  }
  const fact = factOf(scenes, answer.scene, answer.fact);
  if (fact.kind === 'problem') return fact;
  if (typeof fact.value !== 'number') {
    return problem('answer', words.notANumber(answer.scene, answer.fact, fact.value));
  }
  return checkedNumeric({ ...rest, answer: fact.value, scene: answer.scene });
}

function checkedNumeric(question: NumericQuestion): Truth {
  const { answer, tolerance, misconceptions } = question;
  const right = misconceptions.find(({ value }) => Math.abs(value - answer) <= tolerance);
  return right === undefined
    ? { kind: 'question', question }
    : problem('misconceptions', quizWording.schema.misconceptionIsRight(right.value));
}

function predictWithTruth(
  written: Extract<WrittenQuestion, { type: 'predict' }>,
  scenes: Scenes,
): Truth {
  const fact = factOf(scenes, written.scene, written.answer.fact);
  if (fact.kind === 'problem') return fact;
  const { options, answer: _, ...rest } = written;
  if (options === undefined) {
    const right = written.misconceptions.find(({ value }) => isFact(value, fact.value));
    if (right !== undefined) {
      return problem('misconceptions', quizWording.schema.misconceptionIsRight(right.value));
    }
    return { kind: 'question', question: { ...rest, answer: fact.value } };
  }
  const judged = options.map(({ text, value, explanation }) => ({
    text: text ?? value ?? '',
    correct: isFact(value ?? text ?? '', fact.value),
    explanation,
  }));
  const right = judged.filter(({ correct }) => correct).length;
  if (right !== 1) {
    return problem('options', words.notOneTrue(right, written.answer.fact, fact.value));
  }
  const question: PredictQuestion = { ...rest, answer: fact.value, options: judged };
  return { kind: 'question', question };
}

type Found =
  | { readonly kind: 'fact'; readonly value: Fact }
  | Extract<Truth, { readonly kind: 'problem' }>;

function factOf(scenes: Scenes, id: string, name: string): Found {
  const scene = scenes.get(id);
  if (scene === undefined) return problem('scene', words.noScene(id, [...scenes.keys()]));
  const value = Object.hasOwn(scene.facts, name) ? scene.facts[name] : undefined;
  if (value === undefined) {
    return problem('answer', words.noFact(id, name, Object.keys(scene.facts)));
  }
  return { kind: 'fact', value };
}

function problem(field: string, message: string): Extract<Truth, { kind: 'problem' }> {
  return { kind: 'problem', field, message };
}
