import { expect, test } from 'vitest';
import { loadCatalogue } from '../../../grader/catalogue/catalogue.ts';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { compiledSuites } from '../../../grader/handout/suites.ts';
import { readTypeScript } from '../../../grader/sandbox/plain-files.ts';
import { sharedSite } from '../../browser/site.fixture.ts';
import type { ExercisePackage } from '../../web/machine/contract.ts';
import { reportPrograms } from '../bench/sizes.ts';

const layout = ownLayout();
const exercises = (await loadCatalogue(layout)).flatMap((chapter) => chapter.exercises);
const { files } = await sharedSite();
const scripts = new Map(
  [...files].flatMap(([name, code]): [string, string][] =>
    /^werkstatt\/[^/]+\.js$/.test(name) ? [[name, String(code)]] : [],
  ),
);
const packages = [...scripts].map(([name, code]): [string, ExercisePackage] => {
  const sink: { werkstatt?: Record<string, ExercisePackage> } = {};
  new Function('globalThis', code)(sink);
  const id = name.replace(/^werkstatt\/(.*)\.js$/, '$1');
  return [id, sink.werkstatt?.[id] as ExercisePackage];
});

test('every exercise has one', () => {
  const ids = exercises.map(({ manifest }) => manifest.id);
  expect(packages.map(([id]) => id)).toEqual(ids.sort());
});

test('the suites are those of a student’s copy', async () => {
  const compiled = new Map(await compiledSuites(layout, exercises));
  for (const [id, { chapter, suite, meta }] of packages) {
    expect(suite.code).toBe(compiled.get(`grader/suites/${chapter}/${id}/suite.bundle.js`));
    expect(meta.properties.map(({ visibility }) => visibility)).not.toContain('geheim');
  }
});

test('of references there is only what others are built on, and that as a bundle', async () => {
  for (const [id, content] of packages) {
    const folder = `${layout.solutions}/${content.chapter}/${id}/reference`;
    const { uses, ...others } = content;
    expect(uses.map(({ exercise }) => exercise)).toEqual(
      content.manifest.uses.map(({ exercise }) => exercise),
    );
    const text = JSON.stringify(others);
    for (const [path, source] of await readTypeScript(folder)) {
      if (content.manifest.contract.includes(path)) continue;
      // A comment of more than a line is nobody else's.
      const [comment] = /\/\*\*[\s\S]{200,}?\*\//.exec(source) ?? [];
      const isGiven = Object.values(content.skeleton).some((given) =>
        given.includes(comment ?? ''),
      );
      if (comment !== undefined && !isGiven) {
        expect(text).not.toContain(JSON.stringify(comment).slice(1, -1));
      }
    }
    expect(Object.values(content.skeleton).join('')).toContain('TODO');
    expect(content.types['#simulator']).toContain('Context');
    expect(Object.values(content.types).join('')).toContain('interface StableStorage');
  }
});

test('a player that changes runs, the simulator and a whole suite stay below 150 KB over the wire', () => {
  const sizes = [...reportPrograms(files)];
  expect(sizes.map(([id]) => id).sort()).toEqual(
    exercises.map(({ manifest }) => manifest.id).sort(),
  );
  console.log(sizes.map(([id, bytes]) => `${id} ${(bytes / 1000).toFixed(1)} kB`).join(', '));
  expect(sizes.filter(([, bytes]) => bytes > 150_000)).toEqual([]);
});

test('the parts are small enough to be loaded', () => {
  const parts = [...files].filter(([name]) => name.startsWith('werkstatt/teile/'));
  expect(parts.map(([name]) => name)).toEqual([
    'werkstatt/teile/clerk.js',
    'werkstatt/teile/esbuild.js',
    'werkstatt/teile/typescript.js',
  ]);
  // Characters: base64 of what gzip made, but for the clerk.
  const total = parts.reduce((sum, [, code]) => sum + code.length, 0);
  expect(total).toBeLessThan(7_500_000);
});
