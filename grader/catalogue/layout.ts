import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where things are, relative to the folder that holds package.json. All paths are absolute. */
export interface Layout {
  readonly root: string;
  readonly exercises: string;
  readonly solutions: string;
  readonly suites: string;
  readonly chapters: string;
  /** Folder for what `check` remembers; git-ignored. */
  readonly state: string;
}

export function layoutAt(root: string): Layout {
  return {
    root,
    exercises: join(root, 'exercises'),
    solutions: join(root, 'solutions'),
    suites: join(root, 'grader', 'suites'),
    chapters: join(root, 'chapters'),
    state: join(root, '.kapitel'),
  };
}

/** The layout of the copy this file belongs to, wherever it was started from. */
export function ownLayout(): Layout {
  return layoutAt(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
}
