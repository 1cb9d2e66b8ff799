import type { StableStorage } from '#simulator';

/** An append-only log: one storage key an entry, so that appending is a single, indivisible write. */
export class DurableLog<Entry> {
  private readonly read: Entry[] = [];

  constructor(private readonly storage: StableStorage) {
    for (;;) {
      const entry = storage.get<Entry>(this.keyOf(this.read.length));
      if (entry === undefined) break;
      this.read.push(entry);
    }
  }

  get entries(): readonly Entry[] {
    return this.read;
  }

  append(entry: Entry): void {
    this.storage.set(this.keyOf(this.read.length), entry);
    this.read.push(entry);
  }

  private keyOf(index: number): string {
    return `log/${index}`;
  }
}
