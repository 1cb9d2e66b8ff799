import type { NodeId } from '../../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../../suite.ts';
import type { BalancerSeen } from './play.ts';
import { balancerWording as wording } from './wording.ts';

/** V1: only candidates; nobody if there are none. */
export function checkCandidates({ picks }: BalancerSeen): Verdict {
  for (const { candidates, picked } of picks) {
    if (candidates.length === 0 && picked === undefined) continue;
    if (candidates.includes(picked as NodeId)) continue;
    return violated(wording.notAmong(candidates, picked));
  }
  return holds;
}

/** V2: whole turns with the same candidates are exact, wherever one begins to count. */
export function checkShares({ picks, members }: BalancerSeen): Verdict {
  const weights = new Map(members.map(({ node, weight }) => [node, weight]));
  for (const [start, { candidates }] of picks.entries()) {
    const turn = candidates.reduce((sum, node) => sum + (weights.get(node) ?? 0), 0);
    const window = picks.slice(start, start + turn);
    const isSame = window.every((pick) => pick.candidates.join() === candidates.join());
    if (turn === 0 || window.length < turn || !isSame) continue;
    for (const node of candidates) {
      const count = window.filter(({ picked }) => picked === node).length;
      const expected = weights.get(node) ?? 0;
      if (count === expected) continue;
      return violated(wording.share(node, start + 1, turn, expected, count), [], {
        expected,
        actual: count,
      });
    }
  }
  return holds;
}

/** V3: always a candidate, hence chosen in the end. */
export function checkStarvation({ picks, members }: BalancerSeen): Verdict {
  const limit = 2 * members.reduce((sum, { weight }) => sum + weight, 0);
  for (const { node } of members) {
    let passedOver = 0;
    for (const { candidates, picked } of picks) {
      passedOver = picked === node || !candidates.includes(node) ? 0 : passedOver + 1;
      if (passedOver >= limit) return violated(wording.starved(node, limit));
    }
  }
  return holds;
}
