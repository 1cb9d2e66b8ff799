import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemWording } from './wording.ts';

/**
 * Writes a file whole or not at all: a reader never sees half of it, and a full disk leaves the old
 * one. Makes the folders on the way.
 *
 * @throws the system's error (`code`: `ENOSPC`, `EROFS` …).
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = join(dirname(file), `.${randomUUID()}.tmp`);
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** German: why the system refused. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return systemWording.reasons[code] ?? systemWording.unknownReason;
}
