import type { Member } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import type { NodeId } from '../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import { handlingsOf, handlingsOn } from './handlings.ts';
import { isConversation } from './membership-conversation.ts';
import { firstMismatch, listsShown, shownIn } from './membership-listening.ts';
import { type Reports, type ReportsSeen, reported } from './membership-reports.ts';
import {
  type MemberSeen,
  membersOf,
  readMembershipMessage,
  supersedesMember,
} from './membership-run.ts';
import { memberWording as wording } from './membership-wording.ts';

export function checkReportOrder({ answer }: ReportsSeen, { update, known }: Reports): Verdict {
  const expected = supersedesMember(update, known);
  if (answer === expected) return holds;
  return violated(wording.wrongOrder(update, known, expected), [], { expected, actual: answer });
}

/** What the judged node knows after each message: exactly what supersedes what it knew. */
export function checkReportsTaken(seen: MemberSeen): Verdict {
  const { run } = seen;
  for (const { cause, sends } of handlingsOn(handlingsOf(run.trace), reported)) {
    if (cause.kind !== 'deliver' || readMembershipMessage(cause.message)?.type !== 'ping') continue;
    const acks = sends.filter(({ type, to }) => type === 'ack' && to === cause.from);
    if (acks.length !== 1) return violated(wording.notAcknowledged(cause.from), [cause.seq]);
  }
  for (const { members, seq } of listsShown(seen)) {
    if (members.length !== run.trace.nodes.length) return violated(wording.incomplete(), [seq]);
  }
  const mismatch = firstMismatch(seen);
  if (mismatch === undefined) return holds;
  const { shown, expected, actual, isRevoked, rule } = mismatch;
  if (isConversation(seen) && rule !== 'report') return holds;
  const { member } = expected;
  const message =
    isRevoked && actual?.status === 'alive' && member.status !== 'alive'
      ? wording.acquitted(member.node, member, actual)
      : wording.wrongEntry(member.node, member, actual);
  return violated(message, [shown.seq], { expected: member, actual: actual ?? null });
}

/** Suspicion or death at one's own incarnation or a later one is answered by a higher one, at once. */
export function checkRefutation({ run }: MemberSeen): Verdict {
  let own = 0;
  let heard: Member = { node: reported, status: 'alive', incarnation: 0 };
  let teller: NodeId = reported;
  for (const handling of handlingsOn(handlingsOf(run.trace), reported)) {
    const { cause } = handling;
    let least = own;
    let most = own;
    if (cause.kind === 'deliver') {
      for (const update of membersOf(cause.message)) {
        if (update.node !== reported) continue;
        if (update.status !== 'alive' && update.incarnation >= own) {
          least = update.incarnation + 1;
          heard = update;
          teller = cause.from;
          most = Number.MAX_SAFE_INTEGER;
        } else if (update.incarnation > own) {
          least = update.incarnation;
          heard = update;
          teller = cause.from;
          most = Number.MAX_SAFE_INTEGER;
        }
      }
    }
    own = least;
    for (const { members, seq } of shownIn(handling)) {
      const self = members.find(({ node }) => node === reported);
      if (self?.status !== 'alive') return violated(wording.notAliveItself(reported), [seq]);
      if (self.incarnation < least)
        return violated(wording.notRefuted(reported, teller, heard, least, self.incarnation), [
          seq,
        ]);
      if (self.incarnation > most) return violated(wording.raisedForNothing(), [seq]);
      own = self.incarnation;
    }
  }
  return holds;
}
