import { spawn } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { CatalogueProblem, type Exercise, loadCatalogue } from '../../catalogue/catalogue.ts';
import { ownLayout } from '../../catalogue/layout.ts';
import { selectExercises } from '../../catalogue/select.ts';
import { exitCodes, UsageProblem } from '../../command-line/problem.ts';
import { loadVariants } from '../../verify/variants.ts';
import { type ClassMember, MadeUpClass } from './class.ts';
import { countKinds, demoShares } from './kinds.ts';
import { type Assignment, writeMoodleExport } from './moodle-export.ts';
import { kindTitles, demoWording as texts } from './wording.ts';

/** `npm run grade:demo`: a class to be seen at once. */

interface Options {
  readonly out: string;
  readonly size: string;
  readonly exercises?: string;
  readonly seed: string;
  readonly onlyExport?: boolean;
}

const layout = ownLayout();
const assignment: Assignment = {
  name: 'CC-Kapitel 8-4711',
  chapter: 'kapitel8',
  deadline: '2026-07-03T23:59:00+02:00',
  absent: 2,
};

/** A demonstration's folder holds nothing but this. */
const parts = { input: 'eingabe', output: 'bewertung' } as const;

/** Points off for each day after the deadline, and marks; the rest is as usual. */
const gradingYaml = `frist: ${assignment.deadline}
verspaetung:
  nachfristMinuten: 30
  abzugProTag: 10
  hoechstabzug: 50
versuch: bester
noten:
  - { ab: 95, note: "1,0" }
  - { ab: 90, note: "1,3" }
  - { ab: 85, note: "1,7" }
  - { ab: 80, note: "2,0" }
  - { ab: 75, note: "2,3" }
  - { ab: 70, note: "2,7" }
  - { ab: 65, note: "3,0" }
  - { ab: 60, note: "3,3" }
  - { ab: 55, note: "3,7" }
  - { ab: 50, note: "4,0" }
  - { ab: 0, note: "5,0" }
`;

/** The class's secret: a demonstration has none, or it would be another one each time. */
const classJson = { geheimnis: 'vorfuehrung-ohne-geheimnis', startwerte: [8] };

async function main(options: Options, gradeOptions: readonly string[]): Promise<number> {
  const size = Number(options.size);
  if (!Number.isInteger(size) || size < 1) throw new UsageProblem(texts.notANumber(options.size));
  await requireOwnFolder(options.out);
  const exercises = await choose(options.exercises?.split(',').filter(Boolean));
  const folder = join(options.out, parts.input);
  const { members, paths } = await makeClass(size, options.seed, exercises, folder);
  report(size, exercises, paths, members);
  if (options.onlyExport === true) return exitCodes.passed;
  const args = [
    paths.archive,
    ...['--out', join(options.out, parts.output)],
    ...['--config', join(folder, 'grading.yaml')],
    ...['--class', join(folder, 'klasse.json')],
    ...['--exercises', exercises.map(({ manifest }) => manifest.id).join(',')],
    ...gradeOptions,
  ];
  console.log(texts.grading(`npm run grade -- ${args.map(quoted).join(' ')}`));
  return runGrade(args);
}

async function requireOwnFolder(out: string): Promise<void> {
  const names = await readdir(out).catch((): string[] => []);
  const known: readonly string[] = Object.values(parts);
  if (!names.every((name) => known.includes(name))) throw new UsageProblem(texts.folderTaken(out));
}

async function choose(names: readonly string[] | undefined): Promise<readonly Exercise[]> {
  const catalogue = await loadCatalogue(layout);
  const selection = selectExercises(catalogue, names ?? [assignment.chapter]);
  if (selection.kind === 'unknown') throw new UsageProblem(texts.unknownExercise(selection.name));
  const chapters = new Set(selection.exercises.map(({ chapter }) => chapter));
  if (chapters.size > 1) throw new UsageProblem(texts.severalChapters);
  return selection.exercises;
}

async function makeClass(
  size: number,
  seed: string,
  exercises: readonly Exercise[],
  folder: string,
): Promise<{
  readonly members: readonly ClassMember[];
  readonly paths: { readonly archive: string; readonly worksheet: string; readonly who: string };
}> {
  const tasks = await Promise.all(
    exercises.map(async (exercise) => ({
      exercise,
      solutions: (await loadVariants(layout, exercise)).map(({ kind, id, sources }) => ({
        kind,
        id,
        files: sources.files,
      })),
    })),
  );
  const members = [
    ...new MadeUpClass({
      size,
      seed,
      shares: demoShares,
      exercises: tasks,
      isVaried: true,
    }).members(),
  ];
  const written = await writeMoodleExport(members, assignment, folder);
  const who = join(folder, 'wer-was.json');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'grading.yaml'), gradingYaml);
  await writeFile(join(folder, 'klasse.json'), `${JSON.stringify(classJson, undefined, 2)}\n`);
  await writeFile(who, `${JSON.stringify(members.map(truthAbout), undefined, 2)}\n`);
  return { members, paths: { ...written, who } };
}

/** What a member is, to compare with what grading finds. */
function truthAbout(member: ClassMember): object {
  const { firstName, lastName, email, moodleId, kind, copiedFrom, attempts } = member;
  return {
    name: `${firstName} ${lastName}`,
    email,
    moodleId,
    kind,
    ...(copiedFrom === undefined ? {} : { copiedFrom }),
    attempts: attempts.map(({ made }) => Object.fromEntries(made)),
  };
}

function report(
  size: number,
  exercises: readonly Exercise[],
  paths: { readonly archive: string; readonly worksheet: string; readonly who: string },
  members: readonly ClassMember[],
): void {
  const percent = new Intl.NumberFormat('de-DE', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  console.log(
    texts.made(
      size,
      assignment.absent,
      exercises.map(({ manifest }) => manifest.id),
    ),
  );
  for (const kind of countKinds(size, demoShares).keys()) {
    const count = members.filter((member) => member.kind === kind).length;
    if (count === 0) continue;
    console.log(texts.kind(count, percent.format((100 * count) / size), kindTitles[kind]));
  }
  for (const line of texts.written(paths.archive, paths.worksheet)) console.log(line);
  console.log(texts.who(paths.who));
}

/** In a process of its own, as an instructor starts it. */
function runGrade(args: readonly string[]): Promise<number> {
  const cli = relative(process.cwd(), join(layout.root, 'grader', 'cli.ts'));
  const argv = ['--import', 'tsx', cli, 'grade', ...args];
  const child = spawn(process.execPath, argv, { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? exitCodes.defect));
  });
}

function quoted(argument: string): string {
  return /^[\w./,-]+$/.test(argument) ? argument : `"${argument}"`;
}

const program = new Command('grade:demo')
  .description(texts.command)
  .option('--out <ordner>', texts.out, 'vorfuehrung')
  .option('--size <zahl>', texts.size, '40')
  .option('--exercises <aufgaben>', texts.exercises)
  .option('--seed <text>', texts.seed, 'kapitel8')
  .option('--only-export', texts.onlyExport)
  .allowUnknownOption()
  .allowExcessArguments();

try {
  program.parse();
  process.exitCode = await main(program.opts<Options>(), program.args);
} catch (error) {
  const isForUser = error instanceof UsageProblem || error instanceof CatalogueProblem;
  if (!isForUser) throw error;
  console.error(error.message);
  process.exitCode = error instanceof UsageProblem ? exitCodes.usage : exitCodes.defect;
}
