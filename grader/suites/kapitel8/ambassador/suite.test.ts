import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { plainSubmission } from '../../../sandbox/plain.ts';
import { exhaustiveBreaker } from './breaker/exhaustive.ts';
import { ambassador, calm, type GroupInput, memberId, well } from './group/input.ts';
import { observeGroup } from './group/run.ts';

const solutions = ['reference', 'alternatives/functional', 'alternatives/deadlines'];

function submissionOf(solution: string) {
  const path = `../../../../solutions/kapitel8/ambassador/${solution}/ambassador.ts`;
  return plainSubmission(fileURLToPath(new URL(path, import.meta.url)));
}

const asking: GroupInput = {
  ...calm,
  durationMs: 900,
  members: [1, 1].map((weight) => ({ weight, behaviours: [well] })),
  asks: [{ client: 0, atMs: 450, what: 'GET' }],
};

// What comes in the very ms of its deadline may be in time or too late: nobody outside can tell.
describe.each(solutions)('on the moment of a deadline, %s', (solution) => {
  it.each([
    { what: 'the answer to a call', type: 'CallReply', k: 0, byMs: calm.callTimeoutMs - 2 },
    { what: 'the answer to a health check', type: 'HealthReply', k: 3, byMs: 98 },
  ])('is not judged by $what', async ({ type, k, byMs }) => {
    const delays = [0, 1].map((index) => ({
      kind: 'delay' as const,
      message: { from: memberId(index), to: ambassador, type, k },
      byMs,
    }));
    const input = { ...asking, faults: delays };
    const { findings, counts } = observeGroup(input, await submissionOf(solution), {
      explain: false,
    });
    expect(counts).toMatchObject({ undecidable: 1 });
    expect(findings).toEqual([]);
  });
});

test('every sequence of calls to the breaker is visited once, and all of them', async () => {
  const submission = await submissionOf('reference');
  const visited = new Set<string>();
  let visits = 0;
  const coverage = exhaustiveBreaker.explore?.(
    submission,
    ({ config, steps }) => {
      visits++;
      visited.add(JSON.stringify([config.maxProbes, steps]));
      return true;
    },
    { inputs: 100_000 },
  );
  expect(visited.size).toBe(visits);
  expect(coverage).toEqual({ schedules: visits, depth: 7, pruned: 0, complete: true });
});
