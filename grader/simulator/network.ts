import { hashText, mix, within } from './random.ts';
import type {
  DelayMessage,
  DropMessage,
  DuplicateMessage,
  Fault,
  MessageIdentity,
  OneWayPartition,
  Partition,
  Scenario,
  Unreliable,
} from './scenario.ts';
import type { Deviation } from './simulate.ts';

/** What becomes of one message. Times in virtual ms. */
export interface Fate {
  k: number;
  /** -1 if the message is lost. */
  arrivesAtMs: number;
  /** Arrival of a second copy; -1 if there is none. */
  copyArrivesAtMs: number;
}

/** All messages of one type on one link. */
interface Stream {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly hash: number;
  readonly explicit: ExplicitFate[] | undefined;
  sent: number;
}

type ExplicitFate = DropMessage | DuplicateMessage | DelayMessage;

const dropSalt = 0x1d;
const duplicateSalt = 0x2d;
const delaySalt = 0x3d;
const extentSalt = 0x4d;

/**
 * Decides latency, loss, duplication and delay of each message from its identity alone (from, to,
 * type, k-th), and knows which links are cut. Endpoints are nodes and clients, by index.
 */
export class Network {
  readonly deviations: Deviation[] = [];
  private readonly streams: (Map<string, Stream> | undefined)[];
  private readonly windows: readonly Unreliable[];
  private readonly cuts: Uint8Array;
  private readonly explicit = new Map<string, ExplicitFate[]>();
  private readonly fate: Fate = { k: 0, arrivesAtMs: -1, copyArrivesAtMs: -1 };

  constructor(
    private readonly scenario: Scenario,
    private readonly endpoints: readonly string[],
  ) {
    const count = endpoints.length;
    this.streams = new Array<undefined>(count * count).fill(undefined);
    this.cuts = new Uint8Array(count * count);
    this.windows = scenario.faults.filter((fault) => fault.kind === 'unreliable');
    for (const fault of scenario.faults) {
      if (isExplicit(fault)) {
        const key = streamKey(fault.message);
        const list = this.explicit.get(key);
        if (list === undefined) this.explicit.set(key, [fault]);
        else list.push(fault);
      }
    }
  }

  /** The answer is the same object each time: read it before the next call. */
  route(from: number, to: number, type: string, atMs: number): Readonly<Fate> {
    const { fate } = this;
    const stream = this.stream(from, to, type);
    const k = stream.sent++;
    fate.k = k;
    fate.arrivesAtMs = -1;
    fate.copyArrivesAtMs = -1;
    const hash = mix(stream.hash, k);
    const { minMs, maxMs } = this.scenario.latency;
    let arrival = atMs + within(hash, minMs, maxMs);
    let copyAfterMs = -1;
    if (stream.explicit !== undefined) {
      for (const fault of stream.explicit) {
        if (fault.message.k !== k || atMs >= (fault.untilMs ?? Number.POSITIVE_INFINITY)) continue;
        if (fault.kind === 'drop') return fate;
        if (fault.kind === 'delay') arrival += fault.byMs;
        else copyAfterMs = fault.afterMs;
      }
    }
    for (const window of this.windows) {
      if (atMs < window.fromMs || atMs >= window.untilMs) continue;
      const { untilMs } = window;
      const message = { from: stream.from, to: stream.to, type, k };
      if (mix(hash, dropSalt) % 1000 < window.dropPerMille) {
        this.deviations.push({ kind: 'drop', message, untilMs });
        return fate;
      }
      const extent = 1 + (mix(hash, extentSalt) % Math.max(1, window.maxExtraDelayMs));
      if (mix(hash, delaySalt) % 1000 < window.delayPerMille) {
        this.deviations.push({ kind: 'delay', message, untilMs, byMs: extent });
        arrival += extent;
      }
      if (mix(hash, duplicateSalt) % 1000 < window.duplicatePerMille) {
        this.deviations.push({ kind: 'duplicate', message, untilMs, afterMs: extent });
        copyAfterMs = extent;
      }
    }
    fate.arrivesAtMs = arrival;
    if (copyAfterMs >= 0) fate.copyArrivesAtMs = arrival + copyAfterMs;
    return fate;
  }

  isCut(from: number, to: number): boolean {
    return this.cuts[from * this.endpoints.length + to] !== 0;
  }

  /** Cuts (`change` +1) or restores (-1) the links a partition concerns. */
  apply(partition: Partition | OneWayPartition, change: 1 | -1): void {
    const count = this.endpoints.length;
    for (let from = 0; from < this.scenario.nodes; from++) {
      for (let to = 0; to < this.scenario.nodes; to++) {
        if (from === to) continue;
        const a = this.endpoints[from] as string;
        const b = this.endpoints[to] as string;
        if (separates(partition, a, b)) {
          this.cuts[from * count + to] = (this.cuts[from * count + to] as number) + change;
        }
      }
    }
  }

  private stream(from: number, to: number, type: string): Stream {
    const link = from * this.endpoints.length + to;
    let streams = this.streams[link];
    if (streams === undefined) {
      streams = new Map();
      this.streams[link] = streams;
    }
    let stream = streams.get(type);
    if (stream === undefined) {
      const fromId = this.endpoints[from] as string;
      const toId = this.endpoints[to] as string;
      stream = {
        from: fromId,
        to: toId,
        type,
        hash: mix(this.scenario.seed, hashText(`${fromId}>${toId}:${type}`)),
        explicit: this.explicit.get(streamKey({ from: fromId, to: toId, type })),
        sent: 0,
      };
      streams.set(type, stream);
    }
    return stream;
  }
}

function streamKey(identity: Omit<MessageIdentity, 'k'>): string {
  return `${identity.from}>${identity.to}:${identity.type}`;
}

function isExplicit(fault: Fault): fault is ExplicitFate {
  return fault.kind === 'drop' || fault.kind === 'duplicate' || fault.kind === 'delay';
}

function separates(partition: Partition | OneWayPartition, from: string, to: string): boolean {
  if (partition.kind === 'one-way-partition') {
    return partition.senders.includes(from) && partition.receivers.includes(to);
  }
  return !partition.groups.some((group) => group.includes(from) && group.includes(to));
}
