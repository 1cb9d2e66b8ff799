/** A line of a file, from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Where each token of a submission comes from; 1,000 submissions have some millions of them. */
export class Places {
  private constructor(
    private readonly files: readonly string[],
    private readonly fileOf: Uint16Array,
    private readonly lineOf: Uint32Array,
  ) {}

  static from(places: readonly Place[]): Places {
    const files = [...new Set(places.map(({ file }) => file))];
    const numbers = new Map(files.map((file, number) => [file, number]));
    return new Places(
      files,
      Uint16Array.from(places, ({ file }) => numbers.get(file) ?? 0),
      Uint32Array.from(places, ({ line }) => line),
    );
  }

  at(token: number): Place | undefined {
    const line = this.lineOf[token];
    return line === undefined ? undefined : { file: this.fileNameOf(token), line };
  }

  /** Of the tokens from `from` to `to`, both included. */
  *range(from: number, to: number): Generator<Place> {
    for (let token = from; token <= Math.min(to, this.lineOf.length - 1); token++) {
      yield { file: this.fileNameOf(token), line: this.lineOf[token] ?? 0 };
    }
  }

  get length(): number {
    return this.lineOf.length;
  }

  private fileNameOf(token: number): string {
    return this.files[this.fileOf[token] ?? 0] ?? '';
  }
}
