import type { Command } from 'commander';
import { resetWording } from './wording.ts';

export interface ResetInvocation {
  /** Do not ask. */
  readonly yes: boolean;
}

/** Adds `reset` to `check`. */
export function registerReset(
  check: Command,
  action: (invocation: ResetInvocation) => Promise<void>,
): void {
  check
    .command('reset')
    .description(resetWording.reset)
    .option('--yes', resetWording.yes)
    .action(({ yes }: { readonly yes?: boolean }) => action({ yes: yes ?? false }));
}
