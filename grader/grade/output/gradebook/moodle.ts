import { stringify } from 'csv-stringify/sync';
import type { GradebookRow } from './rows.ts';
import { worksheetColumns } from './wording.ts';

/**
 * `gradebook.csv`, for Moodle's „Offline-Bewertungstabelle hochladen“. Moodle finds persons by the end of
 * their identifier, wants the column of the last change even if it is empty, reads numbers as its
 * language writes them and shows comments as HTML (mod/assign/feedback/offline/importgradeslib.php).
 *
 * @param rows identifiers as in the worksheet that came in tell the language of the course.
 */
export function moodleGradebook(rows: readonly GradebookRow[]): string {
  const isEnglish = rows.some(({ student }) => /^Participant\b/.test(student.identifier ?? ''));
  const columns = isEnglish ? worksheetColumns.en : worksheetColumns.de;
  const records = rows.map(({ student, points, comment }) => ({
    identifier: student.identifier ?? '',
    name: student.name,
    email: student.email ?? '',
    grade: points === undefined ? '' : decimal(points, isEnglish ? '.' : ','),
    modified: '',
    comment: escapeHtml(comment),
  }));
  return stringify(records, {
    columns: { ...columns },
    header: true,
    delimiter: isEnglish ? ',' : ';',
    bom: true,
    quoted_string: true,
    record_delimiter: '\r\n',
    escape_formulas: true,
  });
}

/** With two decimals, as Moodle writes it, and without separators of thousands. */
function decimal(points: number, sign: string): string {
  return points.toFixed(2).replace('.', sign);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
