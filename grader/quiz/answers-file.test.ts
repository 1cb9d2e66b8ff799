import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from './answer.ts';
import { fingerprint, readAnswers, textsOf } from './answers-file.ts';
import { answersTemplate } from './answers-template.ts';
import { bank, fromBank } from './bank.fixture.ts';
import { letterOf, letterOrder, placeOf } from './letters.ts';
import type { Question } from './question.ts';
import { scoreQuiz } from './result.ts';
import { disarrangedIndices, shuffledIndices } from './shuffle.ts';

const questions = [...bank.values()];
const template = answersTemplate(
  [{ heading: '8.1 Probe', questions }],
  'antworten.yaml',
  (text) => text,
);

/** What somebody would write for an answer, looking at the template. */
function writtenAs(question: Question, answer: Answer): string {
  const order = letterOrder(textsOf(question), question.id);
  const letter = (index: number) => letterOf(order.indexOf(index));
  switch (answer.kind) {
    case 'choice':
      return question.type === 'multiple'
        ? `[${answer.chosen.map(letter).join(', ')}]`
        : answer.chosen.map(letter).join('');
    case 'matching':
      return `{ ${answer.rights.map((right, index) => `${index + 1}: ${letter(right)}`).join(', ')} }`;
    case 'order':
      return answer.items.map(letter).join(' ');
    case 'written':
      return answer.text;
  }
}

function answersTo(question: Question): fc.Arbitrary<Answer> {
  const count = textsOf(question).length;
  const indices = Array.from({ length: count }, (_, index) => index);
  switch (question.type) {
    case 'multiple':
      return fc.subarray(indices, { minLength: 1 }).map((chosen) => ({ kind: 'choice', chosen }));
    case 'ordering':
      return fc
        .shuffledSubarray(indices, { minLength: count })
        .map((items) => ({ kind: 'order', items }));
    case 'matching':
      return fc
        .tuple(...question.pairs.map(() => fc.constantFrom(...indices)))
        .map((rights) => ({ kind: 'matching', rights }));
    case 'numeric':
      return fc
        .integer({ min: 0, max: 99 })
        .map((value) => ({ kind: 'written', text: String(value) }));
    case 'single':
    case 'predict':
      return count === 0
        ? fc.constantFrom('n1', 'n2').map((text): Answer => ({ kind: 'written', text }))
        : fc.constantFrom(...indices).map((index): Answer => ({ kind: 'choice', chosen: [index] }));
  }
}

describe('a file of answers', () => {
  it('begins as a template in which nothing is answered', () => {
    const read = readAnswers(template, questions);
    expect(read).toMatchObject({ problems: [], sameVersion: true });
    expect(read.named).toEqual(questions.map(({ id }) => id));
    expect(read.answers.size).toBe(0);
    expect(Math.max(...template.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('says in which unit a number is asked for, and takes it with and without', () => {
    expect(template).toContain('# Eine Zahl (Runden), mit oder ohne die Einheit dahinter');
    for (const written of ['4', '4 Runden', '4Runden']) {
      const read = readAnswers(`answers:\n  probe-zahl: ${written}`, questions);
      expect(read.problems).toEqual([]);
      expect(read.answers.get('probe-zahl')).toEqual({ kind: 'written', text: written });
    }
  });

  it('means what was written into it', () => {
    const some = fc.tuple(...questions.map((question) => fc.option(answersTo(question))));
    fc.assert(
      fc.property(some, (answers) => {
        const expected = new Map<string, Answer>();
        let text = template;
        for (const [index, answer] of answers.entries()) {
          const question = questions[index];
          if (question === undefined || answer === null) continue;
          expected.set(question.id, answer);
          text = text.replace(
            `  ${question.id}:`,
            `  ${question.id}: ${writtenAs(question, answer)}`,
          );
        }
        const read = readAnswers(text, questions);
        expect(read.problems).toEqual([]);
        expect(new Map(read.answers)).toEqual(expected);
      }),
    );
  });

  it('is told every line that cannot be understood', () => {
    const text = [
      'answers:',
      '  probe-einzeln: [a, b]',
      '  probe-mehere: a',
      '  probe-mehrere: x',
      '  probe-zuordnen: { 1: a, 9: b }',
      '  probe-ordnen: [a, b]',
      '  probe-zahl: vier',
      '  probe-vorhersage: { a: b }',
      '  probe-frei: [n1]',
    ].join('\n');
    const { problems } = readAnswers(text, questions);
    expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      expect.stringMatching(/^2: probe-einzeln: Hier wird genau ein Buchstabe erwartet/),
      expect.stringMatching(/^3: Eine Frage „probe-mehere“.*Meinten Sie „probe-mehrere“\?/),
      expect.stringMatching(/^4: probe-mehrere: „x“ steht nicht zur Wahl.*a bis d/),
      expect.stringMatching(/^5: probe-zuordnen: Eine Nummer „9“ gibt es nicht/),
      expect.stringMatching(/^6: probe-ordnen: Es fehlen Schritte.*alle 4/),
      expect.stringMatching(/^7: probe-zahl: Hier wird eine Zahl \(Runden\) erwartet/),
      expect.stringMatching(/^8: probe-vorhersage: Hier werden Buchstaben/),
      expect.stringMatching(/^9: probe-frei: Hier wird ein kurzer Text/),
    ]);
  });

  it.each([
    ['answers: [', /^1: /],
    ['- a', /^1: In der Datei fehlen Antworten/],
    ['antworten:\n  a: b', /^1: Ein Feld „antworten“ gibt es hier nicht/],
    ['version: 2\nanswers: {}', /^1: Das Format „version: 2“/],
    ['answers:\n  probe-zahl: 1\n  probe-zahl: 2', /^3: Dieses Feld steht zweimal/],
    ['answers:\n  probe-zuordnen: { 1: a, 2: b }', /^2: .*Noch nicht zugeordnet: 3/],
    ['answers:\n  probe-mehrere: [a, a]', /^2: .*Ein Buchstabe kommt zweimal/],
  ])('%j is refused', (text, expected) => {
    const { problems } = readAnswers(text, questions);
    expect(problems.map(({ line, message }) => `${line}: ${message}`)[0]).toMatch(expected);
  });

  it('notices when letters may mean something else by now', () => {
    const changed = questions.map((question) =>
      question.type === 'numeric' ? { ...question, question: 'Anders?' } : question,
    );
    expect(readAnswers(template, changed).sameVersion).toBe(true);
    const multiple = fromBank('probe-mehrere', 'multiple');
    const renamed = {
      ...multiple,
      options: multiple.options.with(0, { text: 'neu', correct: true, explanation: '' }),
    };
    const others = questions.map((question) => (question.id === renamed.id ? renamed : question));
    expect(readAnswers(template, others).sameVersion).toBe(false);
    expect(fingerprint(questions)).toBe(fingerprint([...questions].reverse()));
  });
});

describe('the result', () => {
  it('gives the points of what is wholly right and says what is open', () => {
    const answers = new Map<string, Answer>([
      ['probe-mehrere', { kind: 'choice', chosen: [0, 2] }],
      ['probe-zahl', { kind: 'written', text: '9' }],
    ]);
    const asked = questions.map((question) => ({ question, chapter: 'chapters/k/01-probe.md' }));
    const result = scoreQuiz(asked, answers);
    expect(result).toMatchObject({ status: 'nicht-bestanden', right: 1, answered: 2, total: 7 });
    expect(result).toMatchObject({ points: 2, maxPoints: 8 });
    expect(result.questions.map(({ status }) => status)).toEqual([
      'unbeantwortet',
      'richtig',
      'unbeantwortet',
      'unbeantwortet',
      'falsch',
      'unbeantwortet',
      'unbeantwortet',
    ]);
  });
});

describe('letters and shuffles', () => {
  const texts = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 12 });

  it('name each text once, wherever its author puts it', () => {
    fc.assert(
      fc.property(texts, fc.string(), fc.nat(), (some, id, turn) => {
        const byLetter = letterOrder(some, id).map((index) => some[index]);
        expect([...byLetter].sort()).toEqual([...some].sort());
        const cut = turn % some.length;
        const turned = [...some.slice(cut), ...some.slice(0, cut)];
        // Only texts with the same hash could trade places.
        expect(letterOrder(turned, id).map((index) => turned[index])).toEqual(byLetter);
      }),
    );
    expect([letterOf(0), letterOf(25), placeOf(' B', 2), placeOf('c', 2), placeOf('', 2)]).toEqual([
      'a',
      'z',
      1,
      -1,
      -1,
    ]);
  });

  it('are permutations that depend on the seed only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.string(), (count, seed) => {
        const all = Array.from({ length: count }, (_, index) => index);
        for (const shuffle of [shuffledIndices, disarrangedIndices]) {
          const order = shuffle(count, seed);
          expect(order).toEqual(shuffle(count, seed));
          expect([...order].sort((a, b) => a - b)).toEqual(all);
        }
        if (count > 1) expect(disarrangedIndices(count, seed)).not.toEqual(all);
      }),
    );
  });

  it('put each option first about equally often', () => {
    const firsts = Array.from(
      { length: 4000 },
      (_, attempt) => shuffledIndices(4, `probe/${attempt}`)[0],
    );
    for (const index of [0, 1, 2, 3]) {
      const share = firsts.filter((first) => first === index).length / firsts.length;
      expect(share).toBeGreaterThan(0.2);
      expect(share).toBeLessThan(0.3);
    }
  });
});
