import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadCatalogue } from '../catalogue/catalogue.ts';
import { bankMarkdown } from '../quiz/bank.fixture.ts';
import { type GradedQuiz, gradedQuiz, quizVerdict } from './graded-quiz.ts';
import { writeOutputs } from './output/write-outputs.ts';
import { runGrade } from './run-grade.ts';
import { doubles, SmallClass, whispers } from './small-class.fixture.ts';

const timeout = 120_000;
const answers = 'answers:\n  probe-zahl: 4\n  probe-frei: n2\n';

let small: SmallClass;
beforeEach(async () => {
  small = await SmallClass.create();
  const exercises = [
    { id: 'zahl', weight: 63 },
    { id: 'wort', weight: 27 },
  ];
  const manifest = { id: 'kapitel8', title: 'Titel', exercises };
  const quiz = { counts: 'weight', points: 10 };
  await small.put('exercises/kapitel8/manifest.json', JSON.stringify({ ...manifest, quiz }));
  await small.put('chapters/kapitel8/01-probe.md', bankMarkdown);
  const facts = { rounds: 4, answer: 'alt', leader: 'n2' };
  const scene = { schemaVersion: 1, id: 'probe', title: 'Probe', facts };
  await small.put('chapters/kapitel8/ablaeufe/probe.json', JSON.stringify(scene));
});
afterEach(() => small.remove());

it('counts the answers handed in, and says so everywhere', { timeout }, async () => {
  await small.handIn('Anna Alt', doubles);
  await small.put('abgaben/Anna Alt/quiz.yaml', answers);
  await small.handIn('Bert Berg', doubles, whispers);
  await small.put('abgaben/Bert Berg/quiz.yaml', 'answers:\n  probe-zahl: 4\n  probe-frie: n2\n');
  await small.handIn('Cem Can', doubles);
  const surroundings = { ...small.surroundings(), writeOutputs };
  expect(await runGrade(small.invocation({ publish: true }), surroundings)).toBe(0);
  const outputs = await small.outputs();
  const key = JSON.parse(outputs.get('zuordnung.json') ?? '');
  const of = (name: string) => {
    const { pseudonym } = key.personen.find((each: { name: string }) => each.name === name);
    const folder = `rueckmeldung/${pseudonym}-1`;
    return {
      result: JSON.parse(outputs.get(`${folder}/result.json`) ?? ''),
      page: outputs.get(`${folder}/feedback.html`) ?? '',
      gradescope: JSON.parse(outputs.get(`${folder}/gradescope/results.json`) ?? '{"tests":[]}'),
    };
  };
  const anna = of('Anna Alt');
  const share = anna.result.result.quiz;
  expect(share).toMatchObject({ counts: 'weight', maxPoints: 10, right: 2, answered: 2 });
  expect(share.points).toBeGreaterThan(0);
  expect(anna.result).toMatchObject({ grade: { maxPoints: 100, points: 90 + share.points } });
  expect(anna.page).toContain('Quiz, richtige Antworten');
  const bert = of('Bert Berg');
  expect(bert.result.result.quiz).toMatchObject({ right: 1 });
  expect(bert.page).toMatch(/quiz\.yaml, Zeile 3: .*probe-frie/);
  expect(of('Cem Can').result.result).toMatchObject({ quiz: { answered: 0 }, points: 90 });
  expect(outputs.get('gradebook.csv')).toContain('Quiz (');
  expect(outputs.get('uebersicht.html')).toMatch(/<th scope="row"[^>]*>Quiz<\/th>/);

  // Other answers change no verdict, but the points.
  await small.put('abgaben/Cem Can/quiz.yaml', answers);
  await runGrade(small.invocation({ publish: true, out: small.path('neu') }), surroundings);
  expect((await small.outputs('neu')).get('gradebook.csv')).not.toBe(outputs.get('gradebook.csv'));

  // Part of a chapter says nothing of its quiz.
  const part = small.invocation({ exercises: ['zahl'], out: small.path('teil') });
  await runGrade(part, surroundings);
  expect(JSON.stringify([...(await small.outputs('teil'))])).not.toContain('Quiz');
});

it('has a verdict on whatever is handed in as answers', { timeout }, async () => {
  const [chapter] = await loadCatalogue(small.layout);
  const quiz = (chapter && (await gradedQuiz(chapter, small.layout))) as GradedQuiz;
  const verdict = (text: string) => quizVerdict(quiz, Buffer.from(text));
  const bombs = [
    `answers: ${'['.repeat(60_000)}`,
    `a: &a [x]\nb: &b [*a,*a]\nanswers: {probe-zahl: *b}`,
    '\u0000\u0001',
    'answers: nein',
    '',
    `answers:\n${'  x: y\n'.repeat(8_000)}`,
  ];
  for (const bomb of bombs) {
    const { share, notes } = verdict(bomb);
    expect(share).toMatchObject({ points: 0, right: 0 });
    expect(notes.length).toBeGreaterThan(0);
    expect(notes.length).toBeLessThan(8);
  }
  expect(verdict('x'.repeat(70_000)).notes[0]).toContain('größer als 64 KiB');
  expect(verdict(answers).notes).toEqual([]);
});
