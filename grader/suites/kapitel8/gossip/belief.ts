import type { GossipConfiguration, Rumor } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import type { NodeId } from '../../../simulator/process.ts';
import { identityOf, isNewerVersion } from './messages.ts';

/**
 * What one node must believe and tell, given what has been delivered to it: the rules of the task
 * leave no choice here. Fed from the trace, never from the submission's own state.
 */
export class Belief {
  readonly entries = new Map<string, Rumor>();
  /** Ticks for which a key's entry is still to be told. */
  readonly hot = new Map<string, number>();
  /** Identities of all rumors ever adopted. */
  readonly adopted = new Set<string>();
  /** Identities of all rumors ever heard or put. */
  readonly known = new Set<string>();
  /** Largest timestamp heard in a rumor. */
  heardTimestamp = 0;
  private readonly sides = new Map<string, Set<NodeId>>();
  private readonly received = new Map<NodeId, number>();

  constructor(
    readonly configuration: GossipConfiguration,
    private readonly peers: readonly NodeId[],
  ) {}

  countGossip(from: NodeId): void {
    this.received.set(from, (this.received.get(from) ?? 0) + 1);
  }

  hear(from: NodeId, rumor: Rumor): void {
    const identity = identityOf(rumor);
    this.known.add(identity);
    this.heardTimestamp = Math.max(this.heardTimestamp, rumor.timestamp);
    const entry = this.entries.get(rumor.key);
    if (entry !== undefined && !isNewerVersion(rumor, entry)) return;
    const sides = this.sides.get(identity) ?? new Set();
    this.sides.set(identity, sides.add(from));
    const { trusted, threshold } = this.configuration;
    if (trusted.includes(from) || sides.size >= threshold) this.adopt(rumor);
  }

  adopt(rumor: Rumor): void {
    const identity = identityOf(rumor);
    this.known.add(identity);
    this.adopted.add(identity);
    this.entries.set(rumor.key, rumor);
    this.hot.set(rumor.key, this.configuration.repeat);
  }

  hotRumors(): readonly Rumor[] {
    return [...this.entries.values()].filter(({ key }) => this.hot.has(key));
  }

  coolDown(): void {
    for (const [key, ticks] of [...this.hot]) {
      if (ticks > 1) this.hot.set(key, ticks - 1);
      else this.hot.delete(key);
    }
  }

  /** The top x percent of the senders, rounded up; ties in the order of the peers. */
  topSenders(): readonly NodeId[] {
    const count = (peer: NodeId) => this.received.get(peer) ?? 0;
    const senders = this.peers.filter((peer) => count(peer) > 0);
    const places = Math.ceil((this.configuration.topPercent * senders.length) / 100);
    return senders.sort((a, b) => count(b) - count(a)).slice(0, places);
  }
}
