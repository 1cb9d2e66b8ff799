import type { Answer } from '../../grader/quiz/answer.ts';
import { judge, type Remark, type Verdict } from '../../grader/quiz/judge.ts';
import type { Question } from '../../grader/quiz/question.ts';
import { remember, remembered } from './memory.ts';

/** All questions of the page: answered, judged and explained in place. */
export function startQuizzes(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form.quiz')) startQuiz(form);
}

function startQuiz(form: HTMLFormElement): void {
  const data = form.querySelector('script[type="application/json"]')?.textContent;
  if (data == null) return;
  const question = JSON.parse(data) as Question;
  const output = form.querySelector<HTMLElement>('.answer');
  form.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[data-move]');
    if (button !== null) move(button);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const answer = answerIn(form, question);
    if (answer === undefined) {
      output?.replaceChildren(paragraph('hint', missing[question.type]));
      return;
    }
    const verdict = judge(question, answer);
    const results = remembered<Record<string, boolean>>('quiz', {});
    remember('quiz', { ...results, [question.id]: verdict.correct });
    output?.replaceChildren(...explain(verdict, question));
    mark(form, verdict.correct);
  });
  const known = remembered<Record<string, boolean>>('quiz', {})[question.id];
  if (known !== undefined) mark(form, known);
}

/** Shows from afar how a question went last time. */
function mark(form: HTMLFormElement, isRight: boolean): void {
  form.dataset.result = isRight ? 'right' : 'wrong';
}

const missing: Readonly<Record<Question['type'], string>> = {
  single: 'Wählen Sie zuerst eine Antwort.',
  multiple: 'Wählen Sie mindestens eine Antwort.',
  matching: 'Ordnen Sie zuerst alles zu.',
  ordering: '',
  numeric: 'Schreiben Sie zuerst eine Zahl.',
  predict: 'Wählen oder schreiben Sie zuerst eine Antwort.',
};

function answerIn(form: HTMLFormElement, question: Question): Answer | undefined {
  const data = new FormData(form);
  switch (question.type) {
    case 'matching': {
      const rights = question.pairs.map((_, i) => String(data.get(`pair-${i}`) ?? ''));
      return rights.includes('') ? undefined : { kind: 'matching', rights: rights.map(Number) };
    }
    case 'ordering': {
      const items = [...form.querySelectorAll<HTMLElement>('[data-item]')];
      return { kind: 'order', items: items.map((item) => Number(item.dataset.item)) };
    }
    default: {
      const chosen = data.getAll('choice').map(Number);
      if (chosen.length > 0) return { kind: 'choice', chosen };
      const text = String(data.get('written') ?? '').trim();
      return text === '' ? undefined : { kind: 'written', text };
    }
  }
}

function move(button: HTMLButtonElement): void {
  const item = button.closest('li');
  const isEarlier = button.dataset.move === '-1';
  const other = isEarlier ? item?.previousElementSibling : item?.nextElementSibling;
  if (item == null || other == null) return;
  if (isEarlier) other.before(item);
  else other.after(item);
  // Moving an element takes the focus away from it.
  button.focus();
}

const signs: Readonly<Record<Remark['mark'], string>> = {
  right: '✓ richtig',
  wrong: '✗ falsch',
  missed: '→ richtig wäre',
  solution: '→',
};

function explain({ correct, remarks }: Verdict, question: Question): HTMLElement[] {
  const verdict = paragraph(
    `verdict ${correct ? 'right-answer' : 'wrong-answer'}`,
    correct ? '✓ Richtig.' : '✗ Noch nicht richtig.',
  );
  const list = document.createElement('ul');
  list.className = 'reasons';
  for (const { mark: sign, about, explanation } of remarks) {
    const entry = document.createElement('li');
    // Both were rendered from the workbook's own Markdown when the page was built.
    entry.innerHTML = `<em>${signs[sign]}:</em> ${escapeWritten(question, about)}${explanation === '' ? '' : ` – ${explanation}`}`;
    list.append(entry);
  }
  const more = document.createElement('p');
  const link = document.createElement('a');
  link.href = question.read;
  link.textContent = 'Im Text nachlesen';
  more.append(link);
  return [verdict, list, more];
}

/** What the reader typed is shown as text. */
function escapeWritten(question: Question, about: string): string {
  const isTyped =
    question.type === 'numeric' || (question.type === 'predict' && question.options === undefined);
  if (!isTyped) return about;
  const text = document.createElement('span');
  text.textContent = about;
  return text.innerHTML;
}

function paragraph(className: string, text: string): HTMLElement {
  const element = document.createElement('p');
  element.className = className;
  element.textContent = text;
  return element;
}
