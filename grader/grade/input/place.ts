import type { Exercise } from '../../catalogue/catalogue.ts';
import { folded } from './names.ts';
import { compare, type FoundFile } from './tree.ts';
import { isZip } from './unpack.ts';
import { noteWording } from './wording.ts';

/** Files of a hand-in with the path they have in grading: `raft/raft.ts`. */
export interface Placed {
  readonly files: ReadonlyMap<string, FoundFile>;
  readonly notes: readonly string[];
}

/** A folder of the hand-in that is an exercise. */
interface Home {
  readonly exercise: Exercise;
  /** Path of the folder; empty for the hand-in itself. */
  readonly folder: string;
  /** The folder belongs to several exercises; only these files of it are this one's. */
  readonly only?: ReadonlySet<string>;
}

/**
 * Finds the exercises in a hand-in, wherever their folders lie, and else by the names of their
 * files. Unlike the student's own machine, an export says nothing about how deep they are.
 */
export function placeFiles(all: readonly FoundFile[], exercises: readonly Exercise[]): Placed {
  const sources = all.filter(({ path }) => isSource(path));
  const notes: string[] = [];
  const homes = exercises.flatMap((exercise) => namedHome(exercise, sources, notes) ?? []);
  homes.push(...homesByFiles(sources, homes, exercises, notes));
  homes.sort((a, b) => b.folder.length - a.folder.length);
  const files = new Map<string, FoundFile>();
  const lost: string[] = [];
  for (const source of sources) {
    const owners = homes.filter((home) => owns(home, source.path));
    const [deepest] = owners;
    if (deepest === undefined) {
      if (isTypeScript(source.path)) lost.push(source.path);
      continue;
    }
    for (const { exercise, folder } of owners.filter((home) => home.folder === deepest.folder)) {
      const inner = source.path.slice(folder === '' ? 0 : folder.length + 1);
      const name = meantName(inner, exercise, sources, folder);
      if (name !== inner) notes.push(noteWording.renamed(inner, name));
      files.set(`${exercise.manifest.id}/${name}`, source);
    }
  }
  if (lost.length > 0) notes.push(noteWording.leftOut(lost));
  const kinds = all.map(({ path }) => path).filter((path) => /\.[cm]?jsx?$|\.tsx$/i.test(path));
  if (kinds.length > 0) notes.push(noteWording.otherKinds(kinds));
  return { files: new Map([...files].sort(([a], [b]) => compare(a, b))), notes };
}

function isSource(path: string): boolean {
  return isTypeScript(path) || /(^|\/)manifest\.json$/.test(path);
}

function isTypeScript(path: string): boolean {
  return /(?<!\.(test|d))\.ts$/i.test(path);
}

/** The folder with the exercise's name that holds some of its files; the best if there are more. */
function namedHome(
  exercise: Exercise,
  sources: readonly FoundFile[],
  notes: string[],
): Home | undefined {
  const { id } = exercise.manifest;
  const found = new Map<string, number>();
  for (const { path } of sources) {
    const folder = parentOf(path);
    if (folded(lastOf(folder)) === id && isWanted(lastOf(path), exercise)) {
      found.set(folder, rank(folder, exercise));
    }
  }
  const [best, ...others] = [...found]
    .sort(([a, rankA], [b, rankB]) => rankA - rankB || naturally.compare(b, a))
    .map(([folder]) => folder);
  if (best === undefined) return undefined;
  if (others.length > 0) notes.push(noteWording.several(id, others, best));
  if (lastOf(best) !== id) notes.push(noteWording.folder(lastOf(best), id));
  return { exercise, folder: best };
}

/** `v2` after `v1`, `v10` after `v9`: the later name is taken for the later version. */
const naturally = new Intl.Collator('de-DE', { numeric: true });

/** Where the workbook has it comes first, then what lies less deep. */
function rank(folder: string, { chapter, manifest }: Exercise): number {
  const parts = folder.split('/').filter((part) => !isZip(part));
  const isMirrored =
    parts.slice(-3).map(folded).join('/') === `exercises/${chapter}/${manifest.id}`;
  return isMirrored ? 0 : parts.length;
}

/** Exercises that have no folder of their name, but their files lie in another one. */
function homesByFiles(
  sources: readonly FoundFile[],
  homes: readonly Home[],
  exercises: readonly Exercise[],
  notes: string[],
): Home[] {
  const free = sources.filter(({ path }) => !homes.some((home) => owns(home, path)));
  const missing = exercises.filter((exercise) => !homes.some((home) => home.exercise === exercise));
  const folders = [...new Set(free.map(({ path }) => parentOf(path)))].sort(naturally.compare);
  const found: Home[] = [];
  for (const exercise of missing) {
    const candidates = folders.filter((folder) => isHome(folder, exercise, free));
    const folder = candidates.at(-1);
    if (folder === undefined) continue;
    const others = candidates.slice(0, -1);
    const { id } = exercise.manifest;
    if (others.length > 0) notes.push(noteWording.several(id, others, folder));
    const files = directlyIn(folder, free).filter((name) => isWanted(name, exercise));
    notes.push(noteWording.byFiles(id, folder, files));
    found.push({ exercise, folder });
  }
  return found.map((home) => share(home, found, free));
}

/** The exercise's first file lies there, or most of its files do. */
function isHome(folder: string, exercise: Exercise, sources: readonly FoundFile[]): boolean {
  const { files } = exercise.manifest;
  const names = directlyIn(folder, sources).filter((name) => isWanted(name, exercise));
  const hasFirst = names.some((name) => folded(name) === folded(files[0] ?? ''));
  return hasFirst || names.length * 2 > files.length;
}

/** Exercises in one folder share what belongs to none of the others. */
function share(home: Home, found: readonly Home[], sources: readonly FoundFile[]): Home {
  const others = found.filter((other) => other !== home && other.folder === home.folder);
  if (others.length === 0) return home;
  const names = directlyIn(home.folder, sources).filter(
    (name) =>
      isWanted(name, home.exercise) || !others.some(({ exercise }) => isWanted(name, exercise)),
  );
  return { ...home, only: new Set(names) };
}

function owns({ folder, only }: Home, path: string): boolean {
  if (folder !== '' && !path.startsWith(`${folder}/`)) return false;
  const inner = folder === '' ? path : path.slice(folder.length + 1);
  return only === undefined || only.has(inner);
}

function directlyIn(folder: string, sources: readonly FoundFile[]): string[] {
  return sources.filter(({ path }) => parentOf(path) === folder).map(({ path }) => lastOf(path));
}

function isWanted(name: string, { manifest }: Exercise): boolean {
  return manifest.files.some((file) => folded(file) === folded(name));
}

/** `Raft.ts` is `raft.ts` unless that is there, too. */
function meantName(
  inner: string,
  { manifest }: Exercise,
  sources: readonly FoundFile[],
  folder: string,
): string {
  const meant = [...manifest.files, ...manifest.contract].find(
    (file) => folded(file) === folded(inner),
  );
  if (meant === undefined || meant === inner) return inner;
  const exact = folder === '' ? meant : `${folder}/${meant}`;
  return sources.some(({ path }) => path === exact) ? inner : meant;
}

function parentOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

function lastOf(path: string): string {
  return path.split('/').at(-1) ?? '';
}
