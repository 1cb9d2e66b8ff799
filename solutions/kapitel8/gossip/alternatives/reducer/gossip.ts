import type { Context, NodeId, Process } from '#simulator';
import type {
  Entries,
  GossipConfiguration,
  GossipMessage,
  GossipRequest,
  GossipResponse,
  Rumor,
  Version,
} from './protocol.ts';

export { createMember, supersedes } from './membership.ts';

// Differs from the reference: a pure function from (state, event) to (state, effects), immutable
// lists instead of maps, clocks that jump, one timer for both rhythms, partners in rotation.

export function isNewer(left: Version, right: Version): boolean {
  const byTime = left.timestamp - right.timestamp;
  return byTime > 0 || (byTime === 0 && left.source !== right.source && left.source > right.source);
}

export function merge(left: Entries, right: Entries): Entries {
  const rumors = [...Object.values(left), ...Object.values(right)];
  const isBeaten = (rumor: Rumor): boolean =>
    rumors.some((other) => other.key === rumor.key && isNewer(other, rumor));
  const best = rumors.filter((rumor) => !isBeaten(rumor));
  return Object.fromEntries(best.map((rumor) => [rumor.key, rumor]));
}

export function minimumRounds(nodes: number, fanout: number): number {
  const informed = [1];
  while ((informed.at(-1) ?? 1) < nodes) informed.push((informed.at(-1) ?? 1) * (fanout + 1));
  return informed.length - 1;
}

interface State {
  readonly entries: Entries;
  readonly clock: number;
  /** One item for each tick in which a rumor is still to be told. */
  readonly agenda: readonly Rumor[];
  readonly hearsay: readonly { readonly rumor: Rumor; readonly from: NodeId }[];
  readonly inbox: Readonly<Record<NodeId, number>>;
  /** Order in which partners are met; the first is next. */
  readonly rotation: readonly NodeId[];
}

type Effect = { readonly to: NodeId; readonly message: GossipMessage };
type Step = readonly [State, readonly Effect[]];

interface World {
  readonly configuration: GossipConfiguration;
  readonly self: NodeId;
  readonly peers: readonly NodeId[];
  readonly random: () => number;
}

function sameVersion(a: Version, b: Version): boolean {
  return a.key === b.key && !isNewer(a, b) && !isNewer(b, a);
}

function adopt(state: State, rumor: Rumor, repeat: number): State {
  const others = state.agenda.filter(({ key }) => key !== rumor.key);
  return {
    ...state,
    entries: merge(state.entries, { [rumor.key]: rumor }),
    agenda: [...others, ...Array.from({ length: repeat }, () => rumor)],
  };
}

function hear(world: World, before: State, from: NodeId, rumor: Rumor): State {
  const { trusted, threshold, repeat } = world.configuration;
  const state = { ...before, clock: Math.max(before.clock, rumor.timestamp) };
  const known = state.entries[rumor.key];
  if (known && !isNewer(rumor, known)) return state;
  const hearsay = [...state.hearsay, { rumor, from }];
  const witnesses = hearsay
    .filter((told) => sameVersion(told.rumor, rumor) && told.rumor.value === rumor.value)
    .map((told) => told.from);
  const isCredible = trusted.includes(from) || new Set(witnesses).size >= threshold;
  return isCredible ? adopt(state, rumor, repeat) : { ...state, hearsay };
}

function put(world: World, state: State, key: string, value: string): State {
  // Any larger number will do; jumping makes collisions with other nodes rarer.
  const clock = state.clock + 1 + Math.floor(world.random() * 3);
  const rumor = { key, value, timestamp: clock, source: world.self };
  return adopt({ ...state, clock }, rumor, world.configuration.repeat);
}

function tell(world: World, state: State): Step {
  const rumors = state.agenda.filter(
    (rumor, index) => state.agenda.findIndex(({ key }) => key === rumor.key) === index,
  );
  if (rumors.length === 0) return [state, []];
  const agenda = state.agenda.filter((rumor, index) => state.agenda.indexOf(rumor) !== index);
  const message: GossipMessage = { type: 'gossip', rumors };
  return [{ ...state, agenda }, recipients(world, state).map((to) => ({ to, message }))];
}

function recipients(world: World, state: State): readonly NodeId[] {
  const { group, fanout, topPercent } = world.configuration;
  const count = (peer: NodeId): number => state.inbox[peer] ?? 0;
  const senders = world.peers.filter((peer) => count(peer) > 0).length;
  const top = [...world.peers]
    .sort((a, b) => count(b) - count(a))
    .slice(0, Math.ceil((topPercent * senders) / 100));
  const certain = world.peers.filter((peer) => group.includes(peer) || top.includes(peer));
  const others = shuffled(
    world,
    world.peers.filter((peer) => !certain.includes(peer)),
  );
  return [...certain, ...others.slice(0, fanout)];
}

function compare(state: State): Step {
  const [partner, ...rest] = state.rotation;
  if (partner === undefined) return [state, []];
  const versions = Object.values(state.entries).map(({ value: _, ...version }) => version);
  return [
    { ...state, rotation: [...rest, partner] },
    [{ to: partner, message: { type: 'digest', versions } }],
  ];
}

function answer(state: State, from: NodeId, versions: readonly Version[]): readonly Effect[] {
  const theirs = Object.fromEntries(versions.map((version) => [version.key, version]));
  const rumors = Object.values(state.entries).filter((mine) => {
    const other = theirs[mine.key];
    return !other || isNewer(mine, other);
  });
  const wanted = versions.flatMap((version) => {
    const mine = state.entries[version.key];
    return !mine || isNewer(version, mine) ? [version.key] : [];
  });
  if (rumors.length === 0 && wanted.length === 0) return [];
  return [{ to: from, message: { type: 'entries', rumors, wanted } }];
}

function receive(world: World, state: State, from: NodeId, message: GossipMessage): Step {
  if (message.type === 'digest') return [state, answer(state, from, message.versions)];
  const heard = message.rumors.reduce((so, rumor) => hear(world, so, from, rumor), state);
  if (message.type === 'gossip') {
    const inbox = { ...heard.inbox, [from]: (heard.inbox[from] ?? 0) + 1 };
    return [{ ...heard, inbox }, []];
  }
  const rumors = Object.values(heard.entries).filter(({ key }) => message.wanted.includes(key));
  const reply: GossipMessage = { type: 'entries', rumors, wanted: [] };
  return [heard, rumors.length > 0 ? [{ to: from, message: reply }] : []];
}

/** Fisher & Yates, from the front. */
function shuffled(world: World, nodes: readonly NodeId[]): readonly NodeId[] {
  const rest = [...nodes];
  return nodes.flatMap(() => rest.splice(Math.floor(world.random() * rest.length), 1));
}

/** The shell: keeps the state, carries out the effects, and knows which rhythm is due. */
export function createGossip(
  context: Context<GossipMessage>,
  configuration: GossipConfiguration,
): Process<GossipMessage, GossipRequest, GossipResponse> {
  const world: World = {
    configuration,
    self: context.self,
    peers: context.peers,
    random: () => context.random(),
  };
  const { tickMs, antiEntropyMs } = configuration;
  let state: State = {
    entries: {},
    clock: context.storage.get<number>('last') ?? 0,
    agenda: [],
    hearsay: [],
    inbox: {},
    rotation: shuffled(world, context.peers),
  };
  let elapsedMs = 0;
  let nextTickMs = tickMs;
  let nextCompareMs = antiEntropyMs;

  const carryOut = ([after, effects]: Step): void => {
    state = after;
    for (const { to, message } of effects) context.send(to, message);
  };
  const sleep = (): void => {
    const untilMs = Math.min(nextTickMs, nextCompareMs);
    context.setTimer('next', untilMs - elapsedMs);
    elapsedMs = untilMs;
  };

  return {
    onStart: sleep,
    onTimer() {
      if (elapsedMs === nextTickMs) {
        nextTickMs += tickMs;
        carryOut(tell(world, state));
      }
      if (elapsedMs === nextCompareMs) {
        nextCompareMs += antiEntropyMs;
        carryOut(compare(state));
      }
      sleep();
    },
    onMessage: (from, message) => carryOut(receive(world, state, from, message)),
    onRequest(request, respond) {
      if (request.kind === 'get') {
        return respond({ kind: 'entry', entry: state.entries[request.key] ?? null });
      }
      state = put(world, state, request.key, request.value);
      context.storage.set('last', state.clock);
      respond({ kind: 'stored', timestamp: state.clock });
    },
    inspect: () => state,
  };
}
