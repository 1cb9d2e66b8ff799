import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { UsageProblem } from '../command-line/problem.ts';
import { GradingAborted } from './crew/crew.ts';
import { finishRun, similarFileOf, timesOf } from './finish-run.ts';
import { quizVerdict } from './graded-quiz.ts';
import type { GradeInvocation } from './invocation.ts';
import { Journal } from './journal/journal.ts';
import { RunLock } from './journal/run-lock.ts';
import { attemptName, findWork, judgePeople, type Work } from './judge-people.ts';
import type { GradedInput } from './model.ts';
import { OutputFolder } from './output-folder.ts';
import { type PreparedRun, prepareRun } from './prepare-run.ts';
import { GradeProgress } from './progress.ts';
import type { KeyFile, RunRecord } from './run-record.ts';
import { saveSimilar } from './similar.ts';
import { stoppingAtDisk } from './stopping-at-disk.ts';
import type { GradeSurroundings, ReadSubmissions } from './surroundings.ts';
import { gradeWording } from './wording.ts';

type Read = Awaited<ReturnType<ReadSubmissions>>;

/**
 * `npm run grade`. Whatever ends it early, the same command takes it up where it was, because each
 * verdict is in the journal as soon as it is known and the outputs are made of the journal alone.
 *
 * @returns the exit code.
 * @throws UsageProblem, CatalogueProblem, InstallationProblem, GradingAborted; else a defect of ours.
 */
export async function runGrade(
  invocation: GradeInvocation,
  surroundings: GradeSurroundings,
): Promise<number> {
  const { out, inputs, withoutJail, queue } = invocation;
  if (inputs.length === 0) throw new UsageProblem(gradeWording.inputMissing);
  // With a queue it is the workers that need one.
  if (!withoutJail && queue === undefined) {
    const problem = await surroundings.jail.problem();
    if (problem !== undefined) throw new UsageProblem(gradeWording.noJail(problem));
  }
  return stoppingAtDisk(out, surroundings, async () => {
    const prepared = await prepareRun(invocation, surroundings);
    const folder = await OutputFolder.open(resolve(out), out);
    const lock = await RunLock.take(folder.protocol('lauf.lock'));
    try {
      return await gradeInto(folder, prepared, invocation, surroundings);
    } finally {
      await lock.release();
    }
  });
}

async function gradeInto(
  folder: OutputFolder,
  prepared: PreparedRun,
  invocation: GradeInvocation,
  surroundings: GradeSurroundings,
): Promise<number> {
  const { plan, secret, chapterExercises } = prepared;
  const { timeZone } = invocation;
  const read = await surroundings.readSubmissions(invocation.inputs, {
    secret,
    exercises: chapterExercises,
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  const { submissions, refused } = read;
  if (submissions.length === 0) {
    const reasons = refused.map(({ shownAs, reason }) => gradeWording.refusedItem(shownAs, reason));
    throw new UsageProblem(gradeWording.nothingToGrade(reasons));
  }
  const journal = await Journal.open(folder.protocol('urteile'));
  const work = await findWork(submissions, plan, journal);
  await judge(work, submissions, folder, journal, prepared, invocation, surroundings);
  const { layout, signal, findSimilar } = surroundings;
  const exercises = plan.exercises.map(({ exercise }) => exercise);
  const similar = await findSimilar?.(submissions, { layout, exercises, signal });
  await saveSimilar(similarFileOf(folder), similar ?? []);
  const record = recordOf(submissions, work, prepared, invocation);
  return finishRun(folder, journal, record, keyFileOf(read), surroundings);
}

async function judge(
  work: Work,
  submissions: readonly GradedInput[],
  folder: OutputFolder,
  journal: Journal,
  { plan }: PreparedRun,
  { jobs = availableParallelism(), withoutJail, queue }: GradeInvocation,
  { terminal, layout, jail, signal, nowMs, judgeJobs }: GradeSurroundings,
): Promise<void> {
  const attempts = submissions.reduce((sum, { attempts }) => sum + attempts.length, 0);
  const size = Math.min(jobs, work.jobs.length);
  const isQueued = queue !== undefined;
  terminal.print([
    gradeWording.begin(attempts, submissions.length, work.jobs.length, size, isQueued),
  ]);
  // A run that was killed may not have ended quite yet: it has a folder of its own.
  await rm(folder.protocol('arbeit'), { recursive: true, force: true }).catch(() => undefined);
  const { progressOutput } = terminal;
  const progress = new GradeProgress(
    progressOutput,
    work.jobs.length,
    nowMs,
    gradeWording.progress,
  );
  progress.begin();
  try {
    await judgePeople(work, plan, journal, {
      jobs,
      setup: {
        root: layout.root,
        chapter: plan.chapter,
        jailModule: withoutJail ? undefined : jail.module,
      },
      workFolder: folder.protocol('arbeit', randomUUID()),
      signal,
      times: timesOf(folder),
      onJudged: () => progress.advance(),
      judgeJobs,
    });
  } finally {
    progress.clear();
  }
  if (signal.aborted) throw new GradingAborted();
}

function recordOf(
  submissions: readonly GradedInput[],
  { keys }: Work,
  { plan, config, quiz }: PreparedRun,
  { publish, withoutJail }: GradeInvocation,
): RunRecord {
  const weights = plan.exercises.map(({ exercise: { manifest, weight } }) => {
    return [manifest.id, config.aufgaben?.[manifest.id] ?? weight] as const;
  });
  const people = submissions.map(({ student: { pseudonym }, attempts }) => ({
    pseudonym,
    attempts: attempts.map(({ number, submittedAt, notes, answers }) => {
      const verdict = quiz && quizVerdict(quiz, answers);
      return {
        number,
        ...(submittedAt === undefined ? {} : { submittedAt }),
        notes: [...notes, ...(verdict?.notes ?? [])],
        ...(verdict === undefined ? {} : { quiz: verdict.share }),
        keys: keys.get(attemptName(pseudonym, number)) ?? {},
      };
    }),
  }));
  return {
    version: 1,
    chapter: plan.chapter,
    exercises: plan.exercises.map(({ exercise }) => exercise.manifest.id),
    weights: Object.fromEntries(weights),
    seeds: [...plan.seeds],
    isPublished: publish,
    isJailed: !withoutJail,
    config,
    people: people.sort((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1)),
  };
}

function keyFileOf({ submissions, refused, absent }: Read): KeyFile {
  const personen = submissions.map(({ student }) => student);
  return {
    version: 1,
    personen: personen.sort((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1)),
    ohneAbgabe: [...absent],
    abgelehnt: [...refused],
  };
}
