/**
 * What lies in a folder or an archive. Only looked at: contents are read when they are wanted, and
 * nothing is ever unpacked to disk.
 */
export interface Tree {
  /** Regular files by path. The same path may occur twice: archives allow it. */
  readonly files: readonly FoundFile[];
  /** What must not be read, by path. */
  readonly flaws: readonly Flaw[];
  /** Folders that are no hand-in and were not looked into: `raft/node_modules`. */
  readonly strays: readonly string[];
}

export interface FoundFile {
  /** Relative, with `/`, in Unicode's NFC; never `..`, never absolute. */
  readonly path: string;
  /** As the folder or the archive claims. */
  readonly bytes: number;
  /** @throws Refusal, about a file called `shownAs`, if it is larger, damaged or cannot be read. */
  readonly read: (maxBytes: number, shownAs: string) => Promise<Uint8Array>;
}

export interface Flaw {
  /** As far as it can be told, to see whose it is; not for reading. */
  readonly path: string;
  /** As it stands there, with all that is wrong about it. */
  readonly name: string;
  /** German sentence about the name, which is shown without the folders that hold the hand-in. */
  readonly reason: (shownName: string) => string;
}

export const emptyTree: Tree = { files: [], flaws: [], strays: [] };

/** Sorted by path, so that nothing depends on the order in a folder or an archive. */
export function sortedTree(tree: Tree): Tree {
  return {
    files: [...tree.files].sort((a, b) => compare(a.path, b.path)),
    flaws: [...tree.flaws].sort((a, b) => compare(a.path, b.path) || compare(a.name, b.name)),
    strays: [...new Set(tree.strays)].sort(compare),
  };
}

/** By code units: the same everywhere, whatever the locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The part of a tree whose paths `place` maps to new ones. */
export function mapTree(tree: Tree, place: (path: string) => string | undefined): Tree {
  const files = tree.files.flatMap((file) => {
    const path = place(file.path);
    return path === undefined ? [] : [{ ...file, path }];
  });
  const flaws = tree.flaws.flatMap((flaw) => {
    const path = place(flaw.path);
    // A folder's own flaw has no name within; it keeps its own.
    return path === undefined ? [] : [{ ...flaw, path, name: place(flaw.name) || flaw.name }];
  });
  return { files, flaws, strays: tree.strays.flatMap((stray) => place(stray) ?? []) };
}

/** What lies in a folder of the tree, seen from there; the folder's own flaw has an empty path. */
export function subtree(tree: Tree, folder: string): Tree {
  const prefix = `${folder}/`;
  return mapTree(tree, (path) =>
    path.startsWith(prefix) ? path.slice(prefix.length) : path === folder ? '' : undefined,
  );
}

export function joinTrees(trees: readonly Tree[]): Tree {
  return sortedTree({
    files: trees.flatMap((tree) => tree.files),
    flaws: trees.flatMap((tree) => tree.flaws),
    strays: trees.flatMap((tree) => tree.strays),
  });
}

/** The first part of each path, in order. */
export function topNames(tree: Tree): readonly string[] {
  const paths = [...tree.files, ...tree.flaws].map(({ path }) => path);
  const names = [...paths, ...tree.strays].map((path) => path.split('/')[0] ?? '');
  return [...new Set(names)].filter((name) => name !== '').sort(compare);
}
