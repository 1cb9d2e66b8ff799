import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const temporary = /^\.[0-9a-f-]{36}\.neu$/;

/**
 * Writes a file so that after any crash, of this process or of the machine, either all of it is there
 * or what was there before: written beside it, flushed to the disk, renamed, and the folder flushed.
 *
 * @throws the system's error (`code`: `ENOSPC`, `EROFS` …); the old file is untouched then.
 */
export async function writeDurably(
  file: string,
  content: string | Uint8Array,
  mode = 0o644,
): Promise<void> {
  const folder = dirname(file);
  const fresh = join(folder, `.${randomUUID()}.neu`);
  await mkdir(folder, { recursive: true });
  try {
    const handle = await open(fresh, 'wx', mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined);
    throw error;
  }
  await flushFolder(folder);
}

/** A rename is only on the disk when its folder is; Windows neither needs nor allows it. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes what a killed process has left half written in a folder. */
export async function removeHalfWritten(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => temporary.test(name));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

/** Nothing can be written there any more, or never could. */
export function isDiskProblem(error: unknown): error is NodeJS.ErrnoException {
  return isDiskFull(error) || hasCode(error, ['EACCES', 'EPERM', 'ENOTDIR', 'EISDIR', 'EEXIST']);
}

/** The disk itself refuses: no name or content of a file would have made a difference. */
export function isDiskFull(error: unknown): error is NodeJS.ErrnoException {
  return hasCode(error, ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EFBIG']);
}

function hasCode(error: unknown, codes: readonly string[]): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
