import { ZipFile } from 'yazl';

/**
 * Packs files so that the same ones give the same bytes in every time zone. An archive can only be
 * as old as DOS: times before 1980 do not exist.
 */
export async function zipBytes(files: ReadonlyMap<string, string | Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await packInto(files, (chunk) => chunks.push(chunk));
  return Buffer.concat(chunks);
}

/** The same piece by piece: `files` may be made while it goes. */
export async function packInto(
  files: Iterable<readonly [string, string | Buffer]>,
  write: (chunk: Buffer) => unknown,
): Promise<void> {
  const zip = new ZipFile();
  const packed = new Promise<void>((resolve, reject) => {
    zip.outputStream.on('data', write);
    zip.outputStream.on('end', resolve);
    zip.outputStream.on('error', reject);
    zip.on('error', reject);
  });
  // Local time: DOS knows no other.
  const options = { mtime: new Date(2026, 0, 1), mode: 0o100644, forceDosTimestamp: true };
  for (const [path, content] of files) {
    zip.addBuffer(Buffer.isBuffer(content) ? content : Buffer.from(content), path, options);
  }
  zip.end();
  await packed;
}
