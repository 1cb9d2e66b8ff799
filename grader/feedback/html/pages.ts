import Handlebars from 'handlebars';
import type { ChapterResult } from '../../results/result.ts';
import type { ExerciseView } from '../view.ts';
import { exerciseModel, indexModel, pageName } from './model.ts';
import { style } from './style.ts';
import {
  exerciseTemplate,
  frameTemplate,
  indexTemplate,
  judgementTemplate,
  propertyTemplate,
} from './templates.ts';
import { words } from './words.ts';

/** The program of the trace player, which lets a reader step through a counterexample. */
export interface PlayerProgram {
  /** A classic script; it turns the pictures of the page into players. */
  readonly code: string;
  /** Its hash as a Content-Security-Policy names it: `sha256-…`. */
  readonly hash: string;
}

/** What lets a reader change counterexamples and see what the submission then does. */
export interface ForkKit {
  /** In place of the player: plays as well what the reader has changed. */
  readonly program: PlayerProgram;
  /** Hash of the script in the frame where the submission runs. */
  readonly frameHash: string;
  /** By exercise: suite and submission, as the program unpacks them. */
  readonly packed: ReadonlyMap<string, string>;
}

/** What runs in the pages, if anything does. */
export interface Programs {
  readonly player?: PlayerProgram;
  readonly forks?: ForkKit;
}

/**
 * The report as pages by file name: an index and one for each exercise. Each stands alone: no
 * request, no time and no path in it. The only script there may be is the player, or the one that
 * changes runs as well; without them, or where scripts are off, pictures and tables say the same.
 */
export function renderPages(
  chapter: ChapterResult,
  title: string,
  views: readonly ExerciseView[],
  { player, forks }: Programs = {},
): ReadonlyMap<string, string> {
  const common = { words, style, seed: chapter.seed, hash: chapter.suiteHash };
  const index = { ...indexModel(chapter, title, views), ...common };
  const pages = new Map([['index.html', renderPage(indexTemplate, index)]]);
  for (const view of views) {
    const model = exerciseModel(view, { offersForks: forks !== undefined });
    const packed = forks?.packed.get(view.result.id);
    const program = packed === undefined ? player : forks?.program;
    const content = {
      ...model,
      ...common,
      ...(model.failures.some(hasTrace) && program && { player: program }),
      ...(packed !== undefined && { forks: { packed, frameHash: forks?.frameHash } }),
    };
    pages.set(pageName(view.result.id), renderPage(exerciseTemplate, content));
  }
  return pages;
}

function hasTrace({
  counterexample,
}: ReturnType<typeof exerciseModel>['failures'][number]): boolean {
  return counterexample?.playerData !== undefined;
}

function renderPage(content: string, model: object & { readonly title: string }): string {
  const engine = Handlebars.create();
  engine.registerPartial({ content, judgement: judgementTemplate, property: propertyTemplate });
  return engine.compile(frameTemplate, { strict: false })(model);
}
