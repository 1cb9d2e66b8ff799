import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openGuard } from '../simulator/guard.ts';
import { observeTwice } from './judge.ts';
import type { CallRecord, Submission } from './submission.ts';
import type { Experiment, Observation } from './suite.ts';

const submission: Submission = { guard: openGuard(), instantiate: () => ({}), uses: {} };

/** Sees one observation after the other. */
function seeing(...observations: readonly Observation[]): Experiment<unknown, Observation> {
  let next = 0;
  return {
    id: 'example',
    faults: 'none',
    runs: 1,
    inputs: fc.constant(undefined),
    observe: () => observations[next++] ?? {},
  };
}

const many = (last: unknown): readonly CallRecord[] =>
  Array.from({ length: 2_500 }, (_, i) => ({
    name: 'add',
    arguments: [i],
    returned: i === 2_499 ? last : i,
  }));

describe('observing twice', () => {
  const kindOf = (one: Observation, other: Observation) =>
    observeTwice(seeing(one, other), undefined, submission).observation?.fault?.kind;

  test('lets pass what is the same, however long', () => {
    expect(kindOf({ calls: many(1) }, { calls: many(1) })).toBeUndefined();
  });

  test.each([
    ['the last of many calls', { calls: many(1) }, { calls: many(2) }],
    ['how many there are', { calls: many(1) }, { calls: many(1).slice(0, -1) }],
    ['that there are any', {}, { calls: many(1) }],
  ])('notices a difference in %s', (_, one, other) => {
    expect(kindOf(one, other)).toBe('non-deterministic');
    expect(kindOf(other, one)).toBe('non-deterministic');
  });

  test('notices another fault', () => {
    const fault = (detail: string): Observation => ({ fault: { kind: 'exception', detail } });
    expect(kindOf(fault('a'), fault('a'))).toBe('exception');
    expect(kindOf(fault('a'), fault('b'))).toBe('non-deterministic');
  });
});
