import type { Member } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import type { NodeId } from '../../../simulator/process.ts';
import { type Handling, handlingsOf, handlingsOn } from './handlings.ts';
import { type Believed, MemberBelief } from './membership-belief.ts';
import { reported } from './membership-reports.ts';
import { type MemberSeen, membersOf, readMembershipMessage } from './membership-run.ts';

/** A list that the judged node let be seen, and what had to be in it. */
export interface Shown {
  readonly seq: number;
  readonly atMs: number;
  /** Empty if it does not have the form of the contract. */
  readonly members: readonly Member[];
  readonly believed: readonly Believed[];
}

/** A list is not what it must be, and which rule that touches. */
export interface Mismatch {
  readonly shown: Shown;
  readonly expected: Believed;
  readonly actual: Member | undefined;
  /** The entry was right in a list before, and no message or time has changed it since. */
  readonly isRevoked: boolean;
  readonly rule: 'report' | 'probe' | 'death';
}

/** All lists of the judged node in order, beside what it must believe by then. */
export function* listsShown({ run, configuration }: MemberSeen): Iterable<Shown> {
  const others = run.trace.nodes.filter((node) => node !== reported);
  const belief = new MemberBelief(others, configuration);
  let ping: { to: NodeId; sequence: number | undefined; isAcknowledged: boolean } | undefined;
  for (const handling of handlingsOn(handlingsOf(run.trace), reported)) {
    const { cause, sends } = handling;
    const { atMs } = cause;
    belief.passTo(atMs);
    if (cause.kind === 'deliver') {
      for (const update of membersOf(cause.message)) belief.hear(update, atMs);
      const message = readMembershipMessage(cause.message);
      const isAck = message?.type === 'ack' && message.sequence === ping?.sequence;
      if (isAck && ping !== undefined) ping.isAcknowledged = true;
    }
    const next = cause.kind === 'timer' ? sends.find(({ type }) => type === 'ping') : undefined;
    if (next !== undefined) {
      if (ping?.isAcknowledged === false) belief.missAck(ping.to, atMs);
      const sequence = readMembershipMessage(next.message)?.sequence;
      ping = { to: next.to, sequence, isAcknowledged: false };
    }
    for (const { members, seq } of shownIn(handling)) {
      yield { seq, atMs, members, believed: belief.all() };
    }
  }
}

export function firstMismatch(seen: MemberSeen): Mismatch | undefined {
  const right = new Map<NodeId, Member>();
  for (const shown of listsShown(seen)) {
    for (const expected of shown.believed) {
      const { member, before } = expected;
      const actual = shown.members.find(({ node }) => node === member.node);
      const isBefore = before !== undefined && shown.atMs <= before.untilMs;
      if (isSameMember(actual, member) || (isBefore && isSameMember(actual, before.member))) {
        right.set(member.node, member);
        continue;
      }
      const isRevoked = isSameMember(right.get(member.node), member);
      return { shown, expected, actual, isRevoked, rule: ruleOf(expected, actual) };
    }
  }
  return undefined;
}

/** Death by the clock, suspicion by silence, or else what is reported: the rule that is touched. */
function ruleOf({ member, reason }: Believed, actual: Member | undefined): Mismatch['rule'] {
  if (actual === undefined) return 'report';
  const isSameLife = actual.incarnation === member.incarnation;
  if (isSameLife && actual.status === 'dead') return 'death';
  if (reason === 'time' && actual.status !== 'alive') return 'death';
  if (reason === 'silence') return 'probe';
  const isAccused = actual.status === 'suspect' && member.status === 'alive';
  return isSameLife && isAccused ? 'probe' : 'report';
}

export function shownIn({
  sends,
  responds,
}: Handling): readonly { members: readonly Member[]; seq: number }[] {
  return [
    ...sends.map(({ message, seq }) => ({ members: membersOf(message), seq })),
    ...responds.map(({ response, seq }) => ({ members: membersOf(response), seq })),
  ];
}

function isSameMember(a: Member | undefined, b: Member): boolean {
  return a?.node === b.node && a.status === b.status && a.incarnation === b.incarnation;
}
