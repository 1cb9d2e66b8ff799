import type { ExerciseResult, PropertyResult } from '../../results/result.ts';
import type { Failure, Likeness } from './likeness.ts';
import type { Likenesses } from './play-known.ts';

/** What is known of one property of a submission. */
export interface Observation {
  readonly property: string;
  /** After how many scenarios it failed; `undefined` if it holds. */
  readonly failedAfter?: number;
  /** By known mistake: what it does on the input of this failure, as far as that was tried. */
  readonly likenesses?: ReadonlyMap<string, Likeness>;
}

type Fault = NonNullable<NonNullable<PropertyResult['counterexample']>['fault']>;

/**
 * Faults that hide what a submission would have done: it has not been written, or it broke off. Known
 * mistakes run to their end and do the wrong thing.
 */
const hiding: ReadonlySet<Fault['kind']> = new Set([
  'todo',
  'exception',
  'missing-export',
  'asynchronous',
]);

/** What a submission's result tells of its mistakes: failures that are violations, and what holds. */
export function observationsOf({ properties }: ExerciseResult): readonly Observation[] {
  return properties.flatMap((property): readonly Observation[] => {
    const { id, status, scenarios, counterexample } = property;
    if (status === 'bestanden') return [{ property: id }];
    if (status !== 'nicht-bestanden' || scenarios === 0) return [];
    const fault = counterexample?.fault;
    if (fault !== undefined && hiding.has(fault.kind)) return [];
    return [{ property: id, failedAfter: scenarios }];
  });
}

/** The failures among them, with what is known of each. */
export function failuresOf(
  { properties }: ExerciseResult,
  observations: readonly Observation[],
): readonly Failure[] {
  const failed = new Set(
    observations.flatMap((each) => (each.failedAfter === undefined ? [] : [each.property])),
  );
  return properties.flatMap(({ id, counterexample }) =>
    failed.has(id) && counterexample !== undefined ? [{ property: id, counterexample }] : [],
  );
}

/** The same observations, and what known mistakes do where they failed. */
export function withLikenesses(
  observations: readonly Observation[],
  found: Likenesses,
): readonly Observation[] {
  return observations.map((each) => {
    const likenesses = found.get(each.property);
    return likenesses === undefined ? each : { ...each, likenesses };
  });
}
