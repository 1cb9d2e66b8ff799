import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageProblem } from '../command-line/problem.ts';
import { GradingAborted } from './crew/crew.ts';
import { runDiff } from './diff/run-diff.ts';
import { runForget } from './forget.ts';
import type { GradedAttempt, GradedPerson } from './model.ts';
import type { OutputRequest } from './outputs.ts';
import { keyFileSchema } from './run-record.ts';
import {
  adds,
  doubles,
  forgetsZero,
  SmallClass,
  suiteOf,
  whispers,
} from './small-class.fixture.ts';
import type { GradeSurroundings } from './surroundings.ts';

const timeout = 240_000;

let small: SmallClass;
beforeEach(async () => {
  small = await SmallClass.create();
});
afterEach(() => small.remove());

async function graded(folder = 'out'): Promise<Map<string, GradedAttempt>> {
  const outputs = await small.outputs(folder);
  const key = keyFileSchema.parse(JSON.parse(outputs.get('zuordnung.json') ?? ''));
  return new Map(
    key.personen.map(({ pseudonym, name }) => [
      name,
      JSON.parse(outputs.get(`ergebnisse/${pseudonym}-1.json`) ?? '{}'),
    ]),
  );
}

describe('a class', { timeout }, () => {
  it('is graded: points for what holds, the same bytes whatever the number of processes', async () => {
    await small.handInAll();
    expect(await small.grade({ jobs: 1, out: small.path('eins') })).toBe(0);
    const points = [...(await graded('eins'))].map(([name, each]) => [name, each.points]);
    expect(Object.fromEntries(points)).toEqual({
      'Anna Alt': 100,
      'Bert Berg': 72,
      'Cem Can': 70,
      'Dora Dorn': 30,
      'Emil Eck': 30,
      'Fina Feld': 30,
    });
    expect(small.printed.join('\n')).toContain('im Mittel 55,33 von 100 Punkten');
    expect(small.printed.join('\n')).toContain('ohne Gefängnis');
    await small.grade({ jobs: 3, out: small.path('drei') });
    expect(await small.outputs('drei')).toEqual(await small.outputs('eins'));
  });

  it('stays pseudonymous outside the key file', async () => {
    await small.handInAll();
    await small.grade();
    for (const [path, text] of await small.outputs()) {
      if (path === 'zuordnung.json') continue;
      expect(text).not.toMatch(/Anna|Bert|Cem|Dora|Emil|Fina/);
    }
    const record = await readFile(small.path('out/protokoll/lauf.json'), 'utf8');
    expect(record).not.toMatch(/Anna|Bert|Cem|Dora|Emil|Fina/);
  });

  it('is judged anew only where suites, seeds or files have changed', async () => {
    await small.handIn('Anna Alt', doubles);
    await small.handIn('Dora Dorn', adds);
    await small.grade();
    await small.grade();
    expect(small.printed[0]).toContain('alle sind schon geprüft');
    await small.handIn('Dora Dorn', doubles);
    await small.grade();
    expect(small.printed[0]).toContain('1 ist noch zu prüfen');
    await small.grade({ seed: 8 });
    expect(small.printed[0]).toContain('2 Abgaben von 2 Personen. Geprüft');
  });

  it('is judged once where several have handed in the same, and each has the verdict', async () => {
    const same = async (name: string, zahl: string) => {
      await small.put(`abgaben/${name}/zahl/zahl.ts`, zahl);
      await small.put(`abgaben/${name}/wort/wort.ts`, whispers);
    };
    await same('Anna Alt', adds);
    await same('Bert Berg', adds);
    await same('Cem Can', doubles);
    await small.grade();
    expect(small.printed[0]).toContain('3 Abgaben von 3 Personen; 2 sind noch zu prüfen');
    const times = await readFile(small.path('out/protokoll/zeiten.csv'), 'utf8');
    expect(times.trim().split('\n')).toHaveLength(3);
    const together = await small.outputs();
    // Each alone gets what they got together.
    for (const name of ['Anna Alt', 'Bert Berg', 'Cem Can']) {
      const folder = `allein-${name}`;
      await small.grade({ inputs: [small.path('abgaben', name)], out: small.path(folder) });
      const verdicts = [...(await small.outputs(folder))].filter(([path]) =>
        path.startsWith('ergebnisse/'),
      );
      expect(verdicts).toHaveLength(1);
      for (const [path, text] of verdicts) expect(together.get(path)).toBe(text);
    }
    await small.grade();
    expect(small.printed[0]).toContain('alle sind schon geprüft');
    // As if the run had been killed before they were shared.
    const journal = small.path('out/protokoll/urteile');
    const shared = (await readdir(journal)).filter(
      (name) => !times.includes(`${name.slice(0, 6)};`),
    );
    expect(shared).toHaveLength(1);
    for (const name of shared) await rm(join(journal, name));
    await small.grade();
    expect(small.printed[0]).toContain('alle sind schon geprüft');
    expect(await small.outputs()).toEqual(together);
    // Whoever is forgotten takes no verdict of others along.
    await runForget({ name: 'Anna Alt', out: small.path('out') }, small);
    await rm(small.path('abgaben', 'Anna Alt'), { recursive: true });
    await small.grade();
    expect(small.printed[0]).toContain('2 Abgaben von 2 Personen; alle sind schon geprüft');
  });

  it('is judged where somebody hands in what another one has just taken back', async () => {
    await small.handIn('Anna Alt', doubles);
    await small.put('abgaben/Bert Berg/zahl/zahl.ts', forgetsZero);
    await small.put('abgaben/Bert Berg/wort/wort.ts', whispers);
    await small.grade();
    await small.put('abgaben/Anna Alt/zahl/zahl.ts', forgetsZero);
    await small.put('abgaben/Anna Alt/wort/wort.ts', whispers);
    await small.handIn('Bert Berg', adds);
    expect(await small.grade({ jobs: 1 })).toBe(0);
    const taken = await small.outputs();
    await small.grade({ out: small.path('ungestoert') });
    expect(taken).toEqual(await small.outputs('ungestoert'));
  });

  it('tells which property is responsible for each change of score', async () => {
    await small.handIn('Anna Alt', doubles);
    await small.handIn('Dora Dorn', adds);
    await small.grade({ out: small.path('alt') });
    await small.put(
      'grader/suites/kapitel8/zahl/suite.ts',
      suiteOf('zahl', 'double', [
        ['verdoppelt', 'verdeckt', 60, 2, 4],
        ['null', 'geheim', 40, 0, 0],
      ]),
    );
    await small.grade({ out: small.path('neu') });
    const both = { older: small.path('alt'), newer: small.path('neu') };
    small.printed.length = 0;
    expect(await runDiff(both, small)).toBe(1);
    expect(small.printed).toEqual([
      '1 Punktestand geändert:',
      expect.stringMatching(/^[0-9a-f]+, Versuch 1: 30 Punkte → 72 Punkte$/),
      '  zahl: „verdoppelt“ nicht-bestanden → bestanden (+60 Punkte der Aufgabe)',
    ]);
    expect(await runDiff({ ...both, older: both.newer }, small)).toBe(0);
  });

  it('counts the best attempt or the last one, each with its own lateness', async () => {
    await small.put('g.yaml', 'frist: 2026-06-12T12:00:00+02:00\n');
    await small.put('letzter.yaml', 'versuch: letzter\n');
    const attempts = [doubles, adds, doubles].map((text, index) => ({
      number: index + 1,
      submittedAt: `2026-06-1${index + 1}T18:00:00+02:00`,
      files: new Map([['zahl/zahl.ts', Buffer.from(text)]]),
      notes: [],
    }));
    const people: GradedPerson[] = [];
    const { runGrade } = await import('./run-grade.ts');
    const surroundings: GradeSurroundings = {
      ...small.surroundings(),
      readSubmissions: async () => ({
        submissions: [{ student: { pseudonym: 'a1b2c3', name: 'Anna Alt' }, attempts }],
        refused: [],
        absent: [],
      }),
      async writeOutputs(request) {
        for await (const person of request.people()) people.push(person);
      },
    };
    for (const config of ['g.yaml', 'letzter.yaml']) {
      await runGrade(small.invocation({ config: small.path(config) }), surroundings);
    }
    const [best, last] = people;
    expect(best?.attempts.map(({ points, late }) => [points, late])).toEqual([
      [70, undefined],
      [0, { days: 1, deducted: 0 }],
      [56, { days: 2, deducted: 14 }],
    ]);
    expect(best?.counted).toBe(1);
    expect(last?.counted).toBe(3);
    // The third is as the first: the second alone is judged besides, and only where it differs.
    const times = await readFile(small.path('out/protokoll/zeiten.csv'), 'utf8');
    expect(times.replace(/;\d+$/gm, '').trim().split('\n').sort()).toEqual([
      'a1b2c3;1;wort',
      'a1b2c3;1;zahl',
      'a1b2c3;2;zahl',
    ]);
  });

  it('forgets a person: in every file, and in the journal', async () => {
    await small.handInAll();
    await small.grade();
    const before = await small.outputs();
    const key = keyFileSchema.parse(JSON.parse(before.get('zuordnung.json') ?? ''));
    const bert = key.personen.find(({ name }) => name === 'Bert Berg')?.pseudonym ?? '';
    await expect(runForget({ name: 'Bert', out: small.path('out') }, small)).rejects.toThrow(
      /kommt in dieser Bewertung nicht vor/,
    );
    expect(await runForget({ name: 'Bert Berg', out: small.path('out') }, small)).toBe(0);
    const everything = await small.outputs();
    expect([...everything.keys()]).toEqual(
      [...before.keys()].filter((path) => !path.includes(bert)),
    );
    for (const text of everything.values()) expect(text).not.toMatch(new RegExp(`Bert|${bert}`));
    const record = await readFile(small.path('out/protokoll/lauf.json'), 'utf8');
    expect(record).not.toContain(bert);
    const times = await readFile(small.path('out/protokoll/zeiten.csv'), 'utf8');
    expect(times.split('\n')).toHaveLength(2 * 5 + 1);
    expect(times).not.toContain(bert);
    await expect(readFile(small.path(`out/protokoll/urteile/${bert}-1.json`))).rejects.toThrow();
    await small.grade();
    expect(await small.outputs()).toEqual(before);
  });
});

describe('whoever writes the outputs', { timeout }, () => {
  it('gets pairs and diagnoses, and after forgetting only those of the others', async () => {
    for (const name of ['Anna Alt', 'Bert Berg', 'Cem Can']) await small.handIn(name, adds);
    const requests: OutputRequest[] = [];
    const surroundings: GradeSurroundings = {
      ...small.surroundings(),
      async findSimilar(submissions, { exercises }) {
        const [a, b, c] = submissions.map(({ student }) => `${student.pseudonym}-1`);
        const exercise = exercises[0]?.manifest.id ?? '';
        const pair = { exercise, share: 1, fragments: [] };
        return [
          { ...pair, a: a ?? '', b: b ?? '' },
          { ...pair, a: b ?? '', b: c ?? '' },
        ];
      },
      async diagnose({ result }) {
        const failed = result.exercises.filter(({ status }) => status === 'nicht-bestanden');
        return failed.map(({ id }) => ({ exercise: id, mutantTitle: 'Addiert', confidence: 1 }));
      },
      async writeOutputs(request) {
        requests.push(request);
      },
    };
    const { runGrade } = await import('./run-grade.ts');
    await runGrade(small.invocation(), surroundings);
    const [first = ''] = requests[0]?.students.keys() ?? [];
    const { similarPairs = [], diagnoses } = requests[0] ?? {};
    expect(similarPairs).toHaveLength(2);
    expect(diagnoses?.get(`${first}-1`)).toMatchObject([{ exercise: 'zahl' }]);
    await runForget({ name: first, out: small.path('out') }, surroundings);
    expect(requests[1]?.similarPairs).toEqual(similarPairs.slice(1));
    expect([...(requests[1]?.diagnoses?.keys() ?? [])]).toHaveLength(2);
  });
});

describe('an evaluation', { timeout }, () => {
  it('that is interrupted goes on from the verdicts, with the same bytes', async () => {
    for (const name of ['Anna Alt', 'Bert Berg', 'Cem Can']) await small.handIn(name, adds);
    const { runGrade } = await import('./run-grade.ts');
    const interrupting = new AbortController();
    const shown: string[] = [];
    const surroundings: GradeSurroundings = {
      ...small.surroundings(interrupting.signal),
      terminal: {
        ...small.terminal,
        progressOutput: { isTTY: true, columns: 80, write: (text) => shown.push(text) > 0 },
      },
      async diagnose() {
        interrupting.abort();
        return [];
      },
    };
    await expect(runGrade(small.invocation(), surroundings)).rejects.toThrow(GradingAborted);
    expect(shown.some((text) => text.includes('Werte aus: 1 von 3 Abgaben'))).toBe(true);
    expect(await small.grade()).toBe(0);
    expect(small.printed.join('\n')).toContain('alle sind schon geprüft');
    const interrupted = await small.outputs();
    await small.grade({ out: small.path('undisturbed') });
    expect(interrupted).toEqual(await small.outputs('undisturbed'));
  });
});

describe('an instructor', { timeout }, () => {
  it('is told what makes a difference: unknown times, extensions for nobody, secret points', async () => {
    await small.handIn('Anna Alt', doubles);
    await small.put(
      'g.yaml',
      'frist: 2026-06-12T12:00+02:00\nverlaengerungen:\n  Anna Alt: 2026-06-13T12:00+02:00\n  Berta: 2026-06-13T12:00+02:00\n',
    );
    await small.grade({ config: small.path('g.yaml') });
    expect(small.printed.join('\n')).toContain('Bei 1 Versuch ist unbekannt');
    expect(small.printed.join('\n')).toContain('passt auf niemanden: Berta.');
    expect(small.printed.join('\n')).toContain('Die Notenlisten zählen geheime');
    await small.grade({ publish: true });
    expect(small.printed.join('\n')).not.toContain('Die Notenlisten');
  });
});

describe('what cannot be graded', { timeout }, () => {
  it('is refused with the way out', async () => {
    const problem = (options: Parameters<SmallClass['grade']>[0]) =>
      small.grade(options).catch((error: unknown) => error);
    await small.handIn('Anna Alt', doubles);
    expect(await problem({ inputs: [] })).toBeInstanceOf(UsageProblem);
    expect(await problem({ exercises: ['zal'] })).toMatchObject({
      message: expect.stringContaining('Meinten Sie „zahl“'),
    });
    await writeFile(small.path('g.yaml'), 'versuch: erster\n');
    expect(await problem({ config: small.path('g.yaml') })).toMatchObject({
      message: expect.stringContaining('g.yaml, Zeile 1: „versuch“'),
    });
    expect(await problem({ out: small.path('abgaben') })).toMatchObject({
      message: expect.stringContaining('stammt nicht von einer Bewertung'),
    });
    await writeFile(small.path('werte.txt'), '# Klasse\n3\nvier\n');
    expect(await problem({ seeds: small.path('werte.txt') })).toMatchObject({
      message: expect.stringContaining('werte.txt, Zeile 3: „vier“'),
    });
    expect(await problem({ inputs: [small.path('nirgends')] })).toBeInstanceOf(UsageProblem);
  });

  it('is not graded outside a jail unless told so', async () => {
    await small.handIn('Anna Alt', doubles);
    const surroundings = {
      ...small.surroundings(),
      jail: { module: '', problem: async () => 'Es fehlt „bwrap“.' },
    };
    const { runGrade } = await import('./run-grade.ts');
    const invocation = small.invocation({ withoutJail: false });
    await expect(runGrade(invocation, surroundings)).rejects.toThrow(
      /Es fehlt „bwrap“[\s\S]*--ohne-gefaengnis/,
    );
  });

  it('is what a suite that is edited meanwhile has judged', async () => {
    await small.handIn('Anna Alt', doubles);
    const { runGrade } = await import('./run-grade.ts');
    const { judgeAll } = await import('./crew/crew.ts');
    const judgeJobs: typeof judgeAll = async (...given) => {
      await small.put(
        'grader/suites/kapitel8/zahl/suite.ts',
        suiteOf('zahl', 'double', [['verdoppelt', 'verdeckt', 100, 2, 4]]),
      );
      return judgeAll(...given);
    };
    const surroundings = { ...small.surroundings(), judgeJobs };
    await expect(runGrade(small.invocation(), surroundings)).rejects.toThrow(
      /„zahl“ ist während der Bewertung geändert worden/,
    );
    expect(await small.grade()).toBe(0);
  });

  it('is a suite that is broken: never charged, exit code 3, tried again next time', async () => {
    await small.handIn('Anna Alt', doubles);
    await small.put('grader/suites/kapitel8/zahl/suite.ts', 'export const suite = {');
    expect(await small.grade()).toBe(3);
    const [anna] = (await graded()).values();
    expect(anna?.result.exercises.map(({ status }) => status)).toEqual([
      'pruefer-fehler',
      'bestanden',
    ]);
    expect(anna?.result.maxPoints).toBe(30);
    expect(anna?.incidents).toMatchObject([{ kind: 'defect', exercise: 'zahl' }]);
    await small.grade();
    expect(small.printed[0]).toContain('Geprüft wird');
  });
});
