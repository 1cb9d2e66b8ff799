import type { Context, NodeId, Process } from '#simulator';
import type {
  Member,
  MembershipConfiguration,
  MembershipMessage,
  MembershipRequest,
  MembershipResponse,
} from './protocol.ts';

// Differs from the reference: closures, plain rotation instead of a shuffled round, helpers that are
// not dead first, a state that survives crashes, relays kept for ever in a list.

export function supersedes(update: Member, known: Member): boolean {
  return rank(update) > rank(known);
}

/** Incarnation first, status second, in one number. */
function rank({ incarnation, status }: Member): number {
  return incarnation * 3 + ['alive', 'suspect', 'dead'].indexOf(status);
}

export function createMember(
  context: Context<MembershipMessage>,
  { periodMs, pingTimeoutMs, helpers, suspectMs }: MembershipConfiguration,
): Process<MembershipMessage, MembershipRequest, MembershipResponse> {
  const { self, peers, storage } = context;
  const list = new Map<NodeId, Member>();
  for (const node of [self, ...peers]) list.set(node, { node, status: 'alive', incarnation: 0 });
  const kept = storage.get<number>('incarnation');
  if (kept !== undefined) list.set(self, { node: self, status: 'alive', incarnation: kept });

  // Acks to a former life must not be taken for acks of this one.
  let sequence = (storage.get<number>('lives') ?? 0) * 1_000_000;
  storage.set('lives', (storage.get<number>('lives') ?? 0) + 1);
  let next = Math.floor(context.random() * peers.length);
  let waitingFor: { target: NodeId; sequence: number } | undefined;
  const relays: { mine: number; theirs: number; requester: NodeId }[] = [];

  const members = (): Member[] => [...list.values()];
  const entry = (node: NodeId): Member =>
    list.get(node) ?? { node, status: 'alive', incarnation: 0 };

  function note(member: Member): void {
    list.set(member.node, member);
    if (member.status === 'suspect') context.setTimer(`tot? ${member.node}`, suspectMs);
    else context.cancelTimer(`tot? ${member.node}`);
  }

  function learn(update: Member): void {
    if (!supersedes(update, entry(update.node))) return;
    if (update.node !== self) return note(update);
    const incarnation = update.status === 'alive' ? update.incarnation : update.incarnation + 1;
    list.set(self, { node: self, status: 'alive', incarnation });
    storage.set('incarnation', incarnation);
  }

  function ping(target: NodeId): number {
    sequence++;
    context.send(target, { type: 'ping', sequence, members: members() });
    return sequence;
  }

  function beginPeriod(): void {
    if (waitingFor !== undefined) {
      const known = entry(waitingFor.target);
      if (known.status === 'alive') note({ ...known, status: 'suspect' });
    }
    const target = peers[next % peers.length];
    next++;
    if (target === undefined) return;
    waitingFor = { target, sequence: ping(target) };
    context.setTimer('keine Antwort', pingTimeoutMs);
  }

  function askHelpers(): void {
    if (waitingFor === undefined) return;
    const { target, sequence: failed } = waitingFor;
    const candidates = peers
      .filter((peer) => peer !== target)
      .map((peer) => ({ peer, order: context.random() + (entry(peer).status === 'dead' ? 1 : 0) }))
      .sort((a, b) => a.order - b.order);
    for (const { peer } of candidates.slice(0, helpers)) {
      const request = { type: 'ping-req', sequence: failed, target, members: members() } as const;
      context.send(peer, request);
    }
  }

  function onAck(acknowledged: number): void {
    if (waitingFor?.sequence === acknowledged) {
      waitingFor = undefined;
      context.cancelTimer('keine Antwort');
    }
    for (const { mine, theirs, requester } of relays) {
      if (mine !== acknowledged) continue;
      context.send(requester, { type: 'ack', sequence: theirs, members: members() });
    }
  }

  return {
    onStart: () => context.setTimer('Runde', periodMs),
    onTimer(name) {
      if (name === 'Runde') {
        context.setTimer('Runde', periodMs);
        beginPeriod();
      } else if (name === 'keine Antwort') {
        askHelpers();
      } else {
        note({ ...entry(name.slice('tot? '.length)), status: 'dead' });
      }
    },
    onMessage(from, message) {
      message.members.forEach(learn);
      if (message.type === 'ack') onAck(message.sequence);
      else if (message.type === 'ping') {
        context.send(from, { type: 'ack', sequence: message.sequence, members: members() });
      } else {
        relays.push({ mine: ping(message.target), theirs: message.sequence, requester: from });
      }
    },
    onRequest: (_request, respond) => respond({ kind: 'members', members: members() }),
    inspect: () => ({ members: members(), waitingFor: waitingFor ?? null }),
  };
}
