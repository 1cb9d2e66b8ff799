/**
 * Differently built, equally correct: classes throughout, and for the lock the algorithm of Ricart
 * and Agrawala (CACM 24(1), 1981), which defers acknowledgements and sends no release at all.
 */
import type { Context, NodeId, Process } from '#simulator';
import type {
  ClockMessage,
  ClockRequest,
  ClockResponse,
  Counterexample,
  CounterexampleTask,
  ExecutionEvent,
  LamportClock,
  MutexMessage,
  MutexRequest,
  MutexResponse,
  Stamp,
  VectorClock,
  VectorOrder,
  VectorStamp,
} from './contract.ts';

class Ticker implements LamportClock {
  #value = 0;

  time(): number {
    return this.#value;
  }

  tick(): number {
    this.#value += 1;
    return this.#value;
  }

  send(): number {
    return this.tick();
  }

  receive(timestamp: number): number {
    // Lamport's IR2 in two steps: first catch up, then count the receipt as an event of its own.
    if (timestamp > this.#value) this.#value = timestamp;
    return this.tick();
  }
}

export function createLamportClock(): LamportClock {
  return new Ticker();
}

class ClockNode implements Process<ClockMessage, ClockRequest, ClockResponse> {
  readonly #clock = new Ticker();
  readonly #context: Context<ClockMessage>;

  constructor(context: Context<ClockMessage>) {
    this.#context = context;
  }

  onRequest(request: ClockRequest, respond: (response: ClockResponse) => void): void {
    const time = this.#clock.tick();
    respond({ time });
    if (request.type === 'send') this.#context.send(request.to, { time, type: 'note' });
  }

  onMessage(_from: NodeId, message: ClockMessage): void {
    this.#clock.receive(message.time);
  }
}

export function createClockProcess(
  context: Context<ClockMessage>,
): Process<ClockMessage, ClockRequest, ClockResponse> {
  return new ClockNode(context);
}

export function compareStamps(a: Stamp, b: Stamp): number {
  if (a.time < b.time) return -1;
  if (a.time > b.time) return 1;
  return a.node.localeCompare(b.node);
}

/** All nodes pass a token round the ring beforehand; then the last one is busy on its own. */
export function findCounterexample(task: CounterexampleTask): Counterexample {
  const events: ExecutionEvent[] = [];
  for (const [i, node] of task.nodes.entries()) {
    const previous = task.nodes[i - 1];
    if (previous !== undefined) {
      events.push({ id: `${node} gets`, node, kind: 'receive', of: `${previous} gives` });
    }
    const next = task.nodes[i + 1];
    if (next !== undefined) events.push({ id: `${node} gives`, node, kind: 'send', to: next });
  }
  const first = task.nodes[0] as NodeId;
  const last = task.nodes.at(-1) as NodeId;
  // The first node has counted to 1 and comes to 2; the last one is at 2 or beyond already.
  events.push({ id: 'a', node: first, kind: 'local' });
  for (let i = 1; i <= task.gap; i++) events.push({ id: `b${i}`, node: last, kind: 'local' });
  return { events, a: 'a', b: `b${task.gap}` };
}

class VectorTicker implements VectorClock {
  readonly #counts: number[];
  readonly #own: number;
  readonly #nodes: readonly NodeId[];

  constructor(self: NodeId, nodes: readonly NodeId[]) {
    this.#nodes = [...nodes];
    this.#counts = nodes.map(() => 0);
    this.#own = nodes.indexOf(self);
  }

  tick(): VectorStamp {
    this.#counts[this.#own] = (this.#counts[this.#own] as number) + 1;
    const stamp: Record<NodeId, number> = {};
    // Written back to front: the order of the entries says nothing.
    for (let i = this.#nodes.length - 1; i >= 0; i--) {
      stamp[this.#nodes[i] as NodeId] = this.#counts[i] as number;
    }
    return stamp;
  }

  send(): VectorStamp {
    return this.tick();
  }

  receive(stamp: VectorStamp): VectorStamp {
    this.#nodes.forEach((node, i) => {
      const theirs = stamp[node] as number;
      if (theirs > (this.#counts[i] as number)) this.#counts[i] = theirs;
    });
    return this.tick();
  }
}

export function createVectorClock(self: NodeId, nodes: readonly NodeId[]): VectorClock {
  return new VectorTicker(self, nodes);
}

function isAtMost(v: VectorStamp, w: VectorStamp): boolean {
  for (const node in v) {
    if ((v[node] as number) > (w[node] as number)) return false;
  }
  return true;
}

export function compareVectors(v: VectorStamp, w: VectorStamp): VectorOrder {
  switch (`${isAtMost(v, w)} ${isAtMost(w, v)}`) {
    case 'true true':
      return 'equal';
    case 'true false':
      return 'before';
    case 'false true':
      return 'after';
    default:
      return 'concurrent';
  }
}

type Phase =
  | { name: 'idle' }
  | { name: 'waiting'; stamp: Stamp; left: number; grant: (response: MutexResponse) => void }
  | { name: 'holding'; stamp: Stamp };

class RicartAgrawala implements Process<MutexMessage, MutexRequest, MutexResponse> {
  readonly #context: Context<MutexMessage>;
  readonly #clock = new Ticker();
  readonly #deferred = new Set<NodeId>();
  #phase: Phase = { name: 'idle' };

  constructor(context: Context<MutexMessage>) {
    this.#context = context;
  }

  onRequest(request: MutexRequest, respond: (response: MutexResponse) => void): void {
    if (request.type === 'acquire') this.#acquire(respond);
    else this.#release(respond);
  }

  onMessage(from: NodeId, message: MutexMessage): void {
    this.#clock.receive(message.time);
    if (message.type === 'request') {
      if (this.#comesFirst({ time: message.time, node: from })) this.#deferred.add(from);
      else this.#acknowledge(from);
    } else if (message.type === 'ack' && this.#phase.name === 'waiting') {
      this.#phase.left -= 1;
      this.#enterIfFree();
    }
  }

  #acquire(grant: (response: MutexResponse) => void): void {
    const { self, peers } = this.#context;
    const time = this.#clock.send();
    for (const peer of peers) this.#context.send(peer, { type: 'request', time });
    this.#phase = { name: 'waiting', stamp: { time, node: self }, left: peers.length, grant };
    this.#enterIfFree();
  }

  #release(respond: (response: MutexResponse) => void): void {
    this.#phase = { name: 'idle' };
    for (const peer of this.#deferred) this.#acknowledge(peer);
    this.#deferred.clear();
    respond({ type: 'released' });
  }

  /** Our own request, waiting or granted, is earlier than theirs. */
  #comesFirst(theirs: Stamp): boolean {
    return this.#phase.name !== 'idle' && compareStamps(this.#phase.stamp, theirs) < 0;
  }

  #acknowledge(peer: NodeId): void {
    this.#context.send(peer, { type: 'ack', time: this.#clock.send() });
  }

  #enterIfFree(): void {
    if (this.#phase.name !== 'waiting' || this.#phase.left > 0) return;
    const { stamp, grant } = this.#phase;
    this.#phase = { name: 'holding', stamp };
    grant({ type: 'granted', stamp });
  }
}

export function createMutexProcess(
  context: Context<MutexMessage>,
): Process<MutexMessage, MutexRequest, MutexResponse> {
  return new RicartAgrawala(context);
}
