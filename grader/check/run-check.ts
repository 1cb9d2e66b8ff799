import { resolve } from 'node:path';
import { type Catalogue, type Exercise, loadCatalogue } from '../catalogue/catalogue.ts';
import { selectExercises } from '../catalogue/select.ts';
import { exitCodes, UsageProblem } from '../command-line/problem.ts';
import type { CheckOptions } from '../judging/check-options.ts';
import type { Replay } from '../judging/replay-token.ts';
import {
  locateSubmission,
  ownTarget,
  shownPath,
  sourceFiles,
  type Target,
} from '../judging/submission-folder.ts';
import { combineStatus, exitCodeOf } from '../results/status.ts';
import { type CheckedAll, checkAll, type Surroundings } from './check-all.ts';
import type { Invocation } from './invocation.ts';
import { countingQuizzes } from './quiz/counting-quizzes.ts';
import { resolveReplay } from './replay.ts';
import { locateVariant } from './variant.ts';
import { ownWording, replayWording, usageWording, variantWording } from './wording.ts';
import { writeReports } from './write-reports.ts';

/** What a command line means: what is to be judged, and how. */
interface Plan {
  readonly targets: readonly Target[];
  readonly options: CheckOptions;
  dispose(): Promise<void>;
}

/**
 * `npm run check`.
 *
 * @returns the exit code.
 * @throws UsageProblem, CatalogueProblem, CheckAborted; anything else is a defect of ours.
 */
export async function runCheck(
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<number> {
  assertConsistent(invocation);
  const catalogue = await loadCatalogue(surroundings.layout);
  if (isListing(invocation)) {
    const { showWay } = await import('./show-way.ts');
    await showWay(catalogue, surroundings);
    return exitCodes.passed;
  }
  const plan = await makePlan(invocation, catalogue, surroundings);
  try {
    const [target] = plan.targets;
    if (invocation.debug && target !== undefined) {
      const { debugReplay } = await import('./debug-replay.ts');
      return await debugReplay(target, plan.options, invocation, surroundings);
    }
    if (invocation.watch) {
      const { watchTargets } = await import('./watch.ts');
      return await watchTargets(plan.targets, invocation, plan.options, surroundings);
    }
    // Before the exercises: a broken file of answers should be told at once.
    const quizzes = await countingQuizzes(plan.targets, invocation, catalogue, surroundings);
    const all = await checkAll(plan.targets, invocation, plan.options, surroundings, quizzes);
    const written = await writeReports(invocation, all, surroundings);
    return exitCode(invocation, all, written, surroundings);
  } finally {
    await plan.dispose();
  }
}

function isListing({ names, submission, replay }: Invocation): boolean {
  return names.length === 0 && submission === undefined && replay === undefined;
}

function assertConsistent(invocation: Invocation): void {
  const { variant, submission, replay, watch, debug, names } = invocation;
  if (variant !== undefined && submission !== undefined) {
    throw new UsageProblem(variantWording.withSubmission);
  }
  if (debug && replay === undefined) throw new UsageProblem(usageWording.debugNeedsReplay);
  if (watch && replay !== undefined) throw new UsageProblem(usageWording.watchWithReplay);
  if (watch && variant !== undefined) throw new UsageProblem(usageWording.watchVariant);
  if (names.length > 0 || submission !== undefined || replay !== undefined) return;
  const flag = (['variant', 'property', 'runs', 'answers', 'json', 'html'] as const).find(
    (each) => invocation[each] !== undefined,
  );
  if (flag !== undefined) throw new UsageProblem(usageWording.namesNeeded(`--${flag}`));
  if (watch) throw new UsageProblem(usageWording.namesNeeded('--watch'));
}

async function makePlan(
  invocation: Invocation,
  catalogue: Catalogue,
  surroundings: Surroundings,
): Promise<Plan> {
  const found =
    invocation.replay === undefined
      ? undefined
      : await resolveReplay(invocation.replay, catalogue, surroundings.state);
  const exercises = chooseExercises(invocation, catalogue, found?.exercise);
  const located = await locate(invocation, exercises, surroundings);
  return { ...located, options: optionsOf(invocation, found?.replay) };
}

function optionsOf(invocation: Invocation, replay: Replay | undefined): CheckOptions {
  const property = replay?.property ?? invocation.property;
  return {
    seed: replay?.seed ?? invocation.seed,
    runs: invocation.runs,
    properties: property === undefined ? undefined : [property],
    replay,
  };
}

function chooseExercises(
  { names }: Invocation,
  catalogue: Catalogue,
  replayed: Exercise | undefined,
): readonly Exercise[] {
  if (names.length === 0) {
    return replayed === undefined ? catalogue.flatMap(({ exercises }) => exercises) : [replayed];
  }
  const selection = selectExercises(catalogue, names);
  if (selection.kind === 'unknown') {
    throw new UsageProblem(usageWording.unknownName(selection.name, selection.meant));
  }
  if (replayed === undefined) return selection.exercises;
  if (selection.exercises.includes(replayed)) return [replayed];
  throw new UsageProblem(usageWording.replayWithNames(names.join(' '), replayed.manifest.id));
}

async function locate(
  invocation: Invocation,
  exercises: readonly Exercise[],
  { layout, loadVariants }: Surroundings,
): Promise<Pick<Plan, 'targets' | 'dispose'>> {
  const nothing = async () => undefined;
  if (invocation.variant !== undefined) {
    return locateVariant(layout, exercises, invocation.variant, loadVariants);
  }
  if (invocation.submission !== undefined) {
    const folder = resolve(invocation.submission);
    const shownAs = shownPath(invocation.submission);
    const named = invocation.names.length > 0;
    const targets = await locateSubmission(folder, shownAs, exercises, named);
    return { targets, dispose: nothing };
  }
  const targets = exercises.map(ownTarget);
  await assertSomethingOwn(targets);
  return { targets, dispose: nothing };
}

/** If not even one file is there, there is nothing to grade; a single missing file is a finding. */
async function assertSomethingOwn(targets: readonly Target[]): Promise<void> {
  const present = await Promise.all(
    targets.map(async ({ exercise }) => {
      const names = await sourceFiles(exercise.folder);
      return exercise.manifest.files.some((file) => names.includes(file));
    }),
  );
  const [first] = targets;
  if (first === undefined || present.some(Boolean)) return;
  throw new UsageProblem(ownWording.nothingOwn(first.shownAs, first.exercise.manifest.files));
}

function exitCode(
  invocation: Invocation,
  { chapters, views }: CheckedAll,
  written: boolean,
  { terminal }: Surroundings,
): number {
  const code = exitCodeOf(combineStatus(chapters.map(({ status }) => status)));
  const [view] = views;
  if (invocation.replay !== undefined && code === 0 && view !== undefined) {
    terminal.print([replayWording.holdsNow, `  ${view.commands.check}`]);
  }
  return code !== exitCodes.defect && !written ? exitCodes.usage : code;
}
