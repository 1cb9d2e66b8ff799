import type { Layout } from './layout.ts';

const frontierWord = 0;
const stateWord = 1;
const slotWord = 2;

/**
 * Where a search stands, as a row of numbers for the memo: the frontier, the state's id, one bit a
 * slot, one bit an operation of unknown outcome. Operations are numbered: the known ones as in
 * {@link Layout.known}, after them the unknown ones.
 */
export class Position {
  readonly words: Int32Array;
  private readonly unknownWord: number;

  constructor(private readonly layout: Layout<unknown, unknown>) {
    this.unknownWord = slotWord + Math.ceil(layout.slotCount / 32);
    this.words = new Int32Array(this.unknownWord + Math.ceil(layout.unknown.length / 32));
  }

  /** The known operation that returned first of those not yet placed. */
  get frontier(): number {
    return this.words[frontierWord] as number;
  }

  get done(): boolean {
    return this.frontier === this.layout.known.length;
  }

  setState(id: number): void {
    this.words[stateWord] = id;
  }

  /** Places an operation that {@link running} or {@link openUnknown} named. */
  place(operation: number): void {
    const { known, slots } = this.layout;
    if (operation >= known.length) {
      this.flip(this.unknownWord, operation - known.length);
      return;
    }
    this.flip(slotWord, slots[operation] as number);
    // Move the frontier over what is placed, which sets its slots free for operations to come.
    let { frontier } = this;
    while (frontier < known.length && this.has(slotWord, slots[frontier] as number)) {
      this.flip(slotWord, slots[frontier] as number);
      frontier += 1;
    }
    this.words[frontierWord] = frontier;
  }

  isPlaced(operation: number): boolean {
    const { known, slots, begunBy } = this.layout;
    if (operation >= known.length) return this.has(this.unknownWord, operation - known.length);
    if (operation < this.frontier) return true;
    // An operation not yet begun has a slot that another one may be using.
    if ((begunBy[operation] as number) > this.frontier) return false;
    return this.has(slotWord, slots[operation] as number);
  }

  /** Known operations that real time allows to come next. */
  running(): number[] {
    const { running, runningStart, slots } = this.layout;
    const open: number[] = [];
    const end = runningStart[this.frontier + 1] ?? 0;
    for (let place = runningStart[this.frontier] as number; place < end; place += 1) {
      const operation = running[place] as number;
      if (!this.has(slotWord, slots[operation] as number)) open.push(operation);
    }
    return open;
  }

  /** Unknown operations that may come next; of equal ones only the first. */
  openUnknown(): number[] {
    const { known, unknownBegun, unknownClass } = this.layout;
    const begun = unknownBegun[this.frontier] ?? 0;
    const open: number[] = [];
    const seen = new Set<number>();
    for (let index = 0; index < begun; index += 1) {
      const kind = unknownClass[index] as number;
      if (seen.has(kind) || this.has(this.unknownWord, index)) continue;
      seen.add(kind);
      open.push(known.length + index);
    }
    return open;
  }

  private has(word: number, bit: number): boolean {
    return (((this.words[word + (bit >> 5)] as number) >> (bit & 31)) & 1) === 1;
  }

  private flip(word: number, bit: number): void {
    const at = word + (bit >> 5);
    this.words[at] = (this.words[at] as number) ^ (1 << (bit & 31));
  }
}
