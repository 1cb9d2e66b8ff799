import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { type Exercise, loadCatalogue } from '../catalogue/catalogue.ts';
import { type Layout, ownLayout } from '../catalogue/layout.ts';
import { selectExercises } from '../catalogue/select.ts';
import { auditExercise } from './audit.ts';
import { defaultSeeds } from './command.ts';
import { renderKillMatrix } from './kill-matrix.ts';
import { type Misjudgement, type VerifyReport, verifyExercise } from './verify.ts';
import { verifyWording as wording } from './wording.ts';

const matrixSeeds = 5;
/** A mutant must die under this share of the seeds. */
const requiredShare = 0.99;

export interface Flags {
  readonly seeds: string;
  /** `undefined`: only after a run of full length. */
  readonly write: boolean | undefined;
  readonly correctOnly?: boolean;
}

/** Verifies the exercises named, or all. Returns the exit code: 0, 1 failed, 2 wrong usage. */
export async function runVerify(names: readonly string[], flags: Flags): Promise<number> {
  const seeds = Number(flags.seeds);
  if (!Number.isInteger(seeds) || seeds < 1) {
    console.error(wording.badSeeds);
    return 2;
  }
  const layout = ownLayout();
  const catalogue = await loadCatalogue(layout);
  const selection =
    names.length === 0
      ? { kind: 'chosen' as const, exercises: catalogue.flatMap((chapter) => chapter.exercises) }
      : selectExercises(catalogue, names);
  if (selection.kind === 'unknown') {
    console.error(wording.unknown(selection.name));
    return 2;
  }
  let problems = 0;
  for (const exercise of selection.exercises) {
    const isCorrectOnly = flags.correctOnly ?? false;
    const isWritten = !isCorrectOnly && (flags.write ?? seeds >= defaultSeeds);
    problems += await verifyOne(layout, exercise, { seeds, isCorrectOnly, isWritten });
  }
  console.log(problems === 0 ? wording.passed : wording.failed(problems));
  return problems === 0 ? 0 : 1;
}

interface Run {
  readonly seeds: number;
  readonly isCorrectOnly: boolean;
  readonly isWritten: boolean;
}

async function verifyOne(
  layout: Layout,
  exercise: Exercise,
  { seeds, isCorrectOnly, isWritten }: Run,
): Promise<number> {
  const { id } = exercise.manifest;
  console.log(wording.heading(id));
  const audit = await auditExercise(layout, exercise);
  if (audit.length === 0) console.log(wording.auditClean);
  const report = await verifyExercise(layout, exercise, {
    seeds,
    matrixSeeds: Math.min(matrixSeeds, seeds),
    isCorrectOnly,
    threads: availableParallelism(),
    onProgress: (share) => showProgress(wording.progress(id, Math.floor(share * 100))),
  });
  showProgress('');
  const problems = [...audit, ...judgementProblems(report), ...survivorProblems(report)];
  for (const problem of problems) console.log(wording.problem(problem));
  if (isWritten) {
    const file = join(layout.solutions, exercise.chapter, id, 'trefferbild.md');
    await writeFile(file, renderKillMatrix(report));
    console.log(wording.written(relative(layout.root, file)));
  }
  return problems.length;
}

/** One line for each variant and property, with the first seed to try. */
function judgementProblems(report: VerifyReport): string[] {
  const groups = new Map<string, Misjudgement[]>();
  for (const entry of report.misjudged) {
    const key = JSON.stringify([entry.variant, entry.property, entry.outcome]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  if (!report.misjudged.some(({ variant }) => variant === 'skeleton')) {
    console.log(wording.skeletonFails);
  }
  if (!report.misjudged.some(({ variant }) => variant !== 'skeleton')) {
    console.log(wording.correctPass(report));
  }
  return [...groups.values()].map((entries) => {
    const [first] = entries as [Misjudgement];
    const text = wording.misjudged(
      first.variant,
      first.property,
      first.outcome,
      entries.length,
      first.seed,
    );
    return first.message === undefined ? text : `${text} ${first.message}`;
  });
}

function survivorProblems(report: VerifyReport): string[] {
  const all = [...report.mutants, ...report.transplants];
  const survivors = all.filter(({ killedSeeds }) => killedSeeds < requiredShare * report.seeds);
  if (survivors.length === 0 && all.length > 0)
    console.log(wording.mutantsDie(report.mutants.length, report.transplants.length, report.seeds));
  return survivors.map((mutant) => wording.survivor(mutant, report.seeds));
}

function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
