/** What the queue orders by: virtual time, then the order of insertion. */
export interface Queued {
  readonly atMs: number;
  /** Set by the queue. */
  order: number;
}

/** A binary heap of future events. Equal times leave in the order in which they came. */
export class EventQueue<Entry extends Queued> {
  private readonly heap: Entry[] = [];
  private nextOrder = 0;

  get size(): number {
    return this.heap.length;
  }

  push(entry: Entry): void {
    entry.order = this.nextOrder++;
    this.insert(entry);
  }

  /** Puts back what was popped, for another time: among equals it keeps its old place. */
  putBack(entry: Entry): void {
    this.insert(entry);
  }

  private insert(entry: Entry): void {
    const heap = this.heap;
    let hole = heap.length;
    heap.push(entry);
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      const parent = heap[above] as Entry;
      if (!isBefore(entry, parent)) break;
      heap[hole] = parent;
      hole = above;
    }
    heap[hole] = entry;
  }

  pop(): Entry | undefined {
    const heap = this.heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    const length = heap.length;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= length) break;
      const right = child + 1;
      if (right < length && isBefore(heap[right] as Entry, heap[child] as Entry)) child = right;
      const candidate = heap[child] as Entry;
      if (!isBefore(candidate, last)) break;
      heap[hole] = candidate;
      hole = child;
    }
    heap[hole] = last;
    return first;
  }
}

function isBefore(a: Queued, b: Queued): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
