import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { type SampledBug, sampleSchema } from '../../grade/diagnosis/sampled-bugs.ts';
import { allExercises, exerciseOf } from '../subjects.ts';
import { type Counts, sampleBugs } from './sample.ts';
import { tableRows } from './table.ts';

/**
 * Records what the suites see of bugs, for measuring the diagnosis: `abstimmen` is what its rules may be
 * tuned with, `gemessen` what they are measured with, and nobody looks at it for tuning.
 */
const samples = {
  abstimmen: { seed: 424_242, half: 0 },
  gemessen: { seed: 31_337, half: 1 },
} as const;

const counts: Counts = { known: 8, elsewhere: 8, double: 5, small: 9, empty: 4 };

const program = new Command('diagnosis');

program
  .command('aufzeichnen')
  .argument('<stichprobe>', Object.keys(samples).join(' | '))
  .argument('<datei>')
  .option('--exercises <ids>', 'ohne Angabe alle', (text) => text.split(','))
  .action(async (name: string, file: string, options: { readonly exercises?: string[] }) => {
    const sample = samples[name as keyof typeof samples];
    if (sample === undefined) program.error(`Die Stichprobe „${name}“ gibt es nicht.`);
    const bugs: SampledBug[] = [];
    for (const id of options.exercises ?? (await allExercises())) {
      bugs.push(...(await sampleBugs(await exerciseOf(id), name, { ...sample, counts })));
      console.error(`${id}: ${bugs.length}`);
      // What is there is of use, should the rest take too long.
      await writeFile(file, `[\n${bugs.map((bug) => JSON.stringify(bug)).join(',\n')}\n]\n`);
    }
  });

program
  .command('tabelle')
  .argument('<datei>')
  .action(async (file: string) => {
    const sample = sampleSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    for (const row of await tableRows(sample)) console.log(row);
  });

await program.parseAsync();
