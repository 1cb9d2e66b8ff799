import { isMap, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import type * as z from 'zod';
import { closest } from '../../catalogue/closest.ts';
import { UsageProblem } from '../../command-line/problem.ts';
import { type GradingConfig, gradingSchema } from './schema.ts';
import { configWording } from './wording.ts';

export interface ConfigContext {
  /** How messages name the file. */
  readonly shownAs: string;
  /** Ids of the exercises that may be named. */
  readonly exercises: readonly string[];
}

interface Complaint {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** @throws UsageProblem that names every mistake with its line and what to write instead. */
export function parseConfig(text: string, { shownAs, exercises }: ConfigContext): GradingConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number | undefined) => lines.linePos(offset ?? 0).line;
  if (document.errors.length > 0) {
    const complaints = document.errors.map(({ code, pos }) => ({
      line: lineAt(pos[0]),
      message: configWording.yaml[code] ?? configWording.notYaml,
    }));
    throw problem(shownAs, complaints);
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node = nodeAt(document.contents, path.slice(0, length));
      if (node !== undefined) return lineAt(node.range?.[0]);
    }
    return 1;
  };
  // An empty file says: everything as it is by default.
  const parsed = gradingSchema.safeParse(document.toJS() ?? {});
  if (!parsed.success) {
    throw problem(
      shownAs,
      parsed.error.issues.flatMap((issue) => complaintsAbout(issue, lineOf)),
    );
  }
  const unknown = complaintsAboutNames(parsed.data, exercises, lineOf);
  const order = complaintsAboutMarks(parsed.data, lineOf);
  if (unknown.length + order.length > 0) throw problem(shownAs, [...unknown, ...order]);
  return parsed.data;
}

/** The key of a pair or the item of a list: where an instructor looks. */
function nodeAt(root: ParsedNode | null, path: readonly PropertyKey[]): ParsedNode | undefined {
  let node = root;
  let found: ParsedNode | undefined;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === String(step));
      if (pair === undefined) return undefined;
      found = pair.key as ParsedNode;
      node = pair.value as ParsedNode | null;
    } else if (node !== null && 'items' in node) {
      const item = node.items[Number(step)];
      if (item === undefined) return undefined;
      found = node = item as ParsedNode;
    } else return undefined;
  }
  return found;
}

function complaintsAbout(
  issue: z.core.$ZodIssue,
  lineOf: (path: readonly PropertyKey[]) => number,
): readonly Complaint[] {
  const field = issue.path.map(String).join('.');
  const at = (message: string, path: readonly PropertyKey[] = issue.path) => [
    { line: lineOf(path), message },
  ];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownFields[field] ?? [];
      return issue.keys.flatMap((key) =>
        at(configWording.unknownField(key, closest(key, known), known), [...issue.path, key]),
      );
    }
    case 'invalid_type':
      return at(configWording.wrongType(field, issue.expected));
    case 'too_small':
      return at(configWording.tooSmall(field, issue.origin, Number(issue.minimum)));
    case 'too_big':
      return at(configWording.tooBig(field, issue.origin, Number(issue.maximum)));
    case 'invalid_format':
      return at(configWording.notAMoment(field));
    case 'invalid_value':
      return at(configWording.notOneOf(field, issue.values.map(String)));
    default:
      return at(configWording.wrong(field));
  }
}

/** Fields by the path of the map that holds them. */
const knownFields: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(gradingSchema.shape),
  verspaetung: ['nachfristMinuten', 'abzugProTag', 'hoechstabzug'],
  bonus: ['anrechnen', 'hoechstens', 'ueberVolle'],
};

function complaintsAboutNames(
  { aufgaben = {}, fristen }: GradingConfig,
  exercises: readonly string[],
  lineOf: (path: readonly PropertyKey[]) => number,
): readonly Complaint[] {
  const named = [
    ...Object.keys(aufgaben).map((id) => ['aufgaben', id] as const),
    ...Object.keys(fristen).map((id) => ['fristen', id] as const),
  ];
  return named
    .filter(([, id]) => !exercises.includes(id))
    .map(([field, id]) => ({
      line: lineOf([field, id]),
      message: configWording.unknownExercise(id, closest(id, exercises), exercises),
    }));
}

/** The table falls from row to row and ends at 0, so that everybody has a grade and exactly one. */
function complaintsAboutMarks(
  { noten = [] }: GradingConfig,
  lineOf: (path: readonly PropertyKey[]) => number,
): readonly Complaint[] {
  const complaints: Complaint[] = [];
  noten.forEach(({ ab }, index) => {
    const before = noten[index - 1]?.ab;
    if (before === undefined || before > ab) return;
    complaints.push({ line: lineOf(['noten', index]), message: configWording.notFalling(ab) });
  });
  const last = noten.at(-1);
  if (last !== undefined && last.ab !== 0) {
    const line = lineOf(['noten', noten.length - 1]);
    complaints.push({ line, message: configWording.noLowest(last.ab) });
  }
  return complaints;
}

function problem(shownAs: string, complaints: readonly Complaint[]): UsageProblem {
  const sorted = [...complaints].sort((a, b) => a.line - b.line);
  return new UsageProblem(
    sorted.map(({ line, message }) => configWording.at(shownAs, line, message)).join('\n'),
  );
}
