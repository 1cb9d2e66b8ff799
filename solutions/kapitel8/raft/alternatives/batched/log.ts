import type { StableStorage } from '#simulator';
import type { LogEntry, Snapshot } from './protocol.ts';

export interface StoredSnapshot {
  readonly index: number;
  readonly term: number;
  readonly data: Snapshot;
}

const nothing: StoredSnapshot = { index: 0, term: 0, data: { values: {}, sessions: {} } };

/**
 * The log on disk, one record an entry. A crash may strike between any two records, so they are
 * written upwards and removed downwards: what is left is always a gapless piece of the log.
 */
export class DiskLog {
  snapshot: StoredSnapshot;
  private readonly entries: LogEntry[] = [];

  constructor(private readonly disk: StableStorage) {
    this.snapshot = disk.get<StoredSnapshot>('snapshot') ?? nothing;
    for (let index = this.snapshot.index + 1; ; index++) {
      const entry = disk.get<LogEntry>(record(index));
      if (entry === undefined) break;
      this.entries.push(entry);
    }
    this.sweep(this.snapshot.index);
  }

  get lastIndex(): number {
    return this.snapshot.index + this.entries.length;
  }

  get lastTerm(): number {
    return this.termAt(this.lastIndex) ?? 0;
  }

  entryAt(index: number): LogEntry | undefined {
    return this.entries[index - this.snapshot.index - 1];
  }

  /** `undefined` behind the end and before the snapshot. */
  termAt(index: number): number | undefined {
    return index === this.snapshot.index ? this.snapshot.term : this.entryAt(index)?.term;
  }

  /** Entries from `index` on, which must lie behind the snapshot. */
  from(index: number): LogEntry[] {
    return this.entries.slice(index - this.snapshot.index - 1);
  }

  append(entry: LogEntry): number {
    this.entries.push(entry);
    this.disk.set(record(this.lastIndex), entry);
    return this.lastIndex;
  }

  /** Takes over what a leader has at `index`, if it is not here already. */
  adopt(index: number, entry: LogEntry): void {
    if (index <= this.snapshot.index || this.termAt(index) === entry.term) return;
    this.removeFrom(index);
    this.append(entry);
  }

  /** Moves the beginning of the log behind what has been applied. */
  compact(index: number, data: Snapshot): void {
    this.replacePrefix({ index, term: this.termAt(index) ?? 0, data });
  }

  /** Starts over from a leader's snapshot; entries behind it stay if they belong to it. */
  install(snapshot: StoredSnapshot): void {
    // Before the snapshot stands on disk, nothing may follow it that contradicts it.
    if (this.termAt(snapshot.index) !== snapshot.term) this.removeFrom(snapshot.index);
    this.replacePrefix(snapshot);
  }

  private replacePrefix(snapshot: StoredSnapshot): void {
    const covered = Math.min(snapshot.index, this.lastIndex);
    this.disk.set('snapshot', snapshot);
    this.entries.splice(0, snapshot.index - this.snapshot.index);
    this.snapshot = snapshot;
    this.sweep(covered);
  }

  private removeFrom(index: number): void {
    for (let last = this.lastIndex; last >= index; last--) {
      this.entries.pop();
      this.disk.delete(record(last));
    }
  }

  /** Removes the records up to `last`, lowest first, so that a next sweep finds the rest. */
  private sweep(last: number): void {
    let first = last;
    while (first > 0 && this.disk.get(record(first)) !== undefined) first--;
    for (let index = first + 1; index <= last; index++) this.disk.delete(record(index));
  }
}

const record = (index: number): string => `entry/${index}`;
