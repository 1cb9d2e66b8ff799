import { formatNumber } from '../feedback/wording/numbers.ts';
import type { StudyResult } from './study.ts';
import { row } from './table.ts';
import { wording } from './wording.ts';

/** A study as text: what was measured, the table, how. */
export function renderStudyText(result: StudyResult, source: string): string {
  const { id, title, alt, columns, rows, method } = result;
  return [
    `<!-- ${wording.generated(source)} -->`,
    `# ${title}`,
    `${alt} ${wording.plot(`${id}.svg`)}`,
    [
      row(columns),
      row(columns.map(() => '---:')),
      ...rows.map((values) => row(values.map((value) => formatNumber(value)))),
    ].join('\n'),
    method,
  ]
    .join('\n\n')
    .concat('\n');
}
