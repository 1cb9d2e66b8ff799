import * as fc from 'fast-check';
import { listDeletions } from '../../../simulator/deletions.ts';
import type { ClientScript } from '../../../simulator/scenario.ts';
import { type RecipeFaults, recipeDeletions, recipeFaults } from './recipe-scenario.ts';
import type { Life } from './store-node.ts';

/** A client's wish for the lock: on the node at this place, released so long after `atMs` or later. */
export interface Visit {
  readonly node: number;
  readonly atMs: number;
  readonly holdMs: number;
}

export interface LeaseInput extends RecipeFaults {
  readonly seed: number;
  readonly ttl: number;
  readonly visits: readonly Visit[];
  readonly durationMs: number;
}

export const lockKey = '/_locks/job';

const seed = fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff }));

/** Nothing goes wrong, but several want the lock at a time. */
export const calmInputs: fc.Arbitrary<LeaseInput> = fc.record({
  nodes: fc.constantFrom(3, 2, 4),
  seed,
  ttl: fc.constantFrom(2, 3),
  faults: fc.constant([]),
  durationMs: fc.constant(9_000),
  visits: fc.array(
    fc.record({
      node: fc.integer({ min: 0, max: 2 }),
      atMs: fc.integer({ min: 0, max: 3_000 }),
      holdMs: fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 2_000, max: 5_000 })),
    }),
    { minLength: 2, maxLength: 5, size: 'max' },
  ),
});

/** All sorts of faults for six seconds, and visits until the end. */
export const stormyInputs: fc.Arbitrary<LeaseInput> = fc.record({
  nodes: fc.constantFrom(3, 3, 4, 2),
  seed,
  ttl: fc.constantFrom(2, 2, 3),
  faults: recipeFaults(7_000, 4_000),
  durationMs: fc.constant(16_000),
  visits: fc.array(
    fc.record({
      node: fc.integer({ min: 0, max: 2 }),
      atMs: fc.integer({ min: 0, max: 9_000 }),
      holdMs: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 400, max: 6_000 })),
    }),
    { minLength: 3, maxLength: 9, size: 'max' },
  ),
});

/** One client a node; each releases what it acquired, also where it never got it. */
export function visitors<Request>(
  nodes: readonly string[],
  visits: readonly Visit[],
  acquire: Request,
  release: Request,
): ClientScript<Request>[] {
  return nodes.map((target, index) => ({
    id: `c${index + 1}`,
    requests: visits
      .filter(({ node }) => node % nodes.length === index)
      .toSorted((a, b) => a.atMs - b.atMs)
      .flatMap(({ atMs, holdMs }) => [
        { atMs, target, request: acquire },
        { atMs: atMs + holdMs, target, request: release },
      ]),
  }));
}

export function* leaseDeletions(input: LeaseInput): Generator<LeaseInput> {
  // What comes after the first mistake is of no interest.
  for (const share of [0.5, 0.75, 0.9]) {
    yield { ...input, durationMs: Math.floor(share * input.durationMs) };
  }
  yield* recipeDeletions(input);
  for (const visits of listDeletions(input.visits)) yield { ...input, visits };
}

/** The life of the key that a claim speaks of, if it speaks the truth at this moment. */
export function lifeAt(lives: readonly Life[], fence: unknown, atMs: number): Life | undefined {
  return lives.find(
    ({ createdIndex, bornAtMs, goneAtMs }) =>
      createdIndex === fence && bornAtMs <= atMs && (goneAtMs ?? atMs) >= atMs,
  );
}
