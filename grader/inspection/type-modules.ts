import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExerciseManifest } from '../catalogue/manifest.ts';

/**
 * Modules of which a submission gets the types and nothing to run: the file by the name it is
 * imported by. `#simulator`, and the contract of each exercise that the manifest names in `uses`.
 */
export type TypeModules = ReadonlyMap<string, string>;

const simulatorTypes = fileURLToPath(new URL('../simulator/index.ts', import.meta.url));

/** For submissions that are built on no other exercise. */
export const simulatorOnly: TypeModules = new Map([['#simulator', simulatorTypes]]);

/** `#kapitel8/config-store` is `exercises/kapitel8/config-store/contract.ts`, as in package.json. */
export function typeModulesOf(
  exerciseDir: string,
  { uses }: Pick<ExerciseManifest, 'uses'>,
): TypeModules {
  const chapterDir = dirname(exerciseDir);
  const contracts = uses.map(({ exercise }) => {
    const name = `#${basename(chapterDir)}/${exercise}`;
    return [name, join(chapterDir, exercise, 'contract.ts')] as const;
  });
  return new Map([...simulatorOnly, ...contracts]);
}
