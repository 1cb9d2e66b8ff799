import { constants, type Dirent } from 'node:fs';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Limits } from './limits.ts';
import { checkName, shown, strayPart } from './names.ts';
import { Refusal, systemCode } from './refusal.ts';
import { type Flaw, type FoundFile, sortedTree, type Tree } from './tree.ts';
import { flawWording, refusalWording } from './wording.ts';

/**
 * Lists a folder with all that lies below. Links are never followed, and nothing but regular files
 * is opened.
 *
 * @throws Refusal if there are too many entries.
 */
export async function listFolder(
  root: string,
  limits: Limits,
  maxEntries: number = limits.exportEntries,
): Promise<Tree> {
  const files: FoundFile[] = [];
  const flaws: Flaw[] = [];
  const strays: string[] = [];
  let entries = 0;
  /** `place` as it is on disk, `path` as it is passed on. */
  const visit = async (place: string, path: string): Promise<void> => {
    for (const entry of await namesIn(place, path, flaws)) {
      entries += 1;
      if (entries > maxEntries) throw new Refusal(refusalWording.tooManyEntries(maxEntries));
      const name = path === '' ? entry.name : `${path}/${entry.name}`;
      const checked = checkName(name, limits);
      const stray = strayPart(checked.path);
      if (stray !== undefined) {
        strays.push(stray);
      } else if ('flaw' in checked) {
        flaws.push({ path: checked.path, name, reason: checked.flaw });
      } else if (entry.isDirectory()) {
        await visit(join(place, entry.name), checked.path);
      } else if (entry.isFile()) {
        files.push(foundFile(join(place, entry.name), checked.path));
      } else {
        const reason = entry.isSymbolicLink() ? flawWording.symlink : flawWording.special;
        flaws.push({ path: checked.path, name: checked.path, reason });
      }
    }
  };
  await visit(root, '');
  return sortedTree({ files, flaws, strays });
}

async function namesIn(place: string, path: string, flaws: Flaw[]): Promise<Dirent[]> {
  try {
    return await readdir(place, { withFileTypes: true });
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    const reason = (shownName: string) => refusalWording.unreadable(shownName, code);
    flaws.push({ path, name: path, reason });
    return [];
  }
}

function foundFile(place: string, path: string): FoundFile {
  return { path, bytes: 0, read: (maxBytes, shownAs) => readRegularFile(place, shownAs, maxBytes) };
}

/** @throws Refusal unless it is a regular file of at most `maxBytes`. */
export async function readRegularFile(
  place: string,
  path: string,
  maxBytes: number,
): Promise<Uint8Array> {
  try {
    // Since the folder was listed, a link or a pipe could have taken the file's place.
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    const handle = await open(place, flags);
    try {
      return await readBounded(handle, path, maxBytes);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw new Refusal(refusalWording.unreadable(shown(path), code));
  }
}

async function readBounded(
  handle: FileHandle,
  path: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const entry = await handle.stat();
  if (!entry.isFile()) throw new Refusal(flawWording.special(shown(path)));
  if (entry.size > maxBytes) throw new Refusal(refusalWording.tooLarge(shown(path), maxBytes));
  const bytes = Buffer.alloc(entry.size + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length);
    length += bytesRead;
    if (length > entry.size) throw new Refusal(refusalWording.changedWhileReading(shown(path)));
    if (bytesRead === 0) return bytes.subarray(0, length);
  }
}
