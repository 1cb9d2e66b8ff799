import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../catalogue/catalogue.ts';
import { layoutAt } from '../catalogue/layout.ts';
import { bundleReference, referenceBundleFile, referencesFor } from '../sandbox/reference.ts';
import { loadVariants } from '../verify/variants.ts';
import { verifyExercise } from '../verify/verify.ts';
import {
  askingManifest,
  askingSolution,
  SmallWorkbook,
  storeSolution,
} from './small-workbook.fixture.ts';

const timeout = 60_000;
/** Passes on something else. */
const distorts = askingSolution.replace('value: answer.value', 'value: answer.type');
const store = 'exercises/kapitel8/speicher/store.ts';

let book: SmallWorkbook;
beforeEach(async () => {
  book = await SmallWorkbook.create(loadVariants);
});
afterEach(() => book.remove());

/** Line 7 of the store. */
const breaks = storeSolution.replace('return values.get(key);', "throw new Error('kaputt');");

describe('an exercise that is built on another', { timeout }, () => {
  it('gets the reference, whatever the student’s own solution does', async () => {
    await book.solve();
    await book.put(store, breaks);
    const result = await book.checkedJson();
    expect(result.exercises).toMatchObject([{ status: 'bestanden', points: 100, findings: [] }]);
  });

  it('gets the student’s own solution where the manifest says so', async () => {
    await book.solve();
    await book.wantOwn();
    const right = await book.checkedJson();
    expect(right.exercises[0]?.status).toBe('bestanden');
    expect(right.exercises[0]?.findings).toMatchObject([{ rule: 'uses-own' }]);
    await book.put(store, storeSolution.replace("'A'", "'B'"));
    expect((await book.checkedJson()).exercises[0]?.status).toBe('nicht-bestanden');
  });

  it('tells a fault of the student’s own solution as one over there', async () => {
    await book.solve();
    await book.wantOwn();
    await book.put(store, breaks);
    const [exercise] = (await book.checkedJson()).exercises;
    expect(exercise?.status).toBe('nicht-bestanden');
    const [property] = exercise?.properties ?? [];
    expect(property?.counterexample?.fault).toMatchObject({
      exercise: 'speicher',
      location: { file: 'speicher/store.ts', line: 7 },
    });
    expect(property?.message).toMatch(/^Ihre Lösung der Aufgabe „speicher“ bricht .*Zeile 7/);
    expect(property?.message).toContain('„own“ auf false');
  });

  it('stops an endless loop over there, and says where', async () => {
    await book.solve();
    await book.wantOwn();
    await book.put(store, breaks.replace("throw new Error('kaputt');", 'for (;;) key.trim();'));
    const [exercise] = (await book.checkedJson()).exercises;
    expect(exercise?.status).toBe('nicht-abgeschlossen');
    expect(exercise?.properties[0]?.counterexample?.fault).toMatchObject({
      kind: 'step-budget',
      exercise: 'speicher',
      location: { file: 'speicher/store.ts', line: 7 },
    });
  });

  it('does not take a TODO over there for its own', async () => {
    await book.solve();
    await book.wantOwn();
    await book.put(store, breaks.replace('kaputt', 'TODO(8.1): „get“ fehlt noch.'));
    await book.check({});
    expect(book.text).toContain('TODO(8.1): „get“ fehlt noch');
    expect(book.text).toContain('speicher/store.ts, Zeile 7');
    expect(book.text).not.toContain('Beginnen Sie mit');
  });

  it.each<[string, RegExp, () => Promise<void>]>([
    [
      'nicht-auswertbar',
      /im Ordner „exercises\/kapitel8\/speicher“ liegt keine/,
      () => rm(join(book.root, store)),
    ],
    ['nicht-auswertbar', /noch nicht begonnen/, () => book.forgetStore()],
    [
      'nicht-auswertbar',
      /übersetzen/,
      () => book.put(store, `${storeSolution}export const n: number = 'x';`),
    ],
    ['unzulaessig', /context\.now/, () => book.put(store, `${storeSolution}Date.now();`)],
  ])('is %s and says what to do if one’s own is none: %s', async (status, told, spoil) => {
    await book.solve();
    await book.wantOwn();
    await spoil();
    const [exercise] = (await book.checkedJson()).exercises;
    expect(exercise?.status).toBe(status);
    expect(exercise?.message).toMatch(told);
    expect(exercise?.message).toMatch(/Stellen Sie „speicher“ zuerst fertig, .* „own“ auf false/);
    expect(exercise?.message).not.toContain(book.root);
  });

  it('never charges a fault of the reference to the student', async () => {
    await book.solve();
    await book.put('solutions/kapitel8/speicher/reference/store.ts', breaks);
    expect(await book.check({})).toBe(3);
    expect(book.text).toContain('nicht in Ihrem Programm');
    expect(await book.read('.kapitel/fehler.log')).toMatch(
      /reference of speicher: exception kaputt/,
    );
  });
});

describe('a submission', { timeout }, () => {
  const folder = 'abgabe';
  const options = () => ({ submission: join(book.root, folder) });

  it('says in its own manifest whether its own solution is used, and nothing else', async () => {
    await book.solve(folder);
    await book.put(`${folder}/speicher/store.ts`, breaks);
    expect((await book.checkedJson(options())).exercises[0]?.status).toBe('bestanden');
    const wishes = { ...JSON.parse(askingManifest(true)), title: 'Anders', files: ['x.ts'] };
    await book.put(`${folder}/aufsatz/manifest.json`, JSON.stringify(wishes));
    const [exercise] = (await book.checkedJson(options())).exercises;
    expect(exercise).toMatchObject({ title: 'Titel aufsatz', status: 'nicht-bestanden' });
    expect(exercise?.properties[0]?.message).toContain('Lösung der Aufgabe „speicher“');
  });

  it.each(['{', '[]', '{"uses": [{ "exercise": "speicher", "own": "ja" }]}'])(
    'with the manifest %s is checked with the reference, and told so',
    async (text) => {
      await book.solve(folder);
      await book.put(`${folder}/aufsatz/manifest.json`, text);
      const [exercise] = (await book.checkedJson(options())).exercises;
      expect(exercise?.status).toBe('bestanden');
      expect(exercise?.findings).toMatchObject([{ rule: 'manifest-broken', severity: 'warnung' }]);
    },
  );

  it('is not asked for its own store where it has no manifest, nor is a variant', async () => {
    await book.wantOwn();
    await book.solve(folder);
    await rm(join(book.root, folder, 'speicher'), { recursive: true });
    expect((await book.checkedJson(options())).exercises[0]?.status).toBe('bestanden');
    const reference = await book.checkedJson({ variant: 'reference' });
    expect(reference.exercises[0]?.status).toBe('bestanden');
  });
});

describe('the version of a check', { timeout }, () => {
  const falsified = `import type { Store } from './contract.ts';
export const createStore = (): Store => ({ get: () => 'B' });
`;

  it('changes with the reference, so that older tokens are refused', async () => {
    await book.solve();
    await book.put('exercises/kapitel8/aufsatz/asking.ts', distorts);
    const before = await book.checkedJson();
    const token = before.exercises[0]?.properties[0]?.replay;
    expect(await book.check({ names: [], replay: token })).toBe(1);
    await book.put('solutions/kapitel8/speicher/reference/store.ts', falsified);
    expect((await book.checkedJson()).suiteHash).not.toBe(before.suiteHash);
    await expect(book.check({ names: [], replay: token })).rejects.toThrow(/anderen Fassung/);
  });

  it('is the same where the reference comes as a bundle, without solutions', async () => {
    await book.solve();
    const before = await book.checkedJson();
    const layout = layoutAt(book.root);
    const code = await bundleReference(layout, 'kapitel8', 'speicher');
    await rm(layout.solutions, { recursive: true });
    expect((await book.checkedJson()).exercises[0]?.status).toBe('pruefer-fehler');
    const file = referenceBundleFile(layout, 'kapitel8', 'speicher');
    await book.put(file.slice(book.root.length), code ?? '');
    expect(await book.checkedJson()).toEqual(before);
  });
});

describe('other ways to run it', { timeout }, () => {
  it('a debugger sees the same verdict, with the reference and with one’s own', async () => {
    await book.solve();
    await book.put('exercises/kapitel8/aufsatz/asking.ts', distorts);
    const [exercise] = (await book.checkedJson()).exercises;
    const replay = exercise?.properties[0]?.replay;
    expect(await book.check({ names: [], replay, debug: true })).toBe(1);
    expect(book.text).toContain('Es kommt nicht an.');
    await book.wantOwn();
    await book.put(store, breaks);
    expect(await book.check({ names: [], replay, debug: true })).toBe(1);
    expect(book.text).toContain('speicher/store.ts, Zeile 7');
  });

  it('authors verify it with the reference', async () => {
    const layout = layoutAt(book.root);
    const exercise = (await loadCatalogue(layout))[0]?.exercises[1];
    if (exercise === undefined) throw new Error('no exercise');
    expect(await referencesFor(layout, exercise)).toMatchObject([{ exercise: 'speicher' }]);
    const report = await verifyExercise(layout, exercise, {
      seeds: 1,
      matrixSeeds: 0,
      threads: 1,
      onProgress: () => {},
    });
    expect(report.misjudged).toEqual([]);
    expect(report.correct).toEqual(['reference']);
  });

  it('watching, one is told anew when one’s own store changes, if it is used', async () => {
    await book.solve();
    const stop = new AbortController();
    const watching = book.check({ watch: true }, stop.signal);
    const ended = expect(watching).rejects.toThrow();
    try {
      await book.until(/bestanden[\s\S]*Warte auf Änderungen/);
      await book.put(store, breaks);
      await book.wantOwn();
      await book.until(/speicher\/store\.ts, Zeile 7[\s\S]*Warte auf Änderungen/);
      await book.put(store, storeSolution);
      await book.until(/vollständig gelöst[\s\S]*Warte auf Änderungen/);
    } finally {
      stop.abort();
      await ended;
    }
  });
});
