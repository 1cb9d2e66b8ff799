import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileCases } from '../../../grader/sandbox/hostile-cases.ts';
import {
  bundleHostileSuite,
  expectOutcome,
  hostileCorpus,
  hostileExercise,
} from '../../../grader/sandbox/hostile-checks.ts';
import type { Preparation } from '../../../grader/sandbox/prepare-sources.ts';
import { inChromium } from '../../browser/chromium.fixture.ts';
import { sharedSite } from '../../browser/site.fixture.ts';
import { readEnd } from './clerk/read-end.ts';
import type { ChamberEnd } from './clerk-calls.ts';
import { type Bench, type MachinePage, openBench } from './page.fixture.ts';

/** What submissions may try: nothing of it reaches the page, and the page stays alive. */

let bench: Bench;
/** The page of what is the same from anywhere. */
let shared: MachinePage | undefined;

// So that the memory of this machine is not what a bomb has to fill.
const flags = ['--js-flags=--max-old-space-size=320'];

inChromium({ timeout: 400_000, flags }, (chromium) => {
  beforeAll(async () => {
    const suite = await bundleHostileSuite();
    const read = (name: string) => readFileSync(join(hostileExercise, name), 'utf8');
    const manifest = JSON.parse(read('manifest.json')) as { contract: string[] };
    const contract = Object.fromEntries(manifest.contract.map((name) => [name, read(name)]));
    const exercise = JSON.stringify({ manifest, contract, suite });
    const { files } = await sharedSite();
    bench = await openBench(chromium.browser, [
      ...[...files].filter(([name]) => name.startsWith('werkstatt/teile/')),
      ['werkstatt/hostile.js', `globalThis.werkstatt = { hostile: ${exercise} };`],
    ]);
  }, 400_000);
  afterAll(() => bench?.close());

  async function outcomeOf(page: MachinePage, name: string): Promise<unknown> {
    const folder = join(hostileCorpus, name);
    const names = readdirSync(folder).filter((file) => file.endsWith('.ts'));
    const files = Object.fromEntries(names.map((n) => [n, readFileSync(join(folder, n), 'utf8')]));
    const task = `{ exercise: werkstatt.hostile, files: ${JSON.stringify(files)} }`;
    const prepared = await page.evaluate<Preparation>(`machine.clerk.call('prepare', ${task})`);
    if (prepared.kind === 'refused') return prepared.refusals[0];
    const { submission } = prepared;
    const data = { submission, uses: [], options: { seed: 1, minimise: false } };
    return readEnd(
      await page.evaluate<ChamberEnd>(
        `machine.runInChamber({ program: werkstatt.hostile.suite.code, data: ${JSON.stringify(data)} })`,
      ),
    );
  }

  const run = (page: MachinePage, program: string, limits: object = {}): Promise<ChamberEnd> =>
    page.evaluate(
      `machine.runInChamber({ program: ${JSON.stringify(program)}, data: {} }, { limits: ${JSON.stringify(limits)} })`,
    );

  /** Eight megabytes a step. */
  const bomb = 'const all = []; for (;;) all.push(new Array(1_000_000).fill(all.length));';
  const harmless = "host.send({ kind: 'report' });";

  test.each([
    'endless-handler',
    'polluted-prototype',
    'patched-json',
    'forged-stdout',
    'global-process',
    'promise',
    'import-fs',
    'own-names',
  ])('%s ends as it does elsewhere', async (name) => {
    const expected = hostileCases[name];
    if (expected === undefined) throw new Error('no such case');
    shared ??= await bench.open('file');
    const outcome = await outcomeOf(shared, name);
    expectOutcome(outcome as Parameters<typeof expectOutcome>[0], expected);
  });

  describe.each(['file', 'http'] as const)('from %s', (from) => {
    let page: MachinePage;
    beforeAll(async () => {
      page = await bench.open(from);
    }, 100_000);

    test('a memory bomb takes nothing along but its own frame', async () => {
      const end = await run(page, bomb, { deadMs: 4_000, silenceMs: 150_000 });
      expect(end).toEqual({ kind: 'not-completed', reason: 'memory' });
      expect(await page.evaluate('document.querySelectorAll("iframe").length')).toBe(0);
      expect(await run(page, harmless)).toMatchObject({ kind: 'said' });
    });

    test('a program that rests for ever is ended', async () => {
      const end = await run(page, 'for (;;);', { silenceMs: 500 });
      expect(end).toEqual({ kind: 'not-completed', reason: 'no-progress' });
    });

    test('who is no longer wanted is ended at once', async () => {
      const job = `machine.runInChamber({ program: 'for (;;);', data: {} }, { signal })`;
      expect(await page.evaluate(`machine.abort(300, (signal) => ${job})`)).toBe('enough');
      expect(await page.evaluate('document.querySelectorAll("iframe").length')).toBe(0);
    });

    test('even outside of the compartment there is no way out', async () => {
      const program = `
        const names = ['localStorage', 'document', 'parent', 'opener'].filter((name) => name in self);
        let stored = '';
        try { indexedDB.open('x'); stored = 'opened'; } catch (error) { stored = error.name; }
        let asked = '';
        const request = new XMLHttpRequest();
        try { request.open('GET', 'http://127.0.0.1:9/', false); request.send(); asked = 'sent'; }
        catch (error) { asked = error.name; }
        host.send({ kind: 'report', names, stored, asked, origin: self.origin });`;
      const end = await run(page, program);
      if (end.kind !== 'said') throw new Error(JSON.stringify(end));
      expect(JSON.parse(end.messages[0] ?? '')).toMatchObject({
        names: [],
        stored: 'SecurityError',
        asked: 'NetworkError',
        origin: 'null',
      });
    });

    test('what is not said through the host is garbled', async () => {
      const end = await run(page, `self.postMessage('{"kind":"report","seq":0}');`);
      expect(end).toEqual({ kind: 'not-completed', reason: 'garbled' });
    });

    test('there was nothing to complain about', () => {
      expect(page.complaints).toEqual([]);
    });
  });
});
