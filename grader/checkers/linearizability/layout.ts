import type { History, Operation } from '../../simulator/history.ts';

/**
 * One partition of a history, prepared for the search.
 *
 * A search state is „everything that returned before `known[frontier]` is placed, plus some
 * operations still running at that moment, plus some of unknown outcome“. Operations that run at the
 * same time get different *slots*, so that a handful of bits describes such a state however long the
 * history is: the bitset of Lowe's algorithm without its constant part.
 */
export interface Layout<Request, Response> {
  /** Operations with a response, in the order of their returns. */
  readonly known: readonly Returned<Request, Response>[];
  /** Slot of each known operation: two that overlap in time never share one. */
  readonly slots: Int32Array;
  readonly slotCount: number;
  /** `running[runningStart[f]] … running[runningStart[f + 1] - 1]`: known indices ≥ f begun by return f. */
  readonly running: Int32Array;
  readonly runningStart: Int32Array;
  /** The first frontier at which an operation may be placed. */
  readonly begunBy: Int32Array;
  /** Operations without a response, in the order of their calls. */
  readonly unknown: readonly Operation<Request, Response>[];
  /** How many unknown operations were begun by return f. */
  readonly unknownBegun: Int32Array;
  /** Unknown operations with equal requests share a class: their order does not matter. */
  readonly unknownClass: Int32Array;
}

export type Returned<Request, Response> = Operation<Request, Response> & {
  readonly returned: NonNullable<Operation<Request, Response>['returned']>;
};

export function layOut<Request, Response>(
  history: History<Request, Response>,
  sameRequest: (a: Request, b: Request) => boolean,
): Layout<Request, Response> {
  const known = returnedInOrder(history);
  const unknown = history
    .filter((operation) => operation.returned === undefined)
    .sort((a, b) => a.invokedSeq - b.invokedSeq || a.index - b.index);
  const { slots, slotCount } = assignSlots(known);
  const { running, runningStart, begunBy } = runningAtReturns(known);
  return {
    known,
    slots,
    slotCount,
    running,
    runningStart,
    begunBy,
    unknown,
    unknownBegun: begunByReturns(known, unknown),
    unknownClass: classes(unknown, sameRequest),
  };
}

export function returnedInOrder<Request, Response>(
  history: History<Request, Response>,
): Returned<Request, Response>[] {
  return history
    .filter(
      (operation): operation is Returned<Request, Response> => operation.returned !== undefined,
    )
    .sort((a, b) => a.returned.seq - b.returned.seq || a.index - b.index);
}

/** Positions in `known`, in the order of the calls. */
function byCall(known: readonly Returned<unknown, unknown>[]): number[] {
  return known
    .map((_, position) => position)
    .sort((a, b) => at(known, a).invokedSeq - at(known, b).invokedSeq || a - b);
}

/** Colours the intervals greedily: as many slots as operations ever run at the same time. */
function assignSlots(known: readonly Returned<unknown, unknown>[]) {
  const slots = new Int32Array(known.length);
  const free: number[] = [];
  let slotCount = 0;
  let returned = 0;
  for (const position of byCall(known)) {
    const { invokedSeq } = at(known, position);
    while (returned < known.length && at(known, returned).returned.seq < invokedSeq) {
      free.push(slots[returned] as number);
      returned += 1;
    }
    const slot = free.pop();
    slots[position] = slot ?? slotCount;
    if (slot === undefined) slotCount += 1;
  }
  return { slots, slotCount };
}

function runningAtReturns(known: readonly Returned<unknown, unknown>[]) {
  const running: number[] = [];
  const begunBy = new Int32Array(known.length);
  const runningStart = new Int32Array(known.length + 1);
  const calls = byCall(known);
  let open: number[] = [];
  let called = 0;
  for (let frontier = 0; frontier < known.length; frontier += 1) {
    const { seq } = at(known, frontier).returned;
    while (called < calls.length) {
      const position = at(calls, called);
      if (at(known, position).invokedSeq > seq) break;
      begunBy[position] = frontier;
      open.push(position);
      called += 1;
    }
    open = open.filter((position) => position >= frontier);
    runningStart[frontier] = running.length;
    running.push(...[...open].sort((a, b) => a - b));
  }
  runningStart[known.length] = running.length;
  return { running: Int32Array.from(running), runningStart, begunBy };
}

function begunByReturns(
  known: readonly Returned<unknown, unknown>[],
  unknown: readonly Operation[],
): Int32Array {
  let begun = 0;
  return Int32Array.from(known, ({ returned }) => {
    while (begun < unknown.length && at(unknown, begun).invokedSeq <= returned.seq) begun += 1;
    return begun;
  });
}

function classes<Request>(
  unknown: readonly Operation<Request>[],
  sameRequest: (a: Request, b: Request) => boolean,
): Int32Array {
  const representatives: Request[] = [];
  return Int32Array.from(unknown, ({ request }) => {
    const found = representatives.findIndex((other) => sameRequest(other, request));
    return found >= 0 ? found : representatives.push(request) - 1;
  });
}

function at<Item>(items: readonly Item[], position: number): Item {
  const item = items[position];
  if (item === undefined) throw new RangeError(`no item ${position} of ${items.length}`);
  return item;
}
