import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import { type ChapterText, loadSceneResults, loadTexts } from '../catalogue/texts.ts';
import { parseQuizzes } from '../quiz/parse-quizzes.ts';
import type { Question } from '../quiz/question.ts';
import { scenesFrom } from '../quiz/scene-facts.ts';
import { withTruth } from '../quiz/truth.ts';

/** A question of the book, with the chapter it is about. */
export interface BookQuestion {
  readonly question: Question;
  readonly text: ChapterText;
}

/** A chapter's text and its questions in their order. */
export interface QuizChapter {
  readonly text: ChapterText;
  readonly questions: readonly Question[];
  /** How many of its blocks are broken, or lack what a scene computes. */
  readonly broken: number;
}

/** All chapters' texts with their questions, in the order of the book. */
export async function loadQuizChapters(
  layout: Layout,
  catalogue: Catalogue,
): Promise<readonly QuizChapter[]> {
  const loaded = catalogue.map(async ({ manifest: { id } }) => {
    const [texts, results] = await Promise.all([
      loadTexts(layout, id),
      loadSceneResults(layout, id),
    ]);
    const scenes = scenesFrom(results);
    return texts.map((text): QuizChapter => {
      const { questions: written, problems } = parseQuizzes(text.markdown);
      const truths = written.map(({ question }) => withTruth(question, scenes));
      const questions = truths.flatMap((truth) =>
        truth.kind === 'question' ? [truth.question] : [],
      );
      const broken = problems.length + truths.length - questions.length;
      return { text, questions, broken };
    });
  });
  return (await Promise.all(loaded)).flat();
}

/** The questions of some chapters, each with its chapter. */
export function questionsOf(chapters: readonly QuizChapter[]): readonly BookQuestion[] {
  return chapters.flatMap(({ text, questions }) =>
    questions.map((question) => ({ question, text })),
  );
}
