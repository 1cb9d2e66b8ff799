import { stringify } from 'csv-stringify/sync';
import type { GradebookRow } from './rows.ts';

/**
 * `gradebook-canvas.csv`, for Canvas's „Import Grades“: first the columns it knows students by, then the
 * assignment, below the header the points that can be reached (lib/gradebook_importer.rb). What we do
 * not know, Canvas's own number and the section, stays empty; it then finds students by what is left. What
 * Moodle calls people is no matriculation number.
 */
export function canvasGradebook(
  rows: readonly GradebookRow[],
  assignment: string,
  maxPoints: number,
): string {
  // A name with a number in brackets at its end would be read as the number of an assignment.
  const column = assignment.replace(/\s*\(\d+\)\s*$/, '');
  const header = ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', column];
  const records = rows.map(({ student, points }) => [
    student.name,
    '',
    isMoodles(student.identifier) ? '' : (student.identifier ?? ''),
    student.email ?? '',
    '',
    points === undefined ? '' : String(points),
  ]);
  return stringify(
    [header, ['    Points Possible', '', '', '', '', String(maxPoints)], ...records],
    { escape_formulas: true, record_delimiter: '\r\n' },
  );
}

function isMoodles(identifier: string | undefined): boolean {
  return /^(?:Teilnehmer\/in|Participant )\d+$/.test(identifier ?? '');
}
