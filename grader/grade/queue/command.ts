// cspell:ignore adresse gefaengnis
import { type Command, InvalidArgumentError } from 'commander';
import { UsageProblem } from '../../command-line/problem.ts';
import { gradeWording } from '../wording.ts';
import { queueWording, workerOptionWording as texts } from './wording.ts';

/** What was typed after `npm run worker`. */
export interface WorkerInvocation {
  readonly queue: string;
  readonly jobs?: number | undefined;
  readonly withoutJail: boolean;
}

interface Options {
  readonly queue?: string;
  readonly jobs?: number;
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
    .option('--ohne-gefaengnis', texts.withoutJail)
    .option('--no-color', texts.color)
    .action(({ queue, jobs, ohneGefaengnis = false, color }: Options) => {
      if (queue === undefined) throw new UsageProblem(queueWording.addressMissing);
      return work({ queue, jobs, withoutJail: ohneGefaengnis }, color);
    });
}

function atLeastOne(text: string): number {
  const value = Number(text);
  if (/^\d{1,3}$/.test(text) && value >= 1) return value;
  throw new InvalidArgumentError(gradeWording.notANumber('--jobs', text, 1));
}
