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

/**
 * The report as pages by file name: an index and one for each exercise. Each stands alone: no
 * script, no request, no time and no path in it.
 */
export function renderPages(
  chapter: ChapterResult,
  title: string,
  views: readonly ExerciseView[],
): ReadonlyMap<string, string> {
  const common = { words, style, seed: chapter.seed, hash: chapter.suiteHash };
  const index = { ...indexModel(chapter, title, views), ...common };
  const pages = new Map([['index.html', renderPage(indexTemplate, index)]]);
  for (const view of views) {
    const model = exerciseModel(view);
    pages.set(pageName(view.result.id), renderPage(exerciseTemplate, { ...model, ...common }));
  }
  return pages;
}

function renderPage(content: string, model: object & { readonly title: string }): string {
  const engine = Handlebars.create();
  engine.registerPartial({ content, judgement: judgementTemplate, property: propertyTemplate });
  return engine.compile(frameTemplate, { strict: false })(model);
}
