import type { WorkshopFile } from './data.ts';

/**
 * Whether students may add a file of this name: any module of their own beside those of the exercise. Tests
 * and declarations are not handed in.
 */
export function canAdd(name: string, files: readonly Pick<WorkshopFile, 'name'>[]): boolean {
  return addablePattern.test(name) && files.every((file) => file.name !== name);
}

/** A name of a module without folder: `log.ts`, not `log.test.ts`. */
const addablePattern = /^[A-Za-z][A-Za-z0-9_-]*\.ts$/;

/** Of a set of files, those of the exercise and those that may be added to it. */
export function accepted(
  texts: Readonly<Record<string, string>>,
  files: readonly WorkshopFile[],
): Record<string, string> {
  const isOwn = (name: string): boolean =>
    files.some((file) => file.editable && file.name === name) || canAdd(name, files);
  return Object.fromEntries(Object.entries(texts).filter(([name]) => isOwn(name)));
}
