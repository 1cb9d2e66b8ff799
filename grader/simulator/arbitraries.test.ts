import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FaultMix, faultsArbitrary, nodeIds, scenarioArbitrary } from './arbitraries.ts';
import { explicitScenario, listDeletions, scenarioDeletions } from './deletions.ts';
import { simulate } from './kernel.ts';
import type { Fault, Scenario } from './scenario.ts';

const mixes: FaultMix[] = ['loss', 'reordering', 'partition', 'crash', 'everything'];
const options = { nodes: 4, fromMs: 100, untilMs: 2000, messageTypes: ['a', 'b'] };

function times(fault: Fault): [from: number, until: number] {
  switch (fault.kind) {
    case 'crash':
      return [fault.atMs, fault.atMs + (fault.downMs ?? Number.POSITIVE_INFINITY)];
    case 'drop':
    case 'duplicate':
    case 'delay':
      return [options.fromMs, fault.untilMs ?? Number.POSITIVE_INFINITY];
    case 'drift':
      return [options.fromMs, options.untilMs];
    default:
      return [fault.fromMs, fault.untilMs];
  }
}

describe.each(mixes)('faults of the mix „%s“', (mix) => {
  test('happen within their time and concern nodes that exist', () => {
    const ids = nodeIds(options.nodes);
    fc.assert(
      fc.property(faultsArbitrary({ ...options, mix }), (faults) => {
        expect(faults.length).toBeGreaterThan(0);
        for (const fault of faults) {
          const [from, until] = times(fault);
          expect(from).toBeGreaterThanOrEqual(options.fromMs);
          expect(until).toBeLessThanOrEqual(options.untilMs);
          expect(until).toBeGreaterThan(from);
          if ('node' in fault) expect(ids).toContain(fault.node);
          if ('message' in fault) {
            expect(ids).toContain(fault.message.from);
            expect(ids).toContain(fault.message.to);
            expect(fault.message.from).not.toBe(fault.message.to);
          }
          if (fault.kind === 'partition') expect(fault.groups.flat().sort()).toEqual(ids);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('shrink to a single fault', () => {
    const result = fc.check(
      fc.property(faultsArbitrary({ ...options, mix }), () => false),
      { seed: 2 },
    );
    expect(result.counterexample?.[0]).toHaveLength(1);
  });
});

test('every kind of fault occurs in the mix of everything', () => {
  const kinds = fc
    .sample(faultsArbitrary({ ...options, mix: 'everything' }), { seed: 3, numRuns: 200 })
    .flat()
    .map(({ kind }) => kind);
  expect(new Set(kinds)).toEqual(
    new Set([
      'crash',
      'pause',
      'drift',
      'partition',
      'one-way-partition',
      'unreliable',
      'drop',
      'delay',
      'duplicate',
    ]),
  );
});

describe('deletions', () => {
  test('leave out larger chunks first, down to single items', () => {
    expect([...listDeletions([1, 2, 3, 4])]).toEqual([
      [3, 4],
      [1, 2],
      [2, 3, 4],
      [1, 3, 4],
      [1, 2, 4],
      [1, 2, 3],
    ]);
    expect([...listDeletions([1])]).toEqual([[]]);
    expect([...listDeletions([])]).toEqual([]);
  });

  test('of a scenario cover faults, clients and requests, and never add anything', () => {
    const scenario: Scenario<string> = {
      nodes: 2,
      seed: 1,
      latency: { minMs: 1, maxMs: 1 },
      durationMs: 10,
      faults: [{ kind: 'pause', node: 'n1', fromMs: 0, untilMs: 5 }],
      clients: [
        {
          id: 'c1',
          requests: [
            { atMs: 0, request: 'a' },
            { atMs: 1, request: 'b' },
          ],
        },
        { id: 'c2', requests: [] },
      ],
    };
    const size = ({ faults, clients }: Scenario<string>) =>
      faults.length + clients.length + clients.flatMap(({ requests }) => requests).length;
    const smaller = [...scenarioDeletions(scenario)];
    expect(smaller).toHaveLength(5);
    for (const candidate of smaller) expect(size(candidate)).toBeLessThan(size(scenario));
  });
});

test('an explicit scenario has no chance left in it and runs the same', () => {
  const scenarios = fc.sample(
    scenarioArbitrary({ ...options, mix: 'reordering', durationMs: 2500 }),
    { seed: 4, numRuns: 20 },
  );
  const observe = (scenario: Scenario) =>
    simulate<{ type: string }, unknown, unknown>({
      scenario,
      createProcess: (context) => ({
        onStart: () => context.setTimer('t', 20),
        onTimer: () => {
          for (const peer of context.peers) context.send(peer, { type: 'a' });
          context.setTimer('t', 20);
        },
        onMessage: () => {},
      }),
    });
  let deviations = 0;
  for (const scenario of scenarios) {
    const run = observe(scenario);
    const explicit = explicitScenario(scenario, run);
    deviations += run.deviations.length;
    expect(explicit.faults.filter(({ kind }) => kind === 'unreliable')).toEqual([]);
    const events = (each: ReturnType<typeof observe>) => JSON.stringify(each.trace.events);
    // A single fault that was there already may now meet the same message twice.
    if (
      scenario.faults.every(({ kind }) => kind === 'unreliable') &&
      scenario.faults.length === 1
    ) {
      expect(events(observe(explicit))).toBe(events(run));
    }
  }
  expect(deviations).toBeGreaterThan(100);
});
