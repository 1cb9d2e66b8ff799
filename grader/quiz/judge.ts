import type { Answer, AnswerOf } from './answer.ts';
import { isFact, readNumber, withoutUnit } from './equal-values.ts';
import type {
  ChoiceQuestion,
  MatchingQuestion,
  NumericQuestion,
  OrderingQuestion,
  PredictQuestion,
  Question,
} from './question.ts';
import { rightsOf } from './sides.ts';
import { quizWording } from './wording.ts';

/** One thing to say about an answer: about something chosen, left out, or the solution. */
export interface Remark {
  readonly mark: 'right' | 'wrong' | 'missed' | 'solution';
  /** What it is about, as shown; Markdown. */
  readonly about: string;
  /** Markdown. */
  readonly explanation: string;
}

export interface Verdict {
  /** Only a wholly right answer is right and earns the points. */
  readonly correct: boolean;
  /** First what was chosen, then what would have been right. */
  readonly remarks: readonly Remark[];
}

/**
 * Judges an answer.
 *
 * @throws RangeError if the answer is for another kind of question: a defect of the caller.
 */
export function judge(question: Question, answer: Answer): Verdict {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return judgeChoice(question.options, expected(answer, 'choice'));
    case 'predict':
      return question.options === undefined
        ? judgeWritten(question, question.answer, expected(answer, 'written'))
        : judgeChoice(question.options, expected(answer, 'choice'));
    case 'matching':
      return judgeMatching(question, expected(answer, 'matching'));
    case 'ordering':
      return judgeOrder(question, expected(answer, 'order'));
    case 'numeric':
      return judgeNumber(question, expected(answer, 'written'));
  }
}

/** Whether a remembered answer still fits the question, which may have been rewritten since. */
export function fits(question: Question, answer: Answer): boolean {
  const below = (count: number, indices: readonly number[]) =>
    indices.every((index) => index < count) && new Set(indices).size === indices.length;
  switch (question.type) {
    case 'single':
    case 'multiple':
    case 'predict': {
      const { options } = question;
      if (options === undefined) return answer.kind === 'written';
      if (answer.kind !== 'choice' || !below(options.length, answer.chosen)) return false;
      return question.type === 'multiple' || answer.chosen.length === 1;
    }
    case 'matching':
      return (
        answer.kind === 'matching' &&
        answer.rights.length === question.pairs.length &&
        answer.rights.every((index) => index < rightsOf(question).length)
      );
    case 'ordering':
      return (
        answer.kind === 'order' &&
        answer.items.length === question.items.length &&
        below(question.items.length, answer.items)
      );
    case 'numeric':
      return (
        answer.kind === 'written' &&
        readNumber(withoutUnit(answer.text, question.unit)) !== undefined
      );
  }
}

type Options = ChoiceQuestion['options'] | NonNullable<PredictQuestion['options']>;

function judgeChoice(options: Options, { chosen }: AnswerOf<'choice'>): Verdict {
  const remarks: Remark[] = [];
  const missed: Remark[] = [];
  for (const [index, { text, correct, explanation }] of options.entries()) {
    if (chosen.includes(index)) {
      remarks.push({ mark: correct ? 'right' : 'wrong', about: text, explanation });
    } else if (correct) missed.push({ mark: 'missed', about: text, explanation });
  }
  const correct = missed.length === 0 && remarks.every(({ mark }) => mark === 'right');
  return { correct, remarks: [...remarks, ...missed] };
}

function judgeMatching(question: MatchingQuestion, { rights }: AnswerOf<'matching'>): Verdict {
  const sides = rightsOf(question);
  const remarks = question.pairs.flatMap((pair, index): Remark[] => {
    const given = sides[rights[index] ?? -1];
    const about = quizWording.verdict.pair(pair.left, pair.right);
    if (given === pair.right) return [{ mark: 'right', about, explanation: pair.explanation }];
    const trap = question.distractors.find(({ right }) => right === given);
    const chosen = quizWording.verdict.pair(pair.left, given ?? '–');
    return [
      { mark: 'wrong', about: chosen, explanation: trap?.explanation ?? '' },
      { mark: 'missed', about, explanation: pair.explanation },
    ];
  });
  return { correct: remarks.every(({ mark }) => mark === 'right'), remarks };
}

function judgeOrder(question: OrderingQuestion, { items }: AnswerOf<'order'>): Verdict {
  const place = new Map(items.map((item, index) => [item, index]));
  const at = (item: number) => place.get(item) ?? -1;
  const broken = constraintsOf(question).find(([earlier, later]) => at(earlier) > at(later));
  const correct = broken === undefined;
  // Of several right orders, the one given is explained.
  const order = correct ? items : question.items.keys();
  const remarks = [...order].flatMap((item, index): Remark[] => {
    const { text, explanation } = question.items[item] ?? { text: '', explanation: '' };
    const about = quizWording.verdict.step(index + 1, text);
    return [{ mark: correct ? 'right' : 'solution', about, explanation }];
  });
  if (correct) return { correct, remarks };
  // The steps have the numbers of the right order that follows.
  const [earlier, later] = broken;
  const mistake: Remark = {
    mark: 'wrong',
    about: quizWording.verdict.order(items.map((item) => item + 1)),
    explanation: quizWording.verdict.disorder(earlier + 1, later + 1),
  };
  return { correct, remarks: [mistake, ...remarks] };
}

/** Which item must come before which. */
function constraintsOf({
  items,
  before,
}: OrderingQuestion): readonly (readonly [number, number])[] {
  return before ?? items.slice(1).map((_, index) => [index, index + 1] as const);
}

function judgeNumber(question: NumericQuestion, answer: AnswerOf<'written'>): Verdict {
  const text = withoutUnit(answer.text, question.unit);
  const given = readNumber(text);
  const near = (value: number) => given !== undefined && isWithin(given, value, question.tolerance);
  const correct = near(question.answer);
  const mistake = question.misconceptions
    .filter(({ value }) => near(value))
    .sort((a, b) => Math.abs(a.value - (given ?? 0)) - Math.abs(b.value - (given ?? 0)))[0];
  return written(question, question.answer, text, correct, mistake?.explanation);
}

function judgeWritten(
  question: PredictQuestion,
  fact: PredictQuestion['answer'],
  answer: AnswerOf<'written'>,
): Verdict {
  const text = withoutUnit(answer.text, question.unit);
  const mistake = question.misconceptions.find(({ value }) => isFact(text, asFact(value)));
  return written(question, fact, text, isFact(text, fact), mistake?.explanation);
}

function asFact(value: string): number | string {
  return readNumber(value) ?? value;
}

function written(
  { unit, explanation }: NumericQuestion | PredictQuestion,
  truth: number | string,
  given: string,
  correct: boolean,
  mistake: string | undefined,
): Verdict {
  const { value } = quizWording.verdict;
  // What is no number has no unit, or another one, written beside it.
  const answered = value(given, readNumber(given) === undefined ? undefined : unit);
  if (correct) return { correct, remarks: [{ mark: 'right', about: answered, explanation }] };
  return {
    correct,
    remarks: [
      { mark: 'wrong', about: answered, explanation: mistake ?? '' },
      { mark: 'missed', about: value(truth, unit), explanation },
    ],
  };
}

/** |a − b| ≤ tolerance, without being led astray by binary fractions: 0.3 − 0.1 is 0.2. */
function isWithin(a: number, b: number, tolerance: number): boolean {
  const difference = Math.abs(a - b);
  return difference <= tolerance || difference - tolerance < 1e-9 * Math.max(1, Math.abs(b));
}

function expected<Kind extends Answer['kind']>(answer: Answer, kind: Kind): AnswerOf<Kind> {
  if (answer.kind !== kind) throw new RangeError(`Expected ${kind}, got ${answer.kind}`);
  return answer as AnswerOf<Kind>;
}
