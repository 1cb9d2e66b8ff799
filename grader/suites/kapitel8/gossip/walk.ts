import type {
  GossipConfiguration,
  GossipMessage,
  Rumor,
} from '../../../../exercises/kapitel8/gossip/protocol.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { Trace } from '../../../simulator/trace.ts';
import { Belief } from './belief.ts';
import { type Handling, handlingsOf, type SendEvent } from './handlings.ts';
import { identityOf, isRecord, isText, readMessage, readResponse } from './messages.ts';
import type { Tick, Told, Walk } from './observed.ts';

type MutableWalk = { -readonly [Field in keyof Walk]: Walk[Field][number][] };

/** Follows the judged nodes through a run. Their clocks must neither drift nor stand still. */
export function walk(
  trace: Trace,
  configurations: Readonly<Record<NodeId, GossipConfiguration>>,
): Walk {
  const found: MutableWalk = {
    ticks: [],
    strays: [],
    gets: [],
    puts: [],
    digestAnswers: [],
    wantedAnswers: [],
    digests: [],
    shown: [],
    malformed: [],
    invented: [],
  };
  const nodes = new Map<NodeId, NodeWalk>();
  for (const handling of handlingsOf(trace)) {
    const { node } = handling.cause;
    const configuration = configurations[node];
    if (configuration === undefined) continue;
    if (handling.cause.kind === 'start') {
      const peers = trace.nodes.filter((other) => other !== node);
      nodes.set(node, new NodeWalk(found, handling, new Belief(configuration, peers), peers));
    }
    nodes.get(node)?.follow(handling);
  }
  return found as Walk;
}

/** One incarnation of one node. */
class NodeWalk {
  private readonly startedAtMs: number;
  /** The tick that is due next, counted from 1. */
  private nextTick = 1;
  /** Something was hot before the first event at the time of the next tick. */
  private wasHotBefore = false;
  private atMs: number;
  private issued = 0;

  constructor(
    private readonly found: MutableWalk,
    private readonly start: Handling,
    private readonly belief: Belief,
    private readonly peers: readonly NodeId[],
  ) {
    this.startedAtMs = start.cause.atMs;
    this.atMs = this.startedAtMs;
  }

  follow(handling: Handling): void {
    const { cause } = handling;
    this.passTicks(cause.atMs, cause.seq);
    this.listen(handling);
    this.checkForm(handling);
    this.judgeGossip(handling);
    this.noteShown(handling);
  }

  private get tickAtMs(): number {
    return this.startedAtMs + this.nextTick * this.belief.configuration.tickMs;
  }

  /** Notes ticks that went by without a gossip message although something was hot. */
  private passTicks(nowMs: number, seq: number): void {
    while (this.tickAtMs < nowMs) {
      if (this.atMs < this.tickAtMs) this.wasHotBefore = this.belief.hot.size > 0;
      if (this.wasHotBefore) {
        this.found.ticks.push(this.tick(this.tickAtMs, seq, []));
        this.belief.coolDown();
      }
      this.atMs = this.tickAtMs;
      this.nextTick++;
    }
    if (this.atMs < nowMs) {
      this.atMs = nowMs;
      this.wasHotBefore = this.belief.hot.size > 0;
    }
  }

  private listen({ cause, responds, sends }: Handling): void {
    const { node, incarnation, seq, atMs } = cause;
    if (cause.kind === 'request' && isRecord(cause.request)) {
      const { kind, key, value } = cause.request;
      const response = readResponse(responds[0]?.response);
      if (kind === 'put' && isText(key) && isText(value)) {
        const timestamp = response?.kind === 'stored' ? response.timestamp : undefined;
        const above = Math.max(this.belief.heardTimestamp, this.issued);
        this.found.puts.push({ node, incarnation, atMs, seq, key, value, timestamp, above });
        if (timestamp === undefined) return;
        this.issued = Math.max(this.issued, timestamp);
        this.belief.adopt({ key, value, timestamp, source: node });
      } else if (kind === 'get' && isText(key)) {
        const got = response?.kind === 'entry' ? response.entry : undefined;
        const expected = this.belief.entries.get(key) ?? null;
        this.found.gets.push({ node, incarnation, seq, key, got, expected });
      }
    }
    if (cause.kind !== 'deliver') return;
    const message = readMessage(cause.message);
    if (message === undefined) return;
    if (message.type === 'gossip') this.belief.countGossip(cause.from);
    if (message.type !== 'digest') {
      for (const rumor of message.rumors) this.belief.hear(cause.from, rumor);
    }
    const entries = [...this.belief.entries.values()];
    const answer = { node, from: cause.from, seq, entries, sends };
    if (message.type === 'digest') {
      this.found.digestAnswers.push({ ...answer, versions: message.versions });
    } else if (message.type === 'entries' && message.wanted.length > 0) {
      this.found.wantedAnswers.push({ ...answer, wanted: message.wanted });
    }
  }

  private checkForm({ cause, sends, responds }: Handling): void {
    for (const send of sends) {
      const message = readMessage(send.message);
      if (message === undefined) this.found.malformed.push(send.seq);
      else this.checkOrigin(message, send);
    }
    for (const respond of responds) {
      const response = readResponse(respond.response);
      const isGet =
        cause.kind === 'request' && isRecord(cause.request) && cause.request.kind === 'get';
      if (response === undefined || (response.kind === 'entry') !== isGet) {
        this.found.malformed.push(respond.seq);
      } else if (response.kind === 'entry' && response.entry !== null) {
        this.noteInvented(response.entry, respond.seq, respond.node);
      }
    }
  }

  private checkOrigin(message: GossipMessage, { seq, to }: SendEvent): void {
    if (message.type === 'digest') return;
    for (const rumor of message.rumors) this.noteInvented(rumor, seq, to);
  }

  private noteInvented(rumor: Rumor, seq: number, to: NodeId): void {
    if (!this.belief.known.has(identityOf(rumor))) this.found.invented.push({ rumor, seq, to });
  }

  private judgeGossip({ cause, sends }: Handling): void {
    const gossip = sends.filter((send) => send.type === 'gossip');
    if (gossip.length === 0) return;
    const first = gossip[0] as SendEvent;
    if (cause.kind !== 'timer' || cause.atMs !== this.tickAtMs) {
      this.found.strays.push(...gossip);
      return;
    }
    this.found.ticks.push(this.tick(cause.atMs, first.seq, gossip));
    this.belief.coolDown();
    this.nextTick++;
  }

  private tick(atMs: number, seq: number, sends: readonly SendEvent[]): Tick {
    const { configuration, adopted } = this.belief;
    const hot = this.belief.hotRumors();
    const hotIdentities = new Set(hot.map(identityOf));
    const expired: Told[] = [];
    const unbelieved: Told[] = [];
    const missing: Told[] = [];
    for (const { to, seq: sendSeq, message: sent } of sends) {
      const message = readMessage(sent);
      const rumors = message?.type === 'gossip' ? message.rumors : [];
      const told = new Set(rumors.map(identityOf));
      for (const rumor of rumors) {
        const identity = identityOf(rumor);
        if (hotIdentities.has(identity)) continue;
        (adopted.has(identity) ? expired : unbelieved).push({ rumor, seq: sendSeq, to });
      }
      for (const rumor of hot) {
        if (!told.has(identityOf(rumor))) missing.push({ rumor, seq: sendSeq, to });
      }
    }
    return {
      node: this.start.cause.node,
      atMs,
      seq,
      sends,
      group: configuration.group,
      top: this.belief.topSenders(),
      fanout: configuration.fanout,
      peers: this.peers,
      hot,
      expired,
      unbelieved,
      missing,
    };
  }

  private noteShown({ cause, sends, responds }: Handling): void {
    const { node, incarnation } = cause;
    for (const send of sends) {
      const message = readMessage(send.message);
      if (message?.type !== 'digest') continue;
      const { versions } = message;
      this.found.digests.push({ send, versions, entries: [...this.belief.entries.values()] });
      this.found.shown.push({ node, incarnation, seq: send.seq, key: undefined, versions });
    }
    if (cause.kind !== 'request' || !isRecord(cause.request)) return;
    const { key } = cause.request;
    for (const { seq, response: sent } of responds) {
      const response = readResponse(sent);
      if (response?.kind !== 'entry' || !isText(key)) continue;
      const versions = response.entry === null ? [] : [response.entry];
      this.found.shown.push({ node, incarnation, seq, key, versions });
    }
  }
}
