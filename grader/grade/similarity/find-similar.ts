import type { Exercise } from '../../catalogue/catalogue.ts';
import { ProcessLost } from '../asked-process.ts';
import type { GradedInput } from '../model.ts';
import type { SimilarPair } from '../outputs.ts';
import type { FindSimilar } from '../similar.ts';
import { Comparer, type ComparerLimits, defaultComparerLimits } from './comparer.ts';
import type { Known } from './comparison.ts';
import { isOwnFile, loadKnown } from './known-solutions.ts';
import type { ToComparer } from './messages.ts';

type Hand = Extract<ToComparer, { kind: 'add' }>;

/**
 * Pairs of people whose solutions resemble each other, over all exercises, the most similar first
 * (`SimilarPair`). A hint for a human, never a score.
 */
export const findSimilar: FindSimilar = async (submissions, { layout, exercises, signal }) => {
  const pairs: SimilarPair[] = [];
  for (const exercise of exercises) {
    if (signal.aborted) break;
    const known = await loadKnown(layout, exercise);
    pairs.push(...(await compare(exercise, known, handsOf(submissions, exercise), signal)));
  }
  // Stable: within one exercise the order is already right.
  return pairs.sort((a, b) => b.share - a.share);
};

function handsOf(submissions: readonly GradedInput[], exercise: Exercise): readonly Hand[] {
  const prefix = `${exercise.manifest.id}/`;
  return submissions.flatMap(({ student: { pseudonym }, attempts }) =>
    attempts.flatMap(({ number, files }): readonly Hand[] => {
      const own = [...files]
        .filter(([path]) => path.startsWith(prefix))
        .map(([path, bytes]) => [path.slice(prefix.length), bytes] as const)
        .filter(([path]) => isOwnFile(path, exercise));
      if (own.length === 0) return [];
      return [{ kind: 'add', pseudonym, attempt: number, files: new Map(own) }];
    }),
  );
}

/** So many attempts may each cost a process; then the exercise is given up. */
const mostLost = 20;

/**
 * Whatever an attempt does to the parser, the others are compared: a process that is lost on one is
 * started again without it.
 */
export async function compare(
  exercise: Exercise,
  known: Known,
  hands: readonly Hand[],
  signal: AbortSignal,
  limits: ComparerLimits = defaultComparerLimits,
): Promise<readonly SimilarPair[]> {
  if (new Set(hands.map(({ pseudonym }) => pseudonym)).size < 2) return [];
  const left = [...hands];
  for (let lost = 0; lost <= mostLost; lost++) {
    const comparer = new Comparer(limits);
    let current: Hand | undefined;
    try {
      await comparer.ask({ kind: 'begin', exercise: exercise.manifest.id, known }, signal);
      for (const hand of left) {
        current = hand;
        await comparer.ask(hand, signal);
      }
      current = undefined;
      const answer = await comparer.ask({ kind: 'compare' }, signal);
      return answer.kind === 'pairs' ? answer.pairs : [];
    } catch (error) {
      if (!(error instanceof ProcessLost)) throw error;
      if (signal.aborted || current === undefined) return [];
      left.splice(left.indexOf(current), 1);
    } finally {
      comparer.kill();
    }
  }
  return [];
}
