import type { NodeId } from '../../../simulator/process.ts';
import type { Trace } from '../../../simulator/trace.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import { firstPair } from './execution.ts';
import { fieldOf, isTimestamp } from './exports.ts';
import type { MutexSeen } from './mutex.ts';
import { inOrderOfGrants, isGranted, stampTime } from './mutex-ties.ts';
import type { MutexMessageEvent, Visit } from './mutex-trace.ts';
import { mutexWording as wording } from './wording-mutex.ts';

/** Never two holders: from the answer `granted` to the request `release`. */
export function checkExclusion({ visits }: MutexSeen): Verdict {
  const grants = inOrderOfGrants(visits);
  for (const [i, later] of grants.entries()) {
    const holder = grants
      .slice(0, i)
      .find(({ release }) => release === undefined || release.seq > later.granted.seq);
    if (holder !== undefined) {
      return violated(wording.twoHolders(holder.node, later.node), [
        later.granted.seq,
        holder.granted.seq,
      ]);
    }
  }
  return holds;
}

/** Grants follow the stamps, and who asked first (in the sense of →) is served first. */
export function checkOrder({ trace, visits, ties }: MutexSeen): Verdict {
  const grants = inOrderOfGrants(visits);
  for (const [i, later] of grants.entries()) {
    const earlier = grants[i - 1];
    if (earlier === undefined) continue;
    const [first, second] = [stampTime(earlier), stampTime(later)];
    if (first !== undefined && second !== undefined && first > second) {
      const message = wording.againstStamps(earlier.node, first, later.node, second);
      return violated(message, [earlier.granted.seq, later.acquire.seq]);
    }
  }
  const wrongTie = ties.find(({ result }) => result > 0);
  if (wrongTie !== undefined) {
    const { first, second } = wrongTie;
    const message = wording.againstNames(first.node, second.node, stampTime(first) ?? 0);
    return violated(message, [first.granted.seq, second.granted.seq]);
  }
  const passedOver = firstPair(visits.length, (i, k) => {
    const [a, b] = [visits[i] as Visit, visits[k] as Visit];
    if (!isGranted(b) || !happenedBefore(trace, a, b)) return undefined;
    const isServed = isGranted(a) && a.granted.seq < b.granted.seq;
    return isServed ? undefined : { a, b };
  });
  if (passedOver === undefined) return holds;
  const { a, b } = passedOver;
  return violated(wording.passedOver(a.node, b.node), [b.granted.seq, a.acquire.seq]);
}

function happenedBefore(trace: Trace, a: Visit, b: Visit): boolean {
  const own = trace.nodes.indexOf(a.node);
  return (
    a.acquire.seq < b.acquire.seq && (b.acquire.clock[own] ?? 0) >= (a.acquire.clock[own] ?? 0)
  );
}

/** Every wish is granted, every release answered. */
export function checkProgress({ visits }: MutexSeen): Verdict {
  for (const visit of visits) {
    const { node, acquire, granted, release, released } = visit;
    if (granted === undefined) return violated(wording.neverGranted(node), [acquire.seq]);
    if (!isGranted(visit)) {
      return violated(wording.notGranted(node, granted.response), [granted.seq]);
    }
    if (release === undefined) continue;
    if (released === undefined) return violated(wording.neverReleased(node), [release.seq]);
    if (fieldOf(released.response, 'type') !== 'released') {
      return violated(wording.notReleased(node, released.response), [released.seq]);
    }
    if (visit.isReleasedLate === true) {
      return violated(wording.releasedLate(node), [released.seq, release.seq]);
    }
  }
  return holds;
}

/** Requests carry one stamp to all neighbours, the grant names it, and all stamps obey →. */
export function checkStamps({ trace, visits, messages }: MutexSeen): Verdict {
  for (const { send } of messages) {
    if (!isTimestamp(fieldOf(send.message, 'time'))) {
      return violated(wording.noTimestamp(send.node, send.message), [send.seq]);
    }
  }
  for (const visit of visits) {
    const verdict = checkRequests(visit, trace.nodes);
    if (verdict.verdict !== 'holds') return verdict;
  }
  const asked = new Set(visits.flatMap((visit) => visit.sends));
  const again = messages.find(({ send }) => send.type === 'request' && !asked.has(send));
  if (again !== undefined) {
    return violated(wording.requestedAgain(again.send.node, again.send.to), [again.send.seq]);
  }
  return checkMessageOrder(trace, messages);
}

function checkRequests(visit: Visit, nodes: readonly NodeId[]): Verdict {
  const { node, acquire, sends, granted } = visit;
  const requests = sends.filter((send) => send.type === 'request');
  for (const peer of nodes) {
    if (peer === node) continue;
    const count = requests.filter((send) => send.to === peer).length;
    if (count !== 1) return violated(wording.wrongRequests(node, peer, count), [acquire.seq]);
  }
  const times = requests.map((send) => fieldOf(send.message, 'time') as number);
  const different = requests.find((_, i) => times[i] !== times[0]);
  if (different !== undefined) {
    return violated(wording.differentStamps(node, times), [different.seq, requests[0]?.seq ?? 0]);
  }
  if (!isGranted(visit) || granted === undefined) return holds;
  const stamp = fieldOf(granted.response, 'stamp');
  const [time, owner] = [fieldOf(stamp, 'time'), fieldOf(stamp, 'node')];
  const expected = times[0] ?? time;
  if (isTimestamp(time) && time === expected && owner === node) return holds;
  return violated(wording.wrongStamp(node, stamp), [granted.seq], {
    expected: { time: expected, node },
    actual: stamp,
  });
}

function checkMessageOrder(trace: Trace, messages: readonly MutexMessageEvent[]): Verdict {
  const wrong = firstPair(messages.length, (i, k) => {
    const [a, b] = [messages[i] as MutexMessageEvent, messages[k] as MutexMessageEvent];
    const own = trace.nodes.indexOf(a.send.node);
    const isBefore =
      a.send.seq < b.send.seq && (b.send.clock[own] ?? 0) >= (a.send.clock[own] ?? 0);
    if (!isBefore) return undefined;
    const timeA = fieldOf(a.send.message, 'time') as number;
    const timeB = fieldOf(b.send.message, 'time') as number;
    // One handler may send to all as one event.
    const isRight = a.handler === b.handler ? timeA <= timeB : timeA < timeB;
    return isRight ? undefined : { a: a.send, b: b.send, timeA, timeB };
  });
  if (wrong === undefined) return holds;
  const { a, b, timeA, timeB } = wrong;
  const message = wording.messagesUnordered(a.node, a.type, timeA, b.node, b.type, timeB);
  return violated(message, [b.seq, a.seq], { expected: `> ${timeA}`, actual: timeB });
}

/** At most 3 · (n − 1) messages for each wish. */
export function checkMessageCount({ trace, visits, messages }: MutexSeen): Verdict {
  const perVisit = 3 * (trace.nodes.length - 1);
  const limit = perVisit * visits.length;
  const surplus = messages[limit];
  if (surplus === undefined) return holds;
  return violated(
    wording.tooManyMessages(messages.length, visits.length, limit),
    [surplus.send.seq],
    { expected: `≤ ${limit}`, actual: messages.length },
  );
}
