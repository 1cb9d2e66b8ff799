import { describe, expect, it } from 'vitest';
import type { RunJob, SandboxJob } from '../../sandbox/job.ts';
import type { SandboxOutcome } from '../../sandbox/outcome.ts';
import { emptySubmission } from '../../sandbox/prepare.ts';
import type { PropertyReport } from '../../suites/report.ts';
import { FairRun } from './fair-run.ts';

type Verdicts = Readonly<Record<string, PropertyReport['outcome']>>;
type Scripted = Verdicts | Exclude<SandboxOutcome, { kind: 'completed' }>;

const job: SandboxJob = {
  suite: { code: '', hash: '' },
  submission: emptySubmission,
  options: { seed: 99 },
};

/** Runs that end as written, one after the other; what was asked of them is recorded. */
async function fairly(seeds: readonly [number, ...number[]], script: readonly Scripted[]) {
  const asked: SandboxJob['options'][] = [];
  const inSecond: boolean[] = [];
  const run = async ({ options }: SandboxJob, isSecond: boolean): ReturnType<RunJob> => {
    const next = script[asked.length];
    asked.push(options);
    inSecond.push(isSecond);
    if (next === undefined) throw new Error('more runs than expected');
    if ('kind' in next && typeof next.kind === 'string') return next as SandboxOutcome;
    const wanted = Object.entries(next as Verdicts).filter(
      ([id]) => options.properties?.includes(id) ?? true,
    );
    const properties = wanted.map(([id, outcome]) => ({ id, outcome, scenarios: options.seed }));
    const report = { exercise: 'raft', seed: options.seed, properties };
    return { kind: 'completed', report, meta: { exercise: 'raft', properties: [] } };
  };
  const fair = new FairRun('raft', seeds, {
    first: (each) => run(each, false),
    second: (each) => run(each, true),
  });
  const outcome = await fair.run(job, {});
  expect(asked).toHaveLength(script.length);
  const reports = outcome.kind === 'completed' ? outcome.report.properties : [];
  const verdicts = Object.fromEntries(reports.map(({ id, outcome }) => [id, outcome]));
  return { fair, asked, inSecond, outcome, verdicts };
}

describe('a fair run', () => {
  it('is one run if everything holds', async () => {
    const { asked, verdicts, fair } = await fairly([5], [{ a: 'holds', b: 'holds' }]);
    expect(asked).toEqual([{ seed: 5 }]);
    expect(verdicts).toEqual({ a: 'holds', b: 'holds' });
    expect(fair.incidents).toEqual([]);
  });

  it('lets a failure count that a second process confirms', async () => {
    const { asked, inSecond, verdicts, fair } = await fairly(
      [5],
      [
        { a: 'holds', b: 'violated', c: 'vacuous' },
        { b: 'violated', c: 'violated' },
      ],
    );
    expect(asked[1]).toEqual({ seed: 5, properties: ['b', 'c'], minimise: false });
    expect(inSecond).toEqual([false, true]);
    expect(verdicts).toEqual({ a: 'holds', b: 'violated', c: 'vacuous' });
    expect(fair.incidents).toEqual([]);
  });

  it('takes a verdict that differs for the grader’s error and tells the instructor', async () => {
    const { verdicts, fair } = await fairly(
      [5],
      [
        { a: 'holds', b: 'violated', c: 'violated' },
        { b: 'holds', c: 'violated' },
      ],
    );
    expect(verdicts).toEqual({ a: 'holds', b: 'error', c: 'violated' });
    expect(fair.incidents).toMatchObject([
      { kind: 'verdict-differs', exercise: 'raft', property: 'b' },
    ]);
  });

  it('lets nothing count that a second process cannot confirm', async () => {
    const killed = { kind: 'not-completed', reason: 'watchdog' } as const;
    const { verdicts, fair } = await fairly([5], [{ a: 'violated' }, killed, killed]);
    expect(verdicts).toEqual({ a: 'error' });
    expect(fair.incidents.map(({ kind }) => kind)).toEqual(['killed', 'verdict-differs']);
  });

  it.each([
    [{ kind: 'not-completed', reason: 'memory' }, 'killed'],
    [{ kind: 'not-completed', reason: 'no-progress' }, 'hung'],
    [{ kind: 'not-completed', reason: 'killed' }, 'crashed'],
    [{ kind: 'not-completed', reason: 'garbled' }, 'forged'],
    [{ kind: 'grader-error', detail: 'spawn EAGAIN' }, 'defect'],
  ] as const)('tries a run again that did not come to its end: %o', async (broken, kind) => {
    const twice = await fairly([5], [broken, broken]);
    expect(twice.outcome).toEqual(broken);
    expect(twice.fair.incidents).toMatchObject([{ kind, exercise: 'raft' }]);
    const once = await fairly([5], [broken, { a: 'holds' }]);
    expect(once.verdicts).toEqual({ a: 'holds' });
    expect(once.fair.incidents).toMatchObject([{ kind }]);
  });

  it('asks of every seed what still holds, and remembers which one found a failure', async () => {
    const { asked, verdicts, fair, outcome } = await fairly(
      [5, 6, 7],
      [
        { a: 'holds', b: 'violated', c: 'holds' },
        { b: 'violated' },
        { a: 'holds', c: 'violated' },
        { c: 'violated' },
        { a: 'holds' },
      ],
    );
    expect(asked.map(({ seed, properties }) => [seed, properties])).toEqual([
      [5, undefined],
      [5, ['b']],
      [6, ['a', 'c']],
      [6, ['c']],
      [7, ['a']],
    ]);
    expect(verdicts).toEqual({ a: 'holds', b: 'violated', c: 'violated' });
    expect(['a', 'b', 'c'].map(fair.seedOf)).toEqual([undefined, undefined, 6]);
    expect(outcome).toMatchObject({ report: { seed: 5 } });
  });
});
