import { folded } from './names.ts';
import type { Tree } from './tree.ts';
import { refusalWording } from './wording.ts';

/**
 * Why the paths of a hand-in cannot all lie in one folder on every system: duplicates, names that
 * differ only in case, a file that is a folder as well. `undefined` if they can.
 */
export function collisionIn({ files }: Pick<Tree, 'files'>): string | undefined {
  const spellings = new Map<string, string>();
  const folders = new Set<string>();
  const seen = new Set<string>();
  for (const { path } of files) {
    if (seen.has(path)) return refusalWording.duplicate(path);
    seen.add(path);
    for (const prefix of prefixesOf(path)) {
      const key = folded(prefix);
      const before = spellings.get(key) ?? prefix;
      if (before !== prefix) return refusalWording.caseCollision(before, prefix);
      spellings.set(key, prefix);
      if (prefix !== path) folders.add(prefix);
    }
  }
  const both = files.find(({ path }) => folders.has(path));
  return both === undefined ? undefined : refusalWording.fileAndFolder(both.path);
}

/** `a/b/c.ts` → `a`, `a/b`, `a/b/c.ts`. */
function prefixesOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
