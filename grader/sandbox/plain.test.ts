import { expect, test } from 'vitest';
import { BundleFailure, bundleSubmission } from './bundle.ts';
import { plainMeteredSubmissionOf, plainSubmissionOf } from './plain.ts';

function sources(files: Record<string, string>) {
  return { entry: Object.keys(files)[0] ?? '', files: new Map(Object.entries(files)) };
}

test('each instance has module state of its own', async () => {
  const submission = await plainSubmissionOf(
    sources({
      'a.ts': `import type { Context } from '#simulator';\nexport { next } from './b.ts';`,
      'b.ts': 'let n: number = 0;\nexport const next = () => ++n;',
    }),
  );
  const [first, second] = [submission.instantiate(), submission.instantiate()];
  const next = (copy: Readonly<Record<string, unknown>>) => (copy.next as () => number)();
  expect([next(first), next(first), next(second)]).toEqual([1, 2, 1]);
});

test('an exception names the line in the .ts file; a TODO is told apart', async () => {
  const submission = await plainSubmissionOf(
    sources({
      'a.ts': `import { todo } from './b.ts';
export interface Unused { readonly a: number; readonly b: number }
export class Clock {
  tick(): void {
    throw new Error('kaputt');
  }
}
export { todo };`,
      'b.ts': `type T = string;\n\nexport function todo(): T { throw new Error('TODO(8.7): fehlt'); }`,
    }),
  );
  const { Clock, todo } = submission.instantiate() as {
    Clock: new () => { tick(): void };
    todo: () => void;
  };
  const fault = (call: () => void) => {
    try {
      call();
    } catch (error) {
      return submission.guard.explain(error);
    }
    return undefined;
  };
  expect(fault(() => new Clock().tick())).toEqual({
    kind: 'exception',
    detail: 'kaputt',
    location: { file: 'a.ts', line: 5 },
  });
  expect(fault(todo)).toMatchObject({ kind: 'todo', location: { file: 'b.ts', line: 3 } });
});

test('console output goes where the guard says', async () => {
  const submission = await plainSubmissionOf(
    sources({ 'a.ts': `console.log('Term', { term: 3, log: [1, 'x'] });` }),
  );
  const lines: string[] = [];
  submission.guard.onLog = (level, text) => lines.push(`${level}: ${text}`);
  submission.instantiate();
  expect(lines).toEqual([`log: Term { term: 3, log: [1, "x"] }`]);
});

test('what is not there is reported with its place', async () => {
  const broken = bundleSubmission(sources({ 'a.ts': `\nimport fs from 'node:fs';\nfs;` }));
  await expect(broken).rejects.toThrow(BundleFailure);
  await expect(broken).rejects.toMatchObject({
    problems: [{ rule: 'foreign-import', text: 'node:fs', location: { file: 'a.ts', line: 2 } }],
  });
});

test('metered, an endless loop ends with its line, and the next call starts afresh', async () => {
  const submission = await plainMeteredSubmissionOf(
    sources({
      'a.ts': `export function count(to: number): number {
  let n = 0;
  while (n !== to) n += 1;
  return n;
}
export function fail(): never {
  throw new Error('kaputt');
}`,
    }),
  );
  const { count, fail } = submission.instantiate() as {
    count: (to: number) => number;
    fail: () => never;
  };
  const { guard } = submission;
  const call = (run: () => unknown) => {
    guard.enter();
    try {
      return run();
    } catch (error) {
      return guard.explain(error);
    }
  };
  const location = { file: 'a.ts', line: 3, column: 3 };
  expect(call(() => count(900_000))).toBe(900_000);
  expect(call(() => count(-1))).toEqual({ kind: 'step-budget', detail: 'while', location });
  expect(call(() => count(900_000))).toBe(900_000);
  expect(call(fail)).toEqual({
    kind: 'exception',
    detail: 'kaputt',
    location: { file: 'a.ts', line: 7 },
  });
});
