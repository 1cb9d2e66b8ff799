import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layoutAt, ownLayout } from '../catalogue/layout.ts';
import { plainPaint } from '../feedback/paint.ts';
import { SuiteStore } from '../judging/suite-store.ts';
import { type ChapterResult, chapterResultSchema } from '../results/result.ts';
import type { Surroundings } from './check-all.ts';
import { defaultSeed, type Invocation } from './invocation.ts';
import { runCheck } from './run-check.ts';
import { StateFolder } from './state-folder.ts';
import type { LoadVariants } from './variant.ts';

/**
 * A workbook of two exercises in a temporary folder: `speicher`, a store, and `aufsatz`, which asks a
 * node with that store for a value and passes it on.
 */
export class SmallWorkbook {
  printed: string[] = [];
  private onPrint: () => void = () => {};

  private constructor(
    readonly root: string,
    private readonly loadVariants: LoadVariants,
  ) {}

  static async create(loadVariants: LoadVariants): Promise<SmallWorkbook> {
    const book = new SmallWorkbook(await mkdtemp(join(tmpdir(), 'buch-')), loadVariants);
    for (const [path, text] of Object.entries(files)) await book.put(path, text);
    return book;
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }

  async put(path: string, text: string): Promise<void> {
    await mkdir(join(this.root, path, '..'), { recursive: true });
    await writeFile(join(this.root, path), text);
  }

  read(path: string): Promise<string> {
    return readFile(join(this.root, path), 'utf8');
  }

  /** Both exercises solved by the student, in the folders themselves or in another one. */
  async solve(folder = 'exercises/kapitel8'): Promise<void> {
    await this.put(`${folder}/speicher/store.ts`, storeSolution);
    await this.put(`${folder}/aufsatz/asking.ts`, askingSolution);
  }

  /** The store as it was given out. */
  forgetStore(): Promise<void> {
    return this.put('exercises/kapitel8/speicher/store.ts', storeSkeleton);
  }

  /** Resolves once all of the pattern has been printed, and forgets what was. */
  async until(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.printed.join('\n'))) {
      await new Promise<void>((resolve) => {
        this.onPrint = resolve;
      });
    }
    this.printed = [];
  }

  /** The student wants their own store to be used. */
  wantOwn(folder = 'exercises/kapitel8'): Promise<void> {
    return this.put(`${folder}/aufsatz/manifest.json`, askingManifest(true));
  }

  surroundings(signal: AbortSignal = new AbortController().signal): Surroundings {
    const layout = layoutAt(this.root);
    return {
      layout,
      suites: new SuiteStore(),
      loadVariants: this.loadVariants,
      state: new StateFolder(layout.state),
      terminal: {
        paint: plainPaint,
        progressOutput: { write: () => true },
        print: (lines) => {
          this.printed.push(...lines);
          this.onPrint();
        },
        complain: (text) => this.printed.push(text),
      },
      signal,
      nowMs: () => 0,
    };
  }

  /** The exit code; what was printed before is forgotten. */
  check(options: Partial<Invocation>, signal?: AbortSignal): Promise<number> {
    this.printed = [];
    const invocation = { names: ['aufsatz'], seed: defaultSeed, watch: false, hint: false };
    return runCheck({ ...invocation, debug: false, ...options }, this.surroundings(signal));
  }

  async checkedJson(options: Partial<Invocation> = {}): Promise<ChapterResult> {
    await this.check({ json: join(this.root, 'out.json'), ...options });
    return chapterResultSchema.parse(JSON.parse(await this.read('out.json')));
  }

  /** What was printed, as running text. */
  get text(): string {
    return this.printed.join(' ').replace(/\s+/g, ' ');
  }
}

function manifest(id: string, file: string, exported: string, rest: object): string {
  return JSON.stringify({
    id,
    number: '8.1',
    title: `Titel ${id}`,
    summary: 'Sie lernen.',
    files: [file],
    contract: ['contract.ts'],
    exports: { [exported]: 'function' },
    parts: [{ id: 'teil', title: 'Teil 1' }],
    chapter: '01.md',
    concepts: ['Begriff'],
    ...rest,
  });
}

export function askingManifest(own: boolean): string {
  const uses = [{ exercise: 'speicher', own }];
  return manifest('aufsatz', 'asking.ts', 'createAsking', { uses });
}

export const storeSolution = `import type { Store } from './contract.ts';

export function createStore(): Store {
  const values = new Map<string, string>([['a', 'A']]);
  return {
    get(key: string): string | undefined {
      return values.get(key);
    },
  };
}
`;

const storeSkeleton = `import type { Store } from './contract.ts';

export function createStore(): Store {
  // TODO(8.1): Teil 1.
  throw new Error('TODO(8.1): „createStore“ fehlt noch.');
}
`;

export const askingSolution = `import type { Context, Process } from '#simulator';
import type { Answer } from '#kapitel8/speicher';
import type { Message } from './contract.ts';

export function createAsking(context: Context<Message>): Process<Message> {
  return {
    onStart(): void {
      context.send('n2', { type: 'ask', key: 'a' });
    },
    onMessage(_from: string, message: Message): void {
      if (message.type !== 'answer') return;
      const answer: Answer = message;
      context.send('n2', { type: 'told', value: answer.value });
    },
  };
}
`;

const askingSkeleton = `import type { Context, Process } from '#simulator';
import type { Message } from './contract.ts';

export function createAsking(_context: Context<Message>): Process<Message> {
  // TODO(8.1): Teil 1.
  throw new Error('TODO(8.1): „createAsking“ fehlt noch.');
}
`;

/** An import from the workbook's own grader, in a suite that lies somewhere else. */
function grader(file: string): string {
  return JSON.stringify(join(ownLayout().root, 'grader', file).replaceAll('\\', '/'));
}

const suite = `import { simulate } from ${grader('simulator/kernel.ts')};
import { exported, usedBy } from ${grader('suites/submission.ts')};
import { holds, property, violated } from ${grader('suites/suite.ts')};

const asking = {
  id: 'asking',
  faults: 'none',
  runs: 0,
  inputs: undefined,
  examples: ['a'],
  observe(_input, submission, { explain }) {
    const store = usedBy(submission, 'speicher');
    const { trace, fault } = simulate({
      scenario: { nodes: 2, seed: 1, latency: { minMs: 5, maxMs: 5 }, durationMs: 100, faults: [], clients: [] },
      guard: submission.guard,
      createProcess: (context) => exported(submission, 'createAsking')(context),
      scripted: {
        n2: {
          guard: store.guard,
          create(context) {
            const { get } = exported(store, 'createStore')();
            return {
              onMessage(from, message) {
                if (message.type === 'ask') context.send(from, { type: 'answer', value: get(message.key) });
              },
            };
          },
        },
      },
      inspect: explain,
    });
    return { trace, fault };
  },
};

export const suite = {
  exercise: 'aufsatz',
  properties: [
    property({
      id: 'tells',
      part: 'teil',
      title: 'Die Antwort kommt an',
      rule: 'Was der Speicher antwortet, wird weitergegeben.',
      source: 'hier',
      points: 100,
      kind: 'safety',
      visibility: 'verdeckt',
      hints: ['Geben Sie es weiter.'],
      chapter: '01.md#ort',
      on: [asking],
      check({ trace }) {
        const told = trace.events.find(({ kind, type }) => kind === 'send' && type === 'told');
        return told?.message.value === 'A' ? holds : violated('Es kommt nicht an.', []);
      },
    }),
  ],
};
`;

const files: Readonly<Record<string, string>> = {
  'exercises/kapitel8/manifest.json': JSON.stringify({
    id: 'kapitel8',
    title: 'Titel',
    exercises: [
      { id: 'speicher', weight: 40 },
      { id: 'aufsatz', weight: 60 },
    ],
  }),
  'exercises/kapitel8/skeletons.json': JSON.stringify({
    speicher: { 'store.ts': storeSkeleton },
    aufsatz: { 'asking.ts': askingSkeleton },
  }),
  'exercises/kapitel8/speicher/manifest.json': manifest('speicher', 'store.ts', 'createStore', {}),
  'exercises/kapitel8/speicher/store.ts': storeSkeleton,
  'exercises/kapitel8/speicher/contract.ts': `export interface Answer {
  readonly type: 'answer';
  readonly value: string | undefined;
}
export interface Store {
  get(key: string): string | undefined;
}
`,
  'exercises/kapitel8/aufsatz/manifest.json': askingManifest(false),
  'exercises/kapitel8/aufsatz/asking.ts': askingSkeleton,
  'exercises/kapitel8/aufsatz/contract.ts': `import type { Answer } from '#kapitel8/speicher';
export type Message =
  | Answer
  | { readonly type: 'ask'; readonly key: string }
  | { readonly type: 'told'; readonly value: string | undefined };
`,
  'solutions/kapitel8/speicher/reference/store.ts': storeSolution,
  'solutions/kapitel8/aufsatz/reference/asking.ts': askingSolution,
  'grader/suites/kapitel8/aufsatz/suite.ts': suite,
};
