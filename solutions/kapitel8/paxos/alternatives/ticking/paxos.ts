import type { Context, NodeId, Process } from '#simulator';
import { atLeast, compareBallots, equal, larger } from './ballot.ts';
import type { AcceptedProposal, Ballot, Decision, Message, Proposal } from './protocol.ts';

export { compareBallots } from './ballot.ts';
export { findDuel } from './duel.ts';
export { createMultiPaxos } from './multi-paxos.ts';

/** All that is stored, in one piece: half a change is never on disk. */
interface Disk {
  readonly promised: Ballot | null;
  readonly accepted: AcceptedProposal | null;
  readonly chosen: string | null;
}

type Respond = (response: Decision) => void;

const tickMs = 50;

/**
 * A node that measures time in ticks of 50 ms. While an attempt lasts, it repeats its messages with
 * each tick to those who have not answered; a rejection ends the attempt. Who knows the value tells
 * everybody that asks.
 */
export function createPaxos(context: Context<Message>): Process<Message, Proposal, Decision> {
  const { self, peers, storage } = context;
  const nodes = peers.length + 1;
  const isMajority = (count: number): boolean => 2 * count > nodes;

  let disk: Disk = storage.get<Disk>('disk') ?? { promised: null, accepted: null, chosen: null };
  const save = (change: Partial<Disk>): void => {
    disk = { ...disk, ...change };
    storage.set('disk', disk);
  };

  let wishes: string[] = [];
  let waiting: Respond[] = [];
  let seen: Ballot | null = disk.promised;
  let ballot: Ballot | null = null;
  let proposed: string | null = null;
  let promisers = new Map<NodeId, AcceptedProposal | null>();
  let acceptors = new Set<NodeId>();
  /** Ticks until the next attempt. */
  let ticksLeft = 0;

  const ask = (peer: NodeId): void => {
    if (ballot === null) return;
    if (proposed !== null) {
      if (!acceptors.has(peer)) context.send(peer, { type: 'Accept', ballot, value: proposed });
    } else if (!promisers.has(peer)) context.send(peer, { type: 'Prepare', ballot });
  };

  const begin = (): void => {
    ballot = { round: (larger(seen, disk.promised)?.round ?? 0) + 1, node: self };
    save({ promised: ballot });
    seen = ballot;
    proposed = null;
    promisers = new Map([[self, disk.accepted]]);
    acceptors = new Set();
    ticksLeft = 1 + Math.floor(context.random() * 3);
    peers.forEach(ask);
  };

  const learn = (value: string): void => {
    if (disk.chosen === null) save({ chosen: value });
    ballot = null;
    context.cancelTimer('tick');
    const open = waiting;
    waiting = [];
    wishes = [];
    for (const respond of open) respond({ chosen: value });
  };

  const propose = (): void => {
    if (ballot === null || proposed !== null || !isMajority(promisers.size)) return;
    const known = [...promisers.values()]
      .filter((vote) => vote !== null)
      .sort((a, b) => compareBallots(b.ballot, a.ballot));
    proposed = known[0]?.value ?? wishes[0] ?? null;
    if (proposed === null) return;
    if (atLeast(ballot, disk.promised)) {
      save({ promised: ballot, accepted: { ballot, value: proposed } });
      acceptors.add(self);
    }
    peers.forEach(ask);
  };

  const reject = (to: NodeId, refused: Ballot): void => {
    if (disk.promised === null) return;
    context.send(to, { type: 'Reject', ballot: refused, promised: disk.promised });
  };

  return {
    onRequest({ value }, respond) {
      if (disk.chosen !== null) return respond({ chosen: disk.chosen });
      waiting.push(respond);
      wishes.push(value);
      if (waiting.length > 1) return;
      begin();
      context.setTimer('tick', tickMs);
    },
    onTimer() {
      context.setTimer('tick', tickMs);
      ticksLeft--;
      if (ticksLeft <= 0) begin();
      else peers.forEach(ask);
    },
    onMessage(from, message) {
      switch (message.type) {
        case 'Prepare':
          seen = larger(seen, message.ballot);
          if (!atLeast(message.ballot, disk.promised)) return reject(from, message.ballot);
          if (!equal(message.ballot, disk.promised)) save({ promised: message.ballot });
          context.send(from, { type: 'Promise', ballot: message.ballot, accepted: disk.accepted });
          if (disk.chosen !== null) context.send(from, { type: 'Chosen', value: disk.chosen });
          return;
        case 'Accept': {
          const { ballot: asked, value } = message;
          seen = larger(seen, asked);
          if (!atLeast(asked, disk.promised)) return reject(from, asked);
          save({ promised: asked, accepted: { ballot: asked, value } });
          context.send(from, { type: 'Accepted', ballot: asked });
          return;
        }
        case 'Promise':
          if (!equal(message.ballot, ballot) || proposed !== null) return;
          promisers.set(from, message.accepted);
          return propose();
        case 'Accepted':
          if (!equal(message.ballot, ballot) || proposed === null) return;
          acceptors.add(from);
          if (!isMajority(acceptors.size)) return;
          for (const peer of peers) context.send(peer, { type: 'Chosen', value: proposed });
          return learn(proposed);
        case 'Reject':
          seen = larger(seen, message.promised);
          if (equal(message.ballot, ballot)) ballot = null;
          return;
        case 'Chosen':
          return learn(message.value);
      }
    },
    inspect: () => ({ ...disk, ballot, proposed, ticksLeft }),
  };
}
