import type { StableStorage } from '#simulator';
import type { LogEntry, Snapshot } from './protocol.ts';

/** What the log begins with instead of the entries up to `index`. */
interface StoredSnapshot {
  readonly index: number;
  readonly term: number;
  readonly data: Snapshot;
}

/**
 * The log on stable storage, one key an entry, and a copy in memory. A crash may fall between any two
 * writes: the order of the writes keeps what is stored a log at every moment.
 */
export class Log {
  private stored: StoredSnapshot | undefined;
  /** `entries[i]` has the index `snapshotIndex + 1 + i`. */
  private entries: LogEntry[] = [];

  constructor(private readonly storage: StableStorage) {
    this.stored = storage.get<StoredSnapshot>('snapshot');
    for (;;) {
      const entry = storage.get<LogEntry>(entryKey(this.lastIndex + 1));
      if (entry === undefined) break;
      this.entries.push(entry);
    }
  }

  get snapshotIndex(): number {
    return this.stored?.index ?? 0;
  }

  get snapshotTerm(): number {
    return this.stored?.term ?? 0;
  }

  get snapshot(): Snapshot | undefined {
    return this.stored?.data;
  }

  get lastIndex(): number {
    return this.snapshotIndex + this.entries.length;
  }

  get lastTerm(): number {
    return this.entries.at(-1)?.term ?? this.snapshotTerm;
  }

  /** The term of the entry at `index`, or `undefined` if it is compacted or does not exist. */
  termAt(index: number): number | undefined {
    if (index === this.snapshotIndex) return this.snapshotTerm;
    return this.entryAt(index)?.term;
  }

  entryAt(index: number): LogEntry | undefined {
    return this.entries[index - this.snapshotIndex - 1];
  }

  /** All entries from `index` on; `index` lies behind the snapshot. */
  from(index: number): readonly LogEntry[] {
    return this.entries.slice(index - this.snapshotIndex - 1);
  }

  append(entry: LogEntry): void {
    this.storage.set(entryKey(this.lastIndex + 1), entry);
    this.entries.push(entry);
  }

  /** Removes the entry at `index` and all behind it, the last one first: no gap ever shows. */
  truncateFrom(index: number): void {
    while (this.lastIndex >= index) {
      this.storage.delete(entryKey(this.lastIndex));
      this.entries.pop();
    }
  }

  /** Replaces the entries up to `index` by the state they lead to. */
  compact(index: number, term: number, data: Snapshot): void {
    const first = this.snapshotIndex + 1;
    const last = Math.min(index, this.lastIndex);
    const kept = this.from(index + 1);
    this.stored = { index, term, data };
    // Snapshot first: a crash in between leaves entries that nobody reads any more.
    this.storage.set('snapshot', this.stored);
    for (let i = first; i <= last; i++) this.storage.delete(entryKey(i));
    this.entries = [...kept];
  }
}

function entryKey(index: number): string {
  return `log/${index}`;
}
