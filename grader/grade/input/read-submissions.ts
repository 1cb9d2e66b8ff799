import type { Exercise } from '../../catalogue/catalogue.ts';
import type { GradedInput, RefusedInput, Student } from '../model.ts';
import { looseFiles, readClassFolder } from './class-folder.ts';
import type { HandIn } from './hand-in.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { mergePersons, type ReadHandIn } from './merge.ts';
import { isMoodleExport, type PlacedWorksheet, readMoodleExport, strangersIn } from './moodle.ts';
import { moodleTimeZone } from './moodle-time.ts';
import { shown } from './names.ts';
import { type OpenInput, openInput } from './open-input.ts';
import { Refusal, systemCode } from './refusal.ts';
import { Taker } from './take.ts';
import { inputWording, refusalWording } from './wording.ts';
import { worksheetsAround, worksheetsGiven } from './worksheets.ts';

export interface ReadOptions {
  /** Of the chapter that is graded. */
  readonly exercises: readonly Exercise[];
  /** The class's secret: pseudonyms depend on it. */
  readonly secret: Uint8Array | string;
  /** In which Moodle shows times; the German one by default. */
  readonly timeZone?: string;
  readonly limits?: Partial<Limits>;
}

export interface ReadResult {
  /** By pseudonym. */
  readonly submissions: readonly GradedInput[];
  /** By what they are called. */
  readonly refused: readonly RefusedInput[];
  /** Who stands in a worksheet that was used, but has handed in nothing. By pseudonym. */
  readonly absent: readonly Student[];
}

/**
 * Reads whatever an instructor has: exports of a Moodle assignment (ZIP or unpacked), folders of Git
 * clones, folders of folders, single hand-ins, and Moodle's grading worksheets for names, addresses
 * and times. Each input is recognised by itself; several are merged by person.
 *
 * Nothing a hand-in contains makes this fail: it is refused with its reason, and the rest is read.
 */
export async function readSubmissions(
  inputs: readonly string[],
  options: ReadOptions,
): Promise<ReadResult> {
  const limits = { ...defaultLimits, ...options.limits };
  const timeZone = options.timeZone ?? moodleTimeZone;
  const refused: RefusedInput[] = [];
  const given = await worksheetsGiven(inputs, timeZone, refused);
  const worksheets = new Set<PlacedWorksheet>(given.worksheets);
  const taker = new Taker(options.exercises, limits);
  const read: ReadHandIn[] = [];
  for (const path of given.others) {
    await withInput(path, limits, refused, async (input) => {
      const around = await worksheetsAround(input, timeZone, refused);
      const all = [...given.worksheets, ...around];
      for (const worksheet of all) worksheets.add(worksheet);
      const handIns = await find(input, all, options.exercises, refused);
      for (const handIn of handIns) read.push(await readHandIn(handIn, taker));
    });
  }
  return mergePersons(read, refused, [...worksheets], options.secret);
}

async function withInput(
  path: string,
  limits: Limits,
  refused: RefusedInput[],
  use: (input: OpenInput) => Promise<void>,
): Promise<void> {
  let input: OpenInput | undefined;
  try {
    input = await openInput(path, limits);
    await use(input);
  } catch (error) {
    refused.push({ shownAs: shown(path), reason: reasonOf(error, path) });
  } finally {
    await input?.close();
  }
}

async function find(
  { tree, origin }: OpenInput,
  worksheets: readonly PlacedWorksheet[],
  exercises: readonly Exercise[],
  refused: RefusedInput[],
): Promise<readonly HandIn[]> {
  const isMoodle = isMoodleExport(tree);
  const handIns = isMoodle
    ? readMoodleExport(tree, origin.shownAs, worksheets)
    : await readClassFolder(tree, origin, exercises);
  const others = isMoodle ? strangersIn(tree) : [];
  for (const { path, name, reason } of others) {
    refused.push({ shownAs: shown(`${origin.shownAs}/${path}`), reason: reason(shown(name)) });
  }
  const isClass = !isMoodle && handIns.every(({ tree: part }) => part !== tree);
  for (const name of isClass ? looseFiles(tree) : []) {
    refused.push({
      shownAs: shown(`${origin.shownAs}/${name}`),
      reason: inputWording.loneFile(shown(name)),
    });
  }
  if (handIns.length === 0 && others.length === 0) {
    refused.push({
      shownAs: shown(origin.shownAs),
      reason: inputWording.empty(shown(origin.shownAs)),
    });
  }
  return handIns;
}

async function readHandIn(handIn: HandIn, taker: Taker): Promise<ReadHandIn> {
  const isText = handIn.hasOnlineText === true;
  if (isText && handIn.tree.files.length === 0 && handIn.tree.flaws.length === 0) {
    return { handIn, reason: refusalWording.onlyText };
  }
  try {
    return { handIn, taken: await taker.take(handIn.tree) };
  } catch (error) {
    return { handIn, reason: reasonOf(error, handIn.shownAs) };
  }
}

function reasonOf(error: unknown, name: string): string {
  if (error instanceof Refusal) return error.reason;
  const code = systemCode(error);
  if (code !== undefined) return refusalWording.unreadable(shown(name), code);
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return refusalWording.defect(shown(detail));
}
