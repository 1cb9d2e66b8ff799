import type { Context, NodeId, Process } from '#simulator';
import { bottom, compareBallots, isBelow, isSame, maximum } from './ballot.ts';
import type {
  AcceptedSlot,
  Ballot,
  Command,
  LogMessage,
  LogRequest,
  LogResponse,
  LogValue,
} from './protocol.ts';

type Votes = ReadonlyMap<number, AcceptedSlot>;
type Reply = (response: LogResponse) => void;

/** What a node is to the others: each kind carries what belongs to it and nothing else. */
type Role =
  | { readonly is: 'follower'; readonly leader: NodeId | undefined }
  | {
      readonly is: 'candidate';
      readonly ballot: Ballot;
      readonly promises: ReadonlyMap<NodeId, readonly AcceptedSlot[]>;
    }
  | {
      readonly is: 'leader';
      readonly ballot: Ballot;
      readonly next: number;
      readonly open: ReadonlyMap<number, Open>;
    };

interface Open {
  readonly value: LogValue;
  readonly yes: ReadonlySet<NodeId>;
}

/** The commands that a prefix of chosen values stands for. */
function replay(chosen: readonly LogValue[]) {
  const texts: string[] = [];
  const last = new Map<string, { readonly sequence: number; readonly position: number }>();
  for (const value of chosen) {
    if (value === null || value.sequence <= (last.get(value.clientId)?.sequence ?? 0)) continue;
    const position = texts.push(value.text);
    last.set(value.clientId, { sequence: value.sequence, position });
  }
  return { texts, last };
}

const isSameCommand = (a: LogValue, b: LogValue): boolean =>
  a?.clientId === b?.clientId && a?.sequence === b?.sequence;

/** Writes as few things as possible: one key a slot, and an index of the slots. */
class Memory {
  promised: Ballot;
  readonly votes: Map<number, AcceptedSlot>;

  constructor(private readonly context: Context<LogMessage>) {
    const { storage } = context;
    this.promised = storage.get<Ballot>('ballot') ?? bottom;
    const slots = storage.get<number[]>('slots') ?? [];
    const votes = slots.flatMap((slot) => storage.get<AcceptedSlot>(`vote/${slot}`) ?? []);
    this.votes = new Map(votes.map((vote) => [vote.slot, vote]));
    // A vote is stored before its slot is listed; its own ballot may be all that tells of the promise.
    this.promised = maximum(this.promised, ...votes.map(({ ballot }) => ballot));
  }

  promise(ballot: Ballot): boolean {
    if (isBelow(ballot, this.promised)) return false;
    if (!isSame(ballot, this.promised)) this.context.storage.set('ballot', ballot);
    this.promised = ballot;
    return true;
  }

  vote(vote: AcceptedSlot): boolean {
    if (!this.promise(vote.ballot)) return false;
    const isNew = !this.votes.has(vote.slot);
    this.votes.set(vote.slot, vote);
    this.context.storage.set(`vote/${vote.slot}`, vote);
    if (isNew) this.context.storage.set('slots', [...this.votes.keys()]);
    return true;
  }
}

const from = (votes: Votes, first: number): AcceptedSlot[] =>
  [...votes.values()].filter(({ slot }) => slot >= first).sort((a, b) => b.slot - a.slot);

export function createMultiPaxos(
  context: Context<LogMessage>,
): Process<LogMessage, LogRequest, LogResponse> {
  const { self, peers } = context;
  const memory = new Memory(context);
  const known = new Map<number, LogValue>();
  let prefix: LogValue[] = [];
  let machine = replay(prefix);
  let role: Role = { is: 'follower', leader: undefined };
  let met = bottom;
  let clients: { readonly command: Command; readonly reply: Reply }[] = [];

  const isQuorum = (count: number): boolean => count > (peers.length + 1) / 2;
  const firstUnchosen = (): number => prefix.length + 1;
  const broadcast = (message: LogMessage): void => {
    for (const peer of peers) context.send(peer, message);
  };
  const rest = (): void => context.setTimer('silence', 160 + Math.floor(context.random() * 130));

  function become(next: Role): void {
    const wasLeader = role.is === 'leader';
    role = next;
    if (wasLeader && next.is !== 'leader') {
      context.cancelTimer('beat');
      for (const { reply } of clients.splice(0)) reply({ ok: false, leaderHint: leaderOf(next) });
    }
    if (next.is !== 'leader') rest();
  }

  const leaderOf = (own: Role): NodeId | undefined =>
    own.is === 'follower' ? own.leader : undefined;

  function stand(): void {
    const ballot = { round: maximum(memory.promised, met).round + 1, node: self };
    memory.promise(ballot);
    const promises = new Map([[self, from(memory.votes, firstUnchosen())]]);
    become({ is: 'candidate', ballot, promises });
    broadcast({ type: 'Prepare', ballot, firstUnchosen: firstUnchosen() });
  }

  function win(ballot: Ballot, promises: readonly AcceptedSlot[]): void {
    const values = new Map<number, LogValue>();
    for (const vote of promises.toSorted((a, b) => compareBallots(a.ballot, b.ballot))) {
      values.set(vote.slot, vote.value);
    }
    const last = Math.max(0, ...values.keys(), ...known.keys());
    context.cancelTimer('silence');
    role = { is: 'leader', ballot, next: last + 1, open: new Map() };
    for (let slot = firstUnchosen(); slot <= last; slot++) {
      if (!known.has(slot)) propose(slot, values.get(slot) ?? null);
    }
    beat();
  }

  function propose(slot: number, value: LogValue): void {
    if (role.is !== 'leader') return;
    const { ballot } = role;
    memory.vote({ slot, ballot, value });
    const open = new Map(role.open).set(slot, { value, yes: new Set([self]) });
    role = { ...role, open, next: Math.max(role.next, slot + 1) };
    broadcast({ type: 'Accept', ballot, slot, value });
  }

  function beat(): void {
    if (role.is !== 'leader') return;
    const { ballot, open } = role;
    for (const peer of peers) {
      context.send(peer, { type: 'Heartbeat', ballot, firstUnchosen: firstUnchosen() });
      for (const [slot, { value, yes }] of open) {
        if (!yes.has(peer)) context.send(peer, { type: 'Accept', ballot, slot, value });
      }
    }
    context.setTimer('beat', 40);
  }

  function agree(sender: NodeId, slot: number): void {
    if (role.is !== 'leader') return;
    const proposal = role.open.get(slot);
    if (proposal === undefined) return;
    const yes = new Set(proposal.yes).add(sender);
    role = { ...role, open: new Map(role.open).set(slot, { ...proposal, yes }) };
    if (!isQuorum(yes.size)) return;
    broadcast({ type: 'Chosen', slot, value: proposal.value });
    learn(slot, proposal.value);
  }

  function learn(slot: number, value: LogValue): void {
    known.set(slot, value);
    if (role.is === 'leader') {
      const open = new Map(role.open);
      open.delete(slot);
      role = { ...role, open };
    }
    const before = prefix.length;
    for (let next = known.get(firstUnchosen()); next !== undefined; ) {
      prefix = [...prefix, next];
      next = known.get(firstUnchosen());
    }
    if (prefix.length === before) return;
    machine = replay(prefix);
    const still: typeof clients = [];
    for (const client of clients) {
      const { clientId, sequence } = client.command;
      const session = machine.last.get(clientId);
      if (session?.sequence === sequence) client.reply({ ok: true, position: session.position });
      else still.push(client);
    }
    clients = still;
  }

  function take(command: Command, reply: Reply): void {
    const session = machine.last.get(command.clientId);
    if (session?.sequence === command.sequence) {
      reply({ ok: true, position: session.position });
      return;
    }
    if (role.is !== 'leader') {
      reply({ ok: false, leaderHint: leaderOf(role) });
      return;
    }
    // An answer to the latest attempt is enough.
    clients = clients.filter((client) => !isSameCommand(client.command, command));
    clients.push({ command, reply });
    const isOpen = [...role.open.values()].some(({ value }) => isSameCommand(value, command));
    if (!isOpen) propose(role.next, command);
  }

  /** True if the ballot may be served; whoever sent it leads, or wants to. */
  function serve(sender: NodeId, ballot: Ballot, isLeading: boolean): boolean {
    if (isBelow(ballot, memory.promised)) {
      context.send(sender, { type: 'Reject', ballot, promised: memory.promised });
      return false;
    }
    become({ is: 'follower', leader: isLeading ? sender : undefined });
    return true;
  }

  return {
    onStart: rest,
    onTimer: (name) => (name === 'beat' ? beat() : stand()),
    onRequest(request, reply) {
      if (request.type === 'append') take(request.command, reply);
      else reply({ ok: true, applied: machine.texts });
    },
    onMessage(sender, message) {
      switch (message.type) {
        case 'Prepare': {
          const { ballot } = message;
          if (!serve(sender, ballot, false)) return;
          memory.promise(ballot);
          const accepted = from(memory.votes, message.firstUnchosen);
          context.send(sender, { type: 'Promise', ballot, accepted });
          return;
        }
        case 'Accept': {
          const { ballot, slot, value } = message;
          if (!serve(sender, ballot, true)) return;
          memory.vote({ slot, ballot, value });
          context.send(sender, { type: 'Accepted', ballot, slot });
          return;
        }
        case 'Heartbeat':
          // Not a promise: only questions with a slot or for all slots are.
          if (!serve(sender, message.ballot, true)) return;
          met = maximum(met, message.ballot);
          if (message.firstUnchosen > firstUnchosen()) {
            context.send(sender, { type: 'Missing', firstUnchosen: firstUnchosen() });
          }
          return;
        case 'Promise': {
          if (role.is !== 'candidate' || !isSame(role.ballot, message.ballot)) return;
          const promises = new Map(role.promises).set(sender, message.accepted);
          role = { ...role, promises };
          if (isQuorum(promises.size)) win(message.ballot, [...promises.values()].flat());
          return;
        }
        case 'Accepted':
          if (role.is === 'leader' && isSame(role.ballot, message.ballot))
            agree(sender, message.slot);
          return;
        case 'Reject':
          met = maximum(met, message.promised);
          if (role.is === 'leader' && isBelow(role.ballot, message.promised)) {
            become({ is: 'follower', leader: undefined });
          }
          return;
        case 'Chosen':
          return learn(message.slot, message.value);
        case 'Missing':
          for (const [i, value] of prefix.entries()) {
            if (i + 1 < message.firstUnchosen) continue;
            context.send(sender, { type: 'Chosen', slot: i + 1, value });
          }
          return;
      }
    },
    inspect: () => ({ role: role.is, promised: memory.promised, prefix, texts: machine.texts }),
  };
}
