import { transform } from 'esbuild';
import { ts } from 'ts-morph';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Exercise, loadCatalogue } from '../../catalogue/catalogue.ts';
import { ownLayout } from '../../catalogue/layout.ts';
import { isKill, runTrial, suiteFileOf } from '../../verify/trial.ts';
import { loadVariants, type Variant } from '../../verify/variants.ts';
import { allSteps, type DisguiseStep, disguise } from './disguise.ts';
import { parse } from './disguise-shape.ts';

const timeoutMs = 120_000;

/** One of everything that a disguise could get wrong. */
const tricky = `
import { help, type Shape } from './help.ts';

export interface Entry { readonly key: string; value: number }
type Pair = readonly [string, number];

const limit = 3;

export function run(): unknown {
  return [loops(), shadows(2), new Counter(4, 'x').report(), patterns({ key: 'k', value: 1 }), helped({ size: 2 })];
}

function loops(): string[] {
  const seen: string[] = [];
  const queue = [1, 2, 3];
  for (const item of queue) {
    if (item === 2) continue;
    if (item < limit) queue.push(item + 4);
    if (item > 6) break;
    seen.push(\`of \${item}\`);
  }
  outer: for (const row of [[1, 2], [3, 4]]) {
    for (const cell of row) if (cell === 3) break outer; else seen.push(\`cell \${cell}\`);
  }
  for (let index = 0; index < limit; index += 1) {
    seen.push(\`index \${index}\`);
  }
  for (let index = 0; index < limit; index += 1) {
    if (index === 1) continue;
    seen.push(\`skipping \${index}\`);
  }
  const later: (() => number)[] = [];
  for (let index = 0; index < limit; index += 1) {
    later.push(() => index);
  }
  for (const [key, make] of later.entries()) seen.push(\`later \${key} \${make()}\`);
  let left = 2;
  while (left > 0) left -= 1;
  do left += 1; while (left < limit);
  for (const key in { a: 1, b: 2 }) seen.push(key + left);
  return seen;
}

function shadows(value: number): number {
  const inner = (value: number) => value * limit;
  {
    const limit = 10;
    return inner(value) + limit;
  }
}

class Counter<Unit> {
  private count = 0;
  readonly #hidden = 5;
  constructor(private readonly step: number, readonly unit: Unit) {
    this.count += step;
  }
  report(): string {
    const { count, step, unit } = this;
    return \`\${this.twice} \${count} \${step} \${String(unit)} \${this.#hidden} \${this.label({ count })}\`;
  }
  private get twice(): number {
    return this.count * 2;
  }
  private label({ count }: { count: number }): string {
    return \`label \${count}\`;
  }
}

function patterns(entry: Entry): unknown {
  const { key, value: renamed, ...rest } = { ...entry, more: true };
  const pair: Pair = [key, renamed];
  const [first, second = limit] = pair;
  return { first, second, key, rest, entry };
}

function helped(shape: Shape): number {
  return help(shape) + limit;
}
`;

const help = `
export interface Shape { readonly size: number }
export function help({ size }: Shape): number { return size * factor; }
const factor = 7;
`;

const trickyFiles = new Map([
  ['main.ts', tricky],
  ['help.ts', help],
]);

/** What `run` returns, both files put together. */
async function outcomeOf(files: ReadonlyMap<string, string>): Promise<unknown> {
  const urls = new Map<string, string>();
  for (const path of ['help.ts', 'main.ts']) {
    const { code } = await transform(files.get(path) ?? '', { loader: 'ts', target: 'es2022' });
    const linked = code.replace(/(['"])\.\/help\.ts\1/, JSON.stringify(urls.get('help.ts') ?? ''));
    urls.set(path, `data:text/javascript,${encodeURIComponent(linked)}`);
  }
  const module = (await import(urls.get('main.ts') ?? '')) as { run(): unknown };
  return JSON.parse(JSON.stringify(module.run()));
}

function disguised(steps: readonly DisguiseStep[] = allSteps): ReadonlyMap<string, string> {
  return disguise({
    files: trickyFiles,
    contract: new Map(),
    exports: ['run'],
    seed: 'test',
    steps,
  });
}

describe('a disguise', () => {
  test.each([...allSteps.map((step) => [step]), [...allSteps]])(
    'does the same as before: %s',
    async (...steps) => {
      const files = disguised(steps);
      expect(files).not.toEqual(trickyFiles);
      expect(await outcomeOf(files)).toEqual(await outcomeOf(trickyFiles));
    },
  );

  test('is the same for the same seed, and another for another', () => {
    expect(disguised()).toEqual(disguised());
    const other = disguise({ files: trickyFiles, contract: new Map(), exports: [], seed: 'else' });
    expect(other.get('main.ts')).not.toBe(disguised().get('main.ts'));
  });

  test('leaves no name, loop, comment or order', () => {
    const text = disguised().get('main.ts') ?? '';
    expect(text).not.toMatch(/\b(loops|shadows|Counter|patterns|helped|limit|Entry|twice|seen)\b/);
    expect(text).toMatch(/\bexport function run\b/);
    expect(text).not.toMatch(/ of |\bwhile \(left/);
    const functions = (source: string) =>
      parse(source)
        .statements.filter(ts.isFunctionDeclaration)
        .map((node) => node.parameters.length);
    expect(functions(text)).not.toEqual(functions(tricky));
  });

  test('keeps what the contract names', () => {
    const contract = new Map([['help.ts', help]]);
    const files = disguise({ files: trickyFiles, contract, exports: ['run'], seed: 'test' });
    expect(files.get('help.ts')).toBe(help);
    expect(files.get('main.ts')).toMatch(/import \{ help as \w+, type Shape as \w+ \}/);
  });
});

describe('solutions of the workbook', () => {
  const layout = ownLayout();
  let exercises: readonly Exercise[] = [];
  beforeAll(async () => {
    exercises = (await loadCatalogue(layout)).flatMap((chapter) => chapter.exercises);
  });

  function disguiseVariant(exercise: Exercise, { sources, id }: Variant) {
    const { contract, exports } = exercise.manifest;
    const files = disguise({
      files: sources.files,
      contract: new Map([...sources.files].filter(([path]) => contract.includes(path))),
      exports: Object.keys(exports),
      seed: id,
    });
    return { ...sources, files };
  }

  test('are still TypeScript, in every exercise', { timeout: timeoutMs }, async () => {
    for (const exercise of exercises) {
      const variants = await loadVariants(layout, exercise);
      const chosen = (['reference', 'alternative'] as const).map((kind) =>
        variants.findLast((variant) => variant.kind === kind),
      );
      for (const variant of chosen.filter((one) => one !== undefined)) {
        for (const [path, text] of disguiseVariant(exercise, variant).files) {
          const { diagnostics } = ts.transpileModule(text, {
            reportDiagnostics: true,
            compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
          });
          expect(diagnostics, `${exercise.manifest.id}/${variant.id}/${path}`).toEqual([]);
        }
      }
    }
  });

  test('still pass all checks', { timeout: timeoutMs }, async () => {
    const alone = exercises.filter(({ manifest }) => manifest.uses.length === 0);
    // Exercises of one file keep this short; `grade:demo` has disguised copies of all.
    for (const exercise of alone.filter(({ manifest }) => manifest.files.length === 1)) {
      const { chapter, manifest } = exercise;
      const correct = (await loadVariants(layout, exercise)).filter(
        ({ kind }) => kind === 'reference' || kind === 'alternative',
      );
      for (const variant of correct) {
        const [outcomes = []] = await runTrial({
          suiteFile: suiteFileOf(layout.suites, chapter, manifest.id),
          sources: disguiseVariant(exercise, variant),
          references: [],
          seeds: [1],
        });
        expect(outcomes.length).toBeGreaterThan(0);
        expect(outcomes.filter(isKill)).toEqual([]);
      }
    }
  });
});
