import type { Trace, TraceEvent } from '../../../grader/simulator/trace.ts';
import { logicalTimes } from './logical-time.ts';

/** What is known of a node at one moment. */
export interface NodeMoment {
  readonly isUp: boolean;
  readonly incarnation: number;
  readonly pausedUntilMs: number | undefined;
  /** What `inspect()` returned last; absent if it was not recorded. */
  readonly state?: unknown;
  readonly storage: ReadonlyMap<string, unknown>;
  /** When each timer that is set will expire; unknown where its setting was not recorded. */
  readonly timers: ReadonlyMap<string, number>;
  readonly clock: readonly number[];
  /** „Term 2“ */
  readonly logicalTime: string | undefined;
}

/** All nodes and the network after some event. */
export interface Moment {
  readonly nodes: ReadonlyMap<string, NodeMoment>;
  readonly cuts: readonly Extract<TraceEvent, { kind: 'partition' }>[];
  /** Messages sent that have neither arrived nor got lost yet. */
  readonly underWay: ReadonlyMap<number, Extract<TraceEvent, { kind: 'send' }>>;
}

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] };
type World = {
  nodes: Map<string, Writable<NodeMoment>>;
  cuts: Moment['cuts'];
  underWay: Map<number, Extract<TraceEvent, { kind: 'send' }>>;
};

const every = 128;

/** Replays a trace up to any event; goes on from the nearest of the moments it keeps. */
export class Replay {
  private readonly kept: World[] = [];
  /** Where logical times change, see {@link logicalTimes}. */
  readonly times: ReadonlyMap<number, string>;

  constructor(private readonly trace: Trace) {
    this.times = logicalTimes(trace);
    const world = emptyWorld(trace);
    for (const [at, event] of trace.events.entries()) {
      if (at % every === 0) this.kept.push(copyOf(world));
      apply(world, event, this.times);
    }
  }

  /** Everything as it is right after this event. */
  after(seq: number): Moment {
    const nearest = this.kept[Math.floor(Math.max(0, seq) / every)];
    const world = nearest === undefined ? emptyWorld(this.trace) : copyOf(nearest);
    const from = Math.floor(Math.max(0, seq) / every) * every;
    for (const event of this.trace.events.slice(from, seq + 1)) apply(world, event, this.times);
    return world;
  }
}

function emptyWorld({ nodes }: Trace): World {
  const unborn = {
    isUp: false,
    incarnation: 0,
    pausedUntilMs: undefined,
    storage: new Map(),
    timers: new Map(),
    clock: nodes.map(() => 0),
    logicalTime: undefined,
  };
  return {
    nodes: new Map(nodes.map((node) => [node, { ...unborn }])),
    cuts: [],
    underWay: new Map(),
  };
}

/** Values are replaced, never changed, so that copies may share them. */
function copyOf({ nodes, cuts, underWay }: World): World {
  return {
    nodes: new Map([...nodes].map(([name, node]) => [name, { ...node }])),
    cuts,
    underWay: new Map(underWay),
  };
}

function apply(world: World, event: TraceEvent, times: ReadonlyMap<number, string>): void {
  if (event.kind === 'partition') world.cuts = [...world.cuts, event];
  if (event.kind === 'heal') world.cuts = world.cuts.slice(1);
  if (event.kind === 'send') world.underWay.set(event.id, event);
  if (event.kind === 'deliver' || event.kind === 'drop') world.underWay.delete(event.id);
  const node = 'node' in event ? world.nodes.get(event.node) : undefined;
  if (node === undefined) return;
  if ('clock' in event) {
    node.clock = event.clock;
    node.incarnation = event.incarnation;
    // A node that does something stands still no longer.
    node.pausedUntilMs = undefined;
  }
  node.logicalTime = times.get(event.seq) ?? node.logicalTime;
  switch (event.kind) {
    case 'start':
      node.isUp = true;
      return;
    case 'crash':
      node.isUp = false;
      node.timers = new Map();
      delete node.state;
      return;
    case 'pause':
      node.pausedUntilMs = event.untilMs;
      return;
    case 'state':
      node.state = event.state;
      return;
    case 'store':
      node.storage = changed(node.storage, event.key, event.value ?? undefined);
      return;
    case 'set-timer':
      node.timers = changed(node.timers, event.name, event.atMs + event.delayMs);
      return;
    case 'timer':
    case 'cancel-timer':
      node.timers = changed(node.timers, event.name, undefined);
      return;
    default:
      return;
  }
}

function changed<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  value: Value | undefined,
): ReadonlyMap<string, Value> {
  const copy = new Map(map);
  if (value === undefined) copy.delete(key);
  else copy.set(key, value);
  return copy;
}
