import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { exerciseManifestSchema } from '../catalogue/manifest.ts';
import { exceptionMeaning } from '../results/exception-meaning.ts';
import type { SubmissionFault } from '../simulator/trace.ts';
import type { NotCompleted, SandboxOutcome } from './outcome.ts';
import { prepareSubmission } from './prepare.ts';
import type { Refusal, RefusalRule } from './refusal.ts';
import { runInSandbox } from './run-in-sandbox.ts';
import { bundleSuite, type SuiteBundle } from './suite-bundle.ts';
import { outcomeMessage, refusalMessage } from './wording.ts';

/**
 * Every submission of the corpus through the real thing: preparation, child process, report. The
 * suite has four properties; `verdicts` has a letter for each: `agrees` (all nodes learn the sum),
 * `isolated` (cut off, they do not), `forgets` (a restart loses everything) and `doubles` (a plain
 * function). `h` holds, `v` is violated, `f` fails with the fault described. An `h` is only right
 * where the submission does what the property asks for.
 */
type Expected =
  | {
      readonly verdicts: string;
      readonly kind?: SubmissionFault['kind'];
      readonly line?: number;
      /** How the fault's detail begins. */
      readonly detail?: string;
    }
  | { readonly refused: RefusalRule; readonly line: number; readonly detail: string }
  | { readonly notCompleted: readonly NotCompleted[]; readonly silenceMs?: number };

const cases: Readonly<Record<string, Expected>> = {
  'async-handler': { refused: 'asynchronous', line: 29, detail: 'async' },
  'caught-context-error': { verdicts: 'vvhh' },
  'console-channel': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 6,
    detail: 'Cannot add property total, object is not exte',
  },
  'constructor-constructor': {
    verdicts: 'fffh',
    kind: 'exception',
    line: 10,
    detail: 'Function.prototype.constructor is not a valid',
  },
  'date-now': {
    verdicts: 'hhhf',
    kind: 'exception',
    line: 25,
    detail: '„Date“ gibt es hier nicht',
  },
  debugger: { refused: 'forbidden-syntax', line: 25, detail: 'debugger' },
  'deep-recursion': { verdicts: 'hhhf', kind: 'recursion', line: 24, detail: 'double' },
  'direct-eval': { refused: 'forbidden-syntax', line: 5, detail: 'eval' },
  'dynamic-import': { refused: 'dynamic-import', line: 5, detail: 'node:fs' },
  'dynamic-import-computed': { refused: 'dynamic-import', line: 5, detail: 'import()' },
  empty: { verdicts: 'ffff', kind: 'missing-export' },
  'endless-comparator': { verdicts: 'hhhf', kind: 'step-budget', line: 26, detail: 'while' },
  'endless-generator': { verdicts: 'hhhf', kind: 'step-budget', line: 6, detail: 'for' },
  'endless-getter': { verdicts: 'fffh', kind: 'step-budget', line: 16, detail: 'for' },
  'endless-handler': { verdicts: 'fhfh', kind: 'step-budget', line: 11, detail: 'while' },
  'endless-import': { verdicts: 'ffff', kind: 'step-budget', line: 5, detail: 'while' },
  'endless-import-slow-catch': { verdicts: 'ffff', kind: 'step-budget', line: 7, detail: 'while' },
  'endless-inspect': { verdicts: 'hhhh' },
  'endless-labels': { verdicts: 'hhhf', kind: 'step-budget', line: 25 },
  'endless-outer': { verdicts: 'hhhf', kind: 'step-budget', line: 32, detail: 'while' },
  'endless-swallowed': { verdicts: 'fhfh', kind: 'step-budget', line: 13, detail: 'for' },
  'error-constructor': {
    verdicts: 'fffh',
    kind: 'exception',
    line: 13,
    detail: 'Function.prototype.constructor is not a valid',
  },
  'exit-at-import': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 6,
    detail: '„process“ gibt es hier nicht',
  },
  'export-missing': { verdicts: 'ffff', kind: 'missing-export' },
  'export-proto': { verdicts: 'hhhh' },
  'export-proxy-function': {
    verdicts: 'fffv',
    kind: 'exception',
    detail: "Cannot read properties of null (reading 'onSt",
  },
  'export-then': { verdicts: 'hhhh' },
  'export-wrong': { verdicts: 'ffff', kind: 'missing-export' },
  'for-await': { refused: 'asynchronous', line: 5, detail: 'async' },
  'forged-descriptors': { refused: 'require', line: 7, detail: 'require' },
  'forged-stdout': { verdicts: 'vvhv' },
  'generator-constructor': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 7,
    detail: 'Function.prototype.constructor is not a valid',
  },
  'global-process': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 7,
    detail: '„process“ gibt es hier nicht',
  },
  'global-write': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: "Cannot assign to read only property 'Map' of ",
  },
  'harmless-lookalikes': { verdicts: 'hhhh' },
  'has-instance': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: 'Cannot define property Symbol(Symbol.hasInsta',
  },
  'import-absolute': { refused: 'foreign-import', line: 4, detail: '/etc/hosts' },
  'import-fs': { refused: 'foreign-import', line: 4, detail: 'node:fs' },
  'import-meta': { refused: 'import-meta', line: 5, detail: 'import.meta' },
  'import-package': { refused: 'foreign-import', line: 4, detail: 'fast-check' },
  'import-suite': { refused: 'unresolved-import', line: 4, detail: '../../hostile-suite/suite.ts' },
  'indirect-eval': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: '„eval“ gibt es hier nicht',
  },
  'inspect-side-effects': { verdicts: 'vhhh' },
  'inspect-throws': { verdicts: 'hhhh' },
  'lying-inspect': { verdicts: 'vvhh' },
  'math-random': {
    verdicts: 'hhhf',
    kind: 'exception',
    line: 25,
    detail: '„Math.random“ gibt es hier nicht',
  },
  'memory-array-from': { verdicts: 'hhhf', kind: 'step-budget', line: 25 },
  'memory-arrays': { notCompleted: ['memory'] },
  'memory-buffers': {
    verdicts: 'hhhf',
    kind: 'exception',
    line: 27,
    detail: '„Uint8Array“ gibt es hier nicht',
  },
  'memory-fill': { notCompleted: ['no-progress', 'memory'], silenceMs: 2_000 },
  'memory-map': { verdicts: 'fffh', kind: 'step-budget', line: 11, detail: 'for' },
  'memory-repeat': {
    verdicts: 'hhhf',
    kind: 'exception',
    line: 25,
    detail: 'Invalid string length',
  },
  'memory-string-length': {
    verdicts: 'hhhf',
    kind: 'exception',
    line: 26,
    detail: 'Invalid string length',
  },
  'memory-strings': { verdicts: 'hhhf', kind: 'recursion', line: 28 },
  'message-array-getter': { verdicts: 'vvhh' },
  'message-cyclic': {
    verdicts: 'fffh',
    kind: 'bad-message',
    line: 18,
    detail: 'too-deep-or-cyclic',
  },
  'message-deep': { verdicts: 'fffh', kind: 'bad-message', line: 18, detail: 'too-deep-or-cyclic' },
  'message-flood': { verdicts: 'fhfh', kind: 'flood' },
  'message-function': { verdicts: 'fffh', kind: 'bad-message', line: 15, detail: 'function' },
  'message-getter': { verdicts: 'vvhh' },
  'message-huge': { verdicts: 'fffh', kind: 'bad-message', line: 15, detail: 'too-large' },
  'message-instance': { verdicts: 'fffh', kind: 'bad-message', line: 20, detail: 'not-plain' },
  'message-long-text': { verdicts: 'fffh', kind: 'bad-message', line: 15, detail: 'too-large' },
  'message-mutated': { verdicts: 'vhhh' },
  'message-nan': { verdicts: 'fffh', kind: 'bad-message', line: 15, detail: 'not-finite' },
  'message-proto': { verdicts: 'fffh', kind: 'bad-message', line: 15, detail: 'forbidden-name' },
  'message-symbol': { verdicts: 'fffh', kind: 'bad-message', line: 15, detail: 'symbol' },
  'message-throwing-getter': { verdicts: 'fffh', kind: 'exception', line: 15, detail: 'biss' },
  'message-to-json': { verdicts: 'fffh', kind: 'bad-message', line: 15, detail: 'function' },
  'missing-import': { refused: 'unresolved-import', line: 4, detail: './helper.ts' },
  'mutual-recursion': { verdicts: 'hhhf', kind: 'recursion', line: 6, detail: 'odd' },
  'new-function': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: 'Function.prototype.constructor is not a valid',
  },
  'output-flood': { verdicts: 'hhhh' },
  'own-console': { verdicts: 'hhhh' },
  'own-names': { verdicts: 'hhhh' },
  'patched-array': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: "Cannot assign to read only property 'every' o",
  },
  'patched-array-push': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: 'Cannot redefine property: push',
  },
  'patched-call': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: "Cannot assign to read only property 'call' of",
  },
  'patched-context': {
    verdicts: 'fffh',
    kind: 'exception',
    line: 9,
    detail: "Cannot assign to read only property 'send' of",
  },
  'patched-iterator': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: "Cannot assign to read only property 'next' of",
  },
  'patched-json': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: "Cannot assign to read only property 'stringif",
  },
  'patched-map': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: "Cannot assign to read only property 'get' of ",
  },
  'patched-math': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: "Cannot assign to read only property 'max' of ",
  },
  'patched-object-is': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: "Cannot assign to read only property 'is' of f",
  },
  'patched-peers': {
    verdicts: 'fffh',
    kind: 'exception',
    line: 9,
    detail: "Cannot assign to read only property 'length' ",
  },
  'patched-regexp': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: "Cannot assign to read only property 'exec' of",
  },
  'polluted-defaults': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: 'Cannot define property fault, object is not e',
  },
  'polluted-proto': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 6,
    detail: 'Cannot add property outcome, object is not ex',
  },
  'polluted-prototype': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: 'Cannot add property verdict, object is not ex',
  },
  'prepare-stack-trace': { verdicts: 'vvhf', kind: 'exception', line: 27 },
  'process-binding': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 6,
    detail: '„process“ gibt es hier nicht',
  },
  'process-null': {
    verdicts: 'fffv',
    kind: 'exception',
    detail: "Cannot read properties of null (reading 'onSt",
  },
  promise: {
    verdicts: 'hhhf',
    kind: 'exception',
    line: 25,
    detail: '„Promise“ gibt es hier nicht',
  },
  proxy: { verdicts: 'hhhf', kind: 'exception', line: 25, detail: '„Proxy“ gibt es hier nicht' },
  'recursion-at-the-edge': { verdicts: 'fffh', kind: 'recursion', line: 9 },
  'recursion-coercion': { verdicts: 'hhhf', kind: 'recursion', line: 25 },
  'recursion-field': { verdicts: 'hhhf', kind: 'recursion', line: 6 },
  'recursion-generator': { verdicts: 'hhhf', kind: 'recursion', line: 6 },
  'recursion-getter': { verdicts: 'hhhf', kind: 'recursion', line: 26, detail: 'value' },
  'recursion-parameter': { verdicts: 'hhhf', kind: 'recursion', line: 5 },
  'recursion-swallowed': { verdicts: 'hhhf', kind: 'recursion', line: 24, detail: 'double' },
  'regex-catastrophe': { notCompleted: ['no-progress'], silenceMs: 2_000 },
  'replaced-contract': { verdicts: 'hhhh' },
  'require-call': { refused: 'require', line: 6, detail: 'node:fs' },
  'require-computed': { refused: 'require', line: 6, detail: 'node:fs' },
  'respond-forged': { verdicts: 'vvhh' },
  'respond-twice': { verdicts: 'vvvh' },
  'send-flood': { verdicts: 'fffh', kind: 'flood', line: 14 },
  'shared-context': { verdicts: 'vhhh' },
  'shared-error-class': {
    verdicts: 'fffh',
    kind: 'exception',
    line: 14,
    detail: 'Cannot add property total, object is not exte',
  },
  'shared-global': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 6,
    detail: 'Cannot add property total, object is not exte',
  },
  'shared-intrinsic': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 6,
    detail: 'Cannot add property total, object is not exte',
  },
  'shared-memory': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: '„SharedArrayBuffer“ gibt es hier nicht',
  },
  'shared-module': { verdicts: 'vhhh' },
  'shared-symbol': { verdicts: 'vvhh' },
  'shared-template': { verdicts: 'vhhh' },
  'stack-text': { verdicts: 'vvhf', kind: 'exception', line: 21, detail: 'stack: ' },
  'storage-flood': { notCompleted: ['memory', 'no-progress'], silenceMs: 4_000 },
  'survives-crash': { verdicts: 'hhhh' },
  'swapped-prototype': {
    verdicts: 'ffff',
    kind: 'exception',
    line: 5,
    detail: '[object Array] is not extensible',
  },
  'syntax-error': { refused: 'syntax-error', line: 2, detail: 'Expected ")" but found "{"' },
  thenable: { verdicts: 'fffh', kind: 'asynchronous', detail: 'onRequest' },
  'thenable-getter': { verdicts: 'fffh', kind: 'exception', line: 17, detail: 'biss' },
  'thenable-result': { verdicts: 'hhhf', kind: 'bad-message', detail: 'function' },
  'throws-context-error': { verdicts: 'fffh', kind: 'exception', line: 18 },
  'throws-fault': { verdicts: 'hhhf', kind: 'exception', line: 25, detail: 'holds' },
  'throws-getter': { verdicts: 'hhhf', kind: 'exception', line: 5 },
  'throws-huge': {
    verdicts: 'hhhf',
    kind: 'exception',
    line: 25,
    detail: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  },
  'throws-null': { verdicts: 'hhhf', kind: 'exception', detail: 'null' },
  'throws-overflow': { verdicts: 'hhhf', kind: 'recursion', line: 25 },
  'throws-symbol': { verdicts: 'hhhf', kind: 'exception', detail: 'Symbol(unlesbar)' },
  'throws-thenable': {
    verdicts: 'hhhf',
    kind: 'exception',
    detail: '{ then: [Function], toString: [Function], kin',
  },
  'throws-todo': {
    verdicts: 'hhhf',
    kind: 'todo',
    line: 25,
    detail: 'TODO(0.1): double fehlt noch.',
  },
  'throws-undefined': { verdicts: 'hhhf', kind: 'exception', detail: 'undefined' },
  'timer-flood': { verdicts: 'fffh', kind: 'flood' },
  'top-level-await': { refused: 'asynchronous', line: 5, detail: 'await' },
  'value-import': { refused: 'value-import', line: 4, detail: '#simulator' },
  'weak-ref': {
    verdicts: 'hhhf',
    kind: 'exception',
    line: 25,
    detail: '„WeakRef“ gibt es hier nicht',
  },
  'with-statement': {
    refused: 'syntax-error',
    line: 3,
    detail: 'With statements cannot be used in an ECMAScript module',
  },
};

const exerciseDir = join(import.meta.dirname, 'hostile-suite', 'exercise');
const corpus = join(import.meta.dirname, 'hostile');
const { files, contract } = exerciseManifestSchema.parse(
  JSON.parse(readFileSync(join(exerciseDir, 'manifest.json'), 'utf8')),
);
let suite: SuiteBundle;
let before = '';

/** Everything a submission might want to change. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of [corpus, join(import.meta.dirname, 'hostile-suite')]) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile())
        hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)));
    }
  }
  return hash.digest('hex');
}

beforeAll(async () => {
  before = fingerprint();
  suite = await bundleSuite(join(import.meta.dirname, 'hostile-suite', 'suite.ts'));
});

async function check(sourceDir: string, silenceMs?: number): Promise<SandboxOutcome | Refusal> {
  const prepared = await prepareSubmission({
    sourceDir,
    exerciseDir,
    manifest: { files, contract },
  });
  if (prepared.kind === 'refused') return prepared.refusals[0];
  return runInSandbox(
    { suite, submission: prepared.submission, options: { seed: 1, minimise: false } },
    silenceMs === undefined ? {} : { limits: { silenceMs } },
  );
}

function expectOutcome(outcome: SandboxOutcome | Refusal, expected: Expected): void {
  if ('refused' in expected) {
    const { refused, ...place } = expected;
    expect(outcome).toMatchObject({ rule: refused, file: 'tally.ts', ...place });
    if ('rule' in outcome) expectSentence(refusalMessage(outcome));
  } else if ('notCompleted' in expected) {
    expect(outcome).toMatchObject({ kind: 'not-completed' });
    if (!('reason' in outcome)) return;
    expect(expected.notCompleted).toContain(outcome.reason);
    expectSentence(outcomeMessage(outcome));
  } else {
    expectVerdicts(outcome, expected);
  }
}

function expectVerdicts(
  outcome: SandboxOutcome | Refusal,
  { verdicts, kind, line, detail }: Extract<Expected, { verdicts: string }>,
): void {
  if (!('report' in outcome)) throw new Error(`not completed: ${JSON.stringify(outcome)}`);
  const { properties } = outcome.report;
  expect(properties.map((property) => property.outcome[0]).join('')).toBe(verdicts);
  const fault = properties.find((property) => property.outcome === 'fault')?.counterexample?.fault;
  expect(fault?.kind).toBe(kind);
  if (line !== undefined) expect(fault?.location).toMatchObject({ file: 'tally.ts', line });
  if (detail !== undefined) expect(fault?.detail.slice(0, detail.length)).toBe(detail);
  // No path of this machine is given away.
  expect(fault?.detail ?? '').not.toMatch(/\.(m?js|ts)\b|grader|node:/);
}

function expectSentence(text: string): void {
  expect(text).toMatch(/^[A-ZÄÖÜ„].*[.!?“”]$/su);
}

describe.concurrent('the corpus', () => {
  test('is complete', ({ expect }) => {
    expect(readdirSync(corpus).sort()).toEqual(Object.keys(cases).sort());
  });

  for (const [name, expected] of Object.entries(cases)) {
    test(name, { timeout: 100_000 }, async () => {
      const silenceMs = 'silenceMs' in expected ? expected.silenceMs : undefined;
      expectOutcome(await check(join(corpus, name), silenceMs), expected);
    });
  }
});

test('what a frozen object means is said in German', () => {
  for (const [name, expected] of Object.entries(cases)) {
    if (!/^(patched|polluted|shared-(global|intrinsic)|has-instance)/.test(name)) continue;
    if (!('detail' in expected) || 'refused' in expected) continue;
    expectSentence(exceptionMeaning(`${expected.detail}: object is not extensible`) ?? '');
  }
});

describe('files that are more than text', () => {
  let folder = '';
  const correct = readFileSync(join(exerciseDir, 'tally.ts'), 'utf8');

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
    const secret = join(exerciseDir, 'tally.ts');
    const file = join(folder, 'link-to-file');
    await mkdir(file);
    await symlink(secret, join(file, 'tally.ts'));
    await expectRefusal(file, 'not-a-regular-file', 'unzulaessig');

    const imported = await submit('link-imported', `export * from './solution.ts';\n`);
    await symlink(secret, join(imported, 'solution.ts'));
    await expectRefusal(imported, 'not-a-regular-file', 'unzulaessig');

    const through = await submit('link-to-folder', `export * from './all/tally.ts';\n`);
    await symlink(exerciseDir, join(through, 'all'));
    await expectRefusal(through, 'unresolved-import', 'nicht-auswertbar');
  });
});

afterAll(async () => {
  expect(fingerprint()).toBe(before);
  const running = () => process.getActiveResourcesInfo().includes('ProcessWrap');
  await vi.waitFor(() => expect(running()).toBe(false), { timeout: 10_000 });
});
