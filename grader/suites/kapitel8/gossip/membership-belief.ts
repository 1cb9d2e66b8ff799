import type {
  Member,
  MembershipConfiguration,
} from '../../../../exercises/kapitel8/gossip/protocol.ts';
import type { NodeId } from '../../../simulator/process.ts';
import { supersedesMember } from './membership-run.ts';

/** Why an entry is what it is: a report, a ping without an answer, or a suspicion that ran out. */
export type Reason = 'report' | 'silence' | 'time';

export interface Believed {
  readonly member: Member;
  readonly reason: Reason;
  /** Of a suspicion that ran out: when it began. */
  readonly sinceMs: number;
  /** May be shown as well, until then: what took its place by the clock alone. */
  readonly before?: { readonly member: Member; readonly untilMs: number };
}

/**
 * What one member must believe of the others, given what it heard and when: the rules of the task leave
 * choice only about how soon a change by the clock is seen. Fed from the trace.
 */
export class MemberBelief {
  private readonly entries = new Map<NodeId, Believed>();

  constructor(
    others: readonly NodeId[],
    private readonly configuration: MembershipConfiguration,
  ) {
    for (const node of others) {
      const member: Member = { node, status: 'alive', incarnation: 0 };
      this.entries.set(node, { member, reason: 'report', sinceMs: 0 });
    }
  }

  all(): readonly Believed[] {
    return [...this.entries.values()];
  }

  hear(update: Member, atMs: number): void {
    const known = this.entries.get(update.node);
    if (known === undefined || !supersedesMember(update, known.member)) return;
    this.entries.set(update.node, { member: update, reason: 'report', sinceMs: atMs });
  }

  /** A period has ended without an ack: the ping of the new one may show it or not. */
  missAck(node: NodeId, atMs: number): void {
    const known = this.entries.get(node)?.member;
    if (known?.status !== 'alive') return;
    this.entries.set(node, {
      member: { ...known, status: 'suspect' },
      reason: 'silence',
      sinceMs: atMs,
      before: { member: known, untilMs: atMs },
    });
  }

  /** Suspicions run out; they may be looked through as late as at the begin of the next period. */
  passTo(nowMs: number): void {
    const { suspectMs, periodMs } = this.configuration;
    for (const { member, sinceMs } of this.all()) {
      const endMs = sinceMs + suspectMs;
      if (member.status !== 'suspect' || endMs > nowMs) continue;
      this.entries.set(member.node, {
        member: { ...member, status: 'dead' },
        reason: 'time',
        sinceMs,
        before: { member, untilMs: (Math.floor(endMs / periodMs) + 1) * periodMs },
      });
    }
  }
}
