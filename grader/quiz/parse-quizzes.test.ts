import { describe, expect, it } from 'vitest';
import { bank, bankMarkdown, bankScenes } from './bank.fixture.ts';
import { parseQuizzes } from './parse-quizzes.ts';
import { withTruth } from './truth.ts';

/** The problems of one block, whose first line of YAML is line 2. */
function problemsOf(yaml: string): string[] {
  const { problems } = parseQuizzes(`\`\`\`quiz\n${yaml}\n\`\`\`\n`);
  return problems.map(({ line, message }) => `${line}: ${message}`);
}

const head = "id: a-b\ntype: single\nquestion: Was?\nread: '#a'\n";
const options = 'options:\n  - { text: eins, correct: true, explanation: ja }\n';

describe('the quiz blocks of a chapter', () => {
  it('become questions, with the line of each', () => {
    const { questions, problems } = parseQuizzes(bankMarkdown);
    expect(problems).toEqual([]);
    expect(questions.map(({ question }) => question.type)).toEqual([
      'single',
      'multiple',
      'matching',
      'ordering',
      'numeric',
      'predict',
      'predict',
    ]);
    const lines = bankMarkdown.split('\n');
    for (const { line, question } of questions) {
      expect(lines[line - 1]).toBe('```quiz');
      expect(lines[line]).toBe(`id: ${question.id}`);
    }
  });

  it('are those at the left margin only, in whichever fence, never an example of one', () => {
    const block = `${head}${options}  - { text: zwei, explanation: nein }`;
    const text = `\`\`\`\`md\n\`\`\`quiz\n${block}\n\`\`\`\n\`\`\`\`\n\n~~~quiz\n${block}\n~~~\n\n- x\n  \`\`\`quiz\n  x\n  \`\`\`\n`;
    expect(parseQuizzes(text).questions).toHaveLength(1);
    expect(parseQuizzes(text.replaceAll('\n', '\r\n')).questions).toHaveLength(1);
  });

  it('keep texts as they are written, whatever YAML could make of them', () => {
    const yaml = `${head}options:\n  - { text: 1.10, correct: true, explanation: no }\n  - { text: null, explanation: 2026-11-25 }`;
    const [found] = parseQuizzes(`\`\`\`quiz\n${yaml}\n\`\`\``).questions;
    expect(found?.question).toMatchObject({
      options: [
        { text: '1.10', explanation: 'no' },
        { text: 'null', explanation: '2026-11-25' },
      ],
    });
  });
});

describe('an author is told where and what', () => {
  it.each([
    ['', /^2: Der Quizblock ist leer/],
    ['nur Text', /^2: Der Block besteht nicht aus Feldern/],
    ['id: a-b\ntype: singel', /^3: Eine Art „singel“ gibt es nicht\. Meinten Sie „single“\?/],
    ['id: a-b', /^2: Das Feld „type“ fehlt/],
    [`${head}${options}`, /^6: .*mindestens 2 Einträge/],
    [
      `${head}options:\n  - { text: a, explanation: b, c }\n  - { text: d, explanation: e }`,
      /^7: In geschweiften Klammern trennt ein Komma/m,
    ],
    [
      `${head}options:\n  - text: a\n    explantion: b`,
      /8: Ein Feld „explantion“ .*Meinten Sie „explanation“\?/,
    ],
    [`${head}${options}  - { text: zwei, explanation: }`, /^8: „explanation“ ist leer/],
    [`${head}${options}  - { text: eins, explanation: nein }`, /^8: „eins“ steht zweimal/],
    [
      `${head}options:\n  - { text: a, explanation: b }\n  - { text: c, explanation: d }`,
      /^6: .*genau eine Antwort richtig, hier keine/,
    ],
    [
      `${head}${options}  - { text: b, correct: ja, explanation: c }`,
      /^8: Hier wird true oder false erwartet/,
    ],
    ['id: a-b\nquestion: Was: das?', /^3: Ein Doppelpunkt mit Leerzeichen/],
    ['id: a-b\nquestion: Knoten #1', /^3: Ab „#“ liest YAML einen Kommentar/],
    ['id: a-b\nread: #a', /^3: Ab „#“/],
    ['id: a-b\nquestion: *fett* am Anfang', /^3: YAML hält ein Wort nach/],
    ['id: a-b\nquestion: `x`', /^3: So darf ein Text in YAML nicht beginnen/],
    ['id: a-b\n\tquestion: x', /^3: .*Tabulator/],
    ['id: a-b\nid: c-d', /^3: Dieses Feld steht zweimal/],
    [
      "id: Ä b\ntype: numeric\nquestion: x\nanswer: 1\nexplanation: y\nread: '#a'\nmisconceptions: [{ value: 2, explanation: z }]",
      /^2: Eine Kennung besteht aus/,
    ],
    [
      "id: a-b\ntype: numeric\nquestion: x\nanswer: 0,5\nexplanation: y\nread: '#a'\nmisconceptions: [{ value: 2, explanation: z }]",
      /^5: Hier wird eine Zahl erwartet/,
    ],
    [
      "id: a-b\ntype: numeric\nquestion: x\nanswer: 4\ntolerance: 1\nexplanation: y\nread: '#a'\nmisconceptions: [{ value: 5, explanation: z }]",
      /^9: 5 ist die richtige Antwort/,
    ],
    [
      "id: a-b\ntype: predict\nscene: s\nquestion: x\nanswer: { fact: f }\nexplanation: y\nread: '#a'",
      /^2: Ohne „options“ wird frei geantwortet/,
    ],
  ])('%j', (yaml, expected) => {
    expect(problemsOf(yaml).join('\n')).toMatch(expected);
  });

  it('also where an order contradicts itself', () => {
    const items = ['a', 'b', 'c'].map((text) => `  - { text: ${text}, explanation: x }`).join('\n');
    const yaml = `id: a-b\ntype: ordering\nquestion: x\nread: '#a'\nitems:\n${items}\n`;
    expect(problemsOf(`${yaml}before: [[0, 3]]`)[0]).toMatch(/^10: Einen Schritt 3 gibt es nicht/);
    expect(problemsOf(`${yaml}before: [[2, 1]]`)[0]).toMatch(/^10: Schritt 2 soll vor Schritt 1/);
    expect(problemsOf(`${yaml}before: [[0]]`)[0]).toMatch(/^10: /);
  });

  it('and where scene and question do not fit', () => {
    const problem = (id: string, change: object) => {
      const written = parseQuizzes(bankMarkdown).questions.find((each) => each.question.id === id);
      const truth = withTruth({ ...written?.question, ...change } as never, bankScenes);
      return truth.kind === 'problem' ? truth.message : 'none';
    };
    expect(problem('probe-vorhersage', { scene: 'fehlt' })).toMatch(/Einen Ablauf „fehlt“.*probe/);
    expect(problem('probe-vorhersage', { answer: { fact: 'x' } })).toMatch(/Vorhanden: rounds,/);
    expect(problem('probe-vorhersage', { answer: { fact: 'leader' } })).toMatch(
      /keine Antwort nennt/,
    );
    expect(problem('probe-zahl', { answer: { scene: 'probe', fact: 'leader' } })).toMatch(
      /keine Zahl/,
    );
    expect(problem('probe-zahl', { tolerance: 4 })).toMatch(/8 ist die richtige Antwort/);
    expect(problem('probe-frei', { answer: { fact: 'rounds' } })).toBe('none');
    expect(bank.get('probe-zahl')).toMatchObject({ answer: 4, scene: 'probe' });
  });
});
