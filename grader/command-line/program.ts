import { Command, CommanderError } from 'commander';
import { CatalogueProblem } from '../catalogue/catalogue.ts';
import { closest } from '../catalogue/closest.ts';
import { exitCodes, InstallationProblem, UsageProblem } from './problem.ts';
import { helpTitles, parseFallback, parseWording, programWording } from './wording.ts';

/** An empty German command line; what it objects to is thrown as a {@link UsageProblem}. */
export function createProgram(): Command {
  return (
    new Command('npm run')
      .description(programWording.program)
      // Or the options behind `check quiz` are given to `check`, which has some of the same name.
      .enablePositionalOptions()
      .helpOption('-h, --help', programWording.help)
      .helpCommand(false)
      .exitOverride()
      .configureOutput({ writeErr: () => undefined })
      .configureHelp({
        helpWidth: 80,
        styleTitle: (title) => helpTitles[title] ?? title,
        subcommandTerm: (command) => [command.name(), ...argumentsOf(command)].join(' '),
        commandUsage: (command) => usageOf(command),
        optionDescription: (option) => option.description,
      })
      .showSuggestionAfterError(false)
  );
}

/**
 * Parses and runs.
 *
 * @throws UsageProblem in place of commander's English messages, and what the actions throw.
 */
export async function parse(program: Command, words: readonly string[]): Promise<void> {
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw new UsageProblem(explain(error, program, words));
  }
}

function explain(error: CommanderError, program: Command, words: readonly string[]): string {
  const top = program.commands.find((each) => each.name() === words[0]);
  const nested = top?.commands.find((each) => each.name() === words[1]);
  const command = nested ?? top;
  const called = [top?.name() ?? 'check', ...(nested === undefined ? [] : [nested.name()])].join(
    ' ',
  );
  // The options' own parsers speak German already.
  if (error.code === 'commander.invalidArgument') {
    return /([„].*)$/s.exec(error.message)?.[1] ?? parseFallback(called);
  }
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const sentence = parseWording[error.code];
  if (sentence === undefined) return parseFallback(called);
  const name = quoted.split(/[ ,]/)[0] ?? quoted;
  const known =
    error.code === 'commander.unknownCommand'
      ? program.commands.map((each) => each.name())
      : (command?.options.map((option) => option.long ?? '') ?? []);
  return sentence(name, closest(name, known), called);
}

/** A sentence for the user and the exit code, or `undefined` for a defect of ours. */
export function userProblem(error: unknown): UserProblem | undefined {
  if (error instanceof InstallationProblem) {
    return { message: error.message, exitCode: exitCodes.defect };
  }
  if (error instanceof UsageProblem || error instanceof CatalogueProblem) {
    return { message: error.message, exitCode: exitCodes.usage };
  }
  return undefined;
}

export interface UserProblem {
  readonly message: string;
  readonly exitCode: number;
}

/** Commands below a command stand behind its `--`. */
function usageOf(command: Command): string {
  const isNested = command.parent?.parent != null;
  const names = isNested ? [command.parent?.name(), '--', command.name()] : [command.name(), '--'];
  return ['npm run', ...names, '[optionen]', ...argumentsOf(command)].join(' ');
}

function argumentsOf({ registeredArguments }: Command): readonly string[] {
  return registeredArguments.map((argument) => {
    const name = argument.variadic ? `${argument.name()} …` : argument.name();
    return argument.required ? `<${name}>` : `[${name}]`;
  });
}
