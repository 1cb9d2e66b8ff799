import { expect, test } from 'vitest';
import { ownLayout } from '../catalogue/layout.ts';
import { describeViolation, findViolations, violationsIn } from './dependencies.ts';

test('dependencies point one way and pure rooms stay pure', async () => {
  const violations = await findViolations(ownLayout().root);
  expect(violations.map(describeViolation)).toEqual([]);
});

test.each([
  ['grader/simulator/x.ts', "import { y } from '../checkers/y.ts';"],
  ['grader/simulator/x.ts', "import type { Y } from '../suites/y.ts';"],
  ['grader/checkers/x.ts', "import { readFile } from 'node:fs';"],
  ['grader/suites/x.ts', "import { y } from '../../solutions/kapitel8/raft/reference/raft.ts';"],
  ['grader/suites/x.ts', "export { y } from '../sandbox/y.ts';"],
  ['grader/feedback/x.ts', 'export const at = Date.now();'],
  ['grader/simulator/x.ts', 'export const r = Math.random();'],
  ['grader/results/x.ts', 'export const e = process.env;'],
  ['grader/results/x.ts', 'export function f() { setTimeout(f, 1); }'],
  ['grader/check/x.ts', "import { y } from '../../exercises/kapitel8/raft/protocol.ts';"],
  ['grader/check/x.ts', "import type { Y } from '#kapitel8/config-store';"],
  ['grader/compare/etcd/x.ts', "import { y } from '../../suites/y.ts';"],
])('%s must not: %s', (file, text) => {
  expect(violationsIn(file, text)).toHaveLength(1);
});

test.each([
  [
    'grader/suites/kapitel8/x.ts',
    "import { y } from '../../../exercises/kapitel8/raft/protocol.ts';",
  ],
  ['grader/suites/kapitel8/x.ts', "import type { Y } from '#kapitel8/config-store';"],
  ['grader/simulator/x.ts', 'const process = make(); export const s = process.onStart;'],
  ['grader/simulator/x.ts', 'export const f = (process: P) => process.onStart;'],
  ['grader/simulator/x.ts', 'export interface N { process: unknown }'],
  ['grader/simulator/x.ts', 'export const n = node.process;'],
  ['grader/check/x.ts', "import { y } from '../results/y.ts'; export const e = process.env;"],
  [
    'grader/compare/etcd/x.ts',
    "import { y } from '../../../solutions/kapitel8/config-store/reference/store.ts';",
  ],
])('%s may: %s', (file, text) => {
  expect(violationsIn(file, text)).toEqual([]);
});
