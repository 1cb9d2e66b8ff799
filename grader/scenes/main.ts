import { stat } from 'node:fs/promises';
import { ownLayout } from '../catalogue/layout.ts';
import { bookProblems } from './book.ts';
import { differing, findSources, orphans, produce, save } from './files.ts';
import { SceneProblem } from './perform.ts';
import { ReferenceShelf } from './references.ts';
import { wording } from './wording.ts';

/** `npm run scenes [-- id …] [-- --check]`: writes the book's worked traces, or says which are stale. */
const names = process.argv.slice(2);
const isCheck = names.includes('--check');
const wanted = names.filter((name) => !name.startsWith('--'));
const layout = ownLayout();
const hasSolutions = await stat(layout.solutions).then(
  () => true,
  () => false,
);
if (hasSolutions) process.exitCode = await run();
else {
  console.log(wording.noSolutions);
  process.exitCode = 2;
}

async function run(): Promise<number> {
  const sources = await findSources(layout);
  const chosen = sources.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
  const shelf = new ReferenceShelf(layout);
  const problems: string[] = [];
  let unchanged = 0;
  for (const source of chosen) {
    try {
      const texts = await produce(layout, source, shelf);
      const paths = isCheck ? await differing(layout, texts) : await save(layout, texts);
      unchanged += texts.size - paths.length;
      if (isCheck) problems.push(...paths.map(wording.stale));
      else for (const path of paths) console.log(wording.written(path));
    } catch (error) {
      if (!(error instanceof SceneProblem)) throw error;
      problems.push(error.message);
    }
  }
  if (!isCheck) console.log(wording.unchanged(unchanged));
  if (wanted.length === 0) {
    problems.push(...(await orphans(layout, sources)).map(wording.orphan));
    problems.push(...(await bookProblems(layout, sources)));
  }
  for (const problem of problems) console.log(problem);
  if (problems.length === 0) console.log(wording.fine(chosen.length));
  return problems.length === 0 ? 0 : 1;
}
