import type { NodeId } from '../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import { handlingsOf, handlingsOn } from './handlings.ts';
import { answersInTime, mannerOf, type ProbingInput, prober } from './membership-probing.ts';
import { type MemberSeen, readMembershipMessage, viewsOf } from './membership-run.ts';
import { memberWording as wording } from './membership-wording.ts';

/** Who answers within its period, directly or through a helper, stays alive; the others do not. */
export function checkProbes(seen: MemberSeen, input: ProbingInput): Verdict {
  const helpers = checkHelpers(seen);
  if (helpers.verdict !== 'holds') return helpers;
  const drawn = checkHelpersDrawn(seen);
  if (drawn.verdict !== 'holds') return drawn;
  const last = viewsOf(seen.run)
    .filter(({ node, isAnswer }) => node === prober && isAnswer)
    .at(-1);
  for (const node of seen.run.trace.nodes) {
    if (node === prober) continue;
    const manner = mannerOf(input, node);
    const actual = last?.members.find((member) => member.node === node)?.status;
    const expected = answersInTime[manner] ? 'alive' : 'suspect';
    if (actual === expected) continue;
    const events = last === undefined ? [] : [last.seq];
    return violated(wording.wrongVerdict(node, manner, expected), events, {
      expected,
      actual: actual ?? null,
    });
  }
  return holds;
}

/** After `pingTimeoutMs` without an ack, `helpers` different others are asked, and only then. */
export function checkHelpers({ run, configuration }: MemberSeen): Verdict {
  const { pingTimeoutMs } = configuration;
  const helpers = Math.min(configuration.helpers, run.trace.nodes.length - 2);
  let ping: { to: NodeId; sequence: number; atMs: number; seq: number } | undefined;
  let isAcknowledged = false;
  let asked = 0;
  for (const { cause, sends } of handlingsOn(handlingsOf(run.trace), prober)) {
    const received = cause.kind === 'deliver' ? readMembershipMessage(cause.message) : undefined;
    if (received?.type === 'ack' && received.sequence === ping?.sequence) isAcknowledged = true;
    const requests = sends.filter(({ type }) => type === 'ping-req');
    // In answer to a message it pings for somebody else.
    const next = cause.kind === 'deliver' ? undefined : sends.find(({ type }) => type === 'ping');
    if (requests.length > 0) {
      const isDue = ping !== undefined && cause.atMs === ping.atMs + pingTimeoutMs;
      const events = requests.map(({ seq }) => seq);
      if (!isDue || isAcknowledged) return violated(wording.needlessHelp(prober), events);
      const isRight = requests.every(({ to, message }) => {
        const request = readMembershipMessage(message);
        return (
          request?.type === 'ping-req' &&
          request.target === ping?.to &&
          request.sequence === ping.sequence &&
          to !== ping.to
        );
      });
      const different = new Set(requests.map(({ to }) => to)).size;
      if (!isRight || different !== requests.length || different !== helpers) {
        return violated(wording.wrongHelp(prober, helpers), events);
      }
      asked = different;
    }
    if (next === undefined) continue;
    if (ping !== undefined && !isAcknowledged && asked === 0) {
      return violated(wording.noHelp(prober, ping.to), [ping.seq]);
    }
    const message = readMembershipMessage(next.message);
    ping = {
      to: next.to,
      sequence: message?.sequence ?? Number.NaN,
      atMs: next.atMs,
      seq: next.seq,
    };
    isAcknowledged = false;
    asked = 0;
  }
  return holds;
}

/**
 * With two helpers of three, somebody is left out this often with probability (1/3)^20 < 10^-9: then they
 * are not drawn.
 */
const chances = 20;

/** Nobody who could have been asked for help again and again is never asked. */
function checkHelpersDrawn({ run }: MemberSeen): Verdict {
  const asking = handlingsOn(handlingsOf(run.trace), prober).flatMap(({ sends }) => {
    const requests = sends.filter(({ type }) => type === 'ping-req');
    const message = readMembershipMessage(requests[0]?.message);
    return message?.type === 'ping-req' ? [{ target: message.target, requests }] : [];
  });
  for (const helper of run.trace.nodes) {
    if (helper === prober) continue;
    const possible = asking.filter(({ target }) => target !== helper);
    const isAsked = possible.some(({ requests }) => requests.some(({ to }) => to === helper));
    if (isAsked || possible.length < chances) continue;
    const events = possible.flatMap(({ requests }) => requests.map(({ seq }) => seq));
    return violated(wording.neverAsked(prober, helper, possible.length), events);
  }
  return holds;
}
