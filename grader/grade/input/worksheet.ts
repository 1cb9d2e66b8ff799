import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { parseMoodleTime } from './moodle-time.ts';
import { Refusal } from './refusal.ts';
import { inputWording } from './wording.ts';

/** One row of Moodle's grading worksheet. */
export interface WorksheetRow {
  /** As in the file, which is what Moodle wants back: „Teilnehmer/in123456“. */
  readonly identifier: string;
  readonly name: string;
  readonly email?: string;
  /** „ID-Nummer“: the matriculation number, where it is shown. */
  readonly idNumber?: string;
  readonly submittedAt?: string;
  /** What stands there instead of a time that can be understood. */
  readonly strangeTime?: string;
}

/** Rows by the number in their identifier, which is also in the names of the export's folders. */
export type Worksheet = ReadonlyMap<string, WorksheetRow>;

/** A class of ten thousand has two MiB. */
export const maxWorksheetBytes = 8 * 1024 * 1024;

const headers = {
  identifier: ['ID', 'Identifier'],
  name: ['Vollständiger Name', 'Full name'],
  email: ['E-Mail-Adresse', 'Email address'],
  idNumber: ['ID-Nummer', 'ID number', 'Matrikelnummer'],
  submitted: ['Zuletzt geändert (Abgabe)', 'Last modified (submission)'],
} as const;
type Column = keyof typeof headers;

/** Whether a file begins as a grading worksheet does; other CSV files may lie about. */
export function isWorksheet(bytes: Uint8Array): boolean {
  const columns = columnsIn(firstLine(decode(bytes)));
  return columns.has('identifier') && (columns.has('name') || columns.has('submitted'));
}

/** @throws Refusal if it cannot be read. */
export function parseWorksheet(bytes: Uint8Array, timeZone: string): Worksheet {
  const text = decode(bytes);
  const columns = columnsIn(firstLine(text));
  if (!columns.has('identifier')) {
    throw new Refusal(inputWording.worksheetColumns);
  }
  const rows = new Map<string, WorksheetRow>();
  for (const cells of recordsIn(text).slice(1)) {
    const cell = (column: Column): string | undefined => {
      const value = cells[columns.get(column) ?? -1]?.trim();
      return value === undefined || value === '' || value === '-' ? undefined : value;
    };
    const identifier = cell('identifier');
    const number = identifier === undefined ? undefined : /(\d+)$/.exec(identifier)?.[1];
    if (identifier === undefined || number === undefined) continue;
    rows.set(number, {
      identifier,
      name: (cell('name') ?? identifier).normalize('NFC'),
      ...optional('email', cell('email')),
      ...optional('idNumber', cell('idNumber')),
      ...timeOf(cell('submitted'), timeZone),
    });
  }
  return rows;
}

function timeOf(
  text: string | undefined,
  timeZone: string,
): Pick<WorksheetRow, 'submittedAt' | 'strangeTime'> {
  if (text === undefined) return {};
  const submittedAt = parseMoodleTime(text, timeZone);
  return submittedAt === undefined ? { strangeTime: text } : { submittedAt };
}

function recordsIn(text: string): string[][] {
  try {
    return parse(text, {
      delimiter: delimiterOf(firstLine(text)),
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    throw new Refusal(inputWording.worksheetForm(line));
  }
}

/** Moodle writes UTF-8; a spreadsheet program may have saved it in Windows' own encoding. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function firstLine(text: string): string {
  return text.slice(0, 4096).split(/\r?\n/, 1)[0] ?? '';
}

/** Dates contain commas, so it is the header that tells what separates. */
function delimiterOf(header: string): string {
  const counted = [';', ',', '\t'].map((sign) => ({ sign, count: header.split(sign).length }));
  return counted.reduce((most, next) => (next.count > most.count ? next : most)).sign;
}

function columnsIn(header: string): ReadonlyMap<Column, number> {
  const names = header.split(delimiterOf(header)).map(bare);
  const found = Object.entries(headers).map(([column, known]): [Column, number] => [
    column as Column,
    names.findIndex((name) => known.map(bare).includes(name)),
  ]);
  return new Map(found.filter(([, index]) => index >= 0));
}

function bare(header: string): string {
  return header.trim().replace(/^"|"$/g, '').trim().normalize('NFC').toLowerCase();
}

function optional<Key extends string>(
  key: Key,
  value: string | undefined,
): { readonly [K in Key]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]?: string });
}
