import { measure, type Said, tallyOf } from '../../grade/diagnosis/measure.ts';
import { loadMistakes, type Mistake } from '../../grade/diagnosis/mistakes.ts';
import type { SampledBug } from '../../grade/diagnosis/sampled-bugs.ts';
import { chapter, layout } from '../subjects.ts';

/** Rows of the table in CONTRIBUTING.md: of each kind how many bugs and how many of them are named. */
export async function tableRows(sample: readonly SampledBug[]): Promise<readonly string[]> {
  const ids = [...new Set(sample.map(({ exercise }) => exercise))];
  const mistakes = new Map<string, readonly Mistake[]>();
  for (const id of ids) mistakes.set(id, await loadMistakes(layout, chapter, id));
  const said = measure(sample, (id) => mistakes.get(id) ?? []);
  return [
    ...ids.map((id) => {
      return rowOf(
        `\`${id}\``,
        said.filter(({ bug }) => bug.exercise === id),
      );
    }),
    rowOf('zusammen', said),
  ];
}

const columns: readonly (readonly SampledBug['kind'][])[] = [
  ['known'],
  ['elsewhere'],
  ['double'],
  ['small', 'empty'],
];

function rowOf(name: string, said: readonly Said[]): string {
  const cells = columns.map((kinds) => {
    const { bugs, named } = tallyOf(said.filter(({ bug }) => kinds.includes(bug.kind)));
    return `${bugs}, ${named}`;
  });
  const { names, wrong } = tallyOf(said);
  return `| ${[name, ...cells, `${names}, ${wrong}`].join(' | ')} |`;
}
