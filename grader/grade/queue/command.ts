// cspell:ignore adresse ausfall gefaengnis sekunden
import { type Command, InvalidArgumentError } from 'commander';
import { UsageProblem } from '../../command-line/problem.ts';
import { gradeWording } from '../wording.ts';
import { queueWording, workerOptionWording as texts } from './wording.ts';

/** What was typed after `npm run worker`. */
export interface WorkerInvocation {
  readonly queue: string;
  readonly jobs?: number | undefined;
  readonly withoutJail: boolean;
  /** After so long without a sign of life this worker counts as dead, and others take its attempts. */
  readonly lockMs?: number | undefined;
}

interface Options {
  readonly queue?: string;
  readonly jobs?: number;
  readonly ausfallNach?: number;
  readonly ohneGefaengnis?: boolean;
  readonly color: boolean;
}

export function registerWorker(
  program: Command,
  work: (invocation: WorkerInvocation, color: boolean) => Promise<void>,
): void {
  program
    .command('worker')
    .description(texts.worker)
    .option('--queue <adresse>', texts.queue)
    .option('--jobs <zahl>', texts.jobs, atLeastOne)
    .option('--ausfall-nach <sekunden>', texts.lock, seconds)
    .option('--ohne-gefaengnis', texts.withoutJail)
    .option('--no-color', texts.color)
    .action(({ queue, jobs, ausfallNach, ohneGefaengnis = false, color }: Options) => {
      if (queue === undefined) throw new UsageProblem(queueWording.addressMissing);
      const lockMs = ausfallNach === undefined ? undefined : 1_000 * ausfallNach;
      return work({ queue, jobs, lockMs, withoutJail: ohneGefaengnis }, color);
    });
}

function atLeastOne(text: string): number {
  const value = Number(text);
  if (/^\d{1,3}$/.test(text) && value >= 1) return value;
  throw new InvalidArgumentError(gradeWording.notANumber('--jobs', text, 1));
}

/** Two at least: a machine that is busy may be silent for one. */
function seconds(text: string): number {
  const value = Number(text);
  if (/^\d{1,4}$/.test(text) && value >= 2) return value;
  throw new InvalidArgumentError(gradeWording.notANumber('--ausfall-nach', text, 2));
}
