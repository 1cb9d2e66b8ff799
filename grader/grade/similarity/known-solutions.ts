import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exercise } from '../../catalogue/catalogue.ts';
import type { Layout } from '../../catalogue/layout.ts';
import { readTypeScript } from '../../sandbox/plain-files.ts';
import type { Known } from './comparison.ts';

/** Whether a file of an exercise's folder is a student's own work. */
export function isOwnFile(path: string, { manifest }: Exercise): boolean {
  return path.endsWith('.ts') && !path.endsWith('.test.ts') && !manifest.contract.includes(path);
}

/** What was handed out for an exercise, its reference and its other solutions, as far as they are there. */
export async function loadKnown(layout: Layout, exercise: Exercise): Promise<Known> {
  const { manifest, folder, chapter } = exercise;
  const home = join(layout.solutions, chapter, manifest.id);
  const others = await subfolders(join(home, 'alternatives'));
  const homes = [join(home, 'reference'), ...others];
  const handedOut = await readTypeScript(folder);
  const solutions = await Promise.all(homes.map((each) => readTypeScript(each).catch(none)));
  return {
    given: new Map([...handedOut].filter(([path]) => !path.endsWith('.test.ts'))),
    solutions: solutions.map(
      (files) => new Map([...files].filter(([path]) => isOwnFile(path, exercise))),
    ),
  };
}

const none = (): Map<string, string> => new Map();

async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort();
}
