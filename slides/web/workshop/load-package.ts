import { loadScript } from '../load-script.ts';
import type { ExercisePackage } from '../machine/machine.ts';

/** The package is missing or damaged. */
export class PackageMissing extends Error {}

/** What judges an exercise, loaded when it is first needed: as a script, which works from a file too. */
export async function loadPackage(exercise: string, source: string): Promise<ExercisePackage> {
  const known = () => globalThis.werkstatt?.[exercise];
  if (known() === undefined) await loadScript(source).catch(() => undefined);
  const loaded = known();
  if (loaded === undefined) throw new PackageMissing(source);
  return loaded;
}
