import type { Operation } from '../../simulator/history.ts';
import type { Layout } from './layout.ts';
import { Memo } from './memo.ts';
import { illegal, type SequentialModel, unknownOutcome } from './model.ts';

/** A search state under examination: its row in the memo, and what is left to try from it. */
interface Frame<State> {
  readonly row: number;
  readonly state: State;
  /** How many known operations are placed. */
  readonly placed: number;
  /** What to try next: an index into `known`, or `known.length` + an index into `unknown`. */
  readonly candidates: { readonly operation: number; readonly state: State }[];
  cursor: number;
  /** Unknown operations are looked at last: an order seldom needs them. */
  collected: 'nothing' | 'known' | 'all';
}

/** How far the search got at best. */
export interface Deepest<State, Request, Response> {
  readonly prefix: readonly Operation<Request, Response>[];
  /** The state after the prefix. */
  readonly state: State;
  /** What no legal order can place next; the first is the one that returned first. */
  readonly blocked: readonly Operation<Request, Response>[];
}

// A search state as numbers: frontier, state id, one bit a slot, one bit an unknown operation.
const frontierWord = 0;
const stateWord = 1;
const slotWord = 2;

/**
 * Depth-first search for a legal order of one partition: the algorithm of Wing & Gong 1993 with the
 * memoisation of Lowe 2017, as in Porcupine. It can be interrupted and continued.
 */
export class Search<State, Request, Response> {
  /** Model steps taken so far. */
  steps = 0;
  private readonly memo: Memo;
  private readonly stack: Frame<State>[] = [];
  private readonly stateIds = new Map<string | number, number>();
  private readonly key: Int32Array;
  private readonly unknownWord: number;
  private best: { readonly frame: Frame<State>; readonly frontier: number } | undefined;
  private solution: number | undefined;

  constructor(
    private readonly model: SequentialModel<State, Request, Response>,
    private readonly layout: Layout<Request, Response>,
  ) {
    this.unknownWord = slotWord + Math.ceil(layout.slotCount / 32);
    this.key = new Int32Array(this.unknownWord + Math.ceil(layout.unknown.length / 32));
    this.memo = new Memo(this.key.length);
    this.enter(model.init(), -1, -1, 0);
  }

  /** Goes on until it is decided, or until `steps` would exceed `limit`. */
  run(limit: number): 'linearizable' | 'not-linearizable' | 'unknown' {
    while (this.solution === undefined) {
      const frame = this.stack[this.stack.length - 1];
      if (frame === undefined) return 'not-linearizable';
      const candidate = frame.candidates[frame.cursor];
      if (candidate !== undefined) {
        frame.cursor += 1;
        this.place(frame, candidate.operation, candidate.state);
      } else if (frame.collected === 'all') {
        this.stack.pop();
      } else if (!this.collect(frame, limit)) {
        return 'unknown';
      }
    }
    return 'linearizable';
  }

  /** A legal order, once {@link run} found one. Unknown operations that it does without are left out. */
  order(): Operation<Request, Response>[] {
    if (this.solution === undefined) throw new Error('no order has been found');
    return this.path(this.solution);
  }

  deepest(): Deepest<State, Request, Response> {
    const { best } = this;
    if (best === undefined) throw new Error('the search has not begun');
    this.memo.read(best.frame.row, this.key);
    const blocked = this.running(best.frontier).map((index) => this.operation(index));
    return { prefix: this.path(best.frame.row), state: best.frame.state, blocked };
  }

  /** Finds what may come next; false if the budget does not suffice. */
  private collect(frame: Frame<State>, limit: number): boolean {
    this.memo.read(frame.row, this.key);
    const frontier = this.key[frontierWord] as number;
    if (frame.collected === 'nothing') {
      const running = this.running(frontier);
      if (this.steps + running.length > limit) return false;
      frame.collected = this.collectKnown(frame, running) ? 'all' : 'known';
    } else {
      const unknown = this.unplacedUnknown(frontier);
      if (this.steps + unknown.length > limit) return false;
      this.collectUnknown(frame, unknown);
      frame.collected = 'all';
    }
    return true;
  }

  /** True if one of them may be placed without looking at any other. */
  private collectKnown(frame: Frame<State>, running: readonly number[]): boolean {
    for (const operation of running) {
      const { request, returned } = this.operation(operation);
      if (returned === undefined) throw new Error('a known operation has no response');
      this.steps += 1;
      const state = this.model.step(frame.state, request, returned.response);
      if (state === illegal) continue;
      if (this.model.isRead?.(request, returned.response) === true) {
        // Whatever order completes this one still does so with the read moved to the front.
        frame.candidates.length = 0;
        frame.candidates.push({ operation, state });
        return true;
      }
      frame.candidates.push({ operation, state });
    }
    return false;
  }

  private collectUnknown(frame: Frame<State>, unknown: readonly number[]): void {
    for (const index of unknown) {
      const operation = this.layout.known.length + index;
      this.steps += 1;
      const state = this.model.step(frame.state, this.operation(operation).request, unknownOutcome);
      // Taking effect without changing anything is as good as never taking effect.
      if (state === illegal || Object.is(state, frame.state)) continue;
      frame.candidates.push({ operation, state });
    }
  }

  /** Leaves `key` changed. */
  private place(frame: Frame<State>, operation: number, state: State): void {
    const { known, slots } = this.layout;
    this.memo.read(frame.row, this.key);
    if (operation < known.length) {
      this.flip(slotWord, slots[operation] as number);
      this.advance();
    } else {
      this.flip(this.unknownWord, operation - known.length);
    }
    const placed = frame.placed + (operation < known.length ? 1 : 0);
    this.enter(state, frame.row, operation, placed);
  }

  /** Moves the frontier over what is placed, and gives the slots free for operations to come. */
  private advance(): void {
    const { known, slots } = this.layout;
    let frontier = this.key[frontierWord] as number;
    while (frontier < known.length && this.has(slotWord, slots[frontier] as number)) {
      this.flip(slotWord, slots[frontier] as number);
      frontier += 1;
    }
    this.key[frontierWord] = frontier;
  }

  /** Goes on from the search state in `key`, unless it has been met before. */
  private enter(state: State, parent: number, operation: number, placed: number): void {
    this.key[stateWord] = this.idOf(state);
    const row = this.memo.insert(this.key, parent, operation);
    if (row < 0) return;
    const frame: Frame<State> = {
      row,
      state,
      placed,
      candidates: [],
      cursor: 0,
      collected: 'nothing',
    };
    this.stack.push(frame);
    const frontier = this.key[frontierWord] as number;
    const { best } = this;
    if (
      best === undefined ||
      placed > best.frame.placed ||
      (placed === best.frame.placed && frontier > best.frontier)
    ) {
      this.best = { frame, frontier };
    }
    if (frontier === this.layout.known.length) this.solution = row;
  }

  /** Known operations that may come next by real time, by `key`. */
  private running(frontier: number): number[] {
    const { running, runningStart, slots } = this.layout;
    const open: number[] = [];
    const end = runningStart[frontier + 1] ?? 0;
    for (let place = runningStart[frontier] as number; place < end; place += 1) {
      const operation = running[place] as number;
      if (!this.has(slotWord, slots[operation] as number)) open.push(operation);
    }
    return open;
  }

  /** Unknown operations that may come next, by `key`; of equal ones only the first. */
  private unplacedUnknown(frontier: number): number[] {
    const { unknownBegun, unknownClass } = this.layout;
    const begun = unknownBegun[frontier] ?? 0;
    const open: number[] = [];
    const seen = new Set<number>();
    for (let index = 0; index < begun; index += 1) {
      const kind = unknownClass[index] as number;
      if (seen.has(kind) || this.has(this.unknownWord, index)) continue;
      seen.add(kind);
      open.push(index);
    }
    return open;
  }

  private path(row: number): Operation<Request, Response>[] {
    const path: Operation<Request, Response>[] = [];
    for (let at = row; this.memo.parent(at) >= 0; at = this.memo.parent(at)) {
      path.push(this.operation(this.memo.operation(at)));
    }
    return path.reverse();
  }

  private operation(index: number): Operation<Request, Response> {
    const { known, unknown } = this.layout;
    const operation = index < known.length ? known[index] : unknown[index - known.length];
    if (operation === undefined) throw new RangeError(`no operation ${index}`);
    return operation;
  }

  private idOf(state: State): number {
    const fingerprint = this.model.fingerprint(state);
    const known = this.stateIds.get(fingerprint);
    if (known !== undefined) return known;
    const id = this.stateIds.size;
    this.stateIds.set(fingerprint, id);
    return id;
  }

  private has(word: number, bit: number): boolean {
    return (((this.key[word + (bit >> 5)] as number) >> (bit & 31)) & 1) === 1;
  }

  private flip(word: number, bit: number): void {
    const at = word + (bit >> 5);
    this.key[at] = (this.key[at] as number) ^ (1 << (bit & 31));
  }
}
