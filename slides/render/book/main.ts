import { relative, resolve } from 'node:path';
import { Command } from 'commander';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { buildBook } from './build-book.ts';
import { ForeignFolder, writeSite } from './site-folder.ts';
import { bookWording as wording } from './wording.ts';

/** `npm run book`: builds the site. Exit code 0 built, 1 a text is broken, 2 not writable. */
const program = new Command('book')
  .description(wording.description)
  .option('--out <ordner>', wording.out, 'buch')
  .option('--with-references', wording.withReferences)
  .helpOption('-h, --help', wording.helpOption);
program.parse();
const { out, withReferences = false } = program.opts<{ out: string; withReferences?: boolean }>();
const layout = ownLayout();
const built = await buildBook(layout.root, { withReferences });
if (built.kind === 'broken') {
  for (const { file, line, message } of built.problems) {
    console.error(wording.problem(file, line, message));
  }
  console.error(wording.broken(built.problems.length));
  process.exitCode = 1;
} else {
  const shown = relative(process.cwd(), resolve(out)) || '.';
  try {
    await writeSite(resolve(out), built.files);
    console.log(wording.built(built.pages, shown));
    if (withReferences) console.log(wording.hasReferences);
  } catch (error) {
    if (error instanceof ForeignFolder) console.error(wording.foreignFolder(shown));
    else if (error instanceof Error && 'code' in error) {
      console.error(wording.notWritable(shown, String(error.code)));
    } else throw error;
    process.exitCode = 2;
  }
}
