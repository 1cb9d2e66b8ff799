import { holds, type Verdict, violated } from '../../suite.ts';
import type { LeaseInput } from './lease-inputs.ts';
import { lifeAt } from './lease-inputs.ts';
import type { Claim, LockSeen } from './lock-run.ts';
import { latency, overspending } from './recipe-scenario.ts';
import { recipeWording as wording } from './wording-recipes.ts';

/** Whoever says that it has the lock has it, and takes nobody else's. */
export function checkHolder({ stays, strayClaims, lives }: LockSeen): Verdict {
  const [stray] = strayClaims;
  const claims = stays.flatMap((stay) =>
    stay.grant === undefined ? [] : [stay.grant, ...stay.claims],
  );
  const wrong = claims
    .filter(({ held }) => held)
    .toSorted((a, b) => a.seq - b.seq)
    .find(({ node, fence, atMs }) => lifeAt(lives, fence, atMs)?.owner !== node);
  if (wrong !== undefined && (stray === undefined || wrong.seq < stray.seq)) {
    const { node, atMs, fence, seq } = wrong;
    const life = lives.find(({ createdIndex }) => createdIndex === fence);
    const present = lives.find(
      ({ bornAtMs, goneAtMs }) => bornAtMs <= atMs && (goneAtMs ?? atMs) >= atMs,
    );
    return violated(wording.noHolder(node, fence, life, present), [seq]);
  }
  if (stray !== undefined) return violated(wording.stray(stray.node, stray.isGrant), [stray.seq]);
  for (const { grant, claims: said, acquiredSeq, fromMs, node } of stays) {
    const life = grant && lives.find(({ createdIndex }) => createdIndex === grant.fence);
    if (grant !== undefined && life !== undefined && life.bornAtMs < fromMs) {
      return violated(wording.older(node, grant.fence), [grant.seq, acquiredSeq]);
    }
    const other = said.find(({ held, fence }) => held && fence !== grant?.fence);
    if (other !== undefined && grant !== undefined) {
      return violated(wording.otherFence(node, grant.fence, other.fence), [other.seq, acquiredSeq]);
    }
    const again = firstAfter(
      said,
      (claim, before) => claim.held && before !== undefined && !before.held,
    );
    if (again !== undefined) return violated(wording.resurrected(node), [again.seq]);
  }
  const robbed = lives.find(({ intruder }) => intruder !== undefined);
  if (robbed !== undefined) return violated(wording.intruder(robbed), []);
  return holds;
}

function firstAfter(
  claims: readonly Claim[],
  test: (claim: Claim, before: Claim | undefined) => boolean,
): Claim | undefined {
  return claims.find((claim, i) => test(claim, claims[i - 1]));
}

/** Where nothing goes wrong, nobody loses the lock. */
export function checkKept({ stays, odd }: LockSeen): Verdict {
  const [strange] = odd;
  if (strange !== undefined)
    return violated(wording.odd(strange.node, strange.response), [strange.seq]);
  for (const { grant, claims, node } of stays) {
    const lost = claims.find(({ held }) => !held);
    if (lost !== undefined && grant !== undefined) {
      return violated(wording.lost(node, lost.atMs - grant.atMs), [lost.seq, grant.seq]);
    }
  }
  return holds;
}

const handOverMs = 500;
const clearedMs = 1_000;

/** Where something goes wrong: the key of a visit that is over goes as soon as that is possible. */
export function checkCleared({ stays, lives, trace, disturbances }: LockSeen): Verdict {
  for (const { node, isReleased, fromMs, untilMs, endSeq } of stays) {
    if (!isReleased) continue;
    const hasCrashed = trace.events.some(
      (event) => event.kind === 'crash' && event.node === node && event.seq > endSeq,
    );
    if (hasCrashed) continue;
    let calmMs = untilMs;
    for (const disturbance of disturbances.toSorted((a, b) => a.fromMs - b.fromMs)) {
      if (disturbance.fromMs > calmMs + clearedMs) break;
      calmMs = Math.max(calmMs, disturbance.untilMs);
    }
    const dueMs = calmMs + clearedMs;
    if (dueMs > trace.endedAtMs) continue;
    // What arrives only after the release may stay until its end, and so may what a duplicate brings back.
    const left = lives.find(
      ({ owner, bornAtMs, isDuplicate, goneAtMs }) =>
        owner === node &&
        bornAtMs >= fromMs &&
        bornAtMs < untilMs &&
        !isDuplicate &&
        (goneAtMs ?? Number.POSITIVE_INFINITY) > dueMs,
    );
    if (left !== undefined) return violated(wording.notCleared(node, dueMs - untilMs), [endSeq]);
  }
  return holds;
}

/** What is released is free at once, for the next one and in the store. */
export function checkReleased(seen: LockSeen): Verdict {
  const { stays, lives, trace, disturbances } = seen;
  if (disturbances.length > 0) return checkCleared(seen);
  for (const stay of stays) {
    if (!stay.isReleased) continue;
    if (stay.releasedAtOnce !== true)
      return violated(wording.notReleased(stay.node), [stay.endSeq]);
    if (stay.grant === undefined) continue;
    const { fence } = stay.grant;
    const dueMs = stay.untilMs + handOverMs;
    if (dueMs > trace.endedAtMs) continue;
    const life = lives.find(({ createdIndex }) => createdIndex === fence);
    if (life !== undefined && (life.goneAtMs ?? Number.POSITIVE_INFINITY) > dueMs) {
      return violated(wording.notDeleted(stay.node, handOverMs), [stay.endSeq]);
    }
    const waiting = stays.filter(
      (other) =>
        other.acquiredSeq < stay.endSeq &&
        other.untilMs > dueMs &&
        (other.grant === undefined || other.grant.seq > stay.endSeq),
    );
    const isHandedOver = stays.some(
      ({ grant }) => grant !== undefined && grant.seq > stay.endSeq && grant.atMs <= dueMs,
    );
    const [first] = waiting;
    if (first !== undefined && !isHandedOver && !isBlocked(seen, stay.untilMs, dueMs)) {
      return violated(wording.notHandedOver(stay.node, first.node, handOverMs), [stay.endSeq]);
    }
  }
  return holds;
}

/** Whether a key appeared that nobody holds: its request was under way when its sender released. */
function isBlocked({ lives, stays }: LockSeen, fromMs: number, untilMs: number): boolean {
  return lives.some(
    ({ owner, createdIndex, bornAtMs }) =>
      bornAtMs >= fromMs &&
      bornAtMs <= untilMs &&
      !stays.some(({ grant }) => grant?.fence === createdIndex) &&
      stays.some(
        ({ node, isReleased, grant, untilMs: releasedMs, fromMs: acquiredMs }) =>
          node === owner &&
          isReleased &&
          grant === undefined &&
          acquiredMs <= bornAtMs &&
          releasedMs <= bornAtMs &&
          bornAtMs - releasedMs <= 2 * latency.maxMs,
      ),
  );
}

/** While nothing disturbs and nobody has the lock, one of those who wait gets it. */
export function checkProgress(
  { stays, trace, disturbances }: LockSeen,
  { ttl }: LeaseInput,
): Verdict {
  const patienceMs = 1000 * ttl + 1500;
  const visits = stays.flatMap(({ grant, untilMs }) =>
    grant === undefined ? [] : [{ fromMs: grant.atMs, untilMs }],
  );
  const busy = [...disturbances, ...visits].toSorted((a, b) => a.fromMs - b.fromMs);
  for (const { node, fromMs, untilMs, grant, acquiredSeq } of stays) {
    const endMs = Math.min(grant?.atMs ?? untilMs, trace.endedAtMs);
    let freeFromMs = fromMs;
    for (const { fromMs: busyFromMs, untilMs: busyUntilMs } of busy) {
      if (busyFromMs >= endMs || busyFromMs - freeFromMs > patienceMs) break;
      freeFromMs = Math.max(freeFromMs, busyUntilMs);
    }
    const waitedMs = endMs - freeFromMs;
    if (waitedMs > patienceMs) {
      return violated(wording.starved(node, waitedMs, patienceMs), [acquiredSeq]);
    }
  }
  return holds;
}

export function checkSpending({ trace }: { readonly trace: LockSeen['trace'] }): Verdict {
  const spent = overspending(trace);
  if (spent === undefined) return holds;
  return violated(wording.overspent(spent.node, spent.sent, spent.allowed), [spent.seq]);
}
