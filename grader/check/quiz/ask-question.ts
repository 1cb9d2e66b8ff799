import { spread, wrap } from '../../feedback/terminal/layout.ts';
import type { BookQuestion } from '../../judging/load-questions.ts';
import type { Answer } from '../../quiz/answer.ts';
import { readNumber, withoutUnit } from '../../quiz/equal-values.ts';
import { letterOf } from '../../quiz/letters.ts';
import { disarrangedIndices, shuffledIndices } from '../../quiz/shuffle.ts';
import { rightsOf } from '../../quiz/sides.ts';
import type { Asker, Reply } from './asker.ts';
import { inlineText } from './inline-text.ts';
import { entry } from './prompts/drawing.ts';
import { promptWording, questionWording } from './wording.ts';

/** Where in a sitting a question comes. */
export interface Place {
  readonly number: number;
  readonly of: number;
}

/** What is printed before the prompt: chapter, place, kind and the question itself. */
export function questionLines(
  { question, text }: BookQuestion,
  place: Place,
  asker: Asker,
): string[] {
  const { paint, width } = asker.drawing;
  const head = questionWording.head(text.number, text.title, place.number, place.of);
  const kind = questionWording.kind(question);
  return [
    '',
    paint.dim('─'.repeat(width)),
    ...spread(paint.bold(head), paint.dim(kind), width),
    '',
    ...wrap(inlineText(question.question, paint), width),
    '',
  ];
}

/**
 * Asks one question. Options are shuffled by its id and how often it was asked before: another order
 * each time, the same on every machine.
 */
export async function askQuestion(
  { question }: BookQuestion,
  attempt: number,
  asker: Asker,
  print: (lines: readonly string[]) => void,
): Promise<Reply<Answer>> {
  const { paint, width } = asker.drawing;
  const seed = `${question.id}/${attempt}`;
  const shown = (text: string) => inlineText(text, paint);
  switch (question.type) {
    case 'single':
    case 'multiple':
    case 'predict': {
      const { options } = question;
      if (options === undefined) {
        const unit = question.type === 'predict' ? question.unit : undefined;
        return askInWords(unit, () => undefined, asker);
      }
      const order = shuffledIndices(options.length, seed);
      const texts = order.map((index) => shown(options[index]?.text ?? ''));
      const reply = await asker.choose(texts, question.type === 'multiple');
      return mapped(reply, (places) => ({
        kind: 'choice',
        chosen: places.map((place) => order[place] ?? 0).sort((a, b) => a - b),
      }));
    }
    case 'numeric':
      return askInWords(
        question.unit,
        (text) =>
          readNumber(withoutUnit(text, question.unit)) === undefined
            ? promptWording.notANumber(question.unit)
            : undefined,
        asker,
      );
    case 'ordering': {
      const order = disarrangedIndices(question.items.length, seed);
      const reply = await asker.arrange(
        order.map((item) => shown(question.items[item]?.text ?? '')),
      );
      return mapped(reply, (places) => ({
        kind: 'order',
        items: places.map((place) => order[place] ?? 0),
      }));
    }
    case 'matching': {
      const rights = rightsOf(question);
      const order = shuffledIndices(rights.length, seed);
      const texts = order.map((index) => shown(rights[index] ?? ''));
      const list = texts.map((text, place) => entry(`  ${letterOf(place)}  `, text, width));
      print([...list.flatMap((lines) => lines.split('\n')), '']);
      const lefts = shuffledIndices(question.pairs.length, `${seed}/links`);
      const reply = await asker.assign(
        lefts.map((pair) => shown(question.pairs[pair]?.left ?? '')),
        texts,
      );
      return mapped(reply, (places) => ({
        kind: 'matching',
        rights: question.pairs.map((_, pair) => order[places[lefts.indexOf(pair)] ?? 0] ?? 0),
      }));
    }
  }
}

async function askInWords(
  unit: string | undefined,
  objection: (text: string) => string | undefined,
  asker: Asker,
): Promise<Reply<Answer>> {
  return mapped(await asker.write(unit, objection), (text) => ({ kind: 'written', text }));
}

function mapped<From, To>(reply: Reply<From>, map: (value: From) => To): Reply<To> {
  return reply.kind === 'answer' ? { kind: 'answer', value: map(reply.value) } : reply;
}
