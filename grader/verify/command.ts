import type { Command } from 'commander';
import type { Flags } from './run-verify.ts';
import { verifyWording as wording } from './wording.ts';

/** The full length: only such a run may replace the kill matrix in the repository. */
export const defaultSeeds = 100;

/** Adds `verify [exercise…]` to the program. Sets the exit code: 0, 1 failed, 2 wrong usage. */
export function registerVerify(program: Command): void {
  program
    .command('verify')
    .description(wording.description)
    .argument('[aufgabe...]', wording.exercises)
    .option('--seeds <zahl>', wording.seeds, String(defaultSeeds))
    .option('--correct-only', wording.correctOnly)
    .option('--write', wording.write)
    .option('--no-write', wording.noWrite)
    .action(async (names: string[], flags: Flags) => {
      const { runVerify } = await import('./run-verify.ts');
      process.exitCode = await runVerify(names, flags);
    });
}
