import type { HandIn, Person } from './hand-in.ts';
import { folded, shown } from './names.ts';
import { emptyTree, type Flaw, joinTrees, mapTree, type Tree, topNames } from './tree.ts';
import { noteWording } from './wording.ts';
import type { Worksheet, WorksheetRow } from './worksheet.ts';

/**
 * Names in Moodle's „Alle Abgaben herunterladen“ (`mod/assign`, class `downloader`): a folder
 * `Name_123456_assignsubmission_file` — with `_` at its end before Moodle 4 — or, without folders,
 * files `Name_123456_assignsubmission_file_abgabe.zip`. Underscores in names were replaced.
 */
const moodleName = /^(?<name>.+)_(?<id>\d+)_assignsubmission_(?<plugin>[a-z]+)(?:_(?<rest>.*))?$/u;

/**
 * Moodle exports the latest attempt only. Who keeps the earlier ones marks them: „Versuch 2“ in the
 * name of the folder around an export, of the hand-in, or of a folder within.
 */
const attemptMark = /(?:^|[ _-])(?:versuch|attempt)[ _-]?(?<number>\d{1,3})$/i;

/** How deep below the input an export may lie: archive, folder of exports, export. */
const maxWrappers = 3;

interface Found {
  /** Folders around: `Export 1`. */
  readonly wrapper: string;
  readonly name: string;
  readonly id: string;
  readonly plugin: string;
  readonly rest: string;
  /** The path down to the name that was recognised. */
  readonly place: string;
}

export function isMoodleExport(tree: Tree): boolean {
  return [...tree.files, ...tree.flaws].some(({ path }) => recognise(path) !== undefined);
}

/** The part of a path that is one name of an export; `undefined` if it lies beside. */
export function moodlePlace(path: string): string | undefined {
  return recognise(path)?.place;
}

/** What must not be read in an export and is nobody's. */
export function strangersIn(tree: Tree): readonly Flaw[] {
  return tree.flaws.filter(({ path }) => recognise(path) === undefined);
}

/** A worksheet and the folder of the input it lies in; `undefined` for one beside the input. */
export interface PlacedWorksheet {
  readonly folder?: string;
  readonly rows: Worksheet;
}

/** All hand-ins of an export, by name. */
export function readMoodleExport(
  tree: Tree,
  shownAs: string,
  worksheets: readonly PlacedWorksheet[],
): readonly HandIn[] {
  const groups = new Map<string, Found[]>();
  for (const found of allFound(tree)) {
    const { number } = splitMark(found.name);
    const key = JSON.stringify([found.wrapper, found.id, found.name, number ?? 0]);
    groups.set(key, [...(groups.get(key) ?? []), found]);
  }
  const handIns = [...groups.values()].flatMap((group) =>
    handInsOf(group, tree, shownAs, worksheets),
  );
  return handIns.map((handIn) => withoutTimeOfLater(handIn, handIns));
}

/** The worksheet tells the time of the latest attempt only; earlier ones must not get it, too. */
function withoutTimeOfLater(handIn: HandIn, all: readonly HandIn[]): HandIn {
  const { submittedAt, ...rest } = handIn;
  const isEarlier = all.some(
    (other) =>
      other.person.moodleId === handIn.person.moodleId &&
      other.submittedAt === submittedAt &&
      (other.attempt ?? 0) > (handIn.attempt ?? 0),
  );
  return isEarlier ? rest : handIn;
}

function allFound(tree: Tree): readonly Found[] {
  const paths = [...tree.files, ...tree.flaws].map(({ path }) => path).concat(tree.strays);
  const byPlace = new Map<string, Found>();
  for (const path of paths) {
    const found = recognise(path);
    if (found !== undefined) byPlace.set(found.place, found);
  }
  return [...byPlace.values()].sort((a, b) => (a.place < b.place ? -1 : 1));
}

function recognise(path: string): Found | undefined {
  const parts = path.split('/');
  const at = parts.slice(0, maxWrappers + 1).findIndex((part) => moodleName.test(part));
  const groups = moodleName.exec(parts[at] ?? '')?.groups;
  if (groups === undefined) return undefined;
  return {
    wrapper: parts.slice(0, at).join('/'),
    name: groups.name ?? '',
    id: groups.id ?? '',
    plugin: groups.plugin ?? '',
    rest: groups.rest ?? '',
    place: parts.slice(0, at + 1).join('/'),
  };
}

function handInsOf(
  group: readonly Found[],
  tree: Tree,
  shownAs: string,
  worksheets: readonly PlacedWorksheet[],
): readonly HandIn[] {
  const [first] = group;
  if (first === undefined) return [];
  const row = rowOf(first, worksheets);
  const named = splitMark(first.name);
  const marked = named.number ?? splitMark(first.wrapper).number;
  const files = joinTrees(group.map((found) => treeOf(found, tree)));
  const hasOnlineText = group.some(({ plugin }) => plugin === 'onlinetext');
  const common = {
    person: personOf(named.text, first.id, row),
    hasOnlineText,
    notes: [
      ...(hasOnlineText ? [noteWording.onlineText] : []),
      ...(row?.strangeTime === undefined ? [] : [noteWording.timeUnknown(row.strangeTime)]),
    ],
  };
  const place = [shownAs, first.wrapper, `${first.name}_${first.id}`].filter((part) => part !== '');
  const attempts = attemptsIn(files, marked);
  return attempts.map(({ number, part }) => ({
    ...common,
    shownAs: shown(place.join('/')),
    tree: part,
    ...(number === undefined ? {} : { attempt: number }),
    ...(row?.submittedAt === undefined ? {} : { submittedAt: row.submittedAt }),
  }));
}

/** The files that one name of the export stands for: all in the folder, or the one file. */
function treeOf({ plugin, rest, place }: Found, tree: Tree): Tree {
  if (plugin !== 'file') return emptyTree;
  const prefix = `${place}/`;
  const part = mapTree(tree, (path) =>
    path === place ? rest : path.startsWith(prefix) ? path.slice(prefix.length) : undefined,
  );
  return { ...part, files: part.files.filter(({ path }) => path !== '') };
}

/** The attempts in a hand-in, oldest first: one, unless its folders are marked as several. */
function attemptsIn(
  tree: Tree,
  marked: number | undefined,
): readonly { readonly number: number | undefined; readonly part: Tree }[] {
  const names = topNames(tree);
  const numbers = names.map((name) => splitMark(name.replace(/\.zip$/i, '')).number);
  const isMarked = names.length > 0 && numbers.every((number) => number !== undefined);
  if (!isMarked || tree.flaws.some(({ path }) => path === '')) {
    return [{ number: marked, part: tree }];
  }
  const distinct = [...new Set(numbers)].sort((a, b) => (a ?? 0) - (b ?? 0));
  return distinct.map((number) => ({
    number,
    part: mapTree(tree, (path) => {
      const [top = ''] = path.split('/');
      return numbers[names.indexOf(top)] === number ? path : undefined;
    }),
  }));
}

function splitMark(text: string): { readonly text: string; readonly number: number | undefined } {
  const match = attemptMark.exec(text);
  if (match === null) return { text, number: undefined };
  return { text: text.slice(0, match.index), number: Number(match.groups?.number) };
}

/** The row of the worksheet nearest to the hand-in. */
function rowOf(
  { id, name, wrapper }: Found,
  worksheets: readonly PlacedWorksheet[],
): WorksheetRow | undefined {
  const isAround = ({ folder }: PlacedWorksheet) =>
    folder === undefined || folder === '' || wrapper === folder || wrapper.startsWith(`${folder}/`);
  const nearest = worksheets
    .filter(isAround)
    .sort((a, b) => (b.folder ?? '').length - (a.folder ?? '').length);
  return nearest.map(({ rows }) => rows.get(id)).find((row) => row && isSamePerson(name, row));
}

/**
 * Whether a row is that of the person in a folder's name, which Moodle may have put together in
 * another order, with a group before it and without signs that files must not have. A group's number
 * can be somebody's number as well. Anonymous hand-ins have no names to compare.
 */
function isSamePerson(folderName: string, { name, identifier }: WorksheetRow): boolean {
  if (name === identifier) return true;
  const left = lettersIn(folderName);
  return lettersIn(name).every((letter) => {
    const at = left.indexOf(letter);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

function lettersIn(name: string): string[] {
  return folded(name).match(/\p{L}/gu) ?? [];
}

/** Without a worksheet the identifier is built as the German Moodle builds it. */
function personOf(name: string, id: string, row: WorksheetRow | undefined): Person {
  if (row === undefined) return { name, identifier: `Teilnehmer/in${id}`, moodleId: id };
  return {
    name: row.name,
    identifier: row.identifier,
    moodleId: id,
    ...(row.email === undefined ? {} : { email: row.email }),
    ...(row.idNumber === undefined ? {} : { idNumber: row.idNumber }),
  };
}
