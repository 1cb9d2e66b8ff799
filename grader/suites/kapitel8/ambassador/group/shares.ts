import type { AmbassadorConfig } from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import type { Choice } from './call-ledger.ts';
import type { Findings } from './finding.ts';
import { callWording as wording } from './wording-calls.ts';

/** Part 3 on the wire: every full turn of choices among the same candidates is exact. */
export function judgeShares(
  choices: readonly Choice[],
  { members }: AmbassadorConfig,
  findings: Findings,
): void {
  const weights = new Map(members.map(({ node, weight }) => [node, weight]));
  for (const [start, { candidates }] of choices.entries()) {
    if (candidates === undefined || candidates.length < 2) continue;
    const turn = candidates.reduce((sum, node) => sum + (weights.get(node) ?? 0), 0);
    const window = choices.slice(start, start + turn);
    const isSame = window.every((choice) => choice.candidates?.join() === candidates.join());
    if (window.length < turn || !isSame) continue;
    findings.count('full-turns');
    for (const node of candidates) {
      const count = window.filter((choice) => choice.node === node).length;
      const expected = weights.get(node) ?? 0;
      if (count === expected) continue;
      const seqs = [...window].reverse().map(({ seq }) => seq);
      findings.add('forward-shares', wording.share(node, candidates, turn, expected, count), seqs, {
        expected,
        actual: count,
      });
      return;
    }
  }
}
