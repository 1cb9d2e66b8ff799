import { stat } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownLayout } from '../catalogue/layout.ts';
import { bookProblems, scenesIn } from './book.ts';
import { differing, findSources, orphans, produce, type Source } from './files.ts';
import { ReferenceShelf } from './references.ts';

const layout = ownLayout();
const hasSolutions = await stat(layout.solutions).then(
  () => true,
  () => false,
);
let sources: readonly Source[] = [];
beforeAll(async () => {
  sources = await findSources(layout);
});

it('finds the pictures of scenes, each on a line of its own', () => {
  const text =
    '![a](ablaeufe/eins.svg)\n\nText ![b](ablaeufe/zwei.svg)\n![c](../anderswo/drei.svg)';
  expect(scenesIn(text)).toEqual(['eins']);
});

describe('the book', () => {
  it('shows a worked trace in every chapter, with its text, and every trace somewhere', async () => {
    expect(sources.length).toBeGreaterThan(0);
    expect(await bookProblems(layout, sources)).toEqual([]);
  });

  it('has no results without a source', async () => {
    expect(await orphans(layout, sources)).toEqual([]);
  });

  // Without the reference solutions the results are data.
  it.runIf(hasSolutions)(
    'has traces as the reference solutions play them today (else: npm run scenes)',
    async () => {
      const shelf = new ReferenceShelf(layout);
      const stale: string[] = [];
      for (const source of sources) {
        stale.push(...(await differing(layout, await produce(layout, source, shelf))));
      }
      expect(stale).toEqual([]);
    },
    600_000,
  );
});
