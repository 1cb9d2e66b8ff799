import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/**
 * Writes a file whole or not at all, also if the machine loses power: the new bytes are on the disk
 * before they take the place of the old ones.
 *
 * @throws the system's error (`code`: `ENOSPC`, `EROFS` …).
 */
export async function writeDurably(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  await mkdir(folder, { recursive: true });
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renamePatiently(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
}

const attempts = 10;

/** Windows refuses while somebody else reads the old file. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      const mayPass = process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES');
      if (!mayPass || attempt === attempts) throw error;
      await setTimeout(20 * attempt);
    }
  }
}

/** Makes the renaming itself last. Not every system lets a folder be opened; the file is whole anyway. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close().catch(() => undefined);
}
