import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { exceptionMeaning } from '../results/exception-meaning.ts';
import { hostileCases } from './hostile-cases.ts';
import {
  bundleHostileSuite,
  checkHostile,
  expectOutcome,
  expectSentence,
  hostileCorpus,
  hostileExercise,
  limitsFor,
} from './hostile-checks.ts';
import type { Refusal, RefusalRule } from './refusal.ts';
import type { SandboxControls } from './run-in-sandbox.ts';
import type { SuiteBundle } from './suite-bundle.ts';
import { refusalMessage } from './wording.ts';

let suite: SuiteBundle;
let before = '';

/** Everything a submission might want to change. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of [hostileCorpus, dirname(hostileExercise)]) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile())
        hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)));
    }
  }
  return hash.digest('hex');
}

beforeAll(async () => {
  before = fingerprint();
  suite = await bundleHostileSuite();
});

const check = (sourceDir: string, controls?: SandboxControls) =>
  checkHostile(suite, sourceDir, controls);

describe.concurrent('the corpus', () => {
  test('is complete', ({ expect }) => {
    expect(readdirSync(hostileCorpus).sort()).toEqual(Object.keys(hostileCases).sort());
  });

  for (const [name, expected] of Object.entries(hostileCases)) {
    test(name, { timeout: 100_000 }, async () => {
      expectOutcome(await check(join(hostileCorpus, name), limitsFor(expected)), expected);
    });
  }
});

test('what a frozen object means is said in German', () => {
  for (const [name, expected] of Object.entries(hostileCases)) {
    if (!/^(patched|polluted|shared-(global|intrinsic)|has-instance)/.test(name)) continue;
    if (!('detail' in expected) || 'refused' in expected) continue;
    expectSentence(exceptionMeaning(`${expected.detail}: object is not extensible`) ?? '');
  }
});

describe('files that are more than text', () => {
  let folder = '';
  const correct = readFileSync(join(hostileExercise, 'tally.ts'), 'utf8');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function submit(name: string, content: string | Buffer): Promise<string> {
    const sourceDir = join(folder, name);
    await mkdir(sourceDir);
    await writeFile(join(sourceDir, 'tally.ts'), content);
    return sourceDir;
  }

  async function expectRefusal(sourceDir: string, rule: RefusalRule, status: Refusal['status']) {
    const outcome = await check(sourceDir);
    expect(outcome).toMatchObject({ rule, status });
    if ('rule' in outcome) expectSentence(refusalMessage(outcome));
  }

  test.each([
    ['with a byte order mark', `\uFEFF${correct}`],
    ['with line ends of Windows', correct.replaceAll('\n', '\r\n')],
    ['with old line ends', correct.replaceAll('\n', '\r')],
    ['with umlauts', `const größe = 'ß€😀';\n${correct}\nexport { größe };\n`],
  ])('%s they are fine', { timeout: 60_000 }, async (name, content) => {
    expectOutcome(await check(await submit(name, content)), { verdicts: 'hhhh' });
  });

  test.each([
    ['NUL', 'not-text', correct.replace('total', 'total\0')],
    ['latin-1', 'not-text', Buffer.from(`// größer\n${correct}`, 'latin1')],
    ['utf-16', 'not-text', Buffer.from(correct, 'utf16le')],
    ['five-megabytes', 'file-too-large', `${correct}//${'x'.repeat(5 * 1024 * 1024)}`],
  ] as const)('%s is refused', async (name, rule, content) => {
    await expectRefusal(await submit(name, content), rule, 'nicht-auswertbar');
  });

  test('a missing file and a missing folder are named', async () => {
    await mkdir(join(folder, 'nothing'));
    await expectRefusal(join(folder, 'nothing'), 'missing-file', 'nicht-auswertbar');
    await expectRefusal(join(folder, 'not-even-that'), 'missing-file', 'nicht-auswertbar');
  });

  test('a folder in place of a file is refused', async () => {
    await mkdir(join(folder, 'directory', 'tally.ts'), { recursive: true });
    await expectRefusal(join(folder, 'directory'), 'not-a-regular-file', 'unzulaessig');
  });

  test('hundreds of files are refused', async () => {
    const sourceDir = await submit('many', correct);
    for (let i = 0; i < 80; i += 1) await writeFile(join(sourceDir, `part-${i}.ts`), 'export {};');
    await expectRefusal(sourceDir, 'too-many-files', 'nicht-auswertbar');
  });

  test("more of one's own files are fine", { timeout: 60_000 }, async () => {
    const sourceDir = await submit('parts', `export * from './parts/all.js';\n`);
    await mkdir(join(sourceDir, 'parts'));
    const moved = correct.replaceAll('./contract.ts', '../contract.ts');
    await writeFile(join(sourceDir, 'parts', 'all.ts'), moved);
    expectOutcome(await check(sourceDir), { verdicts: 'hhhh' });
  });

  // Creating links takes special rights on Windows.
  test.skipIf(process.platform === 'win32')('links are refused, wherever they are', async () => {
    const secret = join(hostileExercise, 'tally.ts');
    const file = join(folder, 'link-to-file');
    await mkdir(file);
    await symlink(secret, join(file, 'tally.ts'));
    await expectRefusal(file, 'not-a-regular-file', 'unzulaessig');

    const imported = await submit('link-imported', `export * from './solution.ts';\n`);
    await symlink(secret, join(imported, 'solution.ts'));
    await expectRefusal(imported, 'not-a-regular-file', 'unzulaessig');

    const through = await submit('link-to-folder', `export * from './all/tally.ts';\n`);
    await symlink(hostileExercise, join(through, 'all'));
    await expectRefusal(through, 'unresolved-import', 'nicht-auswertbar');
  });
});

afterAll(async () => {
  expect(fingerprint()).toBe(before);
  const running = () => process.getActiveResourcesInfo().includes('ProcessWrap');
  await vi.waitFor(() => expect(running()).toBe(false), { timeout: 10_000 });
});
