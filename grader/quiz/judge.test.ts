import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from './answer.ts';
import { bank, fromBank } from './bank.fixture.ts';
import { fits, judge } from './judge.ts';
import { rightsOf } from './sides.ts';

describe('a choice', () => {
  const { options, ...rest } = fromBank('probe-mehrere', 'multiple');
  const question = { ...rest, options };

  it('is right if it is exactly what is right, and every wrong thing is explained', () => {
    const subsets = fc.subarray([0, 1, 2, 3]);
    fc.assert(
      fc.property(subsets, (chosen) => {
        const { correct, remarks } = judge(question, { kind: 'choice', chosen });
        expect(correct).toBe(
          options.every((each, index) => each.correct === chosen.includes(index)),
        );
        const concerned = options.filter((each, index) => each.correct || chosen.includes(index));
        expect(new Set(remarks.map(({ about }) => about))).toEqual(
          new Set(concerned.map(({ text }) => text)),
        );
        expect(remarks.every(({ explanation }) => explanation !== '')).toBe(true);
        expect(correct).toBe(remarks.every(({ mark }) => mark === 'right'));
      }),
    );
  });

  it('of one says why, and what would have been right', () => {
    const verdict = judge(fromBank('probe-einzeln', 'single'), { kind: 'choice', chosen: [1] });
    expect(verdict).toEqual({
      correct: false,
      remarks: [
        { mark: 'wrong', about: '$L(b) < L(a)$', explanation: 'Das ist die Gegenrichtung.' },
        { mark: 'missed', about: '$L(a) < L(b)$', explanation: 'Das ist die Uhrenbedingung.' },
      ],
    });
  });

  it('of a prediction follows the scene', () => {
    const question = fromBank('probe-vorhersage', 'predict');
    expect(judge(question, { kind: 'choice', chosen: [0] }).correct).toBe(true);
    expect(judge(question, { kind: 'choice', chosen: [1] }).correct).toBe(false);
  });
});

describe('a matching', () => {
  it('is right if every text on the right is, also where two pairs share it', () => {
    const texts = fc.constantFrom('x', 'y', 'z');
    fc.assert(
      fc.property(
        fc.array(texts, { minLength: 3, maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        (rights, draws) => {
          const pairs = rights.map((right, index) => ({
            left: `l${index}`,
            right,
            explanation: 'e',
          }));
          const distractors = [{ right: 'raten', explanation: 'Köder' }];
          const question = { ...fromBank('probe-zuordnen', 'matching'), pairs, distractors };
          const sides = rightsOf(question);
          const given = pairs.map(() => (draws.next().value ?? 0) % sides.length);
          const answer: Answer = { kind: 'matching', rights: given };
          expect(fits(question, answer)).toBe(true);
          const expected = pairs.every(({ right }, index) => sides[given[index] ?? 0] === right);
          expect(judge(question, answer).correct).toBe(expected);
        },
      ),
    );
  });

  it('names the trap somebody stepped into', () => {
    const question = fromBank('probe-zuordnen', 'matching');
    const { remarks } = judge(question, { kind: 'matching', rights: [3, 1, 2] });
    expect(remarks[0]).toEqual({
      mark: 'wrong',
      about: 'Edge → raten',
      explanation: 'Das tut niemand.',
    });
    expect(remarks[1]).toMatchObject({ mark: 'missed', about: 'Edge → annehmen' });
  });
});

describe('an order', () => {
  const question = fromBank('probe-ordnen', 'ordering');
  const all = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });

  it('is right if it is a linear extension of what must come before what', () => {
    fc.assert(
      fc.property(all, (items) => {
        const at = (item: number) => items.indexOf(item);
        const expected = at(0) < at(1) && at(1) < at(2) && at(1) < at(3);
        const { correct, remarks } = judge(question, { kind: 'order', items });
        expect(correct).toBe(expected);
        // One's own order is explained if it is right, a right one otherwise.
        const [mistake, ...solution] = remarks;
        if (!expected) {
          const numbers = items.map((item) => item + 1).join(', ');
          expect(mistake).toMatchObject({ mark: 'wrong', about: `Ihre Reihenfolge: ${numbers}` });
          const [, earlier = 0, later = 0] =
            /Schritt (\d) muss vor Schritt (\d)/.exec(mistake?.explanation ?? '')?.map(Number) ??
            [];
          expect(at(earlier - 1)).toBeGreaterThan(at(later - 1));
        }
        const shown = (expected ? remarks : solution).map(({ about }) =>
          question.items.findIndex(({ text }) => about.endsWith(text)),
        );
        expect(shown).toEqual(expected ? items : [0, 1, 2, 3]);
      }),
    );
  });

  it('without more is right only as it is written', () => {
    const { before: _, ...strict } = question;
    fc.assert(
      fc.property(all, (items) => {
        const isWritten = items.every((item, index) => item === index);
        expect(judge(strict, { kind: 'order', items }).correct).toBe(isWritten);
      }),
    );
  });
});

describe('a number', () => {
  const question = fromBank('probe-zahl', 'numeric');
  const judged = (text: string, change = {}) =>
    judge({ ...question, ...change }, { kind: 'written', text });

  it('is right within the tolerance, the bounds included, with a comma or a point', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -500, max: 500 }),
        fc.integer({ min: -500, max: 500 }),
        fc.integer({ min: 0, max: 100 }),
        (given, answer, tolerance) => {
          // Hundredths, so that the expectation needs no binary fractions.
          const change = { answer: answer / 100, tolerance: tolerance / 100, misconceptions: [] };
          const expected = Math.abs(given - answer) <= tolerance;
          const text = (given / 100).toFixed(2);
          expect(judged(text, change).correct).toBe(expected);
          expect(judged(text.replace('.', ','), change).correct).toBe(expected);
        },
      ),
    );
  });

  it('that is a known mistake is explained as that', () => {
    expect(judged('8').remarks).toEqual([
      { mark: 'wrong', about: '8 Runden', explanation: 'Das ist die Zahl der Knoten.' },
      { mark: 'missed', about: '4 Runden', explanation: 'So viele braucht der Ablauf.' },
    ]);
    expect(judged('7').remarks[0]?.explanation).toBe('');
    expect(judged('4,5').correct).toBe(true);
    expect(judged('1.000', { answer: 1000 }).correct).toBe(false);
  });

  it('may have its unit behind it, which is shown once', () => {
    for (const text of ['4 Runden', '4Runden', ' 4 runden ', '4,0  Runden']) {
      expect(judged(text).correct).toBe(true);
      expect(judged(text).remarks[0]?.about).toMatch(/^4(,0)? Runden$/);
    }
    expect(judged('8 Runden').remarks[0]).toMatchObject({
      about: '8 Runden',
      explanation: 'Das ist die Zahl der Knoten.',
    });
    expect(judged('40 %', { answer: 40, unit: '%' }).correct).toBe(true);
    expect(judged('4 Stunden').correct).toBe(false);
    const text = '60 ms';
    const predicted = { ...fromBank('probe-frei', 'predict'), answer: 60, unit: 'ms' };
    expect(judge(predicted, { kind: 'written', text }).remarks[0]?.about).toBe('60 ms');
    expect(judge({ ...predicted, answer: 61 }, { kind: 'written', text }).remarks).toMatchObject([
      { mark: 'wrong', about: '60 ms' },
      { mark: 'missed', about: '61 ms' },
    ]);
    const seconds = judge(predicted, { kind: 'written', text: '60 s' });
    expect(seconds).toMatchObject({ correct: false, remarks: [{ about: '60 s' }, {}] });
  });

  it('or a name may be written in many ways', () => {
    const free = fromBank('probe-frei', 'predict');
    for (const text of ['n2', ' N2 ', '„n2“', '`n2`']) {
      expect(judge(free, { kind: 'written', text }).correct).toBe(true);
    }
    expect(judge(free, { kind: 'written', text: 'N1' }).remarks[0]?.explanation).toBe(
      'Sein Log ist zu alt.',
    );
    const number = { ...free, answer: 4 };
    for (const text of ['4', '4,0', '4.0']) {
      expect(judge(number, { kind: 'written', text }).correct).toBe(true);
    }
  });
});

describe('a remembered answer', () => {
  it.each([
    ['probe-einzeln', { kind: 'choice', chosen: [0, 1] }],
    ['probe-einzeln', { kind: 'choice', chosen: [3] }],
    ['probe-mehrere', { kind: 'choice', chosen: [1, 1] }],
    ['probe-zuordnen', { kind: 'matching', rights: [0, 1] }],
    ['probe-zuordnen', { kind: 'matching', rights: [0, 1, 4] }],
    ['probe-ordnen', { kind: 'order', items: [0, 1, 2] }],
    ['probe-ordnen', { kind: 'order', items: [0, 1, 2, 2] }],
    ['probe-zahl', { kind: 'written', text: 'vier' }],
    ['probe-frei', { kind: 'choice', chosen: [0] }],
  ] as const)('to %s no longer fits as %j', (id, answer) => {
    const question = bank.get(id);
    expect(question && fits(question, answer as unknown as Answer)).toBe(false);
  });
});
