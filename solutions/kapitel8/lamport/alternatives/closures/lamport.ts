/**
 * Differently written, equally correct: closures over plain arrays, a clock that leaps, no
 * acknowledgement where our own later request has already told the neighbour the same.
 */
import type { Context, NodeId, Process } from '#simulator';
import type {
  ClockMessage,
  ClockRequest,
  ClockResponse,
  Counterexample,
  CounterexampleTask,
  LamportClock,
  MutexMessage,
  MutexRequest,
  MutexResponse,
  Stamp,
  VectorClock,
  VectorOrder,
  VectorStamp,
} from './contract.ts';

/** C1 and C2 ask for growth, not for steps of one: this clock leaps to the next multiple of ten. */
export function createLamportClock(): LamportClock {
  let now = 0;
  const leapPast = (bound: number): number => {
    now = (Math.floor(bound / 10) + 1) * 10;
    return now;
  };
  const advance = () => leapPast(now);
  return {
    time: () => now,
    tick: advance,
    send: advance,
    receive: (timestamp) => leapPast(Math.max(timestamp, now)),
  };
}

export const createClockProcess = (
  context: Context<ClockMessage>,
): Process<ClockMessage, ClockRequest, ClockResponse> => {
  const clock = createLamportClock();
  const handlers = {
    local: (): number => clock.tick(),
    send: (to: NodeId): number => {
      const time = clock.send();
      context.send(to, { type: 'note', time });
      return time;
    },
  };
  return {
    onRequest(request, respond) {
      const time = request.type === 'send' ? handlers.send(request.to) : handlers.local();
      respond({ time });
    },
    onMessage: (_from, { time }) => void clock.receive(time),
  };
};

const sign = (x: number, y: number): number => Number(x > y) - Number(x < y);

/** Ties go to the larger number in the name: any fixed order will do. */
export const compareStamps = (a: Stamp, b: Stamp): number =>
  sign(a.time, b.time) || sign(Number(b.node.slice(1)), Number(a.node.slice(1)));

/** Here a lies at the end: one node greets all others, then each goes its own way. */
export function findCounterexample({ nodes, gap }: CounterexampleTask): Counterexample {
  const [hub = '', ...others] = nodes;
  const greetings = others.flatMap((to, i): Counterexample['events'] => [
    { id: `s${i}`, node: hub, kind: 'send', to },
    { id: `r${i}`, node: to, kind: 'receive', of: `s${i}` },
  ]);
  // a is stamped nodes.length; the last node has just reached the same value, and goes on by gap.
  const last = others.at(-1) ?? hub;
  const steps = Array.from({ length: gap }, (_, i) => ({
    id: `x${i + 1}`,
    node: last,
    kind: 'local' as const,
  }));
  return {
    events: [...greetings, { id: 'end', node: hub, kind: 'local' }, ...steps],
    a: 'end',
    b: `x${gap}`,
  };
}

/** The own entry may leap too: it only has to grow with every event of this node. */
export function createVectorClock(self: NodeId, nodes: readonly NodeId[]): VectorClock {
  let current: VectorStamp = Object.fromEntries(nodes.map((node) => [node, 0]));
  const leap = (base: VectorStamp): VectorStamp => {
    const highest = Math.max(...Object.values(base));
    current = { ...base, [self]: highest + 1 };
    return { ...current };
  };
  return {
    tick: () => leap(current),
    send: () => leap(current),
    receive: (stamp) =>
      leap(
        Object.fromEntries(
          nodes.map((node) => [node, Math.max(current[node] as number, stamp[node] as number)]),
        ),
      ),
  };
}

export function compareVectors(v: VectorStamp, w: VectorStamp): VectorOrder {
  const differences = new Set(
    Object.entries(v)
      .map(([node, value]) => sign(value, w[node] as number))
      .filter((difference) => difference !== 0),
  );
  if (differences.size === 2) return 'concurrent';
  if (differences.has(-1)) return 'before';
  return differences.has(1) ? 'after' : 'equal';
}

export function createMutexProcess({
  self,
  peers,
  send,
}: Context<MutexMessage>): Process<MutexMessage, MutexRequest, MutexResponse> {
  const clock = createLamportClock();
  let line: Stamp[] = [];
  let missing: NodeId[] = [];
  let open: { stamp: Stamp; grant: (response: MutexResponse) => void; granted: boolean } | null =
    null;

  const enqueue = (stamp: Stamp) => {
    line = [...line, stamp].sort(compareStamps);
  };
  const leave = (node: NodeId) => {
    line = line.filter((stamp) => stamp.node !== node);
  };
  const tellAll = (type: 'request' | 'release'): number => {
    const time = clock.send();
    peers.forEach((peer) => {
      send(peer, { type, time });
    });
    return time;
  };
  const proceed = () => {
    if (open === null || open.granted || missing.length > 0 || line[0]?.node !== self) return;
    open.granted = true;
    open.grant({ type: 'granted', stamp: open.stamp });
  };

  return {
    onRequest(request, respond) {
      if (request.type === 'release') {
        open = null;
        leave(self);
        tellAll('release');
        respond({ type: 'released' });
        return;
      }
      missing = [...peers];
      const stamp = { time: tellAll('request'), node: self };
      open = { stamp, grant: respond, granted: false };
      enqueue(stamp);
      proceed();
    },
    onMessage(from, { type, time }) {
      clock.receive(time);
      const stamp = { time, node: from };
      if (type === 'release') leave(from);
      if (type === 'request') {
        enqueue(stamp);
        // Lamport's footnote: who has already sent something later need not acknowledge.
        const isTold = open !== null && compareStamps(open.stamp, stamp) > 0;
        if (!isTold) send(from, { type: 'ack', time: clock.send() });
      }
      if (open !== null && compareStamps(stamp, open.stamp) > 0) {
        missing = missing.filter((node) => node !== from);
      }
      proceed();
    },
  };
}
