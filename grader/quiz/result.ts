import * as z from 'zod';
import type { Answer } from './answer.ts';
import { judge } from './judge.ts';
import type { Question } from './question.ts';
import { questionTypes } from './schema.ts';

/** Raise with every change a reader of old results would notice. */
export const quizResultVersion = 1;

const questionResultSchema = z.strictObject({
  id: z.string(),
  type: z.enum(questionTypes),
  /** Path of the chapter's text, and where to read on. */
  chapter: z.string(),
  read: z.string(),
  status: z.enum(['richtig', 'falsch', 'unbeantwortet']),
  points: z.number(),
  maxPoints: z.number(),
  /** What to say about the answer; Markdown. */
  remarks: z.array(
    z.strictObject({
      mark: z.enum(['right', 'wrong', 'missed', 'solution']),
      about: z.string(),
      explanation: z.string(),
    }),
  ),
});
export type QuestionResult = z.infer<typeof questionResultSchema>;

/** Answers to some questions, judged. No times and no names: equal answers give equal bytes. */
export const quizResultSchema = z.strictObject({
  schemaVersion: z.literal(quizResultVersion),
  status: z.enum(['bestanden', 'nicht-bestanden']),
  right: z.int(),
  answered: z.int(),
  total: z.int(),
  points: z.number(),
  maxPoints: z.number(),
  questions: z.array(questionResultSchema),
});
export type QuizResult = z.infer<typeof quizResultSchema>;

/** A question and the path of the chapter's text it stands in. */
export interface AskedQuestion {
  readonly question: Question;
  readonly chapter: string;
}

/** Judges the answers to these questions; what was not answered earns nothing. */
export function scoreQuiz(
  asked: readonly AskedQuestion[],
  answers: ReadonlyMap<string, Answer>,
): QuizResult {
  const questions = asked.map(({ question, chapter }): QuestionResult => {
    const answer = answers.get(question.id);
    const verdict = answer === undefined ? undefined : judge(question, answer);
    return {
      id: question.id,
      type: question.type,
      chapter,
      read: question.read,
      status: verdict === undefined ? 'unbeantwortet' : verdict.correct ? 'richtig' : 'falsch',
      points: verdict?.correct === true ? question.points : 0,
      maxPoints: question.points,
      remarks: [...(verdict?.remarks ?? [])],
    };
  });
  const count = (status: QuestionResult['status']) =>
    questions.filter((each) => each.status === status).length;
  const right = count('richtig');
  return {
    schemaVersion: quizResultVersion,
    status: right === questions.length ? 'bestanden' : 'nicht-bestanden',
    right,
    answered: questions.length - count('unbeantwortet'),
    total: questions.length,
    points: questions.reduce((sum, { points }) => sum + points, 0),
    maxPoints: questions.reduce((sum, { maxPoints }) => sum + maxPoints, 0),
    questions,
  };
}
