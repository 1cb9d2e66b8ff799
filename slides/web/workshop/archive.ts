import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { canAdd } from './added-files.ts';
import type { WorkshopData } from './data.ts';
import type { Texts } from './store.ts';

/** The same date in every archive: equal work, equal bytes. */
const fixedDate = new Date(2026, 0, 1, 12);
/** A file of an exercise is never longer; a larger one in an archive is not unpacked. */
const maxFileBytes = 1024 * 1024;

/** A hand-in of one exercise as `grade` accepts it: `kapitel8/lamport/lamport.ts`. */
export function packed(chapter: string, exercise: string, texts: Texts): Uint8Array {
  const entries = Object.entries(texts).map(([name, text]) => {
    return [`${chapter}/${exercise}/${name}`, strToU8(text)] as const;
  });
  return zipSync(Object.fromEntries(entries), { mtime: fixedDate, level: 6 });
}

/** What came out of files that somebody chose. */
export interface Unpacked {
  readonly texts: Texts;
  /** Names of what was left aside. */
  readonly skipped: readonly string[];
}

export class BrokenArchive extends Error {}

/**
 * Finds the exercise's own files among those chosen, also in archives; of several with the same name the
 * one in the exercise's folder. What a student may add is taken if it was chosen by itself or lies directly
 * in that folder. @throws BrokenArchive
 */
export function unpacked(
  chosen: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  { files, exercise }: Pick<WorkshopData, 'files' | 'exercise'>,
): Unpacked {
  const own = new Set(files.filter(({ editable }) => editable).map(({ name }) => name));
  const texts: Record<string, string> = {};
  const inFolder = new Set<string>();
  const skipped: string[] = [];
  const isOurs = (path: string): boolean => {
    const [name = '', folder = exercise] = path.split(/[\\/]/).reverse();
    return own.has(name) || (folder === exercise && canAdd(name, files));
  };
  const take = (path: string, bytes: Uint8Array): void => {
    const folders = path.split(/[\\/]/);
    const name = folders.pop() ?? '';
    const isInFolder = folders.includes(exercise);
    if (!isOurs(path) || bytes.length > maxFileBytes) skipped.push(name);
    else if (texts[name] === undefined || (isInFolder && !inFolder.has(name))) {
      texts[name] = strFromU8(bytes)
        .replace(/^\uFEFF/, '')
        .replaceAll('\r\n', '\n');
      if (isInFolder) inFolder.add(name);
    }
  };
  for (const { name, bytes } of chosen) {
    if (!/\.zip$/i.test(name)) take(name, bytes);
    else for (const [path, content] of entriesOf(name, bytes, isOurs)) take(path, content);
  }
  return { texts, skipped: [...new Set(skipped)] };
}

function entriesOf(
  name: string,
  bytes: Uint8Array,
  isOurs: (path: string) => boolean,
): [string, Uint8Array][] {
  try {
    const filter = (entry: { readonly name: string; readonly originalSize: number }): boolean =>
      isOurs(entry.name) && entry.originalSize <= maxFileBytes;
    return Object.entries(unzipSync(bytes, { filter }));
  } catch (error) {
    throw new BrokenArchive(name, { cause: error });
  }
}
