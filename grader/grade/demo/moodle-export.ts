import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { Temporal } from 'temporal-polyfill';
import { moodleTimeZone } from '../input/moodle-time.ts';
import type { ClassMember } from './class.ts';
import { Dice } from './dice.ts';
import { packUpload } from './packing.ts';
import { type MadeUpPerson, personAt } from './people.ts';
import { worksheetWording } from './wording.ts';
import { packInto } from './zip-bytes.ts';

/** An assignment as it stands in the made-up course. */
export interface Assignment {
  /** In the names of the files: `CC-Kapitel 8-4711`. */
  readonly name: string;
  readonly chapter: string;
  /** ISO 8601 with offset. */
  readonly deadline: string;
  /** People who stand in the worksheet, but hand in nothing. */
  readonly absent: number;
}

/** Where the two files are that an instructor gets from Moodle. */
export interface WrittenExport {
  readonly archive: string;
  readonly worksheet: string;
}

/** Writes the class as Moodle exports it: all hand-ins in one ZIP, and the grading worksheet. */
export async function writeMoodleExport(
  members: Iterable<ClassMember>,
  assignment: Assignment,
  folder: string,
): Promise<WrittenExport> {
  await mkdir(folder, { recursive: true });
  const archive = join(folder, `${assignment.name}.zip`);
  const worksheet = join(folder, `${worksheetWording.file}-${assignment.name}.csv`);
  const rows: string[][] = [[...worksheetWording.columns]];
  const entries: [string, Buffer][] = [];
  let last = 0;
  for (const member of members) {
    last = member.index + 1;
    rows.push(rowOf(member, timeOf(member, assignment)));
    const place = `${member.lastName} ${member.firstName}_${member.moodleId}_assignsubmission_file`;
    for (const [name, bytes] of await packUpload(member, assignment.chapter)) {
      entries.push([`${place}/${name}`, bytes]);
    }
  }
  for (let index = last; index < last + assignment.absent; index += 1) {
    rows.push(rowOf(personAt(index), undefined));
  }
  const output = createWriteStream(archive);
  await packInto(entries, (chunk) => output.write(chunk));
  output.end();
  await finished(output);
  await writeFile(worksheet, `\uFEFF${rows.map(csvLine).join('')}`);
  return { archive, worksheet };
}

/** When a member handed in: within the week before the deadline, or up to three days after it. */
function timeOf(member: ClassMember, { deadline, name }: Assignment): Temporal.ZonedDateTime {
  const dice = new Dice(`${name}/${member.index}`);
  const end = Temporal.Instant.from(deadline).toZonedDateTimeISO(moodleTimeZone);
  if (member.kind === 'late') return end.add({ minutes: 90 + dice.below(3 * 24 * 60, 'late') });
  return end.subtract({ minutes: 1 + dice.below(7 * 24 * 60, 'early') });
}

/** The columns that Moodle's grading worksheet has, see `worksheetWording.columns`. */
function rowOf(person: MadeUpPerson, time: Temporal.ZonedDateTime | undefined): string[] {
  return [
    `${worksheetWording.participant}${person.moodleId}`,
    `${person.firstName} ${person.lastName}`,
    person.email,
    time === undefined ? worksheetWording.nothing : worksheetWording.submitted,
    '',
    worksheetWording.maximum,
    worksheetWording.mayChange,
    time === undefined ? '-' : germanTime(time),
    '-',
    '',
  ];
}

/** „Freitag, 3. Juli 2026, 22:15“: Moodle's `strftimedaydatetime`. */
function germanTime(time: Temporal.ZonedDateTime): string {
  const weekday = worksheetWording.weekdays[time.dayOfWeek - 1];
  const month = worksheetWording.months[time.month - 1];
  const clock = `${two(time.hour)}:${two(time.minute)}`;
  return `${weekday}, ${time.day}. ${month} ${time.year}, ${clock}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')}\r\n`;
}
