import type { Context, NodeId, Process } from '#simulator';
import type {
  Member,
  MembershipConfiguration,
  MembershipMessage,
  MembershipRequest,
  MembershipResponse,
  Status,
} from './protocol.ts';

// Differs from the reference: an agenda of deadlines behind a single timer, lists instead of maps,
// each round dealt so that it begins with whoever has waited longest.

const order: readonly Status[] = ['alive', 'suspect', 'dead'];

export function supersedes(update: Member, known: Member): boolean {
  const older = known.incarnation - update.incarnation;
  return older < 0 || (older === 0 && order.indexOf(update.status) > order.indexOf(known.status));
}

type Deadline =
  | { readonly atMs: number; readonly do: 'period' }
  | { readonly atMs: number; readonly do: 'ask-helpers'; readonly sequence: number }
  | { readonly atMs: number; readonly do: 'bury'; readonly suspicion: Member };

interface Sent {
  readonly sequence: number;
  readonly target: NodeId;
  /** Whose ping-req this ping serves; `undefined` for one's own. */
  readonly onBehalf: { readonly requester: NodeId; readonly sequence: number } | undefined;
  readonly atMs: number;
}

export function createMember(
  context: Context<MembershipMessage>,
  configuration: MembershipConfiguration,
): Process<MembershipMessage, MembershipRequest, MembershipResponse> {
  return new AgendaMember(context, configuration);
}

class AgendaMember implements Process<MembershipMessage, MembershipRequest, MembershipResponse> {
  private list: readonly Member[];
  private agenda: readonly Deadline[] = [];
  private unanswered: readonly Sent[] = [];
  private lastSequence = 0;
  /** Longest waiting first. */
  private queue: readonly NodeId[];

  constructor(
    private readonly context: Context<MembershipMessage>,
    private readonly configuration: MembershipConfiguration,
  ) {
    this.list = [context.self, ...context.peers].map((node) => ({
      node,
      status: 'alive',
      incarnation: 0,
    }));
    this.queue = this.drawn(context.peers);
  }

  onStart(): void {
    this.schedule({ atMs: this.context.now() + this.configuration.periodMs, do: 'period' });
  }

  onTimer(): void {
    const now = this.context.now();
    const due = this.agenda.filter(({ atMs }) => atMs <= now);
    this.agenda = this.agenda.filter(({ atMs }) => atMs > now);
    for (const deadline of due) this.meet(deadline);
    this.sleep();
  }

  onMessage(from: NodeId, message: MembershipMessage): void {
    for (const update of message.members) this.learn(update);
    if (message.type === 'ping') this.acknowledge(from, message.sequence);
    else if (message.type === 'ping-req') {
      this.ping(message.target, { requester: from, sequence: message.sequence });
    } else {
      const answered = this.unanswered.filter(({ sequence }) => sequence === message.sequence);
      this.unanswered = this.unanswered.filter(({ sequence }) => sequence !== message.sequence);
      for (const { onBehalf } of answered) {
        if (onBehalf !== undefined) this.acknowledge(onBehalf.requester, onBehalf.sequence);
      }
    }
  }

  onRequest(_request: MembershipRequest, respond: (response: MembershipResponse) => void): void {
    respond({ kind: 'members', members: this.list });
  }

  inspect(): unknown {
    return { list: this.list, agenda: this.agenda, unanswered: this.unanswered };
  }

  private meet(deadline: Deadline): void {
    switch (deadline.do) {
      case 'period':
        this.schedule({ ...deadline, atMs: deadline.atMs + this.configuration.periodMs });
        this.suspectTheSilent();
        this.pingNext();
        break;
      case 'ask-helpers': {
        const sent = this.unanswered.find(({ sequence }) => sequence === deadline.sequence);
        if (sent !== undefined) this.askHelpers(sent);
        break;
      }
      case 'bury': {
        const { suspicion } = deadline;
        // Whatever was learnt since makes the suspicion void.
        if (this.list.includes(suspicion)) this.set({ ...suspicion, status: 'dead' });
        break;
      }
    }
  }

  private suspectTheSilent(): void {
    const silent = this.unanswered.filter(({ onBehalf }) => onBehalf === undefined);
    const horizon = this.context.now() - 2 * this.configuration.periodMs;
    this.unanswered = this.unanswered.filter(
      ({ onBehalf, atMs }) => onBehalf !== undefined && atMs > horizon,
    );
    for (const { target } of silent) {
      const known = this.list.find(({ node }) => node === target);
      if (known?.status === 'alive') this.set({ ...known, status: 'suspect' });
    }
  }

  private pingNext(): void {
    const [target, ...rest] = this.queue;
    if (target === undefined) return;
    this.queue = [...rest, target];
    const sequence = this.ping(target, undefined);
    const atMs = this.context.now() + this.configuration.pingTimeoutMs;
    this.schedule({ atMs, do: 'ask-helpers', sequence });
  }

  private ping(target: NodeId, onBehalf: Sent['onBehalf']): number {
    const sequence = this.lastSequence + 1;
    this.lastSequence = sequence;
    const sent: Sent = { sequence, target, onBehalf, atMs: this.context.now() };
    this.unanswered = [...this.unanswered, sent];
    this.context.send(target, { type: 'ping', sequence, members: this.list });
    return sequence;
  }

  private askHelpers({ target, sequence }: Sent): void {
    const helpers = this.drawn(this.context.peers.filter((peer) => peer !== target));
    for (const helper of helpers.slice(0, this.configuration.helpers)) {
      this.context.send(helper, { type: 'ping-req', sequence, target, members: this.list });
    }
  }

  private acknowledge(to: NodeId, sequence: number): void {
    this.context.send(to, { type: 'ack', sequence, members: this.list });
  }

  private learn(update: Member): void {
    const known = this.list.find(({ node }) => node === update.node);
    if (known === undefined || !supersedes(update, known)) return;
    const isAccusation = update.node === this.context.self && update.status !== 'alive';
    this.set(isAccusation ? { ...known, incarnation: update.incarnation + 1 } : update);
  }

  private set(member: Member): void {
    this.list = this.list.map((known) => (known.node === member.node ? member : known));
    if (member.status !== 'suspect') return;
    const atMs = this.context.now() + this.configuration.suspectMs;
    this.schedule({ atMs, do: 'bury', suspicion: member });
  }

  private schedule(deadline: Deadline): void {
    this.agenda = [...this.agenda, deadline].sort((a, b) => a.atMs - b.atMs);
    this.sleep();
  }

  private sleep(): void {
    const next = this.agenda[0];
    if (next === undefined) return;
    this.context.setTimer('wake', Math.max(0, next.atMs - this.context.now()));
  }

  private drawn(nodes: readonly NodeId[]): readonly NodeId[] {
    const rest = [...nodes];
    return nodes.flatMap(() => rest.splice(Math.floor(this.context.random() * rest.length), 1));
  }
}
