import type { ChapterResult, PropertyResult } from '../../results/result.ts';
import type { GradedAttempt } from '../model.ts';

/** Why an attempt has other points than before. */
export type Cause =
  /** `from` or `to` is missing if the property is new or gone. */
  | {
      readonly kind: 'property';
      readonly exercise: string;
      readonly property: string;
      readonly from?: PropertyResult;
      readonly to?: PropertyResult;
    }
  | {
      readonly kind: 'weight';
      readonly exercise: string;
      /** 0 if the exercise did not count. */
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'quiz'; readonly from: number; readonly to: number }
  | { readonly kind: 'late'; readonly from: number; readonly to: number };

export interface Change {
  readonly pseudonym: string;
  readonly attempt: number;
  readonly from?: GradedAttempt;
  readonly to?: GradedAttempt;
  readonly causes: readonly Cause[];
}

/** What has changed in the score of one attempt; `undefined` if nothing has. */
export function compare(
  from: GradedAttempt | undefined,
  to: GradedAttempt | undefined,
): Change | undefined {
  const { pseudonym, attempt } = to ?? from ?? { pseudonym: '', attempt: 0 };
  if (from === undefined || to === undefined) {
    return from === to
      ? undefined
      : { pseudonym, attempt, ...(from && { from }), ...(to && { to }), causes: [] };
  }
  if (scoreOf(from) === scoreOf(to)) return undefined;
  return { pseudonym, attempt, from, to, causes: causesOf(from, to) };
}

/** All that makes up somebody's score. */
function scoreOf({ points, note, late, result }: GradedAttempt): string {
  const { points: earned, bonusPoints, maxPoints } = result;
  return JSON.stringify([points, note, late?.deducted ?? 0, earned, bonusPoints, maxPoints]);
}

function causesOf(from: GradedAttempt, to: GradedAttempt): readonly Cause[] {
  const ids = new Set([...exerciseIds(from.result), ...exerciseIds(to.result)]);
  const causes = [...ids].flatMap((id): Cause[] => {
    const before = from.result.exercises.find((each) => each.id === id);
    const after = to.result.exercises.find((each) => each.id === id);
    const weights = { from: before?.weight ?? 0, to: after?.weight ?? 0 };
    return [
      ...propertyCauses(id, before?.properties ?? [], after?.properties ?? []),
      ...(weights.from === weights.to
        ? []
        : [{ kind: 'weight', exercise: id, ...weights } as const]),
    ];
  });
  const late = { from: from.late?.deducted ?? 0, to: to.late?.deducted ?? 0 };
  const quiz = { from: from.result.quiz?.points ?? 0, to: to.result.quiz?.points ?? 0 };
  if (quiz.from !== quiz.to) causes.push({ kind: 'quiz', ...quiz });
  return [...causes, ...(late.from === late.to ? [] : [{ kind: 'late', ...late } as const])];
}

function exerciseIds({ exercises }: ChapterResult): readonly string[] {
  return exercises.map(({ id }) => id);
}

function propertyCauses(
  exercise: string,
  before: readonly PropertyResult[],
  after: readonly PropertyResult[],
): readonly Cause[] {
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  return ids.flatMap((property) => {
    const from = before.find(({ id }) => id === property);
    const to = after.find(({ id }) => id === property);
    const isSame =
      from?.status === to?.status &&
      from?.points === to?.points &&
      from?.maxPoints === to?.maxPoints;
    if (isSame) return [];
    return [{ kind: 'property', exercise, property, ...(from && { from }), ...(to && { to }) }];
  });
}
