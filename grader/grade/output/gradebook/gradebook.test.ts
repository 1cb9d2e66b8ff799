import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { parseWorksheet } from '../../input/worksheet.ts';
import { outputRequest, people, personOf, students } from '../graded-class.fixture.ts';
import { canvasGradebook } from './canvas.ts';
import { FeedbackArchive } from './feedback-archive.ts';
import { moodleGradebook } from './moodle.ts';
import { GradebookRows } from './rows.ts';

function rowsOf(request = outputRequest(), persons = people) {
  const rows = new GradebookRows(request);
  for (const person of persons) rows.add(person);
  return rows.finish();
}

const published = outputRequest({ run: { ...outputRequest().run, isPublished: true } });

describe('gradebook.csv', () => {
  const text = moodleGradebook(rowsOf(published));
  const records: Record<string, string>[] = parse(text, {
    bom: true,
    columns: true,
    delimiter: ';',
  });

  it('has the columns without which Moodle refuses it, and German numbers', () => {
    expect(text).toMatch(/^\uFEFF"ID";"Vollständiger Name";"E-Mail-Adresse";"Bewertung";/);
    expect(Object.keys(records[0] ?? {})).toEqual([
      'ID',
      'Vollständiger Name',
      'E-Mail-Adresse',
      'Bewertung',
      'Zuletzt geändert (Bewertung)',
      'Feedback als Kommentar',
    ]);
    const anne = records.find(({ ID }) => ID === 'Teilnehmer/in4711');
    expect(anne).toMatchObject({
      'Vollständiger Name': 'Änne „Ö“ Müßig; "die Erste"',
      Bewertung: '12,70',
    });
    expect(anne?.['Feedback als Kommentar']).toBe(
      'Note 4,0. 2 Tage nach der Frist: 1,5 Punkte Abzug. 8.8 Raft &amp; &lt;Freunde&gt; (13,2 von 22), 8.10 Commit (0 von 9). Ausführliche Rückmeldung unter der Kennung a1b2c3.',
    );
  });

  it('is itself a worksheet that grading can read', () => {
    const read = parseWorksheet(Buffer.from(text), 'Europe/Berlin');
    expect(read.get('4711')).toMatchObject({
      identifier: 'Teilnehmer/in4711',
      email: 'a@example.org',
    });
  });

  it('leaves alone who was not graded, and says why', () => {
    expect(records.find(({ ID }) => ID === 'Teilnehmer/in4720')).toMatchObject({
      Bewertung: '',
      'Feedback als Kommentar': expect.stringContaining('ließ sich nicht lesen'),
    });
    expect(records.find(({ ID }) => ID === 'Teilnehmer/in4721')).toMatchObject({ Bewertung: '' });
    expect(records).toHaveLength(5);
  });

  it('tells nothing before everything is published that depends on secret properties', () => {
    const comments = rowsOf().flatMap(({ points, comment }) =>
      points === undefined ? [] : comment,
    );
    expect(new Set(comments)).toEqual(
      new Set(
        people.map(
          ({ student }) => `Ausführliche Rückmeldung unter der Kennung ${student.pseudonym}.`,
        ),
      ),
    );
  });

  it('speaks the language of the worksheet that came in', () => {
    const student = { pseudonym: 'f1b2c3', name: 'Zoe', identifier: 'Participant 47' };
    const english = moodleGradebook(
      rowsOf(outputRequest({ refused: [], absent: [] }), [personOf(student)]),
    );
    const [row]: Record<string, string>[] = parse(english, { bom: true, columns: true });
    expect(row).toMatchObject({ Identifier: 'Participant 47', Grade: '12.70' });
    expect(row).toHaveProperty('Last modified (grade)', '');
  });
});

describe('gradebook-canvas.csv', () => {
  const records: string[][] = parse(canvasGradebook(rowsOf(), 'Kapitel 8, Teil (4)', 31));

  it('has the columns that Canvas looks for, then the assignment', () => {
    expect(records[0]).toEqual([
      'Student',
      'ID',
      'SIS User ID',
      'SIS Login ID',
      'Section',
      'Kapitel 8, Teil',
    ]);
    expect(records[1]?.[0]).toContain('Points Possible');
    expect(records[1]?.at(-1)).toBe('31');
    const anne = records.find(([name]) => name?.startsWith('Änne'));
    expect(anne?.slice(1)).toEqual(['', '', 'a@example.org', '', '12.7']);
  });
});

it('leaves no value that a spreadsheet would take for a formula', () => {
  const moodle: string[][] = parse(moodleGradebook(rowsOf()), { bom: true, delimiter: ';' });
  const canvas: string[][] = parse(canvasGradebook(rowsOf(), '=1+1', 31));
  const values = [...moodle, ...canvas].flat();
  expect(values.filter((value) => /^[=+\-@\t\r]/.test(value))).toEqual([]);
  expect(values).toContain(`'=HYPERLINK("http://x";"y")`);
  expect(values).toContain("'@sum");
  expect(values).toContain("'+4712");
  expect(values).toContain("'-4713");
});

describe('feedback-moodle.zip', () => {
  const packed = async () => {
    const archive = new FeedbackArchive();
    for (const student of students) archive.add(student, `Seite für ${student.pseudonym}`);
    return Buffer.from((await archive.finish()) ?? []);
  };

  it('holds the page of everybody from Moodle, under a name that Moodle understands', async () => {
    const bytes = await packed();
    const names: string[] = [];
    const zip = await yauzl.fromBufferPromise(bytes);
    for await (const entry of zip.eachEntry()) names.push(entry.fileName);
    expect(names).toEqual(['a1b2c3_4711_assignsubmission_file_feedback.html']);
    // As Moodle reads it: name, number, plugin, rest.
    expect(names[0]?.split('_').slice(1)).toEqual([
      '4711',
      'assignsubmission',
      'file',
      'feedback.html',
    ]);
    expect((await packed()).equals(bytes)).toBe(true);
  });

  it('is not there for people from elsewhere', async () => {
    expect(await new FeedbackArchive().finish()).toBeUndefined();
  });
});
