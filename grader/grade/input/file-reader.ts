import type { FileHandle } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import yauzl from 'yauzl';

/**
 * Random access to an archive on disk. Unlike yauzl's own reader it answers positions beyond the
 * end, which a forged archive may name, with no bytes instead of an exception in a callback.
 */
export class FileReader extends yauzl.RandomAccessReader {
  constructor(
    private readonly handle: FileHandle,
    private readonly size: number,
  ) {
    super();
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    const wanted = Math.min(length, this.size - position);
    if (!(wanted > 0)) {
      setImmediate(callback, null, 0);
      return;
    }
    this.handle.read(buffer, offset, wanted, position).then(
      ({ bytesRead }) => setImmediate(callback, null, bytesRead),
      (error: Error) => setImmediate(callback, error),
    );
  }

  override _readStreamForRange(start: number, end: number): Readable {
    if (start >= this.size) return Readable.from([]);
    const range = { start, end: Math.min(end, this.size) - 1, autoClose: false };
    // `createReadStream` of a handle closes with it; a stream between keeps errors where they belong.
    return this.handle.createReadStream(range).pipe(new PassThrough());
  }

  /** The handle belongs to whoever opened it. */
  override close(callback: (error: Error | null) => void): void {
    setImmediate(callback, null);
  }
}
