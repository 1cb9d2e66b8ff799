import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import { closest } from '../catalogue/closest.ts';
import { hashText } from '../simulator/random.ts';
import type { Answer } from './answer.ts';
import { readNumber, withoutUnit } from './equal-values.ts';
import { letterOf, letterOrder, placeOf } from './letters.ts';
import type { Question } from './question.ts';
import { rightsOf } from './sides.ts';
import { quizWording } from './wording.ts';
import { yamlProblem } from './yaml-problem.ts';

const words = quizWording.answers;

/** Something to mend in a file of answers. */
export interface AnswersProblem {
  readonly line: number;
  readonly message: string;
}

export interface AnswersRead {
  /** By the question's id; without those left empty. */
  readonly answers: ReadonlyMap<string, Answer>;
  /** Ids that occur, also those left empty. */
  readonly named: readonly string[];
  readonly problems: readonly AnswersProblem[];
  /** `false` if the letters may have had another meaning when the file was made. */
  readonly sameVersion: boolean;
}

/** Reads a file of answers (`version`, `questions`, `answers`); see {@link answersTemplate} for its form. */
export function readAnswers(text: string, questions: readonly Question[]): AnswersRead {
  const counter = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: counter,
    prettyErrors: false,
  });
  const problems: AnswersProblem[] = [];
  const complain = (node: unknown, message: string): void => {
    const offset = (node as Partial<Node> | null | undefined)?.range?.[0];
    problems.push({ line: offset === undefined ? 1 : counter.linePos(offset).line, message });
  };
  const nothing = { answers: new Map(), named: [], sameVersion: true };
  const [error] = document.errors;
  if (error !== undefined) {
    return { ...nothing, problems: [yamlProblem(error, text, counter)] };
  }
  const { contents } = document;
  if (!isMap(contents)) return { ...nothing, problems: [{ line: 1, message: words.noAnswers }] };
  for (const { key } of contents.items) {
    const name = isScalar(key) ? String(key.value) : '';
    if (!fields.includes(name)) complain(key, words.unknownField(name, closest(name, fields)));
  }
  const version: unknown = contents.get('version');
  if (version !== undefined && version !== '1') {
    complain(contents.get('version', true), words.otherVersion(String(version)));
  }
  const list = contents.get('answers', true);
  if (!isMap(list)) {
    complain(list, words.noAnswers);
    return { ...nothing, problems };
  }
  const { answers, named } = readList(list, questions, complain);
  const asked = questions.filter(({ id }) => named.includes(id));
  const print: unknown = contents.get('questions');
  const sameVersion = typeof print !== 'string' || print === '' || print === fingerprint(asked);
  return { answers, named, problems, sameVersion };
}

const fields = ['version', 'questions', 'answers'];

type Complain = (node: unknown, message: string) => void;

function readList(list: YAMLMap, questions: readonly Question[], complain: Complain) {
  const answers = new Map<string, Answer>();
  const named: string[] = [];
  const byId = new Map(questions.map((question) => [question.id, question]));
  for (const { key, value } of list.items) {
    const id = isScalar(key) ? String(key.value) : '';
    const question = byId.get(id);
    if (question === undefined) {
      complain(key, words.unknownQuestion(id, closest(id, [...byId.keys()])));
      continue;
    }
    named.push(id);
    if (isEmpty(value)) continue;
    const answer = readAnswer(question, value);
    if (typeof answer === 'string') complain(isScalar(value) ? value : key, `${id}: ${answer}`);
    else answers.set(id, answer);
  }
  return { answers, named };
}

function isEmpty(value: unknown): boolean {
  return value === null || (isScalar(value) && String(value.value ?? '').trim() === '');
}

/** The answer, or in German why it is none. */
function readAnswer(question: Question, value: unknown): Answer | string {
  switch (question.type) {
    case 'numeric': {
      const text = isScalar(value) ? String(value.value) : undefined;
      const number = text === undefined ? undefined : readNumber(withoutUnit(text, question.unit));
      if (text === undefined || number === undefined) return words.notANumber(question.unit);
      return { kind: 'written', text };
    }
    case 'predict': {
      if (question.options !== undefined) return readChoice(question, question.options, value);
      if (!isScalar(value)) return words.notAText;
      return { kind: 'written', text: String(value.value) };
    }
    case 'single':
    case 'multiple':
      return readChoice(question, question.options, value);
    case 'ordering': {
      const places = readLetters(value, question.items.length);
      if (typeof places === 'string') return places;
      const missing = question.items.length - places.length;
      if (missing > 0) return words.notAllSteps(question.items.length);
      const order = letterOrder(textsOf(question), question.id);
      return { kind: 'order', items: places.map((place) => order[place] ?? 0) };
    }
    case 'matching':
      return readMatching(question, value);
  }
}

function readChoice(
  question: Question,
  options: readonly unknown[],
  value: unknown,
): Answer | string {
  const places = readLetters(value, options.length);
  if (typeof places === 'string') return places;
  if (question.type !== 'multiple' && places.length !== 1) return words.oneLetter;
  const order = letterOrder(textsOf(question), question.id);
  const chosen = places.map((place) => order[place] ?? 0).sort((a, b) => a - b);
  return { kind: 'choice', chosen };
}

/** `[a, c]`, `a, c` or `a`: places, each once. */
function readLetters(value: unknown, count: number): readonly number[] | string {
  const letters = isSeq(value)
    ? value.items.map((item) => (isScalar(item) ? String(item.value) : ''))
    : isScalar(value)
      ? String(value.value)
          .split(/[\s,;]+/)
          .filter(Boolean)
      : [];
  const places = letters.map((letter) => placeOf(letter, count));
  const wrong = places.indexOf(-1);
  if (letters.length === 0) return words.noLetters(letterOf(count - 1));
  if (wrong >= 0) return words.noSuchLetter(letters[wrong] ?? '', letterOf(count - 1));
  if (new Set(places).size < places.length) return words.letterTwice;
  return places;
}

function readMatching(
  question: Extract<Question, { type: 'matching' }>,
  value: unknown,
): Answer | string {
  const { pairs } = question;
  if (!isMap(value)) return words.notPairs(pairs.length);
  const order = letterOrder(textsOf(question), question.id);
  const rights = pairs.map(() => -1);
  for (const { key, value: side } of value.items) {
    const left = Number(isScalar(key) ? key.value : Number.NaN) - 1;
    if (!(left in rights)) return words.noSuchNumber(String(key), pairs.length);
    const letter = isScalar(side) ? String(side.value) : '';
    const place = placeOf(letter, order.length);
    if (place < 0) return words.noSuchLetter(letter, letterOf(order.length - 1));
    rights[left] = order[place] ?? 0;
  }
  const open = rights.flatMap((right, index) => (right < 0 ? [index + 1] : []));
  return open.length > 0 ? words.notAllPairs(open) : { kind: 'matching', rights };
}

/** The texts that letters are given to, in the order written. */
export function textsOf(question: Question): readonly string[] {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return question.options.map(({ text }) => text);
    case 'predict':
      return question.options?.map(({ text }) => text) ?? [];
    case 'matching':
      return rightsOf(question);
    case 'ordering':
      return question.items.map(({ text }) => text);
    case 'numeric':
      return [];
  }
}

/** Changes when a letter could mean something else. */
export function fingerprint(questions: readonly Question[]): string {
  const parts = questions
    .map((question) => [
      question.id,
      textsOf(question),
      question.type === 'matching' ? question.pairs.map(({ left }) => left) : [],
    ])
    .map((part) => JSON.stringify(part))
    .sort();
  return hashText(parts.join('\n')).toString(16).padStart(8, '0');
}
