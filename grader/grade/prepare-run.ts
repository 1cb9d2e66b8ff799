import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Exercise, loadCatalogue } from '../catalogue/catalogue.ts';
import { selectExercises } from '../catalogue/select.ts';
import { UsageProblem } from '../command-line/problem.ts';
import { classSecrets, seedList } from './class-file.ts';
import { parseConfig } from './config/read-config.ts';
import { defaultConfig, type GradingConfig } from './config/schema.ts';
import { configWording } from './config/wording.ts';
import { type GradedQuiz, gradedQuiz } from './graded-quiz.ts';
import { graderVersion } from './grader-version.ts';
import type { GradeInvocation } from './invocation.ts';
import { makePlan, type Plan } from './plan.ts';
import type { GradeSurroundings } from './surroundings.ts';
import { gradeWording } from './wording.ts';

/** What a command line means, without its inputs. */
export interface PreparedRun {
  readonly plan: Plan;
  readonly config: GradingConfig;
  /** Of the class; pseudonyms come from it. */
  readonly secret: string;
  /** All of the chapter: a submission may hold those that do not count. */
  readonly chapterExercises: readonly Exercise[];
  /** Where the chapter's quiz counts and the whole chapter is graded. */
  readonly quiz?: GradedQuiz;
}

/** @throws UsageProblem */
export async function prepareRun(
  invocation: GradeInvocation,
  { layout, suites, terminal }: Pick<GradeSurroundings, 'layout' | 'suites' | 'terminal'>,
): Promise<PreparedRun> {
  const catalogue = await loadCatalogue(layout);
  const all = catalogue.flatMap(({ exercises }) => exercises);
  const chosen = chooseExercises(invocation.exercises, catalogue);
  const ids = chosen.map(({ manifest }) => manifest.id);
  const config = await readConfig(invocation.config, ids);
  const [first, ...others] = chosen.filter(
    ({ manifest }) => config.aufgaben === undefined || manifest.id in config.aufgaben,
  );
  if (first === undefined) throw new UsageProblem(gradeWording.noExercises);
  if (others.some(({ chapter }) => chapter !== first.chapter)) {
    throw new UsageProblem(gradeWording.severalChapters);
  }
  const classFile = invocation.classFile ?? join(layout.state, 'klasse.json');
  const own = await classSecrets(resolve(classFile), classFile);
  if (own.isNew) terminal.print([gradeWording.classFileMade(classFile)]);
  const [seed, ...seeds] = (await seedsTyped(invocation)) ?? own.seeds;
  if (seed === undefined) throw new Error('no seed');
  const chapter = catalogue.find(({ manifest }) => manifest.id === first.chapter);
  const isWhole = chapter?.exercises.length === others.length + 1;
  const quiz = isWhole ? await gradedQuiz(chapter, layout) : undefined;
  const version = await graderVersion();
  const request = { exercises: [first, ...others], seeds: [seed, ...seeds], version } as const;
  return {
    plan: await makePlan(request, layout, suites),
    config,
    secret: own.secret,
    chapterExercises: all.filter((each) => each.chapter === first.chapter),
    ...(quiz === undefined ? {} : { quiz }),
  };
}

function chooseExercises(
  names: readonly string[] | undefined,
  catalogue: Awaited<ReturnType<typeof loadCatalogue>>,
): readonly Exercise[] {
  if (names === undefined) return catalogue.flatMap(({ exercises }) => exercises);
  const selection = selectExercises(catalogue, names);
  if (selection.kind === 'chosen') return selection.exercises;
  throw new UsageProblem(gradeWording.unknownExercise(selection.name, selection.meant));
}

async function readConfig(
  file: string | undefined,
  exercises: readonly string[],
): Promise<GradingConfig> {
  if (file === undefined) return defaultConfig;
  const text = await readFile(resolve(file), 'utf8').catch(() => {
    throw new UsageProblem(configWording.noFile(file));
  });
  return parseConfig(text, { shownAs: file, exercises });
}

async function seedsTyped({
  seed,
  seeds,
}: GradeInvocation): Promise<readonly number[] | undefined> {
  if (seed !== undefined && seeds !== undefined) throw new UsageProblem(gradeWording.seedTwice);
  if (seed !== undefined) return [seed];
  return seeds === undefined ? undefined : seedList(resolve(seeds));
}
