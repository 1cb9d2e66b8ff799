import type { ExerciseResult, PropertyResult } from '../../results/result.ts';

/** What is known of one property of a submission. */
export interface Observation {
  readonly property: string;
  /** After how many scenarios it failed; `undefined` if it holds. */
  readonly failedAfter?: number;
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
