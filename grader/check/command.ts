import { type Command, Option } from 'commander';
import { UsageProblem } from '../command-line/problem.ts';
import type { Invocation } from './invocation.ts';
import { defaultSeed } from './invocation.ts';
import { positive, wholeNumber } from './numbers.ts';
import { optionWording, usageWording } from './wording.ts';

/** Options as commander hands them over. */
interface Options {
  readonly submission?: string;
  readonly variant?: string;
  readonly property?: string;
  readonly seed: number;
  readonly runs?: number;
  readonly replay?: string;
  readonly answers?: string;
  readonly json?: string;
  readonly html?: string;
  readonly watch?: boolean;
  readonly jobs?: number;
  readonly color: boolean;
  readonly hint?: boolean;
  readonly debug?: boolean;
}

/** What the command line says; `color` is `false` after `--no-color`. */
export type CheckAction = (invocation: Invocation, color: boolean) => Promise<void>;

/** Adds `check` to the program. What it is given may have commands of its own. */
export function registerCheck(program: Command, action: CheckAction): Command {
  return (
    program
      .command('check')
      // `--json` behind `quiz` belongs to it.
      .enablePositionalOptions()
      .description(optionWording.check)
      .argument('[aufgaben...]', optionWording.names)
      .option('--submission <ordner>', optionWording.submission)
      .option('--variant <name>', optionWording.variant)
      .option('--property <kennung>', optionWording.property)
      .addOption(
        new Option('--seed <zahl>', optionWording.seed)
          .default(defaultSeed, String(defaultSeed))
          .argParser((text) => wholeNumber('--seed', text, -0x8000_0000)),
      )
      .option('--runs <zahl>', optionWording.runs, positive('--runs'))
      .option('--replay <token>', optionWording.replay)
      .option('--debug', optionWording.debug)
      .option('--hint', optionWording.hint)
      .option('--answers <datei>', optionWording.answers)
      .option('--json <datei>', optionWording.json)
      .option('--html <ordner>', optionWording.html)
      .option('--watch', optionWording.watch)
      .option('--jobs <zahl>', optionWording.jobs, positive('--jobs'))
      .option('--no-color', optionWording.color)
      .hook('preSubcommand', refuseMisplacedOptions)
      .action((names: readonly string[], options: Options) =>
        action(
          {
            ...options,
            names,
            watch: options.watch ?? false,
            hint: options.hint ?? false,
            debug: options.debug ?? false,
          },
          options.color,
        ),
      )
  );
}

/** What stands before `quiz` or `reset` would be ignored there. */
function refuseMisplacedOptions(check: Command, command: Command): void {
  const given = check.options.find(
    (option) =>
      option.long !== '--no-color' && check.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (given === undefined) return;
  throw new UsageProblem(usageWording.misplacedOption(given.long ?? given.flags, command.name()));
}
