import Handlebars from 'handlebars';
import { exerciseModel } from '../../../grader/feedback/html/model.ts';
import { judgementTemplate, propertyTemplate } from '../../../grader/feedback/html/templates.ts';
import type { ExerciseView } from '../../../grader/feedback/view.ts';
import type { ExerciseResult } from '../../../grader/results/result.ts';
import type { WorkshopData } from './data.ts';

const verdictTemplate = `<p class="verdict"><strong class="{{status.tone}}">{{status.sign}} {{status.word}}</strong> <span>{{points}}</span>{{#if bonus}} <span>{{bonus}}</span>{{/if}}{{#if weight}} <span class="muted">{{weight}}</span>{{/if}}</p>
{{> judgement}}`;

const engine = Handlebars.create();
engine.registerPartial({
  judgement: deeper(judgementTemplate),
  property: deeper(propertyTemplate),
});
const template = engine.compile<object>(verdictTemplate, { strict: false });

/** A verdict with all that the command line's report looks up for it. */
export function viewOf(result: ExerciseResult, data: WorkshopData): ExerciseView {
  const { exercise, chapter, parts, readings } = data;
  const check = (...words: readonly string[]): string => ['npm run check --', ...words].join(' ');
  return {
    chapter,
    result,
    parts,
    readings: new Map(readings),
    commands: {
      check: `npm run check ${exercise}`,
      hints: check(exercise, '--hint'),
      property: (id) => check(exercise, '--property', id),
      replay: ({ replay }) => (replay === undefined ? undefined : check('--replay', replay)),
      debug: () => undefined,
    },
  };
}

/** What `check --html` says of the exercise, in the same words and places. */
export function reportOf(view: ExerciseView): string {
  // With a player, the template adds to each picture the data it plays.
  return template({ ...exerciseModel(view), player: true });
}

/** One line: „nicht bestanden“, „81 von 100 Punkten“. */
export function headline(view: ExerciseView): { readonly status: string; readonly points: string } {
  const { status, points } = exerciseModel({ ...view, result: { ...view.result, properties: [] } });
  return { status: status.word, points };
}

/** What was made for pages of its own, with its headings one level deeper. */
function deeper(source: string): string {
  return source.replace(
    /(<\/?h)([2-5])\b/g,
    (_, tag: string, level: string) => `${tag}${Number(level) + 1}`,
  );
}
