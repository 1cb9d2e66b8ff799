import type { Context, NodeId, Process } from '#simulator';
import { atLeast, compareBallots, equal, larger } from './ballot.ts';
import type {
  AcceptedSlot,
  Ballot,
  Command,
  LogMessage,
  LogRequest,
  LogResponse,
  LogValue,
} from './protocol.ts';

type Respond = (response: LogResponse) => void;
type Append = { readonly command: Command; readonly respond: Respond };

const tickMs = 50;

/**
 * The log with one tick of 50 ms for everything: a leader's heartbeat, a listener's patience. The
 * accepted slots are stored as a whole, and so is what is chosen: after a restart the node goes on
 * where it was. Commands that come during phase 1 are kept until it is over.
 */
export function createMultiPaxos(
  context: Context<LogMessage>,
): Process<LogMessage, LogRequest, LogResponse> {
  const { self, peers, storage } = context;
  const isMajority = (count: number): boolean => 2 * count > peers.length + 1;

  let promised = storage.get<Ballot>('promised') ?? null;
  const accepted: (AcceptedSlot | null)[] = storage.get('accepted') ?? [];
  const chosen: ({ value: LogValue } | null)[] = storage.get('chosen') ?? [];

  let seen = promised;
  let role: 'listening' | 'asking' | 'leading' = 'listening';
  let ballot: Ballot | null = null;
  let promisers = new Map<NodeId, readonly AcceptedSlot[]>();
  let proposals = new Map<number, { value: LogValue; acceptors: Set<NodeId> }>();
  let nextSlot = 1;
  let leader: NodeId | undefined;
  let patience = 0;
  let kept: Append[] = [];
  const waiting = new Map<string, Respond>();

  // The state machine: rebuilt from what is chosen.
  const applied: string[] = [];
  const sessions = new Map<string, { sequence: number; position: number }>();
  let firstUnchosen = 1;

  const toAll = (message: LogMessage): void => {
    for (const peer of peers) context.send(peer, message);
  };

  const bePatient = (): void => {
    patience = 4 + Math.floor(context.random() * 3);
  };

  const promise = (to: Ballot): boolean => {
    seen = larger(seen, to);
    if (!atLeast(to, promised)) return false;
    if (!equal(to, promised)) {
      promised = to;
      storage.set('promised', promised);
    }
    return true;
  };

  const accept = (slot: number, by: Ballot, value: LogValue): boolean => {
    if (!promise(by)) return false;
    while (accepted.length < slot) accepted.push(null);
    accepted[slot - 1] = { slot, ballot: by, value };
    storage.set('accepted', accepted);
    return true;
  };

  const acceptedFrom = (first: number): AcceptedSlot[] =>
    accepted.slice(first - 1).filter((entry) => entry !== null);

  const applyAll = (): void => {
    for (let next = chosen[firstUnchosen - 1]; next; next = chosen[firstUnchosen - 1]) {
      firstUnchosen++;
      if (next.value === null) continue;
      const { clientId, sequence, text } = next.value;
      if (sequence > (sessions.get(clientId)?.sequence ?? 0)) {
        applied.push(text);
        sessions.set(clientId, { sequence, position: applied.length });
      }
      const session = sessions.get(clientId);
      const key = `${clientId}#${sequence}`;
      if (session?.sequence === sequence) {
        waiting.get(key)?.({ ok: true, position: session.position });
      }
      waiting.delete(key);
    }
  };
  applyAll();

  const learn = (slot: number, value: LogValue): void => {
    proposals.delete(slot);
    if (chosen[slot - 1]) return;
    while (chosen.length < slot) chosen.push(null);
    chosen[slot - 1] = { value };
    storage.set('chosen', chosen);
    applyAll();
  };

  /** Somebody else's ballot is served. */
  const listen = (to?: NodeId): void => {
    if (role !== 'listening') {
      role = 'listening';
      ballot = null;
      // Silence: clients ask again by themselves.
      waiting.clear();
      for (const { respond } of kept) respond({ ok: false });
      kept = [];
    }
    leader = to;
    bePatient();
  };

  const propose = (slot: number, value: LogValue): void => {
    if (ballot === null || !accept(slot, ballot, value)) return;
    proposals.set(slot, { value, acceptors: new Set([self]) });
    toAll({ type: 'Accept', ballot, slot, value });
  };

  const beat = (): void => {
    if (ballot === null) return;
    toAll({ type: 'Heartbeat', ballot, firstUnchosen });
    for (const [slot, { value, acceptors }] of proposals) {
      for (const peer of peers.filter((id) => !acceptors.has(id))) {
        context.send(peer, { type: 'Accept', ballot, slot, value });
      }
    }
  };

  const ask = (): void => {
    role = 'asking';
    leader = undefined;
    ballot = { round: (larger(seen, promised)?.round ?? 0) + 1, node: self };
    promise(ballot);
    promisers = new Map([[self, acceptedFrom(firstUnchosen)]]);
    toAll({ type: 'Prepare', ballot, firstUnchosen });
    bePatient();
  };

  const take = ({ command, respond }: Append): void => {
    const { clientId, sequence } = command;
    const session = sessions.get(clientId);
    if (session?.sequence === sequence) return respond({ ok: true, position: session.position });
    const key = `${clientId}#${sequence}`;
    const isUnderWay = waiting.has(key);
    waiting.set(key, respond);
    if (!isUnderWay) propose(nextSlot++, command);
  };

  const lead = (): void => {
    if (!isMajority(promisers.size)) return;
    role = 'leading';
    leader = self;
    proposals = new Map();
    const votes = [...promisers.values()].flat().sort((a, b) => compareBallots(a.ballot, b.ballot));
    // Later ones overwrite earlier ones: the highest ballot stays.
    const best = new Map(votes.map((vote) => [vote.slot, vote.value]));
    const last = Math.max(chosen.length, ...best.keys());
    nextSlot = last + 1;
    for (let slot = firstUnchosen; slot <= last; slot++) {
      if (!chosen[slot - 1]) propose(slot, best.get(slot) ?? null);
    }
    if (ballot !== null) toAll({ type: 'Heartbeat', ballot, firstUnchosen });
    const appends = kept;
    kept = [];
    appends.forEach(take);
  };

  return {
    onStart() {
      bePatient();
      context.setTimer('tick', tickMs);
    },
    onTimer() {
      context.setTimer('tick', tickMs);
      if (role === 'leading') return beat();
      patience--;
      if (patience <= 0) ask();
    },
    onRequest(request, respond) {
      if (request.type === 'applied') return respond({ ok: true, applied });
      const append = { command: request.command, respond };
      if (role === 'leading') take(append);
      else if (role === 'asking') kept.push(append);
      else respond({ ok: false, ...(leader === undefined ? {} : { leaderHint: leader }) });
    },
    onMessage(from, message) {
      switch (message.type) {
        case 'Prepare':
        case 'Accept':
        case 'Heartbeat': {
          if (!promise(message.ballot)) {
            if (promised === null) return;
            context.send(from, { type: 'Reject', ballot: message.ballot, promised });
            return;
          }
          listen(message.type === 'Prepare' ? undefined : from);
          if (message.type === 'Prepare') {
            const named = acceptedFrom(message.firstUnchosen);
            context.send(from, { type: 'Promise', ballot: message.ballot, accepted: named });
          } else if (message.type === 'Accept') {
            accept(message.slot, message.ballot, message.value);
            context.send(from, { type: 'Accepted', ballot: message.ballot, slot: message.slot });
          } else {
            // What was accepted with the leader's own ballot is what it has chosen.
            for (let slot = firstUnchosen; slot < message.firstUnchosen; slot++) {
              const vote = accepted[slot - 1];
              if (vote && equal(vote.ballot, message.ballot)) learn(slot, vote.value);
            }
            if (message.firstUnchosen > firstUnchosen) {
              context.send(from, { type: 'Missing', firstUnchosen });
            }
          }
          return;
        }
        case 'Promise':
          if (role !== 'asking' || !equal(message.ballot, ballot)) return;
          promisers.set(from, message.accepted);
          return lead();
        case 'Accepted': {
          const proposal = proposals.get(message.slot);
          if (role !== 'leading' || proposal === undefined) return;
          if (!equal(message.ballot, ballot)) return;
          proposal.acceptors.add(from);
          if (!isMajority(proposal.acceptors.size)) return;
          toAll({ type: 'Chosen', slot: message.slot, value: proposal.value });
          return learn(message.slot, proposal.value);
        }
        case 'Reject':
          seen = larger(seen, message.promised);
          if (ballot !== null && compareBallots(message.promised, ballot) > 0) listen();
          return;
        case 'Chosen':
          return learn(message.slot, message.value);
        case 'Missing':
          for (let slot = message.firstUnchosen; slot < firstUnchosen; slot++) {
            const value = chosen[slot - 1]?.value ?? null;
            context.send(from, { type: 'Chosen', slot, value });
          }
          return;
      }
    },
    inspect: () => ({ role, ballot, promised, firstUnchosen, applied, accepted }),
  };
}
