import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** How long somebody may hold a lock; what is done under it takes milliseconds. */
const staleMs = 10_000;
const patienceMs = 15_000;

/**
 * Runs `action` while no other process holds `file` (a lock file made with `O_EXCL`). A lock whose
 * holder died is taken over.
 *
 * @throws the system's error if the lock cannot be made, as in a read-only folder.
 */
export async function withLock<Result>(
  file: string,
  action: () => Promise<Result>,
): Promise<Result> {
  const token = randomUUID();
  await mkdir(dirname(file), { recursive: true });
  for (const start = performance.now(); !(await tryLock(file, token)); ) {
    await removeStale(file);
    if (performance.now() - start > patienceMs) throw new LockHeld(file);
    await setTimeout(5 + Math.random() * 20);
  }
  try {
    return await action();
  } finally {
    // Somebody slower than staleMs may have lost it to another.
    if ((await readFile(file, 'utf8').catch(() => '')) === token) await rm(file, { force: true });
  }
}

/** Somebody else holds the lock and does not let go. */
export class LockHeld extends Error {}

async function tryLock(file: string, token: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    try {
      await handle.writeFile(token);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // Windows says so while a file that was just removed is still open somewhere.
    if (process.platform === 'win32' && codeOf(error) === 'EPERM') return false;
    throw error;
  }
}

/** Only one may remove a stale lock at a time, or the second would remove the first one's new lock. */
async function removeStale(file: string): Promise<void> {
  if (!(await isStale(file))) return;
  const guard = `${file}.alt`;
  if (!(await tryLock(guard, ''))) {
    if (await isStale(guard)) await rm(guard, { force: true });
    return;
  }
  try {
    if (await isStale(file)) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

async function isStale(file: string): Promise<boolean> {
  const times = await stat(file).catch(() => undefined);
  return times !== undefined && Date.now() - times.mtimeMs > staleMs;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
