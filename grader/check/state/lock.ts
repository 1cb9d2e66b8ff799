import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** How long somebody alive may hold a lock; what is done under it takes milliseconds on a calm machine. */
const staleMs = 60_000;
const patienceMs = 90_000;

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
  const token = `${process.pid} ${randomUUID()}`;
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

/** Its holder is dead, or has had it for so long that it must be. */
async function isStale(file: string): Promise<boolean> {
  const times = await stat(file).catch(() => undefined);
  if (times === undefined) return false;
  if (Date.now() - times.mtimeMs > staleMs) return true;
  const [pid] = /^\d+(?= )/.exec(await readFile(file, 'utf8').catch(() => '')) ?? [];
  return pid !== undefined && !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return codeOf(error) !== 'ESRCH';
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
