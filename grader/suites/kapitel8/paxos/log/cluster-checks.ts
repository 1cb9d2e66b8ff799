import { holds, type Verdict, violated } from '../../../suite.ts';
import { leaderTimeoutMaxMs, leaderTimeoutMinMs } from '../contract.ts';
import { once } from '../observed.ts';
import { faultsEndMs, isAlone, startsOf } from '../single/liveness.ts';
import { logWording as say } from '../wording/log.ts';
import { finalReadMs, settledMs } from './cluster.ts';
import type { LogSeen } from './nodes.ts';

/** The last stretch of a run, in which nothing changes any more. */
const watchMs = 300;

const isSettled = (seen: LogSeen): boolean =>
  seen.trace.endedAtMs - faultsEndMs(seen.faults) >= settledMs + watchMs;

/** In the end one node leads and is left in peace, all answer, and all have applied the same. */
export function progressInTheEnd(seen: LogSeen): Verdict {
  if (!isSettled(seen)) return holds;
  const { trace, history, wire } = seen;
  const fromMs = trace.endedAtMs - watchMs;
  const late = wire.filter(({ kind, atMs }) => kind === 'send' && atMs >= fromMs);
  const unsettled = late.find(({ message }) => message.type === 'Prepare');
  if (unsettled !== undefined) return violated(say.unsettled(unsettled.node), [unsettled.seq]);
  const heartbeat = late.find(({ message }) => message.type === 'Heartbeat');
  if (heartbeat === undefined)
    return violated(
      say.noLeader,
      wire.slice(-1).map(({ seq }) => seq),
    );
  const open = history.find(
    ({ returned, invokedAtMs, request }) =>
      returned === undefined &&
      request.type === 'append' &&
      trace.endedAtMs - invokedAtMs >= watchMs,
  );
  if (open !== undefined) {
    const waitedMs = trace.endedAtMs - open.invokedAtMs;
    return violated(say.unansweredInTheEnd(open.client, waitedMs), [open.invokedSeq]);
  }
  return allApplied(seen);
}

function allApplied({ history, trace }: LogSeen): Verdict {
  const finals = history.filter(
    ({ request, invokedAtMs }) =>
      request.type === 'applied' && invokedAtMs >= trace.endedAtMs - finalReadMs - 5,
  );
  const acknowledged = history.reduce((most, { returned }) => {
    const response = returned?.response;
    return response?.ok === true && 'position' in response
      ? Math.max(most, response.position)
      : most;
  }, 0);
  for (const { client, returned, invokedSeq } of finals) {
    const response = returned?.response;
    const applied = response?.ok === true && 'applied' in response ? response.applied.length : 0;
    if (applied >= acknowledged) continue;
    const node = client.replace('leser-', '');
    return violated(say.behind(node, applied, acknowledged), [returned?.seq ?? invokedSeq]);
  }
  return holds;
}

/** Where nothing is wrong and somebody leads, there is no phase 1, however many commands come. */
export function onePhase1(seen: LogSeen): Verdict {
  if (seen.faults.length > 0) return holds;
  const again = seen.wire.find(
    ({ kind, atMs, message }) => kind === 'send' && atMs >= settledMs && message.type === 'Prepare',
  );
  if (again?.message.type !== 'Prepare') return holds;
  return violated(say.prepareAgain(again.node, again.message.ballot), [again.seq]);
}

interface Acknowledged {
  readonly key: string;
  readonly text: string;
  readonly position: number;
  readonly invokedSeq: number;
  readonly returnedSeq: number;
}

function acknowledgedOf(seen: LogSeen): readonly Acknowledged[] {
  return once(seen, 'acknowledged', () =>
    seen.history.flatMap(({ request, returned, invokedSeq }) => {
      const response = returned?.response;
      if (request.type !== 'append' || response?.ok !== true || !('position' in response))
        return [];
      const { clientId, sequence, text } = request.command;
      const { position } = response;
      const key = `${clientId}/${sequence}`;
      return [{ key, text, position, invokedSeq, returnedSeq: returned?.seq ?? 0 }];
    }),
  );
}

/** No two commands share a position, and whoever began after another's end comes later. */
export function positionsFit(seen: LogSeen): Verdict {
  const all = acknowledgedOf(seen);
  for (const [i, a] of all.entries()) {
    for (const b of all.slice(i + 1)) {
      if (a.key === b.key) continue;
      if (a.position === b.position) {
        return violated(say.positionTwice(a.position, a.text, b.text), [
          b.returnedSeq,
          a.returnedSeq,
        ]);
      }
      const [first, second] = a.returnedSeq < b.invokedSeq ? [a, b] : [b, a];
      if (first.returnedSeq < second.invokedSeq && first.position > second.position) {
        return violated(say.orderBroken(first.text, first.position, second.text, second.position), [
          second.returnedSeq,
          first.returnedSeq,
        ]);
      }
    }
  }
  return holds;
}

/** How much later than drawn a wait may end: for nodes that keep time by a tick. */
const tickMs = 50;

/** Alone, a node stands again and again, after waits that are drawn anew each time. */
export function keepsStanding(seen: LogSeen): Verdict {
  if (!isAlone(seen)) return holds;
  for (const id of seen.nodes) {
    let sinceMs = 0;
    const waits = startsOf(seen, id).map(({ atMs, seq }) => {
      const ms = atMs - sinceMs;
      sinceMs = atMs;
      return { ms, seq };
    });
    const bad = waits.find(({ ms }) => ms < leaderTimeoutMinMs - 1);
    if (bad !== undefined) return violated(say.waitTooShort(id, bad.ms), [bad.seq]);
    const longest = Math.max(seen.trace.endedAtMs - sinceMs, ...waits.map(({ ms }) => ms));
    const last = waits.slice(-1).map(({ seq }) => seq);
    if (longest > leaderTimeoutMaxMs + tickMs + 1) return violated(say.gaveUp(id, longest), last);
    const [first] = waits;
    if (first !== undefined && waits.length >= 8 && waits.every(({ ms }) => ms === first.ms)) {
      return violated(
        say.fixedWait(id, first.ms, waits.length),
        waits.map(({ seq }) => seq),
      );
    }
  }
  return holds;
}
