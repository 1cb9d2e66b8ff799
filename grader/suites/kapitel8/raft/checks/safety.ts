import { holds, type Verdict, violated } from '../../../suite.ts';
import { once, type RaftSeen } from '../observed.ts';
import { safetyWording as say } from '../wording/safety.ts';
import { ledgerOf } from './ledger.ts';

/** The five safety properties of figure 3, judged from the wire. */

export function electionSafety(seen: RaftSeen): Verdict {
  const [found] = ledgerOf(seen).twoLeaders;
  return found === undefined ? holds : violated(say.twoLeaders(found.term), found.seqs);
}

export function logMatching(seen: RaftSeen): Verdict {
  const [found] = ledgerOf(seen).mismatches;
  return found === undefined
    ? holds
    : violated(say.logMismatch(found.index, found.term), found.seqs);
}

export function leaderAppendOnly(seen: RaftSeen): Verdict {
  const [found] = ledgerOf(seen).rewritten;
  return found === undefined
    ? holds
    : violated(say.rewritten(found.node, found.index, found.otherTerm, found.term), found.seqs);
}

export function stateMachineSafety(seen: RaftSeen): Verdict {
  const [found] = ledgerOf(seen).diverged;
  return found === undefined
    ? holds
    : violated(say.diverged(found.index, found.otherTerm, found.term), found.seqs);
}

export function leaderCompleteness(seen: RaftSeen): Verdict {
  const ledger = ledgerOf(seen);
  for (const { node, term, start, seq } of ledger.leaderships.values()) {
    if (start === undefined) continue;
    const missing = firstMissing(seen, start.lastLogIndex, start.lastLogTerm, term);
    if (missing === undefined) continue;
    const { index, inTerm } = missing;
    return violated(say.incomplete(node, term, index, inTerm), [seq, missing.seq]);
  }
  return holds;
}

/** An entry committed before `term` that the log ending with (`lastIndex`, `lastTerm`) lacks. */
function firstMissing(seen: RaftSeen, lastIndex: number, lastTerm: number, term: number) {
  const ledger = ledgerOf(seen);
  const earlier = once(seen, 'committed-by-index', () =>
    [...ledger.committed].map(([index, entry]) => ({ index, ...entry })),
  ).filter(({ inTerm }) => inTerm < term);
  const beyond = earlier.find(({ index }) => index > lastIndex);
  if (beyond !== undefined) return beyond;
  const byIndex = new Map(earlier.map((entry) => [entry.index, entry]));
  let missing: (typeof earlier)[number] | undefined;
  ledger.walkBack(lastIndex, lastTerm, (index, own) => {
    const entry = byIndex.get(index);
    if (entry !== undefined && entry.term !== own) missing = entry;
    return missing === undefined;
  });
  return missing;
}
