import { ContextError } from './context-error.ts';
import { copyData, DataError, shareParts, type Tally } from './copy-data.ts';
import type { Guard } from './guard.ts';
import type { Context, NodeId, Process } from './process.ts';
import { hashText, mix, randomSequence } from './random.ts';

/** A pending timer: the queue holds it until it fires or is found to be stale. */
export interface TimerEntry {
  readonly name: string;
}

/** What a running handler may cause; the kernel carries it out. */
export interface Effects {
  nowMs(): number;
  /** Counts what is kept of messages and stored values. */
  readonly tally: Tally;
  /** @param to index of the receiver among all nodes. */
  send(node: NodeRuntime, to: number, message: unknown): void;
  setTimer(node: NodeRuntime, name: string, delayMs: number): void;
  cancelTimer(node: NodeRuntime, name: string): void;
  store(node: NodeRuntime, key: string, value: unknown): void;
  /** True once the run's budget of events or messages is used up. */
  isExhausted(): boolean;
  /** The crash armed on this node is due before its next effect. */
  crashInHandler(node: NodeRuntime): void;
}

/** A machine: its process of the moment, its timers, its clock and its disk. */
export class NodeRuntime {
  process: Process | undefined;
  up = false;
  incarnation = 0;
  pausedUntilMs = 0;
  ratePerMille = 1000;
  readonly timers = new Map<string, TimerEntry>();
  readonly disk = new Map<string, unknown>();
  /** Effects left before the armed crash strikes; `undefined` if none is armed. */
  armedCrash:
    | {
        readonly afterEffects: number;
        readonly downMs: number | undefined;
        readonly untilMs: number;
      }
    | undefined;
  effectsInHandler = 0;
  /** While `inspect()` runs, nothing takes effect: looking must not change what is looked at. */
  isInspecting = false;
  /** Cleared once `inspect()` has failed: diagnosis is never charged to the student. */
  isInspectable = true;

  constructor(
    readonly index: number,
    readonly id: NodeId,
    /** All other nodes, in the order of their indices. */
    readonly peers: readonly NodeId[],
    /** Of the code that runs here; `undefined` for the suite's own. */
    readonly guard: Guard | undefined,
  ) {}

  /** A new handler begins: effects count from zero, a crash armed too long ago is void. */
  beginHandler(nowMs: number): void {
    this.effectsInHandler = 0;
    if (this.armedCrash !== undefined && this.armedCrash.untilMs < nowMs) {
      this.armedCrash = undefined;
    }
  }

  /** True if the next effect may happen; a crash armed for this point strikes first. */
  permits(effects: Effects): boolean {
    if (!this.up || this.isInspecting) return false;
    if (effects.isExhausted()) throw new ContextError('flood', this.id);
    if (this.armedCrash !== undefined && this.effectsInHandler >= this.armedCrash.afterEffects) {
      effects.crashInHandler(this);
      return false;
    }
    this.effectsInHandler++;
    return true;
  }

  /** Everything but the disk is gone. */
  crash(): void {
    this.up = false;
    this.process = undefined;
    this.incarnation++;
    this.timers.clear();
    this.armedCrash = undefined;
  }

  /** The run is over: nobody asks this node for anything any more. */
  release(): void {
    this.process = undefined;
    this.timers.clear();
    this.disk.clear();
  }

  localTime(nowMs: number): number {
    return Math.floor((nowMs * this.ratePerMille) / 1000);
  }
}

/**
 * The context of one incarnation. It is dead as soon as the node has crashed: a handler cut in two
 * runs on to its end, but nothing it does takes effect.
 */
export function createContext(
  node: NodeRuntime,
  effects: Effects,
  seed: number,
  maxValues: number,
): Context {
  const incarnation = node.incarnation;
  const random = randomSequence(mix(mix(seed, hashText(node.id)), incarnation));
  const isAlive = (): boolean => node.up && node.incarnation === incarnation && !node.isInspecting;
  const permits = (): boolean => isAlive() && node.permits(effects);
  const copied = (value: unknown): unknown => {
    try {
      return shareParts(value, maxValues, effects.tally);
    } catch (error) {
      if (error instanceof DataError)
        throw new ContextError('bad-message', error.reason, error.field);
      throw error;
    }
  };
  const storage = {
    get<Value>(key: string): Value | undefined {
      return copyData(node.disk.get(key), maxValues) as Value | undefined;
    },
    set(key: string, value: unknown): void {
      requireText(key, 'storage.set');
      const copy = copied(value);
      if (permits()) effects.store(node, key, copy);
    },
    delete(key: string): void {
      requireText(key, 'storage.delete');
      if (permits()) effects.store(node, key, undefined);
    },
  };
  return Object.freeze({
    self: node.id,
    peers: node.peers,
    storage: Object.freeze(storage),
    send(to: NodeId, message: unknown): void {
      const peer = node.peers.indexOf(to);
      if (peer < 0) throw new ContextError('bad-argument', 'send', describe(to));
      if (message === undefined) throw new ContextError('bad-message', 'hole', '');
      const copy = copied(message);
      if (permits()) effects.send(node, peer < node.index ? peer : peer + 1, copy);
    },
    setTimer(name: string, delayMs: number): void {
      requireText(name, 'setTimer');
      if (typeof delayMs !== 'number' || !(delayMs >= 0 && delayMs < 1e12)) {
        throw new ContextError('bad-argument', 'setTimer', describe(delayMs));
      }
      if (!isAlive()) return;
      if (effects.isExhausted()) throw new ContextError('flood', node.id);
      effects.setTimer(node, name, delayMs);
    },
    cancelTimer(name: string): void {
      requireText(name, 'cancelTimer');
      if (isAlive()) effects.cancelTimer(node, name);
    },
    now: () => node.localTime(effects.nowMs()),
    random,
  });
}

/** Keys of storage and names of timers. */
const maxNameLength = 500;

function requireText(value: unknown, method: string): void {
  if (typeof value !== 'string' || value.length > maxNameLength) {
    throw new ContextError('bad-argument', method, describe(value));
  }
}

/** Names a value without running any of its code. */
function describe(value: unknown): string {
  return typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol'
    ? typeof value
    : `${value}`.slice(0, 60);
}
