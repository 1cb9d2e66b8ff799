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

/** Later timestamp first, then the larger source: a strict total order of all versions of a key. */
export function isNewer(left: Version, right: Version): boolean {
  if (left.timestamp !== right.timestamp) return left.timestamp > right.timestamp;
  return left.source > right.source;
}

/** Last writer wins, key by key: the maximum of two values of a total order, hence a semilattice. */
export function merge(left: Entries, right: Entries): Entries {
  const merged: Record<string, Rumor> = { ...left };
  for (const [key, rumor] of Object.entries(right)) {
    const known = merged[key];
    if (known === undefined || isNewer(rumor, known)) merged[key] = rumor;
  }
  return merged;
}

/** The smallest r with (fanout + 1)^r >= nodes, in whole numbers: logarithms round at the powers. */
export function minimumRounds(nodes: number, fanout: number): number {
  let rounds = 0;
  for (let informed = 1; informed < nodes; informed *= fanout + 1) rounds++;
  return rounds;
}

export function createGossip(
  context: Context<GossipMessage>,
  configuration: GossipConfiguration,
): Process<GossipMessage, GossipRequest, GossipResponse> {
  return new GossipNode(context, configuration);
}

const tickTimer = 'tick';
const antiEntropyTimer = 'anti-entropy';
const issuedKey = 'issued';

class GossipNode implements Process<GossipMessage, GossipRequest, GossipResponse> {
  /** What this node believes. */
  private entries: Entries = {};
  /** Lamport clock: the largest timestamp issued or heard. */
  private clock: number;
  /** Keys whose entry is still being told, with the number of ticks left. */
  private readonly hot = new Map<string, number>();
  /** Who has told what is not believed yet; by key, then by the whole rumor. */
  private readonly hearsay = new Map<string, Map<string, Set<NodeId>>>();
  /** Gossip messages received from each node. */
  private readonly received = new Map<NodeId, number>();

  constructor(
    private readonly context: Context<GossipMessage>,
    private readonly configuration: GossipConfiguration,
  ) {
    this.clock = context.storage.get<number>(issuedKey) ?? 0;
  }

  onStart(): void {
    this.context.setTimer(tickTimer, this.configuration.tickMs);
    this.context.setTimer(antiEntropyTimer, this.configuration.antiEntropyMs);
  }

  onTimer(name: string): void {
    if (name === tickTimer) {
      this.context.setTimer(tickTimer, this.configuration.tickMs);
      this.tell();
    } else {
      this.context.setTimer(antiEntropyTimer, this.configuration.antiEntropyMs);
      this.compareWithSomebody();
    }
  }

  onMessage(from: NodeId, message: GossipMessage): void {
    switch (message.type) {
      case 'gossip':
        this.received.set(from, (this.received.get(from) ?? 0) + 1);
        for (const rumor of message.rumors) this.hear(from, rumor);
        break;
      case 'digest':
        this.answerDigest(from, message.versions);
        break;
      case 'entries':
        for (const rumor of message.rumors) this.hear(from, rumor);
        this.sendWanted(from, message.wanted);
        break;
    }
  }

  onRequest(request: GossipRequest, respond: (response: GossipResponse) => void): void {
    switch (request.kind) {
      case 'put':
        respond({ kind: 'stored', timestamp: this.put(request.key, request.value) });
        break;
      case 'get':
        respond({ kind: 'entry', entry: this.entries[request.key] ?? null });
        break;
    }
  }

  inspect(): unknown {
    return {
      clock: this.clock,
      entries: this.entries,
      hot: Object.fromEntries(this.hot),
      received: Object.fromEntries(this.received),
    };
  }

  // --- believing --------------------------------------------------------------------------------

  /** A client's word needs no witnesses. The clock is durable before anybody can see the timestamp. */
  private put(key: string, value: string): number {
    this.clock += 1;
    this.context.storage.set(issuedKey, this.clock);
    this.adopt({ key, value, timestamp: this.clock, source: this.context.self });
    return this.clock;
  }

  private hear(from: NodeId, rumor: Rumor): void {
    this.clock = Math.max(this.clock, rumor.timestamp);
    if (!this.isNews(rumor)) return;
    const sides = this.sidesOf(rumor);
    sides.add(from);
    const isTrusted = this.configuration.trusted.includes(from);
    if (isTrusted || sides.size >= this.configuration.threshold) this.adopt(rumor);
  }

  private isNews(version: Version): boolean {
    const known = this.entries[version.key];
    return known === undefined || isNewer(version, known);
  }

  /** The neighbours that told exactly this rumor: same key, value, timestamp and source. */
  private sidesOf(rumor: Rumor): Set<NodeId> {
    const told = this.hearsay.get(rumor.key) ?? new Map<string, Set<NodeId>>();
    this.hearsay.set(rumor.key, told);
    const identity = JSON.stringify([rumor.timestamp, rumor.source, rumor.value]);
    const sides = told.get(identity) ?? new Set<NodeId>();
    told.set(identity, sides);
    return sides;
  }

  private adopt(rumor: Rumor): void {
    this.entries = merge(this.entries, { [rumor.key]: rumor });
    this.hot.set(rumor.key, this.configuration.repeat);
  }

  // --- spreading --------------------------------------------------------------------------------

  /** One tick: everything hot goes to everyone chosen, and cools down by one. */
  private tell(): void {
    const rumors = Object.values(this.entries).filter((rumor) => this.hot.has(rumor.key));
    if (rumors.length === 0) return;
    for (const peer of this.recipients()) this.context.send(peer, { type: 'gossip', rumors });
    for (const { key } of rumors) {
      const ticksLeft = (this.hot.get(key) ?? 0) - 1;
      if (ticksLeft > 0) this.hot.set(key, ticksLeft);
      else this.hot.delete(key);
    }
  }

  /** The group and the top senders always, and `fanout` others at random. */
  private recipients(): readonly NodeId[] {
    const always = new Set([...this.configuration.group, ...this.topSenders()]);
    const others = this.context.peers.filter((peer) => !always.has(peer));
    return [...always, ...this.pick(others, this.configuration.fanout)];
  }

  /** The top x percent of those who have sent at all, rounded up; ties in the order of the peers. */
  private topSenders(): readonly NodeId[] {
    const count = (peer: NodeId): number => this.received.get(peer) ?? 0;
    const senders = this.context.peers.filter((peer) => count(peer) > 0);
    const places = Math.ceil((this.configuration.topPercent * senders.length) / 100);
    // Sorting is stable: equal counts stay in the order of the peers.
    return senders.sort((a, b) => count(b) - count(a)).slice(0, places);
  }

  /** `count` different nodes out of `nodes`, all choices equally likely (Fisher & Yates). */
  private pick(nodes: readonly NodeId[], count: number): readonly NodeId[] {
    const pool = [...nodes];
    const picked: NodeId[] = [];
    while (picked.length < count && pool.length > 0) {
      const index = Math.floor(this.context.random() * pool.length);
      picked.push(...pool.splice(index, 1));
    }
    return picked;
  }

  // --- anti-entropy -----------------------------------------------------------------------------

  private compareWithSomebody(): void {
    const versions = Object.values(this.entries).map(versionOf);
    for (const peer of this.pick(this.context.peers, 1)) {
      this.context.send(peer, { type: 'digest', versions });
    }
  }

  private answerDigest(from: NodeId, versions: readonly Version[]): void {
    const theirs = new Map(versions.map((version) => [version.key, version]));
    const rumors = Object.values(this.entries).filter((mine) => {
      const other = theirs.get(mine.key);
      return other === undefined || isNewer(mine, other);
    });
    const wanted = versions.filter((version) => this.isNews(version)).map(({ key }) => key);
    if (rumors.length === 0 && wanted.length === 0) return;
    this.context.send(from, { type: 'entries', rumors, wanted });
  }

  private sendWanted(from: NodeId, wanted: readonly string[]): void {
    const rumors = Object.values(this.entries).filter(({ key }) => wanted.includes(key));
    if (rumors.length > 0) this.context.send(from, { type: 'entries', rumors, wanted: [] });
  }
}

function versionOf({ key, timestamp, source }: Rumor): Version {
  return { key, timestamp, source };
}
