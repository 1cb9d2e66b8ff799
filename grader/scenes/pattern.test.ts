import { expect, it } from 'vitest';
import type { TraceEvent } from '../simulator/trace.ts';
import { fits } from './pattern.ts';

const event: TraceEvent = {
  seq: 7,
  atMs: 12,
  node: 'n1',
  incarnation: 0,
  clock: [1, 0],
  kind: 'send',
  to: 'n2',
  id: 3,
  type: 'AppendEntries',
  k: 0,
  message: { term: 2, entries: [{ term: 1 }], leader: null },
};

it.each([
  [{ kind: 'send' }, true],
  [{ kind: 'deliver' }, false],
  [{ kind: 'send', to: 'n2', message: { term: 2 } }, true],
  [{ kind: 'send', message: { term: 3 } }, false],
  [{ kind: 'send', message: { entries: [{ term: 1 }] } }, true],
  [{ kind: 'send', message: { entries: [] } }, false],
  [{ kind: 'send', message: { leader: null } }, true],
  [{ kind: 'send', message: { leader: {} } }, false],
  [{ kind: 'send', from: undefined }, true],
] as const)('%j', (pattern, expected) => {
  expect(fits(pattern, event)).toBe(expected);
});

it('may be a test of its own', () => {
  expect(fits(({ atMs }) => atMs > 10, event)).toBe(true);
  expect(fits(({ atMs }) => atMs > 20, event)).toBe(false);
});
