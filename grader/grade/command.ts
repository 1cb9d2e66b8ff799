import { type Command, InvalidArgumentError } from 'commander';
import { UsageProblem } from '../command-line/problem.ts';
import type { DiffInvocation, ForgetInvocation, GradeInvocation } from './invocation.ts';
import { gradeWording, gradeOptionWording as texts } from './wording.ts';

/** What the commands do; `color` is `false` after `--no-color`. */
export interface GradeActions {
  grade(invocation: GradeInvocation, color: boolean): Promise<void>;
  diff(invocation: DiffInvocation): Promise<void>;
  forget(invocation: ForgetInvocation): Promise<void>;
}

/** Options as commander hands them over. */
interface Options {
  readonly out?: string;
  readonly jobs?: number;
  readonly config?: string;
  readonly exercises?: readonly string[];
  readonly seed?: number;
  readonly seeds?: string;
  readonly class?: string;
  readonly timeZone?: string;
  readonly queue?: string;
  readonly publish?: boolean;
  readonly ohneGefaengnis?: boolean;
  readonly color: boolean;
}

/** Adds `grade` with `grade diff` and `grade forget` to the program. */
export function registerGrade(program: Command, actions: GradeActions): void {
  const grade = program
    .command('grade')
    .description(texts.grade)
    .argument('[eingaben...]', texts.inputs)
    .option('--out <ordner>', texts.out)
    .option('--jobs <zahl>', texts.jobs, (text) => wholeNumber('--jobs', text, 1))
    .option('--config <datei>', texts.config)
    .option('--exercises <aufgaben>', texts.exercises, (text) => text.split(',').filter(Boolean))
    .option('--seed <zahl>', texts.seed, (text) => wholeNumber('--seed', text, -0x8000_0000))
    .option('--seeds <datei>', texts.seeds)
    .option('--class <datei>', texts.classFile)
    .option('--time-zone <zone>', texts.timeZone)
    .option('--queue <adresse>', texts.queue)
    .option('--publish', texts.publish)
    .option('--ohne-gefaengnis', texts.withoutJail)
    .option('--no-color', texts.color)
    .action((inputs: readonly string[], options: Options) => {
      const { ohneGefaengnis = false, publish = false, class: classFile, color, ...rest } = options;
      const out = outOf(options);
      const invocation = { ...rest, inputs, out, classFile, publish, withoutJail: ohneGefaengnis };
      return actions.grade(invocation, color);
    });
  grade
    .command('diff')
    .description(texts.diff)
    .argument('<alt>', texts.older)
    .argument('<neu>', texts.newer)
    .action((older: string, newer: string) => actions.diff({ older, newer }));
  grade
    .command('forget')
    .description(texts.forget)
    .argument('<name>', texts.name)
    .option('--out <ordner>', texts.out)
    .action((name: string, _options: unknown, command: Command) =>
      actions.forget({ name, out: outOf(command.optsWithGlobals()) }),
    );
}

function outOf({ out }: Pick<Options, 'out'>): string {
  if (out === undefined) throw new UsageProblem(gradeWording.outMissing);
  return out;
}

function wholeNumber(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (/^-?\d+$/.test(text) && value >= least && value <= 0x7fff_ffff) return value;
  throw new InvalidArgumentError(gradeWording.notANumber(flag, text, least));
}
