import type { Mutant } from '../../../../grader/verify/mutant.ts';

type Edit = Mutant['edits'][number];

/** Replaces a piece of the reference's `raft.ts` that occurs there once. */
export const raft = (find: string, replace: string): Edit => ({ file: 'raft.ts', find, replace });

/** The same in `log.ts`. */
export const log = (find: string, replace: string): Edit => ({ file: 'log.ts', find, replace });

/** The same in `key-value-store.ts`. */
export const store = (find: string, replace: string): Edit => ({
  file: 'key-value-store.ts',
  find,
  replace,
});

/** A way to look at a value without executing a request: what the mutants that bypass the log use. */
export const peek: Edit = store(
  '  private execute(command: Command): string | null {',
  `  peek(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  private execute(command: Command): string | null {`,
);

export const guide = (section: string): string => `Students' Guide to Raft 2016, „${section}“`;
export const paper = (section: string): string => `Ongaro & Ousterhout 2014, ${section}`;
export const thesis = (section: string): string => `Ongaro 2014 (Dissertation), ${section}`;
