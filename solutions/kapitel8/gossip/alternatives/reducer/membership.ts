import type { Context, NodeId, Process } from '#simulator';
import type {
  Member,
  MembershipConfiguration,
  MembershipMessage,
  MembershipRequest,
  MembershipResponse,
  Status,
} from './protocol.ts';

const severity: Readonly<Record<Status, number>> = { alive: 0, suspect: 1, dead: 2 };

/** Order of reports: first the incarnation, then the status. */
export function supersedes(update: Member, known: Member): boolean {
  if (update.incarnation !== known.incarnation) return update.incarnation > known.incarnation;
  return severity[update.status] > severity[known.status];
}

export function createMember(
  context: Context<MembershipMessage>,
  configuration: MembershipConfiguration,
): Process<MembershipMessage, MembershipRequest, MembershipResponse> {
  return new MemberNode(context, configuration);
}

/** The ping of the current period. */
interface Probe {
  readonly target: NodeId;
  readonly sequence: number;
  isAcknowledged: boolean;
}

/** A ping sent for somebody else: an ack to it is passed on. */
interface Relay {
  readonly requester: NodeId;
  readonly sequence: number;
  readonly untilMs: number;
}

const periodTimer = 'period';
const timeoutTimer = 'timeout';
const suspicionPrefix = 'suspicion:';

/** SWIM after Das, Gupta & Motivala 2002, sections 3 and 4, with whole lists piggybacked. */
class MemberNode implements Process<MembershipMessage, MembershipRequest, MembershipResponse> {
  private readonly others: Map<NodeId, Member>;
  private incarnation = 0;
  private sequence = 0;
  private probe: Probe | undefined;
  private readonly relays = new Map<number, Relay>();
  /** Whom to ping in the rest of this round; shuffled anew when it is empty (section 4.3). */
  private round: NodeId[] = [];

  constructor(
    private readonly context: Context<MembershipMessage>,
    private readonly configuration: MembershipConfiguration,
  ) {
    this.others = new Map(
      context.peers.map((node) => [node, { node, status: 'alive', incarnation: 0 }]),
    );
  }

  onStart(): void {
    this.context.setTimer(periodTimer, this.configuration.periodMs);
  }

  onTimer(name: string): void {
    if (name === periodTimer) {
      this.context.setTimer(periodTimer, this.configuration.periodMs);
      this.endProbe();
      this.beginProbe();
    } else if (name === timeoutTimer) {
      this.askHelpers();
    } else {
      this.declareDead(name.slice(suspicionPrefix.length));
    }
  }

  onMessage(from: NodeId, message: MembershipMessage): void {
    for (const member of message.members) this.learn(member);
    switch (message.type) {
      case 'ping':
        this.context.send(from, {
          type: 'ack',
          sequence: message.sequence,
          members: this.members(),
        });
        break;
      case 'ping-req':
        this.pingFor(from, message.sequence, message.target);
        break;
      case 'ack':
        this.acknowledge(message.sequence);
        break;
    }
  }

  onRequest(_request: MembershipRequest, respond: (response: MembershipResponse) => void): void {
    respond({ kind: 'members', members: this.members() });
  }

  inspect(): unknown {
    return { members: this.members(), probe: this.probe ?? null };
  }

  private members(): readonly Member[] {
    const self: Member = {
      node: this.context.self,
      status: 'alive',
      incarnation: this.incarnation,
    };
    return [self, ...this.others.values()];
  }

  // --- failure detection ------------------------------------------------------------------------

  private beginProbe(): void {
    if (this.round.length === 0) this.round = this.shuffled(this.context.peers);
    const target = this.round.pop();
    if (target === undefined) return;
    this.probe = { target, sequence: this.ping(target), isAcknowledged: false };
    this.context.setTimer(timeoutTimer, this.configuration.pingTimeoutMs);
  }

  private ping(target: NodeId): number {
    this.sequence += 1;
    const { sequence } = this;
    this.context.send(target, { type: 'ping', sequence, members: this.members() });
    return sequence;
  }

  private askHelpers(): void {
    const { probe } = this;
    if (probe === undefined || probe.isAcknowledged) return;
    const { sequence, target } = probe;
    const helpers = this.shuffled(this.context.peers.filter((peer) => peer !== target));
    for (const helper of helpers.slice(0, this.configuration.helpers)) {
      this.context.send(helper, { type: 'ping-req', sequence, target, members: this.members() });
    }
  }

  private pingFor(requester: NodeId, sequence: number, target: NodeId): void {
    const untilMs = this.context.now() + this.configuration.periodMs;
    this.relays.set(this.ping(target), { requester, sequence, untilMs });
  }

  private acknowledge(sequence: number): void {
    if (this.probe?.sequence === sequence) this.probe.isAcknowledged = true;
    const relay = this.relays.get(sequence);
    if (relay === undefined) return;
    this.relays.delete(sequence);
    this.context.send(relay.requester, {
      type: 'ack',
      sequence: relay.sequence,
      members: this.members(),
    });
  }

  /** No sign of life in a whole period: suspicion, not yet death (section 4.2). */
  private endProbe(): void {
    const { probe } = this;
    const known = this.others.get(probe?.target ?? '');
    if (probe?.isAcknowledged === false && known?.status === 'alive') {
      this.believe({ ...known, status: 'suspect' });
    }
    for (const [sequence, relay] of this.relays) {
      if (relay.untilMs < this.context.now()) this.relays.delete(sequence);
    }
  }

  private declareDead(node: NodeId): void {
    const known = this.others.get(node);
    if (known?.status === 'suspect') this.believe({ ...known, status: 'dead' });
  }

  // --- dissemination ----------------------------------------------------------------------------

  private learn(update: Member): void {
    if (update.node === this.context.self) return this.refute(update);
    const known = this.others.get(update.node);
    if (known !== undefined && supersedes(update, known)) this.believe(update);
  }

  /** Only the subject may raise its incarnation, and only to contradict. */
  private refute(update: Member): void {
    if (update.status !== 'alive' && update.incarnation >= this.incarnation) {
      this.incarnation = update.incarnation + 1;
    } else if (update.incarnation > this.incarnation) {
      // Left from before a restart of this node.
      this.incarnation = update.incarnation;
    }
  }

  /** Every change restarts or ends the time of suspicion. */
  private believe(member: Member): void {
    this.others.set(member.node, member);
    const timer = suspicionPrefix + member.node;
    if (member.status === 'suspect') this.context.setTimer(timer, this.configuration.suspectMs);
    else this.context.cancelTimer(timer);
  }

  private shuffled(nodes: readonly NodeId[]): NodeId[] {
    const shuffled = [...nodes];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const index = Math.floor(this.context.random() * (last + 1));
      const moved = shuffled[last] as NodeId;
      shuffled[last] = shuffled[index] as NodeId;
      shuffled[index] = moved;
    }
    return shuffled;
  }
}
