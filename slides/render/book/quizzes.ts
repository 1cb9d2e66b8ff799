import { posix } from 'node:path';
import type { Layout } from '../../../grader/catalogue/layout.ts';
import { loadSceneResults } from '../../../grader/catalogue/texts.ts';
import { parseBlock } from '../../../grader/quiz/parse-block.ts';
import type { Question } from '../../../grader/quiz/question.ts';
import { type Scenes, scenesFrom } from '../../../grader/quiz/scene-facts.ts';
import { disarrangedIndices, shuffledIndices } from '../../../grader/quiz/shuffle.ts';
import { rightsOf } from '../../../grader/quiz/sides.ts';
import { withTruth } from '../../../grader/quiz/truth.ts';
import { escapeHtml, textOf } from '../markdown/html.ts';
import { renderInline } from '../markdown/markdown.ts';
import { TextProblem } from '../markdown/text-problem.ts';
import { quizWording as words } from './quiz-wording.ts';

/** Turns the quiz blocks of a text into what a page shows. */
export interface Quizzes {
  /** @throws TextProblem if the block is no question, or asks a scene for what it does not know. */
  render(source: string, block: string): string;
}

/** Reads the scenes of all chapters, which know the truth of some questions. */
export async function quizzesOf(layout: Layout, chapters: readonly string[]): Promise<Quizzes> {
  const scenes = new Map<string, Scenes>();
  for (const chapter of chapters) {
    scenes.set(`chapters/${chapter}`, scenesFrom(await loadSceneResults(layout, chapter)));
  }
  return {
    render(source, block) {
      const parsed = parseBlock(block);
      if (parsed.kind === 'problems') {
        throw new TextProblem(parsed.problems[0]?.message ?? '', block.split('\n')[0]);
      }
      const truth = withTruth(parsed.question, scenes.get(posix.dirname(source)) ?? new Map());
      if (truth.kind === 'problem') throw new TextProblem(truth.message, block.split('\n')[0]);
      return renderQuestion(inHtml(truth.question));
    },
  };
}

/** A question whose texts are HTML: what the page shows and what its script says afterwards. */
function inHtml(question: Question): Question {
  const translated: unknown = JSON.parse(JSON.stringify(question), (key, value: unknown) =>
    typeof value === 'string' && shownFields.has(key) ? renderInline(value) : value,
  );
  return translated as Question;
}

const shownFields: ReadonlySet<string> = new Set([
  'question',
  'text',
  'explanation',
  'left',
  'right',
  'unit',
]);

function renderQuestion(question: Question): string {
  const { id } = question;
  // In a script element only an end tag could be misread.
  const data = JSON.stringify(question).replaceAll('<', '\\u003c');
  return `<form class="quiz" id="quiz-${id}" data-quiz="${id}" novalidate>
<fieldset>
<legend><span class="hidden">${words.question}: </span>${question.question}</legend>
${field(question)}
</fieldset>
<p class="actions"><button type="submit">${words.check}</button></p>
<div class="answer" role="status"></div>
<script type="application/json">${data}</script>
<noscript><p>${words.needsScript}</p></noscript>
</form>\n`;
}

function field(question: Question): string {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return choices(question.id, question.options, question.type === 'single');
    case 'predict':
      return question.options === undefined
        ? free(question.unit)
        : choices(question.id, question.options, true);
    case 'numeric':
      return free(question.unit);
    case 'matching': {
      const rights = rightsOf(question);
      const order = shuffledIndices(rights.length, question.id);
      const options = order.map(
        (i) => `<option value="${i}">${escapeHtml(textOf(rights[i] ?? ''))}</option>`,
      );
      const rows = question.pairs.map(
        ({ left }, i) =>
          `<label><span>${left}</span> <select name="pair-${i}"><option value="">${words.choose}</option>${options.join('')}</select></label>`,
      );
      return `<div class="matching">${rows.join('\n')}</div>`;
    }
    case 'ordering': {
      const items = disarrangedIndices(question.items.length, question.id).map((i) => {
        const text = question.items[i]?.text ?? '';
        const name = escapeHtml(textOf(text));
        return `<li data-item="${i}"><span>${text}</span> <button type="button" data-move="-1" aria-label="${words.earlier(name)}">↑</button><button type="button" data-move="1" aria-label="${words.later(name)}">↓</button></li>`;
      });
      return `<p class="hint">${words.order}</p><ol>${items.join('\n')}</ol>`;
    }
  }
}

function choices(id: string, options: readonly { text: string }[], isSingle: boolean): string {
  const type = isSingle ? 'radio' : 'checkbox';
  const hint = isSingle ? '' : `<p class="hint">${words.severalPossible}</p>`;
  const labels = shuffledIndices(options.length, id).map((i) => {
    const text = options[i]?.text ?? '';
    // Not every reader speaks MathML.
    const name = text.includes('<math') ? ` aria-label="${escapeHtml(textOf(text))}"` : '';
    return `<label><input type="${type}" name="choice" value="${i}"${name}> <span>${text}</span></label>`;
  });
  return hint + labels.join('\n');
}

function free(unit: string | undefined): string {
  return `<div class="free"><label><span>${words.yourAnswer}</span> <input type="text" name="written" autocomplete="off" size="12"> ${unit ?? ''}</label></div>`;
}
