import type { StableStorage } from '#simulator';
import type { LogEntry, Snapshot } from './protocol.ts';

/** A place in the log: entries with the same position are the same, and so is all before them. */
export interface Position {
  readonly index: number;
  readonly term: number;
}

interface Stored {
  /** Index of the entry before the first one. */
  readonly base: number;
  readonly entries: readonly LogEntry[];
}

export interface Checkpoint extends Position {
  readonly data: Snapshot;
}

/** The log behind a checkpoint. Both are saved on their own; the checkpoint always goes first. */
export class Log {
  checkpoint: Checkpoint;
  private entries: LogEntry[];

  constructor(private readonly storage: StableStorage) {
    const empty = { values: {}, sessions: {} };
    this.checkpoint = storage.get<Checkpoint>('checkpoint') ?? { index: 0, term: 0, data: empty };
    const { base, entries } = storage.get<Stored>('log') ?? { base: 0, entries: [] };
    // A crash may have struck after the checkpoint was saved and before the log was shortened.
    this.entries = entries.slice(this.checkpoint.index - base);
  }

  get last(): Position {
    const index = this.checkpoint.index + this.entries.length;
    return { index, term: this.termAt(index) ?? 0 };
  }

  termAt(index: number): number | undefined {
    if (index === this.checkpoint.index) return this.checkpoint.term;
    return this.at(index)?.term;
  }

  at(index: number): LogEntry | undefined {
    return this.entries[index - this.checkpoint.index - 1];
  }

  after(index: number): LogEntry[] {
    return this.entries.slice(index - this.checkpoint.index);
  }

  /** Index of the last entry of `term`, or `undefined` if there is none. */
  lastOf(term: number): number | undefined {
    const at = this.entries.findLastIndex((entry) => entry.term === term);
    return at < 0 ? undefined : this.checkpoint.index + at + 1;
  }

  /** Index of the first entry of `term`, which must occur. */
  firstOf(term: number): number {
    return this.checkpoint.index + this.entries.findIndex((entry) => entry.term === term) + 1;
  }

  append(entry: LogEntry): void {
    this.entries.push(entry);
    this.save();
  }

  /** Makes the log agree with `incoming` behind `index`, without touching what already agrees. */
  reconcile(index: number, incoming: readonly LogEntry[]): void {
    for (const [offset, entry] of incoming.entries()) {
      const at = index + offset + 1;
      if (at <= this.checkpoint.index || this.termAt(at) === entry.term) continue;
      const kept = this.entries.slice(0, at - this.checkpoint.index - 1);
      this.entries = [...kept, ...incoming.slice(offset)];
      this.save();
      return;
    }
  }

  /** Begins the log behind `checkpoint`; entries that do not continue it are given up. */
  restartAt(checkpoint: Checkpoint): void {
    const continues = this.termAt(checkpoint.index) === checkpoint.term;
    const kept = continues ? this.after(checkpoint.index) : [];
    if (!continues) {
      this.entries = this.entries.slice(0, checkpoint.index - this.checkpoint.index - 1);
      this.save();
    }
    this.storage.set('checkpoint', checkpoint);
    this.checkpoint = checkpoint;
    this.entries = kept;
    this.save();
  }

  private save(): void {
    this.storage.set('log', { base: this.checkpoint.index, entries: this.entries });
  }
}
