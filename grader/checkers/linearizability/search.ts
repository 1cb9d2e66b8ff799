import type { Operation } from '../../simulator/history.ts';
import type { Layout } from './layout.ts';
import { Lookahead } from './lookahead.ts';
import { Memo } from './memo.ts';
import { illegal, type SequentialModel, unknownOutcome } from './model.ts';
import { Position } from './position.ts';

/** A position under examination: its row in the memo, and what is left to try from it. */
interface Frame<State> {
  readonly row: number;
  readonly state: State;
  readonly candidates: { readonly operation: number; readonly state: State }[];
  cursor: number;
  /** Unknown operations are looked at last: an order seldom needs them. */
  collected: 'nothing' | 'known' | 'all';
}

export type SearchVerdict = 'linearizable' | 'not-linearizable' | 'unknown';

/**
 * Depth-first search for a legal order of one partition: the algorithm of Wing & Gong 1993 with the
 * memoisation of Lowe 2017, as in Porcupine. It can be interrupted and continued.
 */
export class Search<State, Request, Response> {
  /** Model steps taken so far. */
  steps = 0;
  /** So many returns, in their order, were explained at best. */
  explained = 0;
  private readonly position: Position;
  private readonly memo: Memo;
  private readonly lookahead: Lookahead<State, Request, Response> | undefined;
  private readonly stack: Frame<State>[] = [];
  private readonly stateIds = new Map<string | number, number>();
  private solution: { readonly row: number; readonly state: State } | undefined;

  constructor(
    private readonly model: SequentialModel<State, Request, Response>,
    private readonly layout: Layout<Request, Response>,
  ) {
    this.position = new Position(layout);
    this.memo = new Memo(this.position.words.length);
    this.lookahead = model.foresight && new Lookahead(model.foresight, layout);
    this.enter(model.init(), -1, -1);
  }

  /** Goes on until it is decided, or until `steps` would exceed `limit`. */
  run(limit: number): SearchVerdict {
    while (this.solution === undefined) {
      const frame = this.stack[this.stack.length - 1];
      if (frame === undefined) return 'not-linearizable';
      const candidate = frame.candidates[frame.cursor];
      if (candidate !== undefined) {
        frame.cursor += 1;
        this.memo.read(frame.row, this.position.words);
        this.position.place(candidate.operation);
        this.enter(candidate.state, frame.row, candidate.operation);
      } else if (frame.collected === 'all') {
        this.stack.pop();
      } else if (!this.collect(frame, limit)) {
        return 'unknown';
      }
    }
    return 'linearizable';
  }

  /** A legal order and the state after it, once {@link run} found one. */
  found(): { readonly order: Operation<Request, Response>[]; readonly state: State } {
    if (this.solution === undefined) throw new Error('no order has been found');
    const order: Operation<Request, Response>[] = [];
    for (let row = this.solution.row; this.memo.parent(row) >= 0; row = this.memo.parent(row)) {
      order.push(this.operation(this.memo.operation(row)));
    }
    return { order: order.reverse(), state: this.solution.state };
  }

  /** Finds what may come next; false if the budget does not suffice. */
  private collect(frame: Frame<State>, limit: number): boolean {
    this.memo.read(frame.row, this.position.words);
    if (frame.collected === 'nothing') {
      const running = this.position.running();
      if (this.steps + running.length > limit) return false;
      frame.collected = this.collectKnown(frame, running) ? 'all' : 'known';
    } else {
      const unknown = this.position.openUnknown();
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
    for (const operation of unknown) {
      this.steps += 1;
      const { request } = this.operation(operation);
      const state = this.model.step(frame.state, request, unknownOutcome);
      // Taking effect without changing anything is as good as never taking effect.
      if (state === illegal || Object.is(state, frame.state)) continue;
      frame.candidates.push({ operation, state });
    }
  }

  /** Goes on from `position`, unless it has been met before or leads nowhere. */
  private enter(state: State, parent: number, operation: number): void {
    const { position } = this;
    position.setState(this.idOf(state));
    const row = this.memo.insert(position.words, parent, operation);
    if (row < 0) return;
    this.explained = Math.max(this.explained, position.frontier);
    if (position.done) this.solution = { row, state };
    else if (this.lookahead?.isDeadEnd(position, state) === true) return;
    this.stack.push({ row, state, candidates: [], cursor: 0, collected: 'nothing' });
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
}
