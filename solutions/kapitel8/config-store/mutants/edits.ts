import type { Mutant } from '../../../../grader/verify/mutant.ts';

type Edit = Mutant['edits'][number];

/** Replaces a piece of the reference's `store.ts` that occurs there once. */
export const store = (find: string, replace: string): Edit => ({ file: 'store.ts', find, replace });
/** The same in `history.ts`. */
export const history = (find: string, replace: string): Edit => ({
  file: 'history.ts',
  find,
  replace,
});
/** The same in `store-client.ts`. */
export const client = (find: string, replace: string): Edit => ({
  file: 'store-client.ts',
  find,
  replace,
});
/** The same in `lease.ts`. */
export const lease = (find: string, replace: string): Edit => ({ file: 'lease.ts', find, replace });
/** The same in `config-file.ts`. */
export const configFile = (find: string, replace: string): Edit => ({
  file: 'config-file.ts',
  find,
  replace,
});

export const api = (section: string): string => `etcd API v2, „${section}“`;
