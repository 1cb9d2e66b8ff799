import type { ExercisePackage } from '../machine/machine.ts';

/** The package is missing or damaged. */
export class PackageMissing extends Error {}

/** What judges an exercise, loaded when it is first needed: as a script, which works from a file too. */
export function loadPackage(exercise: string, source: string): Promise<ExercisePackage> {
  const known = globalThis.werkstatt?.[exercise];
  if (known !== undefined) return Promise.resolve(known);
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = source;
    script.onload = () => {
      const loaded = globalThis.werkstatt?.[exercise];
      if (loaded === undefined) reject(new PackageMissing(source));
      else resolve(loaded);
    };
    script.onerror = () => {
      script.remove();
      reject(new PackageMissing(source));
    };
    document.head.append(script);
  });
}
