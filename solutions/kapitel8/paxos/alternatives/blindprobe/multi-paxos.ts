import type { Context, NodeId, Process } from '#simulator';
import { compareBallots } from './ballot.ts';
import type {
  AcceptedSlot,
  Ballot,
  Command,
  LogMessage,
  LogRequest,
  LogResponse,
  LogValue,
} from './protocol.ts';
import { heartbeatIntervalMs, leaderTimeoutMaxMs, leaderTimeoutMinMs } from './protocol.ts';

type Respond = (response: LogResponse) => void;

interface InFlight {
  readonly value: LogValue;
  readonly acceptedBy: Set<NodeId>;
}

type Role =
  | { readonly is: 'waiting' }
  | {
      readonly is: 'candidate';
      readonly ballot: Ballot;
      readonly firstUnchosen: number;
      readonly promises: Map<NodeId, readonly AcceptedSlot[]>;
    }
  | {
      readonly is: 'leader';
      readonly ballot: Ballot;
      readonly inFlight: Map<number, InFlight>;
      nextSlot: number;
    };

const HEAD = 'head';
const slotKey = (slot: number): string => `slot-${slot}`;
const commandKey = ({ clientId, sequence }: Command): string => `${sequence} ${clientId}`;

export function createMultiPaxos(
  context: Context<LogMessage>,
): Process<LogMessage, LogRequest, LogResponse> {
  const { self, peers, storage } = context;
  const majority = Math.floor((peers.length + 1) / 2) + 1;
  const broadcast = (message: LogMessage): void => {
    for (const peer of peers) context.send(peer, message);
  };

  // ---- Acceptor: `head` is always written before the slot ------------------------------------------
  let head = storage.get<{ promised: Ballot | null; lastSlot: number }>(HEAD) ?? {
    promised: null,
    lastSlot: 0,
  };
  const accepted = new Map<number, AcceptedSlot>();
  for (let slot = 1; slot <= head.lastSlot; slot++) {
    const entry = storage.get<AcceptedSlot>(slotKey(slot));
    if (entry !== undefined) accepted.set(slot, entry);
  }
  let topRound = head.promised?.round ?? 0;

  const writeHead = (promised: Ballot, lastSlot: number): void => {
    head = { promised, lastSlot };
    storage.set(HEAD, head);
  };
  const allows = (ballot: Ballot): boolean =>
    head.promised === null || compareBallots(ballot, head.promised) >= 0;
  const accept = (entry: AcceptedSlot): void => {
    writeHead(entry.ballot, Math.max(head.lastSlot, entry.slot));
    accepted.set(entry.slot, entry);
    storage.set(slotKey(entry.slot), entry);
  };
  const acceptedFrom = (slot: number): AcceptedSlot[] =>
    [...accepted.values()].filter((entry) => entry.slot >= slot);

  // ---- Learner and state machine -----------------------------------------------------------------
  const chosen = new Map<number, LogValue>();
  let firstUnchosen = 1;
  const texts: string[] = [];
  const lastApplied = new Map<string, { sequence: number; position: number }>();
  const waiters = new Map<string, Respond[]>();

  function learn(slot: number, value: LogValue): void {
    if (chosen.has(slot)) return;
    chosen.set(slot, value);
    for (; chosen.has(firstUnchosen); firstUnchosen++) {
      const command = chosen.get(firstUnchosen);
      if (command) apply(command);
    }
  }

  function apply(command: Command): void {
    const before = lastApplied.get(command.clientId);
    if (before === undefined || command.sequence > before.sequence) {
      texts.push(command.text);
      lastApplied.set(command.clientId, { sequence: command.sequence, position: texts.length });
    }
    const key = commandKey(command);
    const last = lastApplied.get(command.clientId);
    for (const respond of waiters.get(key) ?? []) {
      respond(
        last?.sequence === command.sequence
          ? { ok: true, position: last.position }
          : { ok: false, leaderHint: leader },
      );
    }
    waiters.delete(key);
  }

  // ---- Proposer ----------------------------------------------------------------------------------
  let role: Role = { is: 'waiting' };
  let leader: NodeId | undefined;

  function restartWait(): void {
    context.setTimer(
      'wait',
      leaderTimeoutMinMs + context.random() * (leaderTimeoutMaxMs - leaderTimeoutMinMs),
    );
  }

  /** Every ballot that comes from outside passes here. */
  function saw(ballot: Ballot): void {
    topRound = Math.max(topRound, ballot.round);
    if (role.is === 'waiting' || compareBallots(ballot, role.ballot) <= 0) return;
    role = { is: 'waiting' };
    leader = undefined;
    context.cancelTimer('heartbeat');
    restartWait();
    const dropped = [...waiters.values()].flat();
    waiters.clear();
    for (const respond of dropped) respond({ ok: false });
  }

  function phaseOne(): void {
    topRound += 1;
    const ballot: Ballot = { round: topRound, node: self };
    writeHead(ballot, head.lastSlot);
    leader = undefined;
    role = {
      is: 'candidate',
      ballot,
      firstUnchosen,
      promises: new Map([[self, acceptedFrom(firstUnchosen)]]),
    };
    restartWait();
    broadcast({ type: 'Prepare', ballot, firstUnchosen });
    lead();
  }

  function lead(): void {
    if (role.is !== 'candidate' || role.promises.size < majority) return;
    const { ballot, promises, firstUnchosen: start } = role;
    const best = new Map<number, AcceptedSlot>();
    for (const entry of [...promises.values()].flat()) {
      const rival = best.get(entry.slot);
      if (rival === undefined || compareBallots(entry.ballot, rival.ballot) > 0) {
        best.set(entry.slot, entry);
      }
    }
    const last = Math.max(start - 1, firstUnchosen - 1, ...best.keys(), ...chosen.keys());
    role = { is: 'leader', ballot, inFlight: new Map(), nextSlot: last + 1 };
    leader = self;
    context.cancelTimer('wait');
    heartbeat();
    for (let slot = start; slot <= last; slot++) {
      if (!chosen.has(slot)) propose(slot, best.get(slot)?.value ?? null);
    }
  }

  function heartbeat(): void {
    if (role.is !== 'leader') return;
    context.setTimer('heartbeat', heartbeatIntervalMs);
    broadcast({ type: 'Heartbeat', ballot: role.ballot, firstUnchosen });
    for (const [slot, { value, acceptedBy }] of role.inFlight) {
      for (const peer of peers) {
        if (!acceptedBy.has(peer)) {
          context.send(peer, { type: 'Accept', ballot: role.ballot, slot, value });
        }
      }
    }
  }

  function propose(slot: number, value: LogValue): void {
    if (role.is !== 'leader') return;
    const { ballot } = role;
    const acceptedBy = new Set<NodeId>();
    if (allows(ballot)) {
      accept({ slot, ballot, value });
      acceptedBy.add(self);
    }
    role.inFlight.set(slot, { value, acceptedBy });
    broadcast({ type: 'Accept', ballot, slot, value });
    settle(slot);
  }

  function settle(slot: number): void {
    if (role.is !== 'leader') return;
    const proposal = role.inFlight.get(slot);
    if (proposal === undefined || proposal.acceptedBy.size < majority) return;
    role.inFlight.delete(slot);
    broadcast({ type: 'Chosen', slot, value: proposal.value });
    learn(slot, proposal.value);
  }

  function append(command: Command, respond: Respond): void {
    if (role.is !== 'leader') {
      respond({ ok: false, leaderHint: leader });
      return;
    }
    const last = lastApplied.get(command.clientId);
    if (last !== undefined && command.sequence <= last.sequence) {
      respond(
        command.sequence === last.sequence
          ? { ok: true, position: last.position }
          : { ok: false, leaderHint: self },
      );
      return;
    }
    const key = commandKey(command);
    waiters.set(key, [...(waiters.get(key) ?? []), respond]);
    const underway = [...role.inFlight.values()].some(
      ({ value }) => value !== null && commandKey(value) === key,
    );
    const decided = [...chosen].some(
      ([slot, value]) => slot > firstUnchosen && value !== null && commandKey(value) === key,
    );
    if (!underway && !decided) propose(role.nextSlot++, command);
  }

  return {
    onStart: restartWait,
    onTimer(name) {
      if (name === 'heartbeat') heartbeat();
      else if (role.is !== 'leader') phaseOne();
    },
    onMessage(from, message) {
      switch (message.type) {
        case 'Chosen':
          learn(message.slot, message.value);
          return;
        case 'Missing':
          for (let slot = message.firstUnchosen; slot < firstUnchosen; slot++) {
            context.send(from, { type: 'Chosen', slot, value: chosen.get(slot) ?? null });
          }
          return;
        case 'Reject':
          saw(message.promised);
          return;
        case 'Promise':
          saw(message.ballot);
          if (role.is !== 'candidate' || compareBallots(role.ballot, message.ballot) !== 0) return;
          if (!role.promises.has(from)) role.promises.set(from, message.accepted);
          lead();
          return;
        case 'Accepted':
          saw(message.ballot);
          if (role.is !== 'leader' || compareBallots(role.ballot, message.ballot) !== 0) return;
          role.inFlight.get(message.slot)?.acceptedBy.add(from);
          settle(message.slot);
          return;
      }
      // Prepare, Accept, Heartbeat
      const { ballot } = message;
      saw(ballot);
      if (head.promised !== null && !allows(ballot)) {
        context.send(from, { type: 'Reject', ballot, promised: head.promised });
        return;
      }
      restartWait();
      if (message.type === 'Prepare') {
        if (head.promised === null || compareBallots(ballot, head.promised) > 0) leader = undefined;
        writeHead(ballot, head.lastSlot);
        context.send(from, {
          type: 'Promise',
          ballot,
          accepted: acceptedFrom(message.firstUnchosen),
        });
        return;
      }
      leader = from;
      if (message.type === 'Accept') {
        accept({ slot: message.slot, ballot, value: message.value });
        context.send(from, { type: 'Accepted', ballot, slot: message.slot });
      } else if (message.firstUnchosen > firstUnchosen) {
        context.send(from, { type: 'Missing', firstUnchosen });
      }
    },
    onRequest(request, respond) {
      if (request.type === 'applied') respond({ ok: true, applied: [...texts] });
      else append(request.command, respond);
    },
    inspect: () => ({
      role: role.is,
      ballot: role.is === 'waiting' ? null : role.ballot,
      promised: head.promised,
      accepted: [...accepted.values()],
      firstUnchosen,
      leader: leader ?? null,
    }),
  };
}
