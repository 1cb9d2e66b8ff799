import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { jailProblem } from '../../jail/problem.ts';
import { machineLine, renderTable } from '../render.ts';
import { allExercises } from '../subjects.ts';
import type { BenchTable } from '../table.ts';
import { benchGrowth } from './growth.ts';
import { benchOverhead } from './overhead.ts';
import { benchSameBytes } from './same-bytes.ts';
import { benchGradeThroughput } from './throughput.ts';

/** `npm run bench:grade [-- NAME…]`: the figures of grading, measured on a class that is made up. */
interface Options {
  readonly sizes: readonly number[];
  readonly people: number;
  readonly exercises: readonly string[];
  readonly jobs: number;
}

type Measurement = (options: Options, folder: string) => Promise<BenchTable>;

const measurements: Readonly<Record<string, Measurement>> = {
  durchsatz: ({ people, exercises, jobs }, folder) =>
    benchGradeThroughput(people, exercises, jobs, folder),
  aufwand: ({ people, exercises }, folder) => benchOverhead(people, exercises, folder),
  'aufwand-kapitel': async (_, folder) => benchOverhead(3, await allExercises(), folder),
  wachstum: ({ sizes, exercises, jobs }, folder) => benchGrowth(sizes, exercises, jobs, folder),
  bytes: ({ people, exercises }, folder) => benchSameBytes(Math.min(people, 6), exercises, folder),
};

const names = Object.keys(measurements);
const numbers = (text: string) => text.split(',').map((word) => wholeNumber(word));
const words = (text: string) => text.split(',').filter(Boolean);

const program = new Command('bench:grade')
  .description('Misst die Bewertung an erfundenen Klassen; als root auch die Prozessorzeit.')
  .argument('[messungen...]', `welche: ${names.join(', ')}; ohne Angabe alle`)
  .option('--sizes <zahlen>', 'Klassengrößen für „wachstum“, etwa 10,100,1000', numbers, [10, 30])
  .option(
    '--people <zahl>',
    'Abgaben für „durchsatz“, „aufwand“ und (höchstens 6) „bytes“',
    wholeNumber,
    6,
  )
  .option('--exercises <aufgaben>', 'Aufgaben, durch Komma getrennt', words, ['lamport'])
  .option('--jobs <zahl>', 'Abgaben zur gleichen Zeit', wholeNumber, 2)
  .action(async (wanted: readonly string[], options: Options) => {
    const unknown = wanted.filter((name) => measurements[name] === undefined);
    if (unknown.length > 0) {
      program.error(`Die Messung „${unknown[0]}“ gibt es nicht. Es gibt: ${names.join(', ')}.`);
    }
    const problem = await jailProblem();
    if (problem !== undefined) program.error(problem);
    console.log(machineLine());
    for (const name of wanted.length > 0 ? wanted : names) {
      const folder = await mkdtemp(join(tmpdir(), 'bench-grade-'));
      try {
        const table = await measurements[name]?.(options, folder);
        if (table !== undefined) console.log(renderTable(table));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
  });

await program.parseAsync();

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 2) {
    program.error(`„${text}“ ist keine ganze Zahl ab 2.`);
  }
  return value;
}
