import type { Command } from 'commander';
import { handoutOptionWording as texts } from './wording.ts';

export interface HandoutInvocation {
  readonly out: string;
  /** Also as a ZIP of this name. */
  readonly zip?: string;
  /** Make the folder a Git repository with one commit. */
  readonly git: boolean;
}

/** Adds `handout` to the program. Exit code 0 written, 1 something would leak, 2 wrong usage. */
export function registerHandout(
  program: Command,
  act: (invocation: HandoutInvocation) => Promise<void>,
): void {
  program
    .command('handout')
    .description(texts.description)
    .requiredOption('--out <ordner>', texts.out)
    .option('--zip <datei>', texts.zip)
    .option('--git', texts.git, false)
    .action((options: HandoutInvocation) => act(options));
}
