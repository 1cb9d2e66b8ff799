import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { RefusedInput } from '../model.ts';
import { readRegularFile } from './folder.ts';
import { isMoodleExport, moodlePlace, type PlacedWorksheet } from './moodle.ts';
import { shown } from './names.ts';
import type { OpenInput } from './open-input.ts';
import { Refusal } from './refusal.ts';
import { compare } from './tree.ts';
import { inputWording } from './wording.ts';
import { isWorksheet, maxWorksheetBytes, parseWorksheet } from './worksheet.ts';

/** The worksheets among the inputs themselves; they count for all exports. */
export async function worksheetsGiven(
  inputs: readonly string[],
  timeZone: string,
  refused: RefusedInput[],
): Promise<{
  readonly worksheets: readonly PlacedWorksheet[];
  readonly others: readonly string[];
}> {
  const isFile = async (path: string) =>
    (await stat(path).catch(() => undefined))?.isFile() === true;
  const worksheets: PlacedWorksheet[] = [];
  const others: string[] = [];
  for (const input of [...new Set(inputs.map((path) => resolve(path)))]) {
    if (!/\.csv$/i.test(input) || !(await isFile(input))) {
      others.push(input);
      continue;
    }
    const read = () => readRegularFile(input, basename(input), maxWorksheetBytes);
    const found = await tryWorksheet(basename(input), read, { timeZone, isGiven: true }, refused);
    if (found !== undefined) worksheets.push(found);
  }
  return { worksheets, others };
}

/** The worksheets in an export and those beside it, the newest name first. */
export async function worksheetsAround(
  { path, tree, origin }: OpenInput,
  timeZone: string,
  refused: RefusedInput[],
): Promise<readonly PlacedWorksheet[]> {
  if (!isMoodleExport(tree)) return [];
  const found: PlacedWorksheet[] = [];
  const inside = tree.files.filter(
    (file) => /\.csv$/i.test(file.path) && moodlePlace(file.path) === undefined,
  );
  for (const file of inside) {
    const shownAs = `${origin.shownAs}/${file.path}`;
    const read = () => file.read(maxWorksheetBytes, shownAs);
    const folder = file.path.split('/').slice(0, -1).join('/');
    const one = await tryWorksheet(shownAs, read, { timeZone, folder }, refused);
    if (one !== undefined) found.push(one);
  }
  const home = dirname(path);
  const names = (await readdir(home).catch((): string[] => [])).filter(isCsv);
  for (const name of names.sort((a, b) => compare(b, a))) {
    const read = () => readRegularFile(join(home, name), name, maxWorksheetBytes);
    const one = await tryWorksheet(name, read, { timeZone }, refused);
    if (one !== undefined) found.push(one);
  }
  return found;
}

function isCsv(name: string): boolean {
  return /\.csv$/i.test(name);
}

interface Place {
  readonly timeZone: string;
  readonly folder?: string;
  /** It was named as an input: then it must be a worksheet. */
  readonly isGiven?: boolean;
}

async function tryWorksheet(
  shownAs: string,
  read: () => Promise<Uint8Array>,
  { timeZone, folder, isGiven }: Place,
  refused: RefusedInput[],
): Promise<PlacedWorksheet | undefined> {
  try {
    const bytes = await read();
    if (isGiven !== true && !isWorksheet(bytes)) return undefined;
    const rows = parseWorksheet(bytes, timeZone);
    return folder === undefined ? { rows } : { rows, folder };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const reason = inputWording.badWorksheet(error.reason);
    // The same worksheet may lie beside several exports.
    const isNew = !refused.some((one) => one.shownAs === shown(shownAs) && one.reason === reason);
    if (isNew) refused.push({ shownAs: shown(shownAs), reason });
    return undefined;
  }
}
