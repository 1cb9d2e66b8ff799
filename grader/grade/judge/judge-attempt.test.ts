import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../catalogue/catalogue.ts';
import { SuiteStore } from '../../judging/suite-store.ts';
import { adds, SmallClass } from '../small-class.fixture.ts';
import { type AttemptJob, judgeAttempt } from './judge-attempt.ts';

const timeout = 120_000;

let small: SmallClass;
beforeEach(async () => {
  small = await SmallClass.create();
});
afterEach(() => small.remove());

async function judged(zahl: string, compilerMs?: number) {
  const [chapter] = await loadCatalogue(small.layout);
  const job: AttemptJob = {
    pseudonym: 'a1b2c3',
    attempt: 1,
    files: new Map([['zahl/zahl.ts', Buffer.from(zahl)]]),
    exercises: [{ id: 'zahl', key: 'k' }],
    seeds: [1],
  };
  const [timed] = await judgeAttempt(job, {
    layout: small.layout,
    suites: new SuiteStore(),
    exercises: new Map(chapter?.exercises.map((each) => [each.manifest.id, each])),
    workFolder: small.path('arbeit'),
    signal: new AbortController().signal,
    ...(compilerMs === undefined ? {} : { compilerMs }),
  });
  return timed?.verdict;
}

describe('an attempt', { timeout }, () => {
  it('is judged with the properties that fail named, and no incident', async () => {
    const verdict = await judged(adds);
    expect(verdict).toMatchObject({ exercise: 'zahl', key: 'k', incidents: [] });
    expect(verdict?.result).toMatchObject({ status: 'nicht-bestanden', points: 0 });
    expect(verdict?.result.properties.map(({ status }) => status)).toEqual([
      'nicht-bestanden',
      'nicht-bestanden',
    ]);
  });

  it('on which the compiler is stopped twice is shown to the instructor, once', async () => {
    const verdict = await judged(adds, 1);
    expect(verdict?.result.status).toBe('nicht-auswertbar');
    expect(verdict?.incidents).toMatchObject([
      { kind: 'killed', exercise: 'zahl', message: expect.stringContaining('Der Compiler') },
    ]);
  });
});
