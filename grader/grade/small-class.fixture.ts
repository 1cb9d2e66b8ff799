import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { type Layout, layoutAt, ownLayout } from '../catalogue/layout.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { plainPaint } from '../feedback/paint.ts';
import { SuiteStore } from '../judging/suite-store.ts';
import { readSubmissions } from './input/read-submissions.ts';
import type { GradeInvocation } from './invocation.ts';
import { runGrade } from './run-grade.ts';
import type { GradeSurroundings } from './surroundings.ts';

/**
 * A workbook of two small exercises and a class's submissions, in a temporary folder: `zahl`, with a
 * secret property, and `wort`. A verdict takes a moment.
 */
export class SmallClass {
  readonly printed: string[] = [];
  private handedIn = 0;

  private constructor(readonly root: string) {}

  static async create(): Promise<SmallClass> {
    const made = new SmallClass(await mkdtemp(join(tmpdir(), 'klasse-')));
    for (const [path, text] of Object.entries(files)) await made.put(path, text);
    await made.put('klasse.json', JSON.stringify({ geheimnis: 'x'.repeat(20), startwerte: [7] }));
    return made;
  }

  /** One that is there already. */
  static at(root: string): SmallClass {
    return new SmallClass(root);
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }

  get layout(): Layout {
    return layoutAt(this.root);
  }

  path(...names: readonly string[]): string {
    return join(this.root, ...names);
  }

  async put(path: string, text: string): Promise<void> {
    await mkdir(this.path(path, '..'), { recursive: true });
    await writeFile(this.path(path), text);
  }

  /** A submission of both exercises. Whatever is handed in, nobody else's files are the same. */
  async handIn(name: string, zahl: string, wort: string = shouts): Promise<void> {
    this.handedIn++;
    await this.put(`abgaben/${name}/zahl/zahl.ts`, `${zahl}// ${this.handedIn}\n`);
    await this.put(`abgaben/${name}/wort/wort.ts`, `${wort}// ${this.handedIn}\n`);
  }

  /** Some who can, some who cannot, and one who has hardly begun. */
  async handInAll(): Promise<void> {
    await this.handIn('Anna Alt', doubles);
    await this.handIn('Bert Berg', forgetsZero);
    await this.handIn('Cem Can', doubles, whispers);
    await this.handIn('Dora Dorn', adds);
    await this.handIn('Emil Eck', 'export function double(n: number): number { return n +; }\n');
    await this.put('abgaben/Fina Feld/wort/wort.ts', shouts);
  }

  invocation(options: Partial<GradeInvocation> = {}): GradeInvocation {
    return {
      inputs: [this.path('abgaben')],
      out: this.path('out'),
      classFile: this.path('klasse.json'),
      publish: false,
      withoutJail: true,
      jobs: 2,
      ...options,
    };
  }

  surroundings(signal: AbortSignal = new AbortController().signal): GradeSurroundings {
    return {
      layout: this.layout,
      suites: new SuiteStore(),
      terminal: this.terminal,
      signal,
      nowMs: () => 0,
      readSubmissions,
      jail: { module: '', problem: async () => undefined },
    };
  }

  get terminal(): Terminal {
    return {
      paint: plainPaint,
      progressOutput: { write: () => true },
      print: (lines) => void this.printed.push(...lines),
      complain: (text) => void this.printed.push(text),
    };
  }

  /** The exit code; what was printed before is forgotten. */
  grade(options: Partial<GradeInvocation> = {}, signal?: AbortSignal): Promise<number> {
    this.printed.length = 0;
    return runGrade(this.invocation(options), this.surroundings(signal));
  }

  /** Every file of an output that must be the same in each run, by path. */
  async outputs(folder = 'out'): Promise<ReadonlyMap<string, string>> {
    const names = await readdir(this.path(folder), { recursive: true, withFileTypes: true });
    const paths = names
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.path(folder).length + 1))
      .map((path) => path.split(sep).join('/'))
      .filter((path) => !path.startsWith('protokoll/'))
      .sort();
    const texts = paths.map(
      async (path) => [path, await readFile(this.path(folder, path), 'utf8')] as const,
    );
    return new Map(await Promise.all(texts));
  }
}

export const doubles = 'export function double(n: number): number {\n  return 2 * n;\n}\n';
export const adds = 'export function double(n: number): number {\n  return n + 2;\n}\n';
/** Right but for what only the secret property asks. */
export const forgetsZero = `export function double(n: number): number {
  return n === 0 ? 1 : 2 * n;
}
`;
export const shouts = 'export function shout(s: string): string {\n  return s.toUpperCase();\n}\n';
export const whispers = 'export function shout(s: string): string {\n  return s;\n}\n';

function grader(file: string): string {
  return JSON.stringify(join(ownLayout().root, 'grader', file).replaceAll('\\', '/'));
}

function manifest(id: string, name: string): string {
  return JSON.stringify({
    id,
    number: id === 'zahl' ? '8.1' : '8.2',
    title: `Titel ${id}`,
    summary: 'Sie lernen.',
    files: [`${id}.ts`],
    contract: [],
    exports: { [name]: 'function' },
    parts: [{ id: 'teil', title: 'Teil 1' }],
    chapter: '01.md',
    concepts: ['Begriff'],
  });
}

/** One property for each example: the function applied to it gives the value. */
export function suiteOf(
  exercise: string,
  name: string,
  examples: readonly (readonly [
    id: string,
    visibility: string,
    points: number,
    value: unknown,
    result: unknown,
  ])[],
): string {
  return `import { Probe } from ${grader('suites/submission.ts')};
import { holds, property, violated } from ${grader('suites/suite.ts')};

const make = ([id, visibility, points, value, result]) => {
  const experiment = {
    id,
    faults: 'none',
    runs: 0,
    inputs: undefined,
    examples: [value],
    observe(input, submission) {
      const probe = new Probe(submission);
      const run = probe.load('${name}');
      const seen = probe.call('${name}', [input], () => run(input));
      return { calls: probe.calls, seen };
    },
  };
  return property({
    id,
    part: 'teil',
    title: 'Titel von ' + id,
    rule: 'Aus ' + value + ' wird ' + result + '.',
    source: 'hier',
    points,
    kind: 'safety',
    visibility,
    hints: ['Hinweis zu ' + id],
    chapter: '01.md#ort',
    on: [experiment],
    check: ({ seen }) => (seen === result ? holds : violated('Es kommt etwas anderes.', [])),
  });
};

export const suite = {
  exercise: '${exercise}',
  properties: ${JSON.stringify(examples)}.map(make),
};
`;
}

export const zahlSuite = suiteOf('zahl', 'double', [
  ['verdoppelt', 'verdeckt', 60, 3, 6],
  ['null', 'geheim', 40, 0, 0],
]);

const skeleton = (name: string, type: string) =>
  `export function ${name}(_value: ${type}): ${type} {\n  throw new Error('TODO(8.1): fehlt noch.');\n}\n`;

const files: Readonly<Record<string, string>> = {
  'exercises/kapitel8/manifest.json': JSON.stringify({
    id: 'kapitel8',
    title: 'Titel',
    exercises: [
      { id: 'zahl', weight: 70 },
      { id: 'wort', weight: 30 },
    ],
  }),
  'exercises/kapitel8/zahl/manifest.json': manifest('zahl', 'double'),
  'exercises/kapitel8/zahl/zahl.ts': skeleton('double', 'number'),
  'exercises/kapitel8/wort/manifest.json': manifest('wort', 'shout'),
  'exercises/kapitel8/wort/wort.ts': skeleton('shout', 'string'),
  'grader/suites/kapitel8/zahl/suite.ts': zahlSuite,
  'grader/suites/kapitel8/wort/suite.ts': suiteOf('wort', 'shout', [
    ['laut', 'verdeckt', 100, 'ja', 'JA'],
  ]),
};
