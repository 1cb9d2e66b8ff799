/** Reference for exercise 8.7, written to be read beside the chapter. */
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

// --- Part 1: the Lamport clock ---------------------------------------------------------------

/** Lamport 1978, rules IR1 and IR2, in the form of the lecture. */
export function createLamportClock(): LamportClock {
  let time = 0;
  const advance = (): number => {
    time = time + 1;
    return time;
  };
  return {
    time: () => time,
    tick: advance,
    send: advance,
    receive(timestamp) {
      time = Math.max(time, timestamp) + 1;
      return time;
    },
  };
}

export function createClockProcess(
  context: Context<ClockMessage>,
): Process<ClockMessage, ClockRequest, ClockResponse> {
  const clock = createLamportClock();
  return {
    onRequest(request, respond) {
      if (request.type === 'local') {
        respond({ time: clock.tick() });
        return;
      }
      const time = clock.send();
      context.send(request.to, { type: 'note', time });
      respond({ time });
    },
    onMessage(_from, message) {
      clock.receive(message.time);
    },
    inspect: () => ({ time: clock.time() }),
  };
}

// --- Part 2: a total order -------------------------------------------------------------------

export function compareStamps(a: Stamp, b: Stamp): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.node === b.node) return 0;
  return a.node < b.node ? -1 : 1;
}

// --- Part 3: the counterexample --------------------------------------------------------------

/**
 * Two nodes that have heard nothing of each other: one has lived through a single event, the other
 * through more. All messages come later, so they order neither a before b nor b before a.
 */
export function findCounterexample(task: CounterexampleTask): Counterexample {
  const [quiet, busy, ...rest] = task.nodes;
  if (quiet === undefined || busy === undefined) throw new Error('needs at least two nodes');

  const events: ExecutionEvent[] = [{ id: 'a', node: quiet, kind: 'local' }];
  for (let i = 0; i < task.gap; i++) {
    events.push({ id: `warm-up-${i}`, node: busy, kind: 'local' });
  }
  events.push({ id: 'b', node: busy, kind: 'local' });

  for (const other of [busy, ...rest]) {
    events.push({ id: `send-${other}`, node: quiet, kind: 'send', to: other });
    events.push({ id: `receive-${other}`, node: other, kind: 'receive', of: `send-${other}` });
  }
  return { events, a: 'a', b: 'b' };
}

// --- Part 4: the vector clock ----------------------------------------------------------------

/** Fidge 1988, Mattern 1989: entry k counts the events of node k in the past of the last event. */
export function createVectorClock(self: NodeId, nodes: readonly NodeId[]): VectorClock {
  const entries = new Map(nodes.map((node): [NodeId, number] => [node, 0]));
  const entry = (node: NodeId): number => entries.get(node) ?? 0;
  const countEvent = (): VectorStamp => {
    entries.set(self, entry(self) + 1);
    return Object.fromEntries(entries);
  };
  return {
    tick: countEvent,
    send: countEvent,
    receive(stamp) {
      for (const node of nodes) entries.set(node, Math.max(entry(node), stamp[node] ?? 0));
      return countEvent();
    },
  };
}

export function compareVectors(v: VectorStamp, w: VectorStamp): VectorOrder {
  const nodes = Object.keys(v);
  const isSomewhereLess = nodes.some((node) => (v[node] ?? 0) < (w[node] ?? 0));
  const isSomewhereGreater = nodes.some((node) => (v[node] ?? 0) > (w[node] ?? 0));
  if (isSomewhereLess && isSomewhereGreater) return 'concurrent';
  if (isSomewhereLess) return 'before';
  return isSomewhereGreater ? 'after' : 'equal';
}

// --- Part 5: mutual exclusion ----------------------------------------------------------------

export function createMutexProcess(
  context: Context<MutexMessage>,
): Process<MutexMessage, MutexRequest, MutexResponse> {
  return new MutexProcess(context);
}

/** The algorithm of Lamport 1978: every node keeps the same queue and reads it in the same order. */
class MutexProcess implements Process<MutexMessage, MutexRequest, MutexResponse> {
  private readonly clock = createLamportClock();
  /** The open requests known here, at most one a node, with our own. */
  private readonly queue = new Map<NodeId, Stamp>();
  /** The stamp of the last message from each neighbour. */
  private readonly lastHeard = new Map<NodeId, Stamp>();
  /** Our own request, while it waits for the lock. */
  private waiting: { stamp: Stamp; respond: (response: MutexResponse) => void } | undefined;

  constructor(private readonly context: Context<MutexMessage>) {}

  onRequest(request: MutexRequest, respond: (response: MutexResponse) => void): void {
    const time = this.clock.send();
    if (request.type === 'acquire') {
      const stamp = { time, node: this.context.self };
      this.queue.set(stamp.node, stamp);
      this.waiting = { stamp, respond };
      this.broadcast({ type: 'request', time });
      this.grantIfFirst();
    } else {
      this.queue.delete(this.context.self);
      this.broadcast({ type: 'release', time });
      respond({ type: 'released' });
    }
  }

  onMessage(from: NodeId, message: MutexMessage): void {
    this.clock.receive(message.time);
    this.lastHeard.set(from, { time: message.time, node: from });
    if (message.type === 'request') {
      this.queue.set(from, { time: message.time, node: from });
      this.context.send(from, { type: 'ack', time: this.clock.send() });
    } else if (message.type === 'release') {
      this.queue.delete(from);
    }
    this.grantIfFirst();
  }

  /**
   * Grants the lock once (i) no earlier request is in the queue and (ii) every neighbour has been
   * heard of later than our request: over links that keep the order, nothing earlier can still come.
   */
  private grantIfFirst(): void {
    if (this.waiting === undefined) return;
    const { stamp, respond } = this.waiting;
    const isFirst = [...this.queue.values()].every((other) => compareStamps(stamp, other) <= 0);
    const isHeardByAll = this.context.peers.every((peer) => {
      const heard = this.lastHeard.get(peer);
      return heard !== undefined && compareStamps(stamp, heard) < 0;
    });
    if (!isFirst || !isHeardByAll) return;
    this.waiting = undefined;
    respond({ type: 'granted', stamp });
  }

  private broadcast(message: MutexMessage): void {
    for (const peer of this.context.peers) this.context.send(peer, message);
  }

  inspect(): unknown {
    return {
      time: this.clock.time(),
      queue: [...this.queue.values()].sort(compareStamps).map((s) => `${s.time}/${s.node}`),
      isWaiting: this.waiting !== undefined,
    };
  }
}
