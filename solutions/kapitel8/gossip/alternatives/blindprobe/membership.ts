import type { Context, NodeId, Process } from '#simulator';
import type {
  Member,
  MembershipConfiguration,
  MembershipMessage,
  MembershipRequest,
  MembershipResponse,
  Status,
} from './protocol.ts';

const weight: Readonly<Record<Status, number>> = { alive: 0, suspect: 1, dead: 2 };

export function supersedes(update: Member, known: Member): boolean {
  if (update.incarnation !== known.incarnation) return update.incarnation > known.incarnation;
  return weight[update.status] > weight[known.status];
}

export function createMember(
  context: Context<MembershipMessage>,
  configuration: MembershipConfiguration,
): Process<MembershipMessage, MembershipRequest, MembershipResponse> {
  return new MemberNode(context, configuration);
}

class MemberNode implements Process<MembershipMessage, MembershipRequest, MembershipResponse> {
  private incarnation = 0;
  private readonly others = new Map<NodeId, Member>();
  private queue: NodeId[] = [];
  private probe:
    | { readonly target: NodeId; readonly sequence: number; answered: boolean }
    | undefined;
  /** Eigene Nummer eines Ping im Auftrag -> wer ihn mit welcher Nummer erbeten hat. */
  private readonly errands = new Map<
    number,
    { readonly asker: NodeId; readonly sequence: number }
  >();

  constructor(
    private readonly context: Context<MembershipMessage>,
    private readonly configuration: MembershipConfiguration,
  ) {
    for (const node of context.peers)
      this.others.set(node, { node, status: 'alive', incarnation: 0 });
  }

  onStart(): void {
    this.context.setTimer('period', this.configuration.periodMs);
  }

  onTimer(name: string): void {
    if (name === 'period') {
      this.context.setTimer('period', this.configuration.periodMs);
      this.judge();
      this.begin();
    } else if (name === 'timeout') {
      this.askHelpers();
    } else {
      const member = this.others.get(name.slice('suspect:'.length));
      if (member?.status === 'suspect') this.replace({ ...member, status: 'dead' });
    }
  }

  onMessage(from: NodeId, message: MembershipMessage): void {
    for (const member of message.members) this.learn(member);
    const { sequence } = message;
    switch (message.type) {
      case 'ping':
        this.context.send(from, { type: 'ack', sequence, members: this.list() });
        break;
      case 'ping-req': {
        const own = this.nextSequence();
        this.errands.set(own, { asker: from, sequence });
        this.context.send(message.target, { type: 'ping', sequence: own, members: this.list() });
        break;
      }
      case 'ack': {
        if (this.probe?.sequence === sequence) this.probe.answered = true;
        const errand = this.errands.get(sequence);
        if (errand === undefined) break;
        this.errands.delete(sequence);
        this.context.send(errand.asker, {
          type: 'ack',
          sequence: errand.sequence,
          members: this.list(),
        });
        break;
      }
    }
  }

  onRequest(_request: MembershipRequest, respond: (response: MembershipResponse) => void): void {
    respond({ kind: 'members', members: this.list() });
  }

  inspect(): unknown {
    return { members: this.list(), probe: this.probe };
  }

  private learn({ node, status, incarnation }: Member): void {
    if (node === this.context.self) {
      if (status === 'alive') this.incarnation = Math.max(this.incarnation, incarnation);
      else if (incarnation >= this.incarnation) this.incarnation = incarnation + 1;
      return;
    }
    const known = this.others.get(node);
    const update = { node, status, incarnation };
    if (known !== undefined && supersedes(update, known)) this.replace(update);
  }

  private replace(member: Member): void {
    this.others.set(member.node, member);
    const timer = `suspect:${member.node}`;
    if (member.status === 'suspect') this.context.setTimer(timer, this.configuration.suspectMs);
    else this.context.cancelTimer(timer);
  }

  private judge(): void {
    if (this.probe === undefined || this.probe.answered) return;
    const member = this.others.get(this.probe.target);
    if (member?.status === 'alive') this.replace({ ...member, status: 'suspect' });
  }

  private begin(): void {
    if (this.queue.length === 0) this.queue = this.shuffled(this.context.peers);
    const target = this.queue.pop();
    if (target === undefined) return;
    this.probe = { target, sequence: this.nextSequence(), answered: false };
    this.context.send(target, {
      type: 'ping',
      sequence: this.probe.sequence,
      members: this.list(),
    });
    this.context.setTimer('timeout', this.configuration.pingTimeoutMs);
  }

  private askHelpers(): void {
    if (this.probe === undefined || this.probe.answered) return;
    const { target, sequence } = this.probe;
    const candidates = this.shuffled(this.context.peers.filter((node) => node !== target));
    for (const helper of candidates.slice(0, this.configuration.helpers)) {
      this.context.send(helper, { type: 'ping-req', sequence, target, members: this.list() });
    }
  }

  /** Auch über einen Neustart hinweg neu: Ein altes `ack` darf keinen neuen `ping` beantworten. */
  private nextSequence(): number {
    const sequence = (this.context.storage.get<number>('sequence') ?? 0) + 1;
    this.context.storage.set('sequence', sequence);
    return sequence;
  }

  private list(): Member[] {
    const { self } = this.context;
    return [
      { node: self, status: 'alive', incarnation: this.incarnation },
      ...this.others.values(),
    ];
  }

  private shuffled(nodes: readonly NodeId[]): NodeId[] {
    const result = [...nodes];
    for (let last = result.length - 1; last > 0; last -= 1) {
      const other = Math.floor(this.context.random() * (last + 1));
      [result[last], result[other]] = [result[other] as NodeId, result[last] as NodeId];
    }
    return result;
  }
}
