import { join } from 'node:path';
import type { Exercise } from '../../catalogue/catalogue.ts';
import { lastCommitTime } from './git-time.ts';
import type { HandIn } from './hand-in.ts';
import { folded, shown } from './names.ts';
import { placeFiles } from './place.ts';
import { compare, mapTree, subtree, type Tree, topNames } from './tree.ts';
import { isZip } from './unpack.ts';
import { noteWording } from './wording.ts';

/** Where a tree comes from. */
export interface Origin {
  readonly shownAs: string;
  /** What a single hand-in is called: the folder's or the archive's own name. */
  readonly name: string;
  /** The folder on disk; `undefined` for an archive. */
  readonly folder?: string;
}

/**
 * The hand-ins in a folder or an archive that Moodle did not make: one, if it looks like
 * `exercises/kapitel8` or like one exercise's folder; else one a folder or ZIP archive, named after
 * the person. Clones by GitHub or GitLab Classroom are such folders.
 */
export async function readClassFolder(
  tree: Tree,
  origin: Origin,
  exercises: readonly Exercise[],
): Promise<readonly HandIn[]> {
  if (isOneHandIn(tree, exercises)) return [await handIn(tree, origin, origin.name)];
  const names = topNames(tree).filter((name) => isPerson(name, tree));
  const [only] = names;
  const below = only === undefined ? undefined : subtree(tree, only);
  // A single folder that holds nothing itself only wraps what is meant.
  if (names.length === 1 && only !== undefined && below !== undefined && !isZip(only)) {
    if (!hasGit(below) && below.flaws.every(({ path }) => path !== '')) {
      return readClassFolder(below, within(origin, only), exercises);
    }
  }
  const named = personNames(names, (name) => hasGit(subtree(tree, name)), exercises);
  const inner = (name: string) => ({ ...within(origin, name), name: named.get(name) ?? name });
  return Promise.all(
    names.map((name) => {
      const part = isZip(name) ? onlyFile(tree, name) : subtree(tree, name);
      return handIn(part, inner(name), inner(name).name);
    }),
  );
}

/** The names directly in the tree that are nobody's: files that lie about. */
export function looseFiles(tree: Tree): readonly string[] {
  return topNames(tree).filter(
    (name) => !isPerson(name, tree) && /\.(ts|rar|7z|tar|tgz|gz|xz|bz2|zst)$/i.test(name),
  );
}

function isPerson(name: string, tree: Tree): boolean {
  if (isZip(name)) return true;
  const isFolder = [...tree.files, ...tree.flaws]
    .map(({ path }) => path)
    .concat(tree.strays)
    .some((path) => path.startsWith(`${name}/`) && !name.startsWith('.'));
  // A link in a person's place is that person's fault.
  return isFolder || tree.flaws.some(({ path }) => path === name);
}

/**
 * An exercise's files lie here, or in folders called like exercises as in the workbook, or in
 * folders or archives of which each bears an exercise's name or number.
 */
export function isOneHandIn(tree: Tree, exercises: readonly Exercise[]): boolean {
  if (hasGit(tree)) return true;
  const sources = tree.files.filter(({ path }) => /\.ts$/i.test(path));
  const chapters = new Set(exercises.map(({ chapter }) => chapter));
  const mirrored = sources.some(({ path }) => {
    const parts = path.split('/').map(folded);
    const rest = parts[0] === 'exercises' ? parts.slice(1) : parts;
    const [id, file, ...deeper] = chapters.has(rest[0] ?? '') ? rest.slice(1) : rest;
    const exercise = exercises.find(({ manifest }) => manifest.id === id);
    return deeper.length === 0 && exercise?.manifest.files.some((one) => folded(one) === file);
  });
  if (mirrored) return true;
  const here = sources.filter(({ path }) => !path.includes('/'));
  if (placeFiles(here, exercises).files.size > 0) return true;
  const parts = tree.files.filter(({ path }) => /\.(ts|zip)$/i.test(path));
  const folders = new Set(parts.map(({ path }) => path.split('/')[0] ?? ''));
  return folders.size > 1 && [...folders].every((name) => isCalledAfterExercise(name, exercises));
}

/** „raft“ or „Aufgabe 8.8 Raft“. */
function isCalledAfterExercise(name: string, exercises: readonly Exercise[]): boolean {
  return exercises.some(({ manifest: { id, number } }) => {
    const at = name.indexOf(number);
    const isNumbered = at >= 0 && !/\d/.test(`${name[at - 1]}${name[at + number.length]}`);
    return folded(name.replace(/\.zip$/i, '')) === id || isNumbered;
  });
}

function hasGit(tree: Tree): boolean {
  return tree.strays.includes('.git');
}

async function handIn(tree: Tree, origin: Origin, name: string): Promise<HandIn> {
  const isClone = hasGit(tree) && origin.folder !== undefined;
  const submittedAt = isClone ? await lastCommitTime(join(origin.folder, '.git')) : undefined;
  const notes = isClone
    ? [submittedAt === undefined ? noteWording.noCommitTime : noteWording.timeFromCommit]
    : [];
  return {
    shownAs: shown(origin.shownAs),
    person: { name: name.normalize('NFC') },
    notes,
    // A clone's own folder is no stray in it.
    tree: isClone ? { ...tree, strays: tree.strays.filter((stray) => stray !== '.git') } : tree,
    ...(submittedAt === undefined ? {} : { submittedAt }),
  };
}

function within(origin: Origin, name: string): Origin {
  return {
    shownAs: `${origin.shownAs}/${name}`,
    // Who packs an archive names it; a folder in it has any name.
    ...(origin.folder === undefined
      ? { name: origin.name }
      : { name, folder: join(origin.folder, name) }),
  };
}

function onlyFile(tree: Tree, name: string): Tree {
  return mapTree(tree, (path) => (path === name ? path : undefined));
}

/**
 * Who is meant by a folder's or an archive's name. Clones are called `<assignment>-<user>`: the
 * assignment is an exercise, a chapter, or else what all clones begin with.
 */
function personNames(
  names: readonly string[],
  isClone: (name: string) => boolean,
  exercises: readonly Exercise[],
): ReadonlyMap<string, string> {
  const clones = names.filter(isClone);
  const known = exercises.flatMap(({ chapter, manifest }) => [manifest.id, chapter]);
  const common = commonPrefix(clones);
  return new Map(
    names.map((name) => {
      if (!clones.includes(name)) return [name, name.replace(/\.zip$/i, '')];
      const prefixes = known.map((id) => `${id}-`).filter((one) => name.startsWith(one));
      const [longest = common] = prefixes.sort((a, b) => b.length - a.length || compare(a, b));
      return [name, name.length > longest.length ? name.slice(longest.length) : name];
    }),
  );
}

/** What all of at least two names begin with, up to a hyphen. */
function commonPrefix(names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (others.length === 0) return '';
  let length = 0;
  while (length < first.length && others.every((name) => name[length] === first[length])) {
    length += 1;
  }
  return first.slice(0, first.slice(0, length).lastIndexOf('-') + 1);
}
