import { type Command, InvalidArgumentError } from 'commander';
import { UsageProblem } from '../command-line/problem.ts';
import { practiceWording, practiceOptionWording as texts } from './wording.ts';

/** What was typed after `npm run practice`. */
export interface PracticeInvocation {
  /** Exercise whose page is wanted. */
  readonly name?: string | undefined;
  /** 0: a free one. */
  readonly port: number;
}

/** Adds `practice` to the program: a command for students, in every copy of the workbook. */
export function registerPractice(
  program: Command,
  act: (invocation: PracticeInvocation) => Promise<void>,
): void {
  program
    .command('practice')
    .description(texts.description)
    .argument('[aufgabe]', texts.exercise)
    .option('--port <zahl>', texts.port, portNumber, 0)
    .action((name: string | undefined, { port }: { readonly port: number }) => {
      refuseSwallowedPort(process.env, name);
      return act({ name, port });
    });
}

function portNumber(text: string): number {
  const value = Number(text);
  if (/^\d{1,5}$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError(practiceWording.notAPort(text));
}

/** `npm run practice --port 8000` runs without `--port`: npm keeps it. */
function refuseSwallowedPort(
  environment: Readonly<Record<string, string | undefined>>,
  name: string | undefined,
): void {
  const value = environment.npm_config_port;
  if (environment.npm_lifecycle_event !== 'practice' || !value) return;
  const port = value === 'true' ? (name ?? '') : value;
  throw new UsageProblem(practiceWording.swallowedPort(/^\d+$/.test(port) ? port : 'ZAHL'));
}
