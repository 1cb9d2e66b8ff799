import type { Catalogue } from '../../catalogue/catalogue.ts';
import { UsageProblem } from '../../command-line/problem.ts';
import type { Target } from '../../judging/submission-folder.ts';
import type { QuizShare } from '../../results/result.ts';
import type { Surroundings } from '../check-all.ts';
import type { Invocation } from '../invocation.ts';
import { usageWording } from '../wording.ts';

/**
 * The quizzes that count, by chapter: of chapters that are checked as a whole and whose manifest says so.
 *
 * @throws UsageProblem if there are answers for a quiz that does not count, or broken ones.
 */
export async function countingQuizzes(
  targets: readonly Target[],
  invocation: Invocation,
  catalogue: Catalogue,
  surroundings: Surroundings,
): Promise<ReadonlyMap<string, QuizShare>> {
  const { variant, property, replay, submission, answers } = invocation;
  const isPart = [variant, property, replay].some((each) => each !== undefined);
  const chosen = new Set(targets.map(({ exercise }) => exercise));
  const whole = catalogue.filter(
    ({ manifest, exercises }) =>
      manifest.quiz !== undefined && !isPart && exercises.every((each) => chosen.has(each)),
  );
  if (answers !== undefined && whole.length === 0) {
    throw new UsageProblem(usageWording.quizDoesNotCount(answers));
  }
  if (whole.length === 0) return new Map();
  const { quizShareOf } = await import('./quiz-share.ts');
  const shares = new Map<string, QuizShare>();
  for (const chapter of whole) {
    const share = await quizShareOf(chapter, { file: answers, submission }, surroundings);
    if (share !== undefined) shares.set(chapter.manifest.id, share);
  }
  return shares;
}
