import { holds, type Verdict, violated } from '../../suite.ts';
import { handlingsOf, handlingsOn } from './handlings.ts';
import { checkHelpers } from './membership-checks-probing.ts';
import type { ConversationSeen } from './membership-conversation.ts';
import { firstMismatch } from './membership-listening.ts';
import { reported } from './membership-reports.ts';
import { readMembershipMessage } from './membership-run.ts';
import { memberWording as wording } from './membership-wording.ts';

/** Every ping has a new number, whomever it is for. */
function checkSequences({ run }: ConversationSeen): Verdict {
  const used = new Set<unknown>();
  for (const { sends } of handlingsOn(handlingsOf(run.trace), reported)) {
    for (const { type, message, seq } of sends) {
      if (type !== 'ping') continue;
      const sequence = readMembershipMessage(message)?.sequence;
      if (used.has(sequence)) return violated(wording.sequenceReused(reported), [seq]);
      used.add(sequence);
    }
  }
  return holds;
}

/** Helpers are asked when they must be; suspected is exactly who has not answered in its period. */
export function checkConversationProbes(seen: ConversationSeen): Verdict {
  for (const check of [checkHelpers, checkSequences]) {
    const verdict = check(seen);
    if (verdict.verdict !== 'holds') return verdict;
  }
  const mismatch = firstMismatch(seen);
  if (mismatch?.rule !== 'probe') return holds;
  const { shown, expected, actual } = mismatch;
  const { member } = expected;
  const message =
    expected.reason === 'silence'
      ? wording.notSuspected(member.node, member, actual)
      : wording.suspectedForNothing(member.node, member, actual);
  return violated(message, [shown.seq], { expected: member, actual: actual ?? null });
}

/** A suspicion ends in death when `suspectMs` are over: neither before nor after the begin of the next period. */
export function checkConversationDeaths(seen: ConversationSeen): Verdict {
  const mismatch = firstMismatch(seen);
  if (mismatch?.rule !== 'death') return holds;
  const { shown, expected, actual } = mismatch;
  const { member } = expected;
  const message =
    expected.reason === 'time'
      ? wording.notDeadInTime(member.node, seen.configuration.suspectMs, member, actual)
      : wording.deadTooSoon(reported, member.node);
  return violated(message, [shown.seq], { expected: member, actual: actual ?? null });
}

/** Whoever asks for help gets a ping to its target at once, and the ack to that as soon as it comes. */
export function checkErrands({ run, configuration }: ConversationSeen): Verdict {
  const errands = new Map<unknown, { requester: string; sequence: number; untilMs: number }>();
  for (const { cause, sends } of handlingsOn(handlingsOf(run.trace), reported)) {
    const message = cause.kind === 'deliver' ? readMembershipMessage(cause.message) : undefined;
    if (cause.kind !== 'deliver' || message === undefined) continue;
    if (message.type === 'ping-req') {
      const { target, sequence } = message;
      const pings = sends.filter(({ type, to }) => type === 'ping' && to === target);
      const [ping] = pings;
      if (ping === undefined || pings.length > 1) {
        return violated(wording.noErrand(reported, cause.from, target), [cause.seq]);
      }
      const untilMs = cause.atMs + configuration.periodMs;
      const own = readMembershipMessage(ping.message)?.sequence;
      errands.set(own, { requester: cause.from, sequence, untilMs });
    }
    const errand = message.type === 'ack' ? errands.get(message.sequence) : undefined;
    if (errand === undefined) continue;
    errands.delete(message.sequence);
    // How long an errand is remembered is free.
    if (cause.atMs > errand.untilMs) continue;
    const isPassedOn = sends.some(({ to, message: sent }) => {
      const ack = readMembershipMessage(sent);
      return to === errand.requester && ack?.type === 'ack' && ack.sequence === errand.sequence;
    });
    if (!isPassedOn) {
      return violated(wording.ackNotPassedOn(reported, errand.requester), [cause.seq]);
    }
  }
  return holds;
}
