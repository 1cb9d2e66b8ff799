import type { Rumor, Version } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import type { MergeInput, MergeSeen, RoundsInput, RoundsSeen, VersionsSeen } from './functions.ts';
import { isNewerVersion } from './messages.ts';
import { wording } from './wording.ts';

export function checkVersionOrder(seen: VersionsSeen, versions: readonly Version[]): Verdict {
  for (const [i, left] of versions.entries()) {
    for (const [j, right] of versions.entries()) {
      const actual = seen.newer[i]?.[j];
      const expected = isNewerVersion(left, right);
      if (actual === expected) continue;
      const message =
        typeof actual === 'boolean'
          ? wording.wrongOrder(left, right, expected)
          : wording.notBoolean(left, right);
      return violated(message, [], { expected, actual });
    }
  }
  return holds;
}

export function checkMergeLaws(
  { ab, ba, aa, leftFirst, rightFirst }: MergeSeen,
  { a }: MergeInput,
) {
  if (!sameState(ab, ba)) {
    return violated(wording.notCommutative(), [], { expected: ab, actual: ba });
  }
  if (!sameState(leftFirst, rightFirst)) {
    return violated(wording.notAssociative(), [], { expected: leftFirst, actual: rightFirst });
  }
  if (!sameState(aa, a)) return violated(wording.notIdempotent(), [], { expected: a, actual: aa });
  return holds;
}

export function checkMergeNewest({ ab, after }: MergeSeen, { a, b, c }: MergeInput): Verdict {
  const expected: Record<string, Rumor> = { ...a };
  for (const [key, rumor] of Object.entries(b)) {
    const other = expected[key];
    if (other === undefined || isNewerVersion(rumor, other)) expected[key] = rumor;
  }
  const actual = stateOf(ab);
  for (const [key, rumor] of Object.entries(expected)) {
    if (actual.get(key) === canonical(rumor)) continue;
    return violated(wording.wrongMerge(key), [], { expected, actual: ab });
  }
  const surplus = [...actual.keys()].find((key) => expected[key] === undefined);
  if (surplus !== undefined) {
    return violated(wording.surplusKey(surplus), [], { expected, actual: ab });
  }
  const isUntouched = sameState(after.a, a) && sameState(after.b, b) && sameState(after.c, c);
  return isUntouched
    ? holds
    : violated(wording.argumentChanged(), [], { expected: a, actual: after.a });
}

export function checkMinimumRounds(
  { rounds }: RoundsSeen,
  { nodes, fanout }: RoundsInput,
): Verdict {
  let expected = 0;
  while ((fanout + 1) ** expected < nodes) expected++;
  if (rounds === expected) return holds;
  return violated(wording.wrongRounds(nodes, fanout, expected), [], { expected, actual: rounds });
}

/** Compares states whatever the order of their keys and fields. */
function sameState(one: unknown, other: unknown): boolean {
  const left = stateOf(one);
  const right = stateOf(other);
  return left.size === right.size && [...left].every(([key, text]) => right.get(key) === text);
}

function stateOf(state: unknown): ReadonlyMap<string, string> {
  if (typeof state !== 'object' || state === null) return new Map([['', String(state)]]);
  return new Map(Object.entries(state).map(([key, rumor]) => [key, canonical(rumor)]));
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
