import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { FileReader } from './file-reader.ts';
import type { Limits } from './limits.ts';
import { checkName, shown, strayPart } from './names.ts';
import { Refusal } from './refusal.ts';
import { type Flaw, type FoundFile, sortedTree, type Tree } from './tree.ts';
import { flawWording, refusalWording } from './wording.ts';

/** Where an archive's bytes are. */
export type ZipSource = Buffer | { readonly handle: FileHandle; readonly size: number };

/** What is asked of an archive before it is listed. */
export interface ZipRequest {
  readonly source: ZipSource;
  /** How messages name it. */
  readonly shownAs: string;
  readonly maxEntries: number;
  readonly limits: Limits;
}

/**
 * Lists an archive by its central directory. Entries that must not be read become flaws of the tree,
 * so that in an export of a whole class only those are refused whose they are. A source on disk must
 * stay open until the files have been read.
 *
 * @throws Refusal if the archive as a whole cannot be read.
 */
export async function listZip(request: ZipRequest): Promise<Tree> {
  const { source, shownAs, maxEntries } = request;
  const zip = await open(source, shownAs);
  if (zip.entryCount > maxEntries) throw new Refusal(refusalWording.tooManyEntries(maxEntries));
  const files: FoundFile[] = [];
  const flaws: Flaw[] = [];
  const strays: string[] = [];
  const spans: Span[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const { path, name, flaw, isFolder } = judge(entry, request.limits);
      const stray = strayPart(path);
      if (stray !== undefined && (flaw === undefined || !flaw.ofName)) {
        strays.push(stray);
        continue;
      }
      spans.push(spanOf(entry));
      if (flaw !== undefined) flaws.push({ path, name, reason: flaw.reason });
      else if (!isFolder) files.push(foundFile(zip, entry, path));
    }
  } catch (error) {
    throw brokenZip(error, shownAs);
  }
  if (overlap(spans)) throw new Refusal(refusalWording.overlapping(shownAs));
  return sortedTree({ files, flaws, strays });
}

async function open(source: ZipSource, shownAs: string): Promise<ZipFile> {
  const options = {
    lazyEntries: true,
    autoClose: false,
    // Names and sizes are judged here, entry by entry: yauzl would give up the whole archive.
    decodeStrings: false,
    validateEntrySizes: false,
  };
  try {
    const zip = Buffer.isBuffer(source)
      ? await yauzl.fromBufferPromise(source, options)
      : await yauzl.fromRandomAccessReaderPromise(
          new FileReader(source.handle, source.size),
          source.size,
          options,
        );
    // The iterator below listens only while it runs.
    zip.on('error', () => {});
    return zip;
  } catch (error) {
    throw brokenZip(error, shownAs);
  }
}

function brokenZip(error: unknown, shownAs: string): unknown {
  if (!(error instanceof Error) || error instanceof Refusal) return error;
  if (error.message.startsWith('End of central directory')) {
    return new Refusal(refusalWording.notAZip(shownAs));
  }
  if (error.message.includes('encryption')) {
    return new Refusal(refusalWording.encryptedZip(shownAs));
  }
  return new Refusal(refusalWording.damagedZip(shownAs));
}

interface Judged {
  readonly path: string;
  readonly name: string;
  readonly isFolder: boolean;
  /** A bad name is one even in a stray folder: that folder may be a pretence. */
  readonly flaw?: Pick<Flaw, 'reason'> & { readonly ofName: boolean };
}

const fileType = { mask: 0o170000, regular: 0o100000, folder: 0o040000, symlink: 0o120000 };

function judge(entry: Entry, limits: Limits): Judged {
  const name = entryName(entry);
  const checked = checkName(name, limits);
  const { path } = checked;
  const type = (entry.externalFileAttributes >>> 16) & fileType.mask;
  const isFolder = name.endsWith('/') || type === fileType.folder;
  const flawed = (reason: Flaw['reason'], ofName = false): Judged => ({
    path,
    name,
    isFolder,
    flaw: { reason, ofName },
  });
  // The archive's own folder, `./`, is no entry of it.
  if (isFolder && /^(\.?\/)+$/.test(name) && name[0] !== '/') return { path, name, isFolder };
  if ('flaw' in checked) return flawed(checked.flaw, true);
  if (type === fileType.symlink) return flawed(flawWording.symlink);
  if (type !== 0 && type !== fileType.regular && type !== fileType.folder) {
    return flawed(flawWording.special);
  }
  if (entry.isEncrypted()) return flawed(flawWording.encrypted);
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
  if (entry.uncompressedSize >= limits.ratioFromBytes && ratio > limits.ratio) {
    return flawed((shownName) => flawWording.bombRatio(shownName, ratio));
  }
  return { path, name, isFolder };
}

const utf8Flag = 0x800;

/**
 * By the specification a name without the UTF-8 flag is in CP437. macOS and some web servers write
 * UTF-8 without it; CP437 that happens to be UTF-8 makes no sense as text.
 */
function entryName(entry: Entry): string {
  const { fileNameRaw, generalPurposeBitFlag, extraFields } = entry;
  const flag = isUtf8(fileNameRaw) ? generalPurposeBitFlag | utf8Flag : generalPurposeBitFlag;
  return yauzl.getFileNameLowLevel(flag, fileNameRaw, extraFields, false);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const localHeaderBytes = 30;

/** What an entry occupies at least, without its local extra fields. */
function spanOf(entry: Entry): Span {
  const start = entry.relativeOffsetOfLocalHeader;
  return { start, end: start + localHeaderBytes + entry.fileNameRaw.length + entry.compressedSize };
}

/** Entries that share data make an archive unpack to far more than it holds (Fifield, 2019). */
function overlap(spans: readonly Span[]): boolean {
  const inOrder = [...spans].sort((a, b) => a.start - b.start);
  return inOrder.some((span, index) => span.start < (inOrder[index - 1]?.end ?? 0));
}

function foundFile(zip: ZipFile, entry: Entry, path: string): FoundFile {
  return {
    path,
    bytes: entry.uncompressedSize,
    read: (maxBytes, shownAs) => readEntry(zip, entry, shownAs, maxBytes),
  };
}

async function readEntry(
  zip: ZipFile,
  entry: Entry,
  path: string,
  maxBytes: number,
): Promise<Uint8Array> {
  if (entry.uncompressedSize > maxBytes) {
    throw new Refusal(refusalWording.tooLarge(shown(path), maxBytes));
  }
  if (!entry.canDecodeFileData()) throw new Refusal(refusalWording.method(shown(path)));
  let bytes: Buffer;
  try {
    bytes = await collect(await zip.openReadStreamPromise(entry), entry.uncompressedSize);
  } catch {
    throw new Refusal(refusalWording.damagedZip(shown(path)));
  }
  if (bytes.length !== entry.uncompressedSize) {
    throw new Refusal(refusalWording.wrongSize(shown(path)));
  }
  if (crc32(bytes) !== entry.crc32) throw new Refusal(refusalWording.wrongChecksum(shown(path)));
  return bytes;
}

/** All bytes of a stream, but hardly more than `claimed`: enough to see that it is more. */
function collect(stream: Readable, claimed: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = () => resolve(Buffer.concat(chunks, length));
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > claimed) {
        stream.destroy();
        finish();
      }
    });
    stream.on('end', finish);
    // Stays attached: a stream that was destroyed may still report what it was doing.
    stream.on('error', reject);
  });
}
