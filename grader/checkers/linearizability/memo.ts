/**
 * The search states already met, as rows of numbers in one growing array, found through an
 * open-addressing hash table. Row: parent row, operation that led here, then the key.
 */
export class Memo {
  private rows: Int32Array;
  private table: Int32Array;
  private size = 0;
  private readonly width: number;

  constructor(private readonly keyWords: number) {
    this.width = keyWords + 2;
    this.rows = new Int32Array(this.width * 64);
    this.table = new Int32Array(128).fill(-1);
  }

  /** The new row's number, or -1 if the key was there before. */
  insert(key: Int32Array, parent: number, operation: number): number {
    let place = this.hash(key, 0) & (this.table.length - 1);
    for (;;) {
      const row = this.table[place] as number;
      if (row < 0) break;
      if (this.holds(row, key)) return -1;
      place = (place + 1) & (this.table.length - 1);
    }
    const row = this.size;
    this.table[place] = row;
    this.write(row, key, parent, operation);
    this.size += 1;
    if (this.size * 2 > this.table.length) this.rehash();
    return row;
  }

  read(row: number, key: Int32Array): void {
    const offset = row * this.width + 2;
    for (let word = 0; word < this.keyWords; word += 1) {
      key[word] = this.rows[offset + word] as number;
    }
  }

  parent(row: number): number {
    return this.rows[row * this.width] as number;
  }

  /** What was given to {@link insert}: the operation placed last. */
  operation(row: number): number {
    return this.rows[row * this.width + 1] as number;
  }

  private write(row: number, key: Int32Array, parent: number, operation: number): void {
    const offset = row * this.width;
    if (offset + this.width > this.rows.length) {
      const grown = new Int32Array(this.rows.length * 2);
      grown.set(this.rows);
      this.rows = grown;
    }
    this.rows[offset] = parent;
    this.rows[offset + 1] = operation;
    this.rows.set(key, offset + 2);
  }

  private holds(row: number, key: Int32Array): boolean {
    const offset = row * this.width + 2;
    for (let word = 0; word < this.keyWords; word += 1) {
      if (this.rows[offset + word] !== key[word]) return false;
    }
    return true;
  }

  private rehash(): void {
    const table = new Int32Array(this.table.length * 2).fill(-1);
    for (let row = 0; row < this.size; row += 1) {
      let place = this.hash(this.rows, row * this.width + 2) & (table.length - 1);
      while ((table[place] as number) >= 0) place = (place + 1) & (table.length - 1);
      table[place] = row;
    }
    this.table = table;
  }

  /** Multiplies and mixes as MurmurHash3 does (Appleby, public domain). */
  private hash(words: Int32Array, offset: number): number {
    let hash = 0;
    for (let word = 0; word < this.keyWords; word += 1) {
      hash = Math.imul(hash ^ (words[offset + word] as number), 0x85ebca6b);
      hash ^= hash >>> 13;
    }
    hash = Math.imul(hash, 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
  }
}
