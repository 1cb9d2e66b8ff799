import type { NodeId } from '../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import { type ApRule, walkAp } from './ap-walk.ts';
import { answeredInTime, owedAnswers } from './checks-common.ts';
import type { Answered } from './contract.ts';
import { isRefused } from './operations.ts';
import { once, type RegisterSeen } from './register-run.ts';
import { newer } from './wire-format.ts';
import { apWording as say } from './wording-ap.ts';

export function walkedAp(rule: ApRule): (seen: RegisterSeen) => Verdict {
  return (seen) => {
    const findings = once(seen, 'walk-ap', () => walkAp(seen.trace));
    const finding = findings.find((candidate) => candidate.rule === rule);
    return finding === undefined ? holds : violated(finding.message, finding.events);
  };
}

/** Every request to a live node is served, in time. */
export function alwaysServes(seen: RegisterSeen): Verdict {
  const refused = seen.asked.find(isRefused);
  if (refused !== undefined) {
    const { node, request, answer, seq } = refused;
    return violated(say.refused(node, request.kind), [answer?.seq ?? seq, seq]);
  }
  return answeredInTime(seen);
}

/** The reads at the end of a run, one at each node. */
interface FinalRead {
  readonly node: NodeId;
  readonly seq: number;
  readonly copy: Answered;
}

export const finalClient = 'ende';

function finalReads(seen: RegisterSeen): FinalRead[] {
  return owedAnswers(seen).flatMap(({ client, node, answer }) => {
    const response = answer?.response;
    if (!client.startsWith(finalClient) || answer === undefined || response?.ok !== true) return [];
    return [{ node, seq: answer.seq, copy: response }];
  });
}

/** A while after the last fault all nodes have the same copy. */
export function converges(seen: RegisterSeen): Verdict {
  const [first, ...others] = finalReads(seen);
  if (first === undefined) return holds;
  for (const other of others) {
    const { tag } = other.copy;
    if (!newer(tag, first.copy.tag) && !newer(first.copy.tag, tag)) continue;
    const message = say.notConverged(first.node, first.copy.tag, other.node, tag);
    return violated(message, [other.seq, first.seq]);
  }
  return holds;
}

/** What was acknowledged is still there in the end, or something newer is. */
export function losesNothing(seen: RegisterSeen): Verdict {
  const reads = finalReads(seen);
  const [first] = reads;
  if (first === undefined || reads.length < seen.trace.nodes.length) return holds;
  const best = reads.reduce(
    (newest, { copy }) => (newer(copy.tag, newest) ? copy.tag : newest),
    first.copy.tag,
  );
  for (const { node, answer } of seen.asked) {
    const response = answer?.response;
    if (answer === undefined || response?.ok !== true || !newer(response.tag, best)) continue;
    return violated(say.lost(response.tag, response.value, node, best), [first.seq, answer.seq]);
  }
  return holds;
}

export function countFinal(seen: RegisterSeen): number {
  return finalReads(seen).length;
}
