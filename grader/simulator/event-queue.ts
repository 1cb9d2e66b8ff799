/**
 * Future tasks, earliest first. Equal times leave in the order in which they came.
 *
 * A calendar queue (Brown 1988): one bucket, a sorted list, for each of the next {@link span} ms, and
 * a heap for what lies further ahead. Nearly all tasks are due soon and come behind all others of
 * their bucket, so that both operations take constant time. Entries are linked rather than kept in
 * arrays: under hardened intrinsics a store to an array's element is several times slower.
 */
export class EventQueue<Task> {
  /** When the task popped last was due, in virtual ms. */
  atMs = 0;
  /** Its place among those of equal time. */
  order = 0;
  private nextOrder = 0;
  /** `buckets[ms % span]`, for the {@link span} ms from {@link startMs} on; made when first needed. */
  private readonly buckets = new Array<Bucket<Task> | undefined>(span).fill(undefined);
  private startMs = 0;
  private inBuckets = 0;
  private readonly far = new Heap<Task>();

  get size(): number {
    return this.inBuckets + this.far.size;
  }

  push(atMs: number, task: Task): void {
    this.insert({ atMs, order: this.nextOrder++, task, next: undefined });
  }

  /** Puts back the task popped last, for another time: among equals it keeps its old place. */
  putBack(atMs: number, task: Task): void {
    this.insert({ atMs, order: this.order, task, next: undefined });
  }

  clear(): void {
    this.buckets.fill(undefined);
    this.inBuckets = 0;
    this.far.clear();
  }

  pop(): Task | undefined {
    const entry = this.inBuckets > 0 ? this.popNear() : this.far.pop();
    if (entry === undefined) return undefined;
    this.startMs = Math.max(this.startMs, Math.floor(entry.atMs));
    this.bringNear();
    this.atMs = entry.atMs;
    this.order = entry.order;
    return entry.task;
  }

  private insert(entry: Entry<Task>): void {
    if (entry.atMs < this.startMs + span) this.insertNear(entry);
    else this.far.push(entry);
  }

  private insertNear(entry: Entry<Task>): void {
    this.inBuckets++;
    // Nothing is due before now; if it were, it would be due at once.
    const place = Math.max(this.startMs, Math.floor(entry.atMs)) % span;
    const bucket = this.buckets[place];
    if (bucket === undefined) this.buckets[place] = { first: entry, last: entry };
    else addTo(bucket, entry);
  }

  private popNear(): Entry<Task> | undefined {
    for (let ms = this.startMs; ; ms++) {
      const bucket = this.buckets[ms % span];
      const first = bucket?.first;
      if (bucket === undefined || first === undefined) continue;
      bucket.first = first.next;
      this.inBuckets--;
      return first;
    }
  }

  /** Moves what has come within reach of the buckets. */
  private bringNear(): void {
    while (this.far.earliestMs < this.startMs + span) {
      this.insertNear(this.far.pop() as Entry<Task>);
    }
  }
}

/** Milliseconds with a bucket of their own. */
const span = 512;

interface Entry<Task> {
  readonly atMs: number;
  readonly order: number;
  readonly task: Task;
  /** The next one in the same bucket. */
  next: Entry<Task> | undefined;
}

/** A list, sorted by time and order. */
interface Bucket<Task> {
  first: Entry<Task> | undefined;
  /** Means nothing while there is no first. */
  last: Entry<Task>;
}

function isBefore<Task>(a: Entry<Task>, b: Entry<Task>): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

function addTo<Task>(bucket: Bucket<Task>, entry: Entry<Task>): void {
  if (bucket.first === undefined) {
    bucket.first = entry;
    bucket.last = entry;
  } else if (isBefore(bucket.last, entry)) {
    bucket.last.next = entry;
    bucket.last = entry;
  } else {
    insertBeforeLast(bucket, bucket.first, entry);
  }
}

function insertBeforeLast<Task>(
  bucket: Bucket<Task>,
  first: Entry<Task>,
  entry: Entry<Task>,
): void {
  let before: Entry<Task> | undefined;
  let after = first;
  while (isBefore(after, entry)) {
    before = after;
    after = after.next as Entry<Task>;
  }
  entry.next = after;
  if (before === undefined) bucket.first = entry;
  else before.next = entry;
}

/** A binary heap. */
class Heap<Task> {
  private readonly entries: Entry<Task>[] = [];
  earliestMs = Number.POSITIVE_INFINITY;

  get size(): number {
    return this.entries.length;
  }

  clear(): void {
    this.entries.length = 0;
    this.earliestMs = Number.POSITIVE_INFINITY;
  }

  push(entry: Entry<Task>): void {
    const { entries } = this;
    let hole = entries.length;
    entries.push(entry);
    while (hole > 0) {
      const above = entries[(hole - 1) >> 1] as Entry<Task>;
      if (!isBefore(entry, above)) break;
      entries[hole] = above;
      hole = (hole - 1) >> 1;
    }
    entries[hole] = entry;
    this.earliestMs = (entries[0] as Entry<Task>).atMs;
  }

  pop(): Entry<Task> | undefined {
    const { entries } = this;
    const first = entries[0];
    const last = entries.pop();
    if (last !== undefined && entries.length > 0) this.sink(last);
    this.earliestMs = entries[0]?.atMs ?? Number.POSITIVE_INFINITY;
    return first;
  }

  /** Puts `entry` in place of the first. */
  private sink(entry: Entry<Task>): void {
    const { entries } = this;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      const right = entries[child + 1];
      let below = entries[child];
      if (below === undefined) break;
      if (right !== undefined && isBefore(right, below)) {
        below = right;
        child++;
      }
      if (!isBefore(below, entry)) break;
      entries[hole] = below;
      hole = child;
    }
    entries[hole] = entry;
  }
}
