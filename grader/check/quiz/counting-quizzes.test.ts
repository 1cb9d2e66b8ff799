import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../catalogue/catalogue.ts';
import { layoutAt } from '../../catalogue/layout.ts';
import { bankMarkdown } from '../../quiz/bank.fixture.ts';
import { remember } from '../../quiz/memory.ts';
import { SmallWorkbook } from '../small-workbook.fixture.ts';
import { StateFolder } from '../state-folder.ts';

const timeout = 120_000;

let book: SmallWorkbook;
beforeEach(async () => {
  book = await SmallWorkbook.create(async () => []);
  await book.solve();
  await book.put('chapters/kapitel8/01-probe.md', bankMarkdown);
  const facts = { rounds: 4, answer: 'alt', leader: 'n2' };
  await book.put(
    'chapters/kapitel8/ablaeufe/probe.json',
    JSON.stringify({ schemaVersion: 1, id: 'probe', title: 'Probe', facts }),
  );
});
afterEach(() => book.remove());

function chapterWith(weight: number, quiz?: object): Promise<void> {
  const chapter = { id: 'kapitel8', title: 'T', exercises: [{ id: 'aufsatz', weight }] };
  return book.put('exercises/kapitel8/manifest.json', JSON.stringify({ ...chapter, quiz }));
}

/** 3 of the 8 points. */
const answers = 'answers:\n  probe-zahl: 4\n  probe-frei: n2\n  probe-vorhersage: a\n';
const names = ['kapitel8'];

/** Letters are given out by hash; here only right answers matter. */
async function rightAnswers(path: string): Promise<string> {
  const { readAnswers } = await import('../../quiz/answers-file.ts');
  const { bank } = await import('../../quiz/bank.fixture.ts');
  const { judge } = await import('../../quiz/judge.ts');
  const question = bank.get('probe-vorhersage');
  const letter = ['a', 'b'].find((each) => {
    const read = readAnswers(`answers:\n  probe-vorhersage: ${each}\n`, [...bank.values()]);
    const answer = read.answers.get('probe-vorhersage');
    return question !== undefined && answer !== undefined && judge(question, answer).correct;
  });
  await book.put(path, answers.replace('vorhersage: a', `vorhersage: ${letter}`));
  return `${book.root}/${path}`;
}

describe('the quiz of a chapter', { timeout }, () => {
  it('does not count, and is not even shown, where the manifest says nothing', async () => {
    await chapterWith(100);
    const result = await book.checkedJson({ names });
    expect(result).not.toHaveProperty('quiz');
    expect(result).toMatchObject({ points: 100, maxPoints: 100, maxBonusPoints: 0 });
    expect(book.text).not.toContain('Quiz');
    const file = await rightAnswers('antworten.yaml');
    await expect(book.check({ names, answers: file })).rejects.toThrow(/check quiz -- --answers/);
  });

  it('counts as part of the points where it says so, by answers handed in', async () => {
    await chapterWith(90, { counts: 'weight', points: 10 });
    const result = await book.checkedJson({ names, answers: await rightAnswers('antworten.yaml') });
    expect(result.quiz).toEqual({
      counts: 'weight',
      points: 3.75,
      maxPoints: 10,
      right: 3,
      answered: 3,
      total: 7,
    });
    expect(result).toMatchObject({ status: 'nicht-bestanden', points: 93.75, maxPoints: 100 });
    expect(book.text).toMatch(/✗ Quiz, richtige Antworten 3\/7 3,75\/10/);
    expect(book.text).toContain('93,75 von 100 Punkten');
    await book.check({
      names,
      answers: await rightAnswers('a.yaml'),
      html: `${book.root}/bericht`,
    });
    const page = await book.read('bericht/index.html');
    expect(page).toMatch(/Quiz, richtige Antworten<\/th>.*>3\/7<.*>3,75\/10</);
  });

  it('counts as a bonus where it says so, and then fails nobody', async () => {
    await chapterWith(100, { counts: 'bonus', points: 4 });
    const result = await book.checkedJson({ names, answers: await rightAnswers('antworten.yaml') });
    expect(result).toMatchObject({ status: 'bestanden', points: 100, maxPoints: 100 });
    expect(result).toMatchObject({ bonusPoints: 1.5, maxBonusPoints: 4 });
    expect(book.text).toContain('Quiz, richtige Antworten (Bonus)');
  });

  it('takes what was answered at the terminal last, judged anew', async () => {
    await chapterWith(90, { counts: 'weight', points: 10 });
    const state = new StateFolder(layoutAt(book.root).state);
    const at = Date.UTC(2026, 10, 25);
    const number = (text: string) => remember(undefined, { kind: 'written', text }, true, at);
    await state.updateStanding((before) => ({
      ...before,
      quiz: {
        'probe-zahl': number('4'),
        // Said to be right, but is not; and an answer that no longer fits its question.
        'probe-frei': number('n7'),
        'probe-einzeln': number('4'),
      },
    }));
    const result = await book.checkedJson({ names });
    expect(result.quiz).toMatchObject({ right: 1, answered: 2, points: 1.25 });
  });

  it('takes a submission’s quiz.yaml, never one’s own answers', async () => {
    await chapterWith(90, { counts: 'weight', points: 10 });
    await book.solve('abgabe');
    const submission = `${book.root}/abgabe`;
    expect((await book.checkedJson({ names, submission })).quiz).toMatchObject({ answered: 0 });
    await rightAnswers('abgabe/quiz.yaml');
    expect((await book.checkedJson({ names, submission })).quiz).toMatchObject({ right: 3 });
    await book.put('abgabe/quiz.yaml', 'answers:\n  probe-zahl: vier\n');
    await expect(book.check({ names, submission })).rejects.toThrow(/quiz\.yaml:2: probe-zahl/);
  });

  it('is left out where only a part is checked', async () => {
    await chapterWith(90, { counts: 'weight', points: 10 });
    expect(await book.checkedJson({ names, property: 'tells' })).not.toHaveProperty('quiz');
  });

  it('has a form in the manifest that is checked', async () => {
    await chapterWith(90, { counts: 'alles', points: 10 });
    await expect(loadCatalogue(layoutAt(book.root))).rejects.toThrow(/„quiz\.counts“/);
  });
});
