import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Origin } from './class-folder.ts';
import { listFolder } from './folder.ts';
import type { Limits } from './limits.ts';
import { shown } from './names.ts';
import { Refusal } from './refusal.ts';
import type { Tree } from './tree.ts';
import { inputWording } from './wording.ts';
import { listZip } from './zip.ts';

/** One thing named on the command line, listed. */
export interface OpenInput {
  /** Absolute. */
  readonly path: string;
  readonly tree: Tree;
  readonly origin: Origin;
  /** Files of the tree can be read until then. */
  readonly close: () => Promise<void>;
}

/** @throws Refusal if it is neither a folder nor a ZIP archive. */
export async function openInput(given: string, limits: Limits): Promise<OpenInput> {
  const path = resolve(given);
  const name = basename(path);
  const kind = await stat(path).catch((): Stats | undefined => undefined);
  if (kind === undefined) throw new Refusal(inputWording.missing(shown(given)));
  if (kind.isDirectory()) {
    const origin: Origin = { shownAs: name, name, folder: path };
    return { path, tree: await listFolder(path, limits), origin, close: async () => {} };
  }
  if (!kind.isFile() || !(/\.zip$/i.test(name) || (await beginsLikeZip(path)))) {
    throw new Refusal(inputWording.notAnInput(shown(given)));
  }
  const handle = await open(path);
  try {
    const tree = await listZip({
      source: { handle, size: kind.size },
      shownAs: shown(name),
      maxEntries: limits.exportEntries,
      limits,
    });
    const origin: Origin = { shownAs: name, name: name.replace(/\.zip$/i, '') };
    return { path, tree, origin, close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function beginsLikeZip(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && [0x04034b50, 0x06054b50].includes(buffer.readUInt32LE(0));
  } finally {
    await handle.close();
  }
}
