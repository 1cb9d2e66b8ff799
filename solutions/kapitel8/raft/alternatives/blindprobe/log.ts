import type { StableStorage } from '#simulator';
import type { LogEntry, Snapshot } from './protocol.ts';

interface Stored {
  readonly base: number;
  readonly baseTerm: number;
  readonly snapshot: Snapshot | null;
  readonly entries: LogEntry[];
}

/** Das Log hinter dem Snapshot. Snapshot und Einträge stehen unter einem Schlüssel und passen darum immer zusammen. */
export class Log {
  base = 0;
  baseTerm = 0;
  snapshot: Snapshot | null = null;
  private entries: LogEntry[] = [];

  constructor(private readonly storage: StableStorage) {
    const stored = storage.get<Stored>('log');
    if (stored === undefined) return;
    this.base = stored.base;
    this.baseTerm = stored.baseTerm;
    this.snapshot = stored.snapshot;
    this.entries = [...stored.entries];
  }

  get lastIndex(): number {
    return this.base + this.entries.length;
  }

  get lastTerm(): number {
    return this.entries.at(-1)?.term ?? this.baseTerm;
  }

  termAt(index: number): number | undefined {
    return index === this.base ? this.baseTerm : this.at(index)?.term;
  }

  at(index: number): LogEntry | undefined {
    return index > this.base ? this.entries[index - this.base - 1] : undefined;
  }

  from(index: number): LogEntry[] {
    return this.entries.slice(Math.max(0, index - this.base - 1));
  }

  append(entry: LogEntry): void {
    this.entries.push(entry);
    this.save();
  }

  /** Ersetzt alles ab `index` durch `entries`. */
  replaceFrom(index: number, entries: readonly LogEntry[]): void {
    this.entries.length = index - this.base - 1;
    this.entries.push(...entries);
    this.save();
  }

  /** Setzt den Snapshot; passt der Eintrag dort, bleibt der Rest, sonst fällt alles. */
  compact(index: number, term: number, snapshot: Snapshot): void {
    this.entries = this.at(index)?.term === term ? this.from(index + 1) : [];
    this.base = index;
    this.baseTerm = term;
    this.snapshot = snapshot;
    this.save();
  }

  private save(): void {
    const { base, baseTerm, snapshot, entries } = this;
    this.storage.set('log', { base, baseTerm, snapshot, entries });
  }
}
