import { resolve } from 'node:path';
import { exitCodes } from '../../command-line/problem.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { gradedNames, readGraded } from '../graded-file.ts';
import type { DiffInvocation } from '../invocation.ts';
import type { GradedAttempt } from '../model.ts';
import { gradeWording } from '../wording.ts';
import { type Cause, type Change, compare } from './compare.ts';

/**
 * `grade diff OLD NEW`: every change of score with what is responsible for it.
 *
 * @returns 0 if nothing has changed, else 1.
 * @throws UsageProblem
 */
export async function runDiff(
  { older, newer }: DiffInvocation,
  { terminal }: { readonly terminal: Terminal },
): Promise<number> {
  const [before, after] = [resolve(older), resolve(newer)];
  const names = new Set([
    ...(await gradedNames(before, older)),
    ...(await gradedNames(after, newer)),
  ]);
  const lines: string[] = [];
  let changes = 0;
  for (const name of [...names].sort()) {
    const change = compare(await readGraded(before, name), await readGraded(after, name));
    if (change === undefined) continue;
    changes++;
    lines.push(...linesOf(change));
  }
  if (changes === 0) {
    terminal.print([gradeWording.sameScores]);
    return exitCodes.passed;
  }
  terminal.print([gradeWording.changedScores(changes), ...lines]);
  return exitCodes.failed;
}

function linesOf({ pseudonym, attempt, from, to, causes }: Change): readonly string[] {
  const head = gradeWording.change(pseudonym, attempt, scoreText(from), scoreText(to));
  if (from === undefined || to === undefined) return [head];
  return [head, ...(causes.length === 0 ? [gradeWording.rulesChanged] : causes.map(lineOf))];
}

function scoreText(graded: GradedAttempt | undefined): string {
  return graded === undefined
    ? gradeWording.absent
    : gradeWording.score(graded.points, graded.note);
}

function lineOf(cause: Cause): string {
  switch (cause.kind) {
    case 'property': {
      const { exercise, property, from, to } = cause;
      const delta = (to?.points ?? 0) - (from?.points ?? 0);
      const [before, after] = [from, to].map((each) => each?.status ?? gradeWording.absent);
      return gradeWording.propertyChanged(exercise, property, before ?? '', after ?? '', delta);
    }
    case 'weight':
      return gradeWording.weightChanged(cause.exercise, cause.from, cause.to);
    case 'quiz':
      return gradeWording.quizChanged(cause.from, cause.to);
    case 'late':
      return gradeWording.lateChanged(cause.from, cause.to);
  }
}
