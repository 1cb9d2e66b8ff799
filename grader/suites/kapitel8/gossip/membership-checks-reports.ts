import type { Member } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import type { NodeId } from '../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import { type Handling, handlingsOf, handlingsOn } from './handlings.ts';
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
export function checkReportsTaken({ run }: MemberSeen): Verdict {
  const known = new Map<NodeId, Member>();
  for (const node of run.trace.nodes) {
    if (node !== reported) known.set(node, { node, status: 'alive', incarnation: 0 });
  }
  for (const handling of handlingsOn(handlingsOf(run.trace), reported)) {
    const { cause } = handling;
    if (cause.kind === 'deliver') {
      for (const update of membersOf(cause.message)) {
        const before = known.get(update.node);
        if (before !== undefined && supersedesMember(update, before))
          known.set(update.node, update);
      }
      const isPing = readMembershipMessage(cause.message)?.type === 'ping';
      const acks = handling.sends.filter(({ type, to }) => type === 'ack' && to === cause.from);
      if (isPing && acks.length !== 1)
        return violated(wording.notAcknowledged(cause.from), [cause.seq]);
    }
    for (const { members, seq } of shownIn(handling)) {
      if (members.length !== run.trace.nodes.length) return violated(wording.incomplete(), [seq]);
      for (const [node, expected] of known) {
        const actual = members.find((member) => member.node === node);
        if (actual !== undefined && isSameMember(actual, expected)) continue;
        return violated(wording.wrongEntry(node, expected, actual), [seq], {
          expected,
          actual: actual ?? null,
        });
      }
    }
  }
  return holds;
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

function shownIn({
  sends,
  responds,
}: Handling): readonly { members: readonly Member[]; seq: number }[] {
  return [
    ...sends.map(({ message, seq }) => ({ members: membersOf(message), seq })),
    ...responds.map(({ response, seq }) => ({ members: membersOf(response), seq })),
  ];
}

function isSameMember(a: Member, b: Member): boolean {
  return a.node === b.node && a.status === b.status && a.incarnation === b.incarnation;
}
