import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { layoutAt } from '../../catalogue/layout.ts';
import { plainPaint } from '../../feedback/paint.ts';
import { bankMarkdown } from '../../quiz/bank.fixture.ts';
import { quizResultSchema } from '../../quiz/result.ts';
import { runReset } from '../reset.ts';
import { StateFolder } from '../state-folder.ts';
import type { QuizInvocation } from './quiz-invocation.ts';
import { runQuiz } from './run-quiz.ts';
import { type Move, ScriptedAsker } from './scripted-asker.fixture.ts';

// A book of two texts in a temporary folder; time passes only where a test lets it.
let root: string;
let now: number;
let printed: string[];
let complaints: string[];

const minute = 60_000;
const text = () => printed.join('\n');

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'quiz-'));
  now = Date.UTC(2026, 10, 25, 12);
  printed = [];
  complaints = [];
  await put(
    'exercises/kapitel8/manifest.json',
    JSON.stringify({ id: 'kapitel8', title: 'T', exercises: [] }),
  );
  await put('chapters/kapitel8/01-probe.md', bankMarkdown);
  const facts = { rounds: 4, answer: 'alt', leader: 'n2' };
  await put(
    'chapters/kapitel8/ablaeufe/probe.json',
    JSON.stringify({ schemaVersion: 1, id: 'probe', title: 'Probe', facts }),
  );
  await put(
    'chapters/kapitel8/02-mehr.md',
    "---\ntitle: Mehr\nnumber: '8.2'\n---\n# Mehr\n## Quiz\n```quiz\nid: mehr-zahl\ntype: numeric\nquestion: Wie viele?\nanswer: 3\nexplanation: Drei.\nmisconceptions: [{ value: 2, explanation: Zu wenig. }]\nread: '#mehr'\n```\n",
  );
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

const at = (path: string) => join(root, path);
const state = () => new StateFolder(join(root, '.kapitel'), () => now);

const terminal = {
  paint: plainPaint,
  progressOutput: { write: () => true },
  print: (lines: readonly string[]) => printed.push(...lines.flatMap((line) => line.split('\n'))),
  complain: (line: string) => complaints.push(line),
};

async function quiz(invocation: Partial<QuizInvocation>, moves?: Move[]) {
  const asker = moves === undefined ? undefined : new ScriptedAsker(moves);
  const code = await runQuiz(
    { names: [], due: false, ...invocation },
    { layout: layoutAt(root), state: state(), terminal, ...(asker === undefined ? {} : { asker }) },
  );
  return { code, asker };
}

const allRight: Move[] = [
  { choose: ['L(a) < L(b)'] },
  { choose: ['eins', 'drei'] },
  { assign: { Edge: 'annehmen', Registry: 'finden', Monitor: 'messen' } },
  { arrange: ['senden', 'empfangen', 'protokollieren', 'anzeigen'] },
  { write: '4,2' },
  { choose: ['alt'] },
  { write: 'N2' },
];

describe('a sitting', () => {
  it('asks all types, says why, and sums up, in 80 columns', async () => {
    const { code, asker } = await quiz({ names: ['probe'] }, [...allRight]);
    expect(code).toBe(0);
    expect(asker?.left).toBe(0);
    expect(text().match(/✓ Richtig\./g)).toHaveLength(7);
    expect(text()).toContain('8.1 Probe · 1 von 7');
    expect(text()).toContain('Das ist die Uhrenbedingung.');
    expect(text()).toMatch(
      /Nachlesen +„Abschnitt“\n {4}chapters\/kapitel8\/01-probe\.md#abschnitt/,
    );
    expect(text()).toContain('chapters/kapitel8/ablaeufe/probe.md');
    expect(text()).toContain('Ergebnis: 7 von 7 richtig, 8 von 8 Punkten.');
    expect(Math.max(...printed.map((line) => [...line].length))).toBeLessThanOrEqual(80);
    expect(complaints).toEqual([]);
  });

  it('explains a mistake, asks it again at once if wanted, and later', async () => {
    const moves: Move[] = [{ write: '2' }, { confirm: true }, { write: '3' }];
    await quiz({ names: ['2'] }, moves);
    expect(text()).toMatch(/✗ Falsch\.[\s\S]*✗ 2\n +Zu wenig\.\n {2}○ Richtig: 3\n +Drei\./);
    expect(text()).toContain('in 10 Minuten');
    // What counts is the first answer.
    expect(text()).toContain('Ergebnis: 0 von 1 richtig, 0 von 1 Punkt.');
    printed = [];
    expect((await quiz({ due: true }, [])).code).toBe(0);
    expect(text()).toContain('Nichts ist fällig. Die nächste Frage kommt');
    now += 15 * minute;
    printed = [];
    await quiz({ due: true }, [{ write: '3' }]);
    expect(text()).toContain('8.2 Mehr · 1 von 1');
  });

  it('keeps what was answered when somebody stops', async () => {
    expect((await quiz({ names: ['1'] }, [{ choose: ['Nichts'] }, 'interrupt'])).code).toBe(130);
    expect((await quiz({ names: ['1'] }, ['end'])).code).toBe(0);
    expect(text()).toContain('Abgebrochen. Was Sie beantwortet haben, ist gemerkt.');
    const { standing } = await state().standing();
    expect(standing.quiz['probe-einzeln']).toMatchObject({ asked: 1, right: 0, lastRight: false });
    expect(Object.keys(standing.quiz)).toEqual(['probe-einzeln']);
    expect(standing.at).toBe('2026-11-25T12:00:00.000Z');
  });

  it('asks what is due before what is new, at most as many as wanted', async () => {
    await quiz({ names: ['8.2'] }, [{ write: '2' }, { confirm: false }]);
    now += 11 * minute;
    printed = [];
    await quiz({ count: 2 }, [{ write: '3' }, { choose: ['L(a) < L(b)'] }]);
    expect(text()).toMatch(/8\.2 Mehr · 1 von 2[\s\S]*8\.1 Probe · 2 von 2/);
    expect(text()).toContain('In dieser Auswahl: 6 Fragen sind neu.');
  });

  it('shuffles alike for the same attempt, otherwise for another', async () => {
    const firstOrder = async (move: Move) => {
      const { asker } = await quiz({ names: ['1'], count: 1 }, [move, 'end']);
      return asker?.shown[0]?.join();
    };
    const orders = [await firstOrder('end'), await firstOrder('end')];
    expect(new Set(orders).size).toBe(1);
    for (let time = 0; time < 5; time++) {
      orders.push(await firstOrder({ choose: ['Nichts'] }));
      now += 11 * minute;
    }
    expect(new Set(orders).size).toBeGreaterThan(1);
  });

  it('goes on where nothing can be remembered, and says so once', async () => {
    await put('.kapitel', 'a file where the folder should be');
    await quiz({ names: ['1'] }, [...allRight]);
    expect(text()).toContain('Ergebnis: 7 von 7 richtig');
    expect(complaints).toEqual([expect.stringContaining('lässt sich nicht beschreiben')]);
  });

  it('writes its result as data', async () => {
    await quiz({ names: ['1'], json: at('out.json') }, [...allRight]);
    const result = quizResultSchema.parse(JSON.parse(await readFile(at('out.json'), 'utf8')));
    expect(result).toMatchObject({ status: 'bestanden', right: 7, total: 7, points: 8 });
  });
});

describe('a wrong call', () => {
  it('is told the way out', async () => {
    await expect(quiz({ names: ['prove'] }, [])).rejects.toThrow(/Meinten Sie „probe“/);
    await expect(quiz({ names: ['1'] })).rejects.toThrow(/kein|--template antworten\.yaml/);
    await expect(quiz({ answers: 'x', template: 'y' })).rejects.toThrow(/schließen einander aus/);
    await expect(quiz({ answers: at('fehlt.yaml') })).rejects.toThrow(
      /ließ sich nicht lesen \(den/,
    );
  });

  it.each([
    '1',
    '01',
    '8.1',
    'probe',
    'PROBE',
    '01-probe',
    '01-probe.md',
    'kapitel8/01-probe.md',
    './chapters/kapitel8/01-probe.md',
  ])('is not %s', async (name) => {
    await quiz({ names: [name], count: 1 }, ['end']);
    expect(text()).toContain('8.1 Probe · 1 von 1');
  });

  it('says how many questions are missing in a damaged copy', async () => {
    await rm(at('chapters/kapitel8/ablaeufe/probe.json'));
    await quiz({ names: ['1'], count: 1 }, ['end']);
    expect(complaints[0]).toContain('3 Fragen ließen sich nicht lesen');
  });
});

describe('answers in a file', () => {
  it('are judged: code 0 if all is right, 1 if not, the same bytes again', async () => {
    const file = at('antworten.yaml');
    expect((await quiz({ names: ['8.2'], template: file })).code).toBe(0);
    await expect(quiz({ names: ['8.2'], template: file })).rejects.toThrow(/gibt es schon/);
    expect((await quiz({ answers: file })).code).toBe(1);
    expect(text()).toContain('Gesamt: 0 von 1 richtig, 1 unbeantwortet');
    const template = await readFile(file, 'utf8');
    await writeFile(file, template.replace('mehr-zahl:', 'mehr-zahl: 2'));
    printed = [];
    expect((await quiz({ answers: file, json: at('out.json') })).code).toBe(1);
    expect(text()).toMatch(/✗ mehr-zahl +0 von 1 Punkt[\s\S]*Zu wenig\.[\s\S]*Richtig: 3/);
    const first = await readFile(at('out.json'), 'utf8');
    await quiz({ answers: file, json: at('out.json') });
    expect(await readFile(at('out.json'), 'utf8')).toBe(first);
    expect(quizResultSchema.parse(JSON.parse(first)).questions[0]?.status).toBe('falsch');
    await writeFile(file, template.replace('mehr-zahl:', 'mehr-zahl: 3'));
    expect((await quiz({ answers: file })).code).toBe(0);
    // Somebody else's file is nobody's progress.
    expect((await state().standing()).standing.quiz).toEqual({});
  });

  it('count for whole chapters once one is named', async () => {
    await put('a.yaml', 'answers:\n  mehr-zahl: 3\n');
    await quiz({ answers: at('a.yaml') });
    expect(text()).toContain('Gesamt: 1 von 1 richtig');
    printed = [];
    expect((await quiz({ names: ['kapitel8'], answers: at('a.yaml') })).code).toBe(1);
    expect(text()).toContain('Gesamt: 1 von 8 richtig, 7 unbeantwortet');
    expect(Math.max(...printed.map((line) => [...line].length))).toBeLessThanOrEqual(80);
  });

  it('that cannot be understood are refused with file and line', async () => {
    await put('a.yaml', 'answers:\n  mehr-zahl: drei\n  mehr-zal: 3\n');
    const problem = await quiz({ answers: at('a.yaml') }).catch((error: Error) => error.message);
    expect(problem).toMatch(
      /a\.yaml:2: mehr-zahl: Hier wird eine Zahl[\s\S]*a\.yaml:3: .*Meinten Sie „mehr-zahl“/,
    );
  });
});

describe('reset', () => {
  const reset = (yes: boolean, moves?: Move[]) =>
    runReset(
      { yes },
      {
        state: state(),
        terminal,
        ...(moves === undefined ? {} : { asker: new ScriptedAsker(moves) }),
      },
    );

  it('asks before, forgets everything, and needs no answer with --yes', async () => {
    expect(await reset(false, [])).toBe(0);
    expect(text()).toContain('Es ist nichts gemerkt');
    await quiz({ names: ['2'] }, [{ write: '3' }]);
    await expect(reset(false)).rejects.toThrow(/reset -- --yes/);
    await reset(false, [{ confirm: false }]);
    expect(Object.keys((await state().standing()).standing.quiz)).toHaveLength(1);
    await reset(true);
    expect(text()).toContain('Gelöscht ist Ihr Stand zu 1 Quizfrage.');
    expect((await state().standing()).standing.quiz).toEqual({});
  });
});
