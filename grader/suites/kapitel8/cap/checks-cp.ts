import type { NodeId } from '../../../simulator/process.ts';
import type { Trace } from '../../../simulator/trace.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import { owedAnswers } from './checks-common.ts';
import { type CpRule, walkCp } from './cp-walk.ts';
import { type Asked, isServed } from './operations.ts';
import { once, type RegisterSeen } from './register-run.ts';
import { cpWording as say } from './wording-cp.ts';

/** What the walk found against one rule. Scenes bring findings of their own. */
export function walked(rule: CpRule): (seen: RegisterSeen) => Verdict {
  return (seen) => {
    const findings = once(seen, 'walk', () => walkCp(seen.trace));
    const finding = findings.find((candidate) => candidate.rule === rule);
    return finding === undefined ? holds : violated(finding.message, finding.events);
  };
}

/** A time in which the same nodes could reach each other, both ways. */
interface Calm {
  readonly fromMs: number;
  readonly untilMs: number;
  /** Whom a node can reach, itself included; `undefined`: everybody. */
  readonly groups: readonly (readonly NodeId[])[] | undefined;
}

/** A message sent before a change may still be under way; an answer is older than its last message. */
const marginMs = 30;

/** The spans between the partitions and healings of a run. Overlapping partitions make none. */
function calms(trace: Trace): Calm[] {
  const found: Calm[] = [];
  let open = 0;
  let fromMs = 0;
  let groups: Calm['groups'];
  let isClear = true;
  for (const event of trace.events) {
    if (event.kind !== 'partition' && event.kind !== 'heal') continue;
    if (isClear) found.push({ fromMs, untilMs: event.atMs, groups });
    open += event.kind === 'partition' ? 1 : -1;
    fromMs = event.atMs;
    groups = event.kind === 'partition' && open === 1 ? event.groups : undefined;
    isClear = open === 0 || (event.kind === 'partition' && open === 1 && !event.oneWay);
  }
  if (isClear) found.push({ fromMs, untilMs: Number.POSITIVE_INFINITY, groups });
  return found;
}

/** The requests that came and were answered (or were due) in a calm, with how many nodes were in reach. */
function inCalm(seen: RegisterSeen, asked: readonly Asked[]) {
  const spans = once(seen, 'calms', () => calms(seen.trace));
  return asked.flatMap((one) => {
    const endMs = one.answer?.atMs ?? one.atMs + 300;
    const calm = spans.find(
      ({ fromMs, untilMs }) =>
        one.atMs >= (fromMs === 0 ? 0 : fromMs + marginMs) && endMs <= untilMs - marginMs,
    );
    if (calm === undefined) return [];
    const group = calm.groups?.find((members) => members.includes(one.node));
    const reach = calm.groups === undefined ? seen.trace.nodes.length : (group?.length ?? 1);
    return [{ one, reach, isSplit: calm.groups !== undefined }];
  });
}

const majorityOf = ({ trace }: RegisterSeen) => Math.floor(trace.nodes.length / 2) + 1;

/** Who reaches no majority serves nobody, neither reads nor writes. */
export function minorityRefuses(seen: RegisterSeen): Verdict {
  for (const { one, reach } of inCalm(seen, seen.asked)) {
    if (reach >= majorityOf(seen) || !isServed(one) || one.isDoubled) continue;
    const { node, request, answer, seq } = one;
    const message = say.servedAlone(node, request.kind, reach, seen.trace.nodes.length);
    return violated(message, [answer?.seq ?? seq, seq]);
  }
  return holds;
}

/** In a clean partition the side with a majority serves everybody. Only where nothing else goes wrong. */
export function majorityServes(seen: RegisterSeen): Verdict {
  for (const { one, reach, isSplit } of inCalm(seen, owedAnswers(seen))) {
    if (!isSplit || reach < majorityOf(seen) || isServed(one)) continue;
    const message = say.majorityRefused(one.node, one.request.kind, reach, seen.trace.nodes.length);
    return violated(message, [one.answer?.seq ?? one.seq, one.seq]);
  }
  return holds;
}

/** Clients of scenes in which a majority answers, so that their requests have to succeed. */
export const certainClient = 'muss';

export function certainServed(seen: RegisterSeen): Verdict {
  for (const one of owedAnswers(seen)) {
    if (!one.client.startsWith(certainClient) || isServed(one)) continue;
    return violated(say.certainRefused(one.node, one.request.kind), [
      one.answer?.seq ?? one.seq,
      one.seq,
    ]);
  }
  return holds;
}

export function servedByMajority(seen: RegisterSeen): number {
  return inCalm(seen, seen.asked).filter(
    ({ one, reach, isSplit }) => isSplit && reach >= majorityOf(seen) && isServed(one),
  ).length;
}

/** Requests of clients that come when all faults are over. */
function late({ asked }: RegisterSeen): Asked[] {
  return asked.filter(({ client }) => client.startsWith('spät-') || client.startsWith('zuletzt-'));
}

/**
 * When the faults are over, every node serves every request again. A fault that names a single message
 * may strike at any time, so after such a one nothing is asked for.
 */
export function recovers(seen: RegisterSeen): Verdict {
  const fromMs = Math.min(...late(seen).map(({ atMs }) => atMs));
  const isDisturbed =
    seen.faults.some(({ kind }) => kind === 'delay') ||
    seen.trace.events.some(
      (event) => event.kind === 'drop' && event.reason === 'loss' && event.atMs >= fromMs,
    );
  if (isDisturbed) return holds;
  const owed = new Set(owedAnswers(seen));
  for (const one of late(seen)) {
    if (!owed.has(one) || isServed(one)) continue;
    const message = say.notRecovered(one.node, one.request.kind);
    return violated(message, [one.answer?.seq ?? one.seq, one.seq]);
  }
  return holds;
}

export function servedWhenHealed(seen: RegisterSeen): number {
  return late(seen).filter(isServed).length;
}
