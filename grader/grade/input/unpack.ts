import { collisionIn } from './collisions.ts';
import type { Limits } from './limits.ts';
import { shown } from './names.ts';
import { Refusal } from './refusal.ts';
import { joinTrees, mapTree, type Tree } from './tree.ts';
import { refusalWording } from './wording.ts';
import { listZip } from './zip.ts';

/** What the archives of one hand-in have cost so far. */
interface Spent {
  archives: number;
  archiveBytes: number;
  entries: number;
  unpackedBytes: number;
}

/**
 * A hand-in with its ZIP archives opened: `abgabe.zip` becomes a folder of that name.
 *
 * @throws Refusal if anything in it must not be read, or if it costs too much.
 */
export async function unpack(tree: Tree, limits: Limits): Promise<Tree> {
  const spent: Spent = { archives: 0, archiveBytes: 0, entries: 0, unpackedBytes: 0 };
  return open(tree, limits, spent, 0);
}

async function open(tree: Tree, limits: Limits, spent: Spent, depth: number): Promise<Tree> {
  const [flaw, ...more] = tree.flaws;
  if (flaw !== undefined)
    throw new Refusal(refusalWording.flaws(flaw.reason(shown(flaw.name)), more.length));
  const collision = collisionIn(tree);
  if (collision !== undefined) throw new Refusal(collision);
  spent.entries += tree.files.length;
  if (spent.entries > limits.entries) {
    throw new Refusal(refusalWording.tooManyEntries(limits.entries));
  }
  spent.unpackedBytes += tree.files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (spent.unpackedBytes > limits.unpackedBytes) {
    throw new Refusal(refusalWording.unpacked(spent.unpackedBytes, limits.unpackedBytes));
  }
  const plain = tree.files.filter(({ path }) => !isZip(path));
  const trees: Tree[] = [{ ...tree, files: plain }];
  for (const archive of tree.files.filter(({ path }) => isZip(path))) {
    trees.push(await openArchive(archive, limits, spent, depth + 1));
  }
  return joinTrees(trees);
}

async function openArchive(
  archive: Tree['files'][number],
  limits: Limits,
  spent: Spent,
  depth: number,
): Promise<Tree> {
  const { path } = archive;
  if (depth > limits.archiveDepth) {
    throw new Refusal(refusalWording.tooDeep(shown(path), limits.archiveDepth));
  }
  spent.archives += 1;
  if (spent.archives > limits.archives) {
    throw new Refusal(refusalWording.tooManyArchives(limits.archives));
  }
  const left = limits.archiveBytes - spent.archiveBytes;
  if (archive.bytes > left) throw new Refusal(refusalWording.archivesTooLarge(limits.archiveBytes));
  const bytes = await archive.read(limits.archiveBytes, path);
  spent.archiveBytes += bytes.length;
  if (spent.archiveBytes > limits.archiveBytes) {
    throw new Refusal(refusalWording.archivesTooLarge(limits.archiveBytes));
  }
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const shownAs = shown(path);
  const maxEntries = limits.entries - spent.entries;
  try {
    const listed = await listZip({ source, shownAs, maxEntries, limits });
    const opened = await open(listed, limits, spent, depth);
    return mapTree(opened, (inner) => `${path}/${inner}`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(
      error.reason.includes(shownAs) ? error.reason : refusalWording.within(shownAs, error.reason),
    );
  }
}

export function isZip(path: string): boolean {
  return /\.zip$/i.test(path);
}
