import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { closest } from '../catalogue/closest.ts';
import type { Layout } from '../catalogue/layout.ts';
import { runPool } from '../command-line/pool.ts';
import { UsageProblem } from '../command-line/problem.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { renderExercise } from '../feedback/terminal/exercise-report.ts';
import { renderTotal } from '../feedback/terminal/total.ts';
import type { ExerciseView } from '../feedback/view.ts';
import { checkExercise } from '../judging/check-exercise.ts';
import type { CheckOptions } from '../judging/check-options.ts';
import type { CheckedExercise } from '../judging/conclude.ts';
import type { Target } from '../judging/submission-folder.ts';
import type { SuiteStore } from '../judging/suite-store.ts';
import { scoreChapter } from '../results/chapter-result.ts';
import type { ChapterResult, QuizShare } from '../results/result.ts';
import { advanceStanding } from '../results/standing.ts';
import { countsAsProgress, type Invocation } from './invocation.ts';
import { ProgressLine } from './progress-line.ts';
import type { StateFolder } from './state-folder.ts';
import type { LoadVariants } from './variant.ts';
import { viewOf } from './view-of.ts';
import { outputWording, runWording, standingWording, usageWording } from './wording.ts';

export interface Surroundings {
  readonly layout: Layout;
  readonly suites: SuiteStore;
  /** Absent in a copy without the authors' rooms. */
  readonly loadVariants?: LoadVariants;
  readonly state: StateFolder;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Wall clock for the estimate of the remaining time; never part of a result. */
  readonly nowMs: () => number;
  /** Somebody who sees, besides the terminal, what goes on. */
  readonly observer?: CheckObserver;
}

export interface CheckObserver {
  /** A check begins; it waits for this. */
  begun(): Promise<void>;
  /** Share in [0, 1] of one exercise. */
  progress(exercise: string, done: number): void;
  checked(all: CheckedAll): void;
}

export interface CheckedAll {
  readonly chapters: readonly ChapterResult[];
  readonly views: readonly ExerciseView[];
  readonly checked: readonly CheckedExercise[];
}

/** Checks the targets in parallel, prints each report as soon as its turn has come. */
export async function checkAll(
  targets: readonly Target[],
  invocation: Invocation,
  options: CheckOptions,
  surroundings: Surroundings,
  quizzes: ReadonlyMap<string, QuizShare> = new Map(),
): Promise<CheckedAll> {
  const { layout, terminal, state, observer } = surroundings;
  await observer?.begun();
  const progress = new ProgressLine(terminal.progressOutput, targets.length, surroundings.nowMs);
  const views: ExerciseView[] = [];
  const others = new AbortController();
  const signal = AbortSignal.any([surroundings.signal, others.signal]);
  let shortTokens = true;
  try {
    const judged = await runPool(
      targets,
      invocation.jobs ?? availableParallelism(),
      async (target) => {
        const { id } = target.exercise.manifest;
        const onProgress = (done: number) => {
          progress.update(id, done);
          observer?.progress(id, done);
        };
        onProgress(0);
        const controls = { layout, suites: surroundings.suites, signal };
        const result = await checkExercise(target, options, { ...controls, onProgress });
        progress.end(id);
        return result;
      },
      async (each) => {
        if (lacksProperty(each)) return;
        shortTokens = (await state.saveTokens(each.replays)) && shortTokens;
        const view = await viewOf(each, invocation, layout, shortTokens);
        views.push(view);
        progress.clear();
        terminal.print(renderExercise(view, reportOptions(invocation), terminal.paint));
      },
    );
    progress.clear();
    const checked = judged.filter((each) => !lacksProperty(each));
    assertPropertyExists(invocation, judged);
    const chapters = chaptersOf(checked, options.seed, quizzes);
    if (checked.length > 1 || quizzes.size > 0)
      terminal.print(renderTotal(chapters, terminal.paint));
    const remembered = await remember(chapters, checked, invocation, surroundings);
    if (!shortTokens || !remembered) terminal.complain(outputWording.stateFailed);
    const all = { chapters, views, checked };
    observer?.checked(all);
    return all;
  } finally {
    progress.clear();
    // Where one check broke off, nobody waits for the others any more.
    others.abort();
  }
}

/** It does not have the property asked for: of several exercises, most do not. */
function lacksProperty({ result, known }: CheckedExercise): boolean {
  return result.properties.length === 0 && known.length > 0;
}

/** Only the suite knows its properties, so a typo shows when it has been loaded. */
function assertPropertyExists({ property }: Invocation, checked: readonly CheckedExercise[]): void {
  if (property === undefined) return;
  const known = [...new Set(checked.flatMap((each) => each.known))];
  if (known.length === 0 || known.includes(property)) return;
  throw new UsageProblem(usageWording.unknownProperty(property, closest(property, known), known));
}

function reportOptions(invocation: Invocation) {
  return {
    allHints: invocation.hint,
    everythingInFull: invocation.property !== undefined || invocation.replay !== undefined,
    replayed: invocation.replay !== undefined,
  };
}

function chaptersOf(
  checked: readonly CheckedExercise[],
  seed: number,
  quizzes: ReadonlyMap<string, QuizShare>,
): ChapterResult[] {
  const ids = [...new Set(checked.map(({ target }) => target.exercise.chapter))];
  return ids.map((chapter) => {
    const own = checked.filter(({ target }) => target.exercise.chapter === chapter);
    const hash = createHash('sha256');
    for (const { result, suiteHash } of own) hash.update(`${result.id}:${suiteHash}\n`);
    return scoreChapter({
      chapter,
      seed,
      suiteHash: hash.digest('hex'),
      exercises: own.map(({ result }) => result),
      quiz: quizzes.get(chapter),
    });
  });
}

/** Standing and own defects; `false` if the folder could not be written. */
async function remember(
  chapters: readonly ChapterResult[],
  checked: readonly CheckedExercise[],
  invocation: Invocation,
  { state, terminal }: Surroundings,
): Promise<boolean> {
  const defects = checked.flatMap((each) => each.defects);
  if (defects.length > 0) {
    terminal.complain(runWording.defect);
    await state.logDefect(defects.join('\n'));
  }
  if (!countsAsProgress(invocation)) return true;
  const at = new Date(state.now()).toISOString();
  const { notice } = await state.updateStanding((before) =>
    chapters.reduce(
      (standing, { chapter, exercises }) => advanceStanding(standing, chapter, exercises, at),
      before,
    ),
  );
  if (notice !== undefined && notice.kind !== 'unwritable') {
    terminal.complain(standingWording.setAside(notice));
  }
  return notice?.kind !== 'unwritable';
}
