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

// ---- Teil 1: Versionen ----------------------------------------------------------------------------

export function isNewer(left: Version, right: Version): boolean {
  if (left.timestamp !== right.timestamp) return left.timestamp > right.timestamp;
  return left.source > right.source;
}

export function merge(left: Entries, right: Entries): Entries {
  const result: Record<string, Rumor> = { ...left };
  for (const [key, rumor] of Object.entries(right)) {
    const known = Object.hasOwn(result, key) ? result[key] : undefined;
    if (known === undefined || isNewer(rumor, known)) result[key] = rumor;
  }
  return result;
}

export function minimumRounds(nodes: number, fanout: number): number {
  let rounds = 0;
  for (let informed = 1; informed < nodes; informed *= fanout + 1) rounds += 1;
  return rounds;
}

// ---- Teil 2 und 3: der Knoten ---------------------------------------------------------------------

export function createGossip(
  context: Context<GossipMessage>,
  configuration: GossipConfiguration,
): Process<GossipMessage, GossipRequest, GossipResponse> {
  return new GossipNode(context, configuration);
}

class GossipNode implements Process<GossipMessage, GossipRequest, GossipResponse> {
  private clock: number;
  private readonly entries = new Map<string, Rumor>();
  /** Schlüssel -> in so vielen Takten noch zu erzählen. */
  private readonly ticksLeft = new Map<string, number>();
  /** Gerücht (alle vier Felder) -> Absender, die es erzählt haben. */
  private readonly witnesses = new Map<string, Set<NodeId>>();
  private readonly received = new Map<NodeId, number>();

  constructor(
    private readonly context: Context<GossipMessage>,
    private readonly configuration: GossipConfiguration,
  ) {
    this.clock = context.storage.get<number>('clock') ?? 0;
  }

  onStart(): void {
    this.context.setTimer('tick', this.configuration.tickMs);
    this.context.setTimer('anti-entropy', this.configuration.antiEntropyMs);
  }

  onTimer(name: string): void {
    if (name === 'tick') {
      this.context.setTimer('tick', this.configuration.tickMs);
      this.tell();
    } else {
      this.context.setTimer('anti-entropy', this.configuration.antiEntropyMs);
      const [partner] = this.draw(this.context.peers, 1);
      if (partner === undefined) return;
      const versions = [...this.entries.values()].map(({ key, timestamp, source }) => ({
        key,
        timestamp,
        source,
      }));
      this.context.send(partner, { type: 'digest', versions });
    }
  }

  onMessage(from: NodeId, message: GossipMessage): void {
    switch (message.type) {
      case 'gossip':
        this.received.set(from, (this.received.get(from) ?? 0) + 1);
        for (const rumor of message.rumors) this.hear(from, rumor);
        break;
      case 'digest': {
        const theirs = new Map(message.versions.map((version) => [version.key, version]));
        const rumors = [...this.entries.values()].filter((own) => {
          const version = theirs.get(own.key);
          return version === undefined || isNewer(own, version);
        });
        const wanted = [...theirs.values()]
          .filter((version) => {
            const own = this.entries.get(version.key);
            return own === undefined || isNewer(version, own);
          })
          .map(({ key }) => key);
        if (rumors.length > 0 || wanted.length > 0) {
          this.context.send(from, { type: 'entries', rumors, wanted });
        }
        break;
      }
      case 'entries': {
        for (const rumor of message.rumors) this.hear(from, rumor);
        const rumors = [...new Set(message.wanted)].flatMap((key) => this.entries.get(key) ?? []);
        if (rumors.length > 0) this.context.send(from, { type: 'entries', rumors, wanted: [] });
        break;
      }
    }
  }

  onRequest(request: GossipRequest, respond: (response: GossipResponse) => void): void {
    if (request.kind === 'get') {
      respond({ kind: 'entry', entry: this.entries.get(request.key) ?? null });
      return;
    }
    this.clock += 1;
    this.context.storage.set('clock', this.clock);
    const { key, value } = request;
    this.adopt({ key, value, timestamp: this.clock, source: this.context.self });
    respond({ kind: 'stored', timestamp: this.clock });
  }

  inspect(): unknown {
    return {
      clock: this.clock,
      entries: [...this.entries.values()],
      ticksLeft: Object.fromEntries(this.ticksLeft),
      received: Object.fromEntries(this.received),
    };
  }

  private hear(from: NodeId, { key, value, timestamp, source }: Rumor): void {
    const rumor: Rumor = { key, value, timestamp, source };
    this.clock = Math.max(this.clock, timestamp);
    const known = this.entries.get(key);
    if (known !== undefined && !isNewer(rumor, known)) return;
    const identity = JSON.stringify([key, value, timestamp, source]);
    const witnesses = this.witnesses.get(identity) ?? new Set<NodeId>();
    witnesses.add(from);
    this.witnesses.set(identity, witnesses);
    const { trusted, threshold } = this.configuration;
    if (trusted.includes(from) || witnesses.size >= threshold) {
      this.witnesses.delete(identity);
      this.adopt(rumor);
    }
  }

  private adopt(rumor: Rumor): void {
    this.entries.set(rumor.key, rumor);
    this.ticksLeft.set(rumor.key, this.configuration.repeat);
  }

  private tell(): void {
    const rumors: Rumor[] = [];
    for (const [key, left] of [...this.ticksLeft]) {
      const rumor = this.entries.get(key);
      if (rumor !== undefined) rumors.push(rumor);
      if (left > 1) this.ticksLeft.set(key, left - 1);
      else this.ticksLeft.delete(key);
    }
    if (rumors.length === 0) return;
    for (const to of this.receivers()) this.context.send(to, { type: 'gossip', rumors });
  }

  private receivers(): ReadonlySet<NodeId> {
    const { group, topPercent, fanout } = this.configuration;
    const count = (node: NodeId) => this.received.get(node) ?? 0;
    const senders = this.context.peers
      .filter((node) => count(node) > 0)
      .toSorted((a, b) => count(b) - count(a));
    const top = senders.slice(0, Math.ceil((senders.length * topPercent) / 100));
    const chosen = new Set([...group, ...top]);
    const others = this.context.peers.filter((node) => !chosen.has(node));
    for (const node of this.draw(others, fanout)) chosen.add(node);
    return chosen;
  }

  /** `count` verschiedene aus `nodes`, gleichmäßig ausgelost. */
  private draw(nodes: readonly NodeId[], count: number): NodeId[] {
    const pool = [...nodes];
    const drawn: NodeId[] = [];
    while (drawn.length < count && pool.length > 0) {
      drawn.push(...pool.splice(Math.floor(this.context.random() * pool.length), 1));
    }
    return drawn;
  }
}
