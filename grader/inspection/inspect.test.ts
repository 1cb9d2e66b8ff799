import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Finding } from '../results/result.ts';
import { inspect } from './inspect.ts';
import { currentSkeletons, skeletonsFile } from './skeleton.ts';
import {
  counterProtocol,
  counterSkeleton,
  counterSolution,
  type TemporarySubmission,
  temporarySubmission,
} from './temporary-submission.ts';

const opened: TemporarySubmission[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((submission) => submission.remove()));
});

type Files = Readonly<Record<string, string | Uint8Array>>;

async function open(files: Files): Promise<TemporarySubmission> {
  const submission = await temporarySubmission(files);
  opened.push(submission);
  return submission;
}

async function inspectFiles(files: Files, inPlace = false) {
  const { exerciseDir, sourceDir, manifest } = await open(files);
  const exercise = inPlace ? sourceDir : exerciseDir;
  return inspect({
    sourceDir,
    exerciseDir: exercise,
    exerciseRelative: 'abgabe/zaehler',
    manifest,
  });
}

/** The solution with a part replaced. */
function solution(find: string, replace: string): Files {
  expect(counterSolution).toContain(find);
  return { 'counter.ts': counterSolution.replace(find, replace) };
}

const summary = (findings: readonly Finding[]) =>
  findings.map(({ severity, rule, file, line }) => [severity, rule, file, line]);

describe('correct solutions, written in many ways, pass without a finding', () => {
  const body = "import type { Tick } from './protocol.ts';\n";
  test.each<[string, Files]>([
    ['as expected', { 'counter.ts': counterSolution }],
    ['with a byte order mark', { 'counter.ts': `\uFEFF${counterSolution}` }],
    ['with Windows line ends', { 'counter.ts': counterSolution.replaceAll('\n', '\r\n') }],
    [
      'with its own copy of the contract',
      { 'counter.ts': counterSolution, 'protocol.ts': counterProtocol },
    ],
    [
      'with a contract that passes on the given one',
      {
        'counter.ts': counterSolution,
        'protocol.ts': "// Vorgegeben.\nexport * from '../exercise/protocol.ts';\n",
      },
    ],
    [
      'with names that mean something elsewhere',
      solution(
        'let total = 0;',
        'let total = 0; const process = { then: () => 1, fetchNext: 2 }; const date = process.then(); void date;',
      ),
    ],
    [
      'with a type of one’s own called Promise',
      solution('let total = 0;', 'type Promise = number; let total: Promise = 0;'),
    ],
    [
      'with another name for a parameter',
      { 'counter.ts': counterSolution.replaceAll('context', 'ctx') },
    ],
    [
      'as a class of its own',
      {
        'counter.ts': `import type { Context, NodeId, Process } from '#simulator';\n${body}
export const limit = 10;
export const Clock = class { #time = 0; tick() { return (this.#time += 1); } };
class Counter implements Process<Tick> {
  private total = 0;
  constructor(private readonly context: Context<Tick>) {}
  onMessage(from: NodeId, { amount }: Tick) {
    this.total = Math.min(limit, this.total + amount);
    this.context.send(from, { type: 'Tick', amount: this.total });
  }
  inspect() { return { total: this.total }; }
}
export const createCounter = (context: Context<Tick>) => new Counter(context);
`,
      },
    ],
    [
      'split into files and folders',
      {
        'counter.ts':
          "export { Clock, limit } from './parts/clock.ts';\nexport * from './parts/counter';\n",
        'parts/clock.ts':
          'class Watch { time = 0; tick(): number { return ++this.time; } }\nexport { Watch as Clock };\nexport const limit: number = 10;\n',
        'parts/counter.ts': `import type { Context, Process } from '#simulator';
import type { Tick } from '../protocol.ts';
function createCounter(context: Context<Tick>): Process<Tick> {
  return { onMessage: (from, message) => context.send(from, message) };
}
export { createCounter };
`,
      },
    ],
    [
      'with tests beside it',
      {
        'counter.ts': counterSolution,
        'counter.test.ts':
          "import { test } from 'vitest';\ntest('x', async () => { await Promise.resolve(Date.now()); });\n",
      },
    ],
    [
      'with extra exports and constants',
      solution(
        'export class Clock',
        'const names = new Map([["a", 1]]);\nfor (const name of ["b", "c"]) names.set(name, 2);\nexport const size = names.size;\nexport class Clock',
      ),
    ],
    [
      'with a signature made by a factory',
      {
        'counter.ts': counterSolution
          .replace(
            'export function createCounter(context: Context<Tick>): Process<Tick> {',
            'const make = (bound: number) => function counter(context: Context<Tick>): Process<Tick> {\n  void bound;',
          )
          .concat('export const createCounter = make(limit);\n'),
      },
    ],
  ])('%s', async (_, files) => {
    const inspection = await inspectFiles(files);
    expect(inspection).toEqual({ findings: [], gate: 'auswertbar', state: 'bearbeitet' });
  });
});

describe('what does not compile is not judged, and says why', () => {
  test('a type error, in the student’s words and at its place', async () => {
    const { gate, message, findings, state } = await inspectFiles(
      solution('this.time += 1;', "this.time += '1';"),
    );
    expect(gate).toBe('nicht-auswertbar');
    expect(state).toBe('bearbeitet');
    expect(message).toContain('ein Fehler, in counter.ts, Zeile 9');
    expect(findings).toEqual([
      {
        rule: 'type-error',
        severity: 'fehler',
        message: 'Ein Wert vom Typ „string“ passt nicht dorthin, wo „number“ verlangt ist.',
        file: 'counter.ts',
        line: 9,
        column: 5,
      },
    ]);
  });

  test('an error of form hides nothing else and accuses nobody', async () => {
    const { gate, findings } = await inspectFiles(
      solution('let total = 0;', 'let total = ; Date.now('),
    );
    expect(gate).toBe('nicht-auswertbar');
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(['syntax-error']));
  });

  test('a name that is nowhere', async () => {
    const { gate, findings } = await inspectFiles(solution('Math.min(limit', 'Math.min(maximum'));
    expect(gate).toBe('nicht-auswertbar');
    expect(findings[0]?.message).toContain('„maximum“ gibt es hier nicht');
  });

  test('an export that is gone, with what is wanted', async () => {
    const { gate, message, findings } = await inspectFiles(
      solution('export function createCounter', 'export function makeCounter'),
    );
    expect(gate).toBe('nicht-auswertbar');
    expect(summary(findings)).toEqual([['fehler', 'export-missing', 'counter.ts', 1]]);
    expect(message).toContain(
      '„export function createCounter(context: Context<Tick>): Process<Tick>“',
    );
  });

  test('an export that is only a type', async () => {
    const { gate, findings } = await inspectFiles(
      solution('export const limit: number = 10;', 'const limit = 10; export type limit = number;'),
    );
    expect(gate).toBe('nicht-auswertbar');
    expect(findings[0]?.rule).toBe('export-missing');
  });

  test('an export of another kind', async () => {
    const { findings } = await inspectFiles({
      'counter.ts': counterSolution
        .replace('export class Clock', 'class Watch')
        .concat('export const Clock = () => new Watch();\n'),
    });
    expect(summary(findings)).toEqual([['fehler', 'export-of-wrong-kind', 'counter.ts', 23]]);
    expect(findings[0]?.message).toContain('muss eine Klasse sein, ist hier aber eine Funktion');
  });

  test('a function that wants more than it will get', async () => {
    const { gate, findings } = await inspectFiles(
      solution('(context: Context<Tick>)', '(context: Context<Tick>, start: number)'),
    );
    expect(gate).toBe('nicht-auswertbar');
    expect(summary(findings)).toEqual([['fehler', 'signature-changed', 'counter.ts', 14]]);
  });

  test('many errors are cut short', async () => {
    const wrong = Array.from({ length: 50 }, (_, index) => `const v${index}: number = 'x';`);
    const { findings, message } = await inspectFiles({
      'counter.ts': `${counterSolution}${wrong.join('\n')}`,
    });
    expect(message).toContain('50 Fehler');
    expect(findings).toHaveLength(21);
    expect(findings.at(-1)?.message).toContain('30 weitere Fehler');
  });
});

describe('signatures', () => {
  test('other types are a warning: running it decides', async () => {
    const { gate, findings } = await inspectFiles(
      solution('tick(): number {', 'tick(): unknown {'),
    );
    expect(gate).toBe('auswertbar');
    expect(summary(findings)).toEqual([['warnung', 'signature-changed', 'counter.ts', 8]]);
    expect(findings[0]?.message).toContain('„Clock.tick(): number“');
  });

  test('a method that is gone', async () => {
    const { gate, findings } = await inspectFiles(solution('  tick(): number', '  next(): number'));
    expect(gate).toBe('auswertbar');
    expect(summary(findings)).toEqual([['warnung', 'member-missing', 'counter.ts', 6]]);
  });

  test('fewer parameters are allowed', async () => {
    const { gate, findings } = await inspectFiles({
      'counter.ts': counterSolution
        .replace('createCounter(context: Context<Tick>)', 'createCounter()')
        .replace('import type { Context, Process }', 'import type { Process }')
        .replace("context.send(from, { type: 'Tick', amount: total });", 'void from;'),
    });
    expect(gate).toBe('auswertbar');
    expect(summary(findings)).toEqual([['hinweis', 'signature-changed', 'counter.ts', 14]]);
  });

  test('line breaks, quotes and the notation of lists do not count', async () => {
    const { findings } = await inspectFiles(
      solution(
        '(context: Context<Tick>): Process<Tick>',
        '(\n  context: Context<\n    Tick\n  >,\n): Process< Tick >',
      ),
    );
    expect(findings).toEqual([]);
  });
});

describe('what is not allowed', () => {
  test('is named with its line and what to use instead', async () => {
    const { gate, message, findings } = await inspectFiles(
      solution('total = Math.min', 'setTimeout(() => {}, Date.now());\n      total = Math.min'),
    );
    expect(gate).toBe('unzulaessig');
    expect(message).toContain('in counter.ts, Zeile 18');
    // The compiler does not know `setTimeout` either, but need not say so again.
    expect(summary(findings)).toEqual([
      ['fehler', 'forbidden-timer', 'counter.ts', 18],
      ['fehler', 'forbidden-date-now', 'counter.ts', 18],
    ]);
    expect(findings[1]?.message).toContain('„context.now()“');
  });

  test('an async handler', async () => {
    const { gate, findings } = await inspectFiles({
      'counter.ts': counterSolution
        .replace('onMessage(from, message) {', 'async onMessage(from, message) {')
        .replace('total = Math', 'await null;\n      total = Math'),
    });
    expect(gate).toBe('unzulaessig');
    expect(summary(findings)).toEqual([['fehler', 'forbidden-async', 'counter.ts', 17]]);
    expect(findings[0]?.message).toContain('Ebenso in Zeile 18.');
  });

  test('an import of Node’s', async () => {
    const { gate, findings } = await inspectFiles({
      'counter.ts': `import { readFileSync } from 'node:fs';\nreadFileSync('/etc/passwd');\n${counterSolution}`,
    });
    expect(gate).toBe('unzulaessig');
    expect(summary(findings)).toEqual([['fehler', 'forbidden-foreign-import', 'counter.ts', 1]]);
  });

  test('in a file that is imported, not in one that is not', async () => {
    const helper = 'export const now = () => Date.now();\n';
    const imported = await inspectFiles({
      'counter.ts': `import { now } from './helper.ts';\nvoid now;\n${counterSolution}`,
      'helper.ts': helper,
    });
    expect(summary(imported.findings)).toEqual([['fehler', 'forbidden-date-now', 'helper.ts', 1]]);
    const stray = await inspectFiles({ 'counter.ts': counterSolution, 'helper.ts': helper });
    expect(stray.gate).toBe('auswertbar');
    expect(summary(stray.findings)).toEqual([
      ['hinweis', 'file-not-imported', 'helper.ts', undefined],
    ]);
  });
});

describe('remarks', () => {
  test('state of the module that handlers change', async () => {
    const { gate, findings } = await inspectFiles({
      'counter.ts': counterSolution.replace('  let total = 0;\n', '').concat('let total = 0;\n'),
    });
    expect(gate).toBe('auswertbar');
    expect(summary(findings)).toEqual([['warnung', 'module-state', 'counter.ts', 22]]);
    expect(findings[0]?.message).toContain('„context.storage“');
  });

  test('silenced errors, `any` and what is left to do', async () => {
    const { gate, findings } = await inspectFiles(
      solution(
        'let total = 0;',
        'let total = 0;\n  // @ts-expect-error: muss noch\n  const x: any = missing; // TODO: aufräumen\n  void (x as any);',
      ),
    );
    expect(gate).toBe('auswertbar');
    expect(summary(findings)).toEqual([
      ['hinweis', 'compiler-silenced', 'counter.ts', 16],
      ['hinweis', 'any-type', 'counter.ts', 17],
      ['hinweis', 'todo-left', 'counter.ts', 17],
    ]);
  });

  test('a changed contract is not used', async () => {
    const { gate, findings } = await inspectFiles({
      'counter.ts': counterSolution,
      'protocol.ts': counterProtocol.replace('amount', 'count'),
    });
    expect(gate).toBe('auswertbar');
    expect(summary(findings)).toEqual([['warnung', 'contract-replaced', 'protocol.ts', undefined]]);
  });
});

describe('an unchanged skeleton is told apart from a wrong solution', () => {
  test.each([
    ['as it is', counterSkeleton],
    ['with Windows line ends', counterSkeleton.replaceAll('\n', '\r\n')],
    [
      'reformatted',
      counterSkeleton.replaceAll("'", '"').replaceAll(';\n', '\n').replaceAll('  ', '\t'),
    ],
    ['without comments', counterSkeleton.replace(/^\s*\/[/*].*\n/gm, '')],
    ['with a comment of one’s own', `// Mein Versuch\n${counterSkeleton}`],
  ])('%s', async (_, text) => {
    const { state, gate, findings } = await inspectFiles({ 'counter.ts': text });
    expect([state, gate]).toEqual(['unveraendert', 'auswertbar']);
    expect(summary(findings)).toEqual([['hinweis', 'skeleton-unchanged', undefined, undefined]]);
  });

  test.each([
    ['a changed text', counterSkeleton.replace('fehlt noch', 'fehlt')],
    ['a changed number', counterSkeleton.replace('= 10', '= 11')],
    ['a removed statement', counterSkeleton.replace(/throw new Error\('.*\n/, 'return 1;\n')],
  ])('%s is work', async (_, text) => {
    const { state, gate, findings } = await inspectFiles({ 'counter.ts': text });
    expect([state, gate]).toEqual(['bearbeitet', 'auswertbar']);
    expect(findings.map(({ rule }) => rule)).toEqual(['todo-left']);
  });

  test('the open places are listed, a comment and its `throw` as one', async () => {
    const { findings } = await inspectFiles({ 'counter.ts': counterSkeleton.replace('10', '11') });
    expect(findings[0]).toMatchObject({ rule: 'todo-left', line: 10, column: 8 });
    expect(findings[0]?.message).toContain('Zeilen 10 und 18');
  });

  test('whoever works in the exercise’s folder is compared with the saved copy', async () => {
    const { exerciseDir, manifest } = await open({});
    const request = { sourceDir: exerciseDir, exerciseDir, manifest };
    // Without the copy nothing is known, and nobody is told that he has done nothing.
    expect((await inspect(request)).state).toBe('bearbeitet');
    const chapterDir = dirname(exerciseDir);
    const saved = await currentSkeletons(chapterDir, [manifest]);
    await writeFile(join(chapterDir, skeletonsFile), JSON.stringify(saved));
    expect((await inspect(request)).state).toBe('unveraendert');
    await writeFile(
      join(exerciseDir, 'counter.ts'),
      counterSolution.replace('createCounter(context', 'createCounter(start: number, context'),
    );
    const changed = await inspect(request);
    expect(changed.state).toBe('bearbeitet');
    expect(changed.gate).toBe('nicht-auswertbar');
    expect(changed.findings[0]?.rule).toBe('signature-changed');
  });
});

describe('files that cannot be read', () => {
  test.each<[string, Files, string, number | undefined]>([
    ['UTF-16', { 'counter.ts': Buffer.from(`\uFEFF${counterSolution}`, 'utf16le') }, 'utf-16', 1],
    ['Latin-1', { 'counter.ts': Buffer.from('\n// Zähler', 'latin1') }, 'not-utf-8', 2],
    ['NUL', { 'counter.ts': `\n\n${counterSolution}\0` }, 'nul', 25],
    ['too large', { 'counter.ts': `// ${'x'.repeat(5_000_000)}` }, 'file-too-large', undefined],
    [
      'a folder of that name',
      { 'counter.ts/index.ts': counterSolution },
      'folder-instead-of-file',
      undefined,
    ],
    [
      'missing, with others there',
      { 'counter.ts/x': '', 'helper.ts': '' },
      'folder-instead-of-file',
      undefined,
    ],
  ])('%s', async (_, files, rule, line) => {
    const { gate, message, findings } = await inspectFiles(files);
    expect(gate).toBe('nicht-auswertbar');
    expect(summary(findings)).toEqual([['fehler', rule, 'counter.ts', line]]);
    expect(message).toContain('„counter.ts“');
  });

  test('an empty folder', async () => {
    const { gate, message, findings } = await inspectFiles({});
    expect(gate).toBe('nicht-auswertbar');
    expect(summary(findings)).toEqual([['fehler', 'empty-folder', undefined, undefined]]);
    expect(message).toContain('Im Ordner „abgabe/zaehler“ fehlen alle Dateien');
    expect(message).toContain('„counter.ts“');
  });

  test('no folder', async () => {
    const submission = await open({});
    await rm(submission.sourceDir, { recursive: true });
    const { findings } = await inspect(submission);
    expect(summary(findings)).toEqual([['fehler', 'missing-folder', undefined, undefined]]);
  });

  test('a file instead of a folder', async () => {
    const submission = await open({});
    await rm(submission.sourceDir, { recursive: true });
    await writeFile(submission.sourceDir, counterSolution);
    const { findings } = await inspect(submission);
    expect(summary(findings)).toEqual([['fehler', 'not-a-folder', undefined, undefined]]);
  });

  test.skipIf(process.platform === 'win32')('a symbolic link', async () => {
    const submission = await open({ 'real.txt': counterSolution });
    await symlink(join(submission.sourceDir, 'real.txt'), join(submission.sourceDir, 'counter.ts'));
    const { gate, findings } = await inspect(submission);
    expect(gate).toBe('nicht-auswertbar');
    expect(summary(findings)).toEqual([['fehler', 'symbolic-link', 'counter.ts', undefined]]);
  });

  test('one of several files is missing', async () => {
    const submission = await open({ 'counter.ts': counterSolution });
    const manifest = { ...submission.manifest, files: ['counter.ts', 'log.ts'] };
    await writeFile(join(submission.exerciseDir, 'log.ts'), 'export {};\n');
    const { message, findings } = await inspect({ ...submission, manifest });
    expect(summary(findings)).toEqual([['fehler', 'missing-file', 'log.ts', undefined]]);
    expect(message).toContain('Die Datei „log.ts“ fehlt.');
  });

  test('far too many files', async () => {
    const names = Array.from({ length: 80 }, (_, index) => [`f${index}.ts`, 'export {};']);
    const { findings } = await inspectFiles({
      'counter.ts': counterSolution,
      ...Object.fromEntries(names),
    });
    expect(summary(findings)).toEqual([['fehler', 'too-many-files', undefined, undefined]]);
  });

  test('hidden folders and installed packages are not looked into', async () => {
    const submission = await open({ 'counter.ts': counterSolution });
    for (const folder of ['.git', 'node_modules/x']) {
      await mkdir(join(submission.sourceDir, folder), { recursive: true });
      await writeFile(join(submission.sourceDir, folder, 'index.ts'), 'oops(');
    }
    expect((await inspect(submission)).findings).toEqual([]);
  });
});

describe('sources made to break whoever reads them', () => {
  const deep = 20_000;
  test.each([
    ['parentheses', `const x = ${'('.repeat(deep)}1${')'.repeat(deep)};`],
    ['blocks', `${'{'.repeat(deep)}${'}'.repeat(deep)}`],
    ['lists without an end', `const x = ${'['.repeat(deep)}`],
    ['a sum', `const x = ${'1 + '.repeat(deep)}1;`],
    ['a chain of calls', `const x = Object${'.create(null)'.repeat(8_000)};`],
    ['types', `type X = ${'Array<'.repeat(5_000)}1${'>'.repeat(5_000)};`],
    ['a type without an end', 'type X<N extends 0[]> = X<[...N, 0]>; const x: X<[]> = 1;'],
    [
      'names of the language',
      'const o = { __proto__: null, constructor: 1, toString: 2 }; o.hasOwnProperty;',
    ],
  ])(
    '%s',
    async (_, code) => {
      const { gate, findings } = await inspectFiles({ 'counter.ts': `${counterSolution}${code}` });
      expect(['auswertbar', 'nicht-auswertbar']).toContain(gate);
      for (const { message } of findings) expect(message.length).toBeLessThan(2_000);
    },
    60_000,
  );
});

test('the same submission gives the same findings in the same order', async () => {
  const files = {
    'counter.ts': `import './b.ts';\nimport './a.ts';\n${counterSolution}Date.now(); process.exit();`,
    'a.ts': "export const a: number = 'x'; fetch('y');",
    'b.ts': "export const b: number = 'x';\n// TODO\n",
  };
  const [first, second] = [await inspectFiles(files), await inspectFiles(files)];
  expect(second).toEqual(first);
  expect(summary(first.findings)).toEqual([
    ['fehler', 'type-error', 'a.ts', 1],
    ['fehler', 'forbidden-network', 'a.ts', 1],
    ['fehler', 'type-error', 'b.ts', 1],
    ['fehler', 'forbidden-date-now', 'counter.ts', 25],
    ['fehler', 'forbidden-process', 'counter.ts', 25],
    ['hinweis', 'todo-left', 'b.ts', 2],
  ]);
});
