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

// Differs from the reference: closures, hybrid clock, state kept across crashes, everything pushed
// along with each digest, and recipients dealt from a shuffled deck.

export const isNewer = (left: Version, right: Version): boolean =>
  left.timestamp > right.timestamp ||
  (left.timestamp === right.timestamp && left.source > right.source);

export function merge(left: Entries, right: Entries): Entries {
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  const pairs = [...keys].sort().flatMap((key) => {
    const mine = left[key];
    const theirs = right[key];
    const winner = mine && theirs ? (isNewer(theirs, mine) ? theirs : mine) : (mine ?? theirs);
    return winner ? [[key, winner] as const] : [];
  });
  return Object.fromEntries(pairs);
}

export function minimumRounds(nodes: number, fanout: number): number {
  return nodes <= 1 ? 0 : 1 + minimumRounds(Math.ceil(nodes / (fanout + 1)), fanout);
}

interface Kept {
  readonly rumor: Rumor;
  /** Number of the last tick in which it is told. */
  readonly lastTick: number;
}

interface Doubt {
  readonly rumor: Rumor;
  readonly witnesses: NodeId[];
}

export function createGossip(
  context: Context<GossipMessage>,
  configuration: GossipConfiguration,
): Process<GossipMessage, GossipRequest, GossipResponse> {
  const { self, peers, storage } = context;
  const { tickMs, fanout, repeat, group, trusted, threshold, topPercent, antiEntropyMs } =
    configuration;
  const kept = new Map<string, Kept>();
  let doubts: Doubt[] = [];
  let clock = storage.get<number>('clock') ?? 0;
  let tick = 0;
  const heardFrom: NodeId[] = [];
  const recipientsDeck = deckOf(peers, context);
  const partnersDeck = deckOf(peers, context);

  for (const rumor of storage.get<Rumor[]>('rumors') ?? []) {
    kept.set(rumor.key, { rumor, lastTick: 0 });
  }

  const believed = (): Rumor[] => [...kept.values()].map(({ rumor }) => rumor);

  function isKnown(version: Version): boolean {
    const known = kept.get(version.key);
    return known !== undefined && !isNewer(version, known.rumor);
  }

  function believe(rumor: Rumor): void {
    kept.set(rumor.key, { rumor, lastTick: tick + repeat });
    doubts = doubts.filter((doubt) => !isKnown(doubt.rumor));
    storage.set('rumors', believed());
  }

  function hear(rumor: Rumor, from: NodeId): void {
    clock = Math.max(clock, rumor.timestamp);
    if (isKnown(rumor)) return;
    if (trusted.includes(from)) return believe(rumor);
    let doubt = doubts.find((known) => isSame(known.rumor, rumor));
    if (doubt === undefined) {
      doubt = { rumor, witnesses: [] };
      doubts.push(doubt);
    }
    if (!doubt.witnesses.includes(from)) doubt.witnesses.push(from);
    if (doubt.witnesses.length >= threshold) believe(rumor);
  }

  /** Physical time where it is ahead, logical time otherwise. */
  function put(key: string, value: string): number {
    clock = Math.max(clock + 1, Math.floor(context.now()));
    storage.set('clock', clock);
    believe({ key, value, timestamp: clock, source: self });
    return clock;
  }

  function topSenders(): NodeId[] {
    const ranking = peers
      .map((peer, place) => ({
        peer,
        place,
        count: heardFrom.filter((sender) => sender === peer).length,
      }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || a.place - b.place);
    const places = Math.ceil((ranking.length * topPercent) / 100);
    return ranking.slice(0, places).map(({ peer }) => peer);
  }

  function tell(): void {
    tick++;
    const rumors = [...kept.values()]
      .filter(({ lastTick }) => lastTick >= tick)
      .map(({ rumor }) => rumor);
    if (rumors.length === 0) return;
    const certain = peers.filter((peer) => group.includes(peer) || topSenders().includes(peer));
    const lucky = recipientsDeck.deal(fanout, (peer) => !certain.includes(peer));
    for (const peer of [...lucky, ...certain]) context.send(peer, { type: 'gossip', rumors });
  }

  function compare(): void {
    const rumors = believed();
    const versions = rumors.map(({ key, timestamp, source }) => ({ key, timestamp, source }));
    for (const partner of partnersDeck.deal(1, () => true)) {
      if (rumors.length > 0) context.send(partner, { type: 'entries', rumors, wanted: [] });
      context.send(partner, { type: 'digest', versions });
    }
  }

  function answer(from: NodeId, versions: readonly Version[]): void {
    const rumors = believed().filter((rumor) => {
      const theirs = versions.find(({ key }) => key === rumor.key);
      return theirs === undefined || isNewer(rumor, theirs);
    });
    const wanted = versions.filter((version) => !isKnown(version)).map(({ key }) => key);
    if (rumors.length + wanted.length > 0) context.send(from, { type: 'entries', rumors, wanted });
  }

  return {
    onStart() {
      context.setTimer('takt', tickMs);
      context.setTimer('abgleich', antiEntropyMs);
    },
    onTimer(name) {
      if (name === 'takt') tell();
      else compare();
      context.setTimer(name, name === 'takt' ? tickMs : antiEntropyMs);
    },
    onMessage(from, message) {
      if (message.type === 'digest') return answer(from, message.versions);
      if (message.type === 'gossip') heardFrom.push(from);
      for (const rumor of message.rumors) hear(rumor, from);
      if (message.type === 'gossip' || message.wanted.length === 0) return;
      const rumors = believed().filter(({ key }) => message.wanted.includes(key));
      if (rumors.length > 0) context.send(from, { type: 'entries', rumors, wanted: [] });
    },
    onRequest(request, respond) {
      if (request.kind === 'get') {
        respond({ kind: 'entry', entry: kept.get(request.key)?.rumor ?? null });
      } else {
        respond({ kind: 'stored', timestamp: put(request.key, request.value) });
      }
    },
    inspect: () => ({ clock, tick, believed: believed(), doubts }),
  };
}

function isSame(a: Rumor, b: Rumor): boolean {
  return (
    a.key === b.key && a.value === b.value && a.timestamp === b.timestamp && a.source === b.source
  );
}

/** Deals nodes from a shuffled deck; what is dealt comes again only after a new shuffle. */
function deckOf(nodes: readonly NodeId[], context: Context<GossipMessage>) {
  let deck: NodeId[] = [];
  function shuffle(): void {
    deck = nodes
      .map((node) => ({ node, order: context.random() }))
      .sort((a, b) => a.order - b.order)
      .map(({ node }) => node);
  }
  return {
    deal(count: number, isAllowed: (node: NodeId) => boolean): NodeId[] {
      const wanted = Math.min(count, nodes.filter(isAllowed).length);
      const dealt: NodeId[] = [];
      while (dealt.length < wanted) {
        const next = deck.find((node) => isAllowed(node) && !dealt.includes(node));
        if (next === undefined) shuffle();
        else {
          dealt.push(next);
          deck = deck.filter((node) => node !== next);
        }
      }
      return dealt;
    },
  };
}
