import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../catalogue/catalogue.ts';
import { ownLayout } from '../catalogue/layout.ts';
import { plainPaint } from '../feedback/paint.ts';
import { SuiteStore } from '../judging/suite-store.ts';
import { chapterResultSchema, type PropertyResult } from '../results/result.ts';
import { loadVariants } from '../verify/variants.ts';
import { defaultSeed } from './invocation.ts';
import { runCheck } from './run-check.ts';
import { StateFolder } from './state-folder.ts';

const layout = ownLayout();
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wenige-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Checked {
  readonly properties: readonly PropertyResult[];
  readonly printed: string;
}

async function check(exercise: string, variant: string, runs: number): Promise<Checked> {
  const json = join(folder, 'out.json');
  const printed: string[] = [];
  const invocation = { seed: defaultSeed, watch: false, hint: false, debug: false };
  await runCheck(
    { ...invocation, names: [exercise], variant, runs, json },
    {
      layout,
      suites: new SuiteStore(),
      loadVariants,
      state: new StateFolder(join(folder, 'state')),
      terminal: {
        paint: plainPaint,
        progressOutput: { write: () => true },
        print: (lines) => printed.push(...lines),
        complain: () => undefined,
      },
      signal: new AbortController().signal,
      nowMs: () => 0,
    },
  );
  const result = chapterResultSchema.parse(JSON.parse(await readFile(json, 'utf8')));
  return {
    properties: result.exercises.flatMap(({ properties }) => properties),
    printed: printed.join('\n'),
  };
}

/** The reference and every other solution that is right. */
async function rightVariants(exercise: string): Promise<string[]> {
  const exercises = (await loadCatalogue(layout)).flatMap((chapter) => chapter.exercises);
  const found = exercises.find(({ manifest }) => manifest.id === exercise);
  if (found === undefined) throw new Error(`no exercise ${exercise}`);
  return (await loadVariants(layout, found))
    .filter(({ kind }) => kind === 'reference' || kind === 'alternative')
    .map(({ id }) => id);
}

const passed = ({ status }: PropertyResult) => status === 'bestanden';

describe('with fewer runs than planned', { timeout: 300_000 }, () => {
  it.each(['config-store', 'lamport'])('nothing right is found wrong: %s', async (exercise) => {
    const variants = await rightVariants(exercise);
    expect(variants.length).toBeGreaterThanOrEqual(4);
    for (const variant of variants) {
      const { properties, printed } = await check(exercise, variant, 1);
      const open = properties.filter((property) => !passed(property));
      for (const { status, message } of open) {
        expect(status).toBe('nicht-abgeschlossen');
        expect(message).toMatch(/^Nicht beurteilt: .* ein Ablauf genügt nicht/);
      }
      if (open.length > 0) expect(printed).toContain('Verletzt ist nichts');
      expect(printed).not.toMatch(/Beheben Sie|Ebenfalls nicht erfüllt|Hinweis /);
    }
  });

  it('more of them decide more', async () => {
    const decided = async (runs: number) =>
      (await check('config-store', 'reference', runs)).properties
        .filter(passed)
        .map(({ id }) => id);
    const [one, six, many] = [await decided(1), await decided(6), await decided(100)];
    expect(six).toEqual(expect.arrayContaining(one));
    expect(many).toEqual(expect.arrayContaining(six));
    expect(six.length).toBeLessThan(many.length);
  });

  it('what is wrong is still found wrong', async () => {
    const { properties } = await check('lamport', 'skeleton', 1);
    expect(properties.map(({ status }) => status)).not.toContain('nicht-abgeschlossen');
    expect(properties.some(passed)).toBe(false);
  });
});
