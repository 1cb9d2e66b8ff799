import { access } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExerciseVerdict } from '../journal/verdict.ts';
import type { AttemptJob } from '../judge/judge-attempt.ts';
import { doubles, SmallClass, shouts } from '../small-class.fixture.ts';
import { judgeAll } from './crew.ts';
import { defaultJudgeLimits } from './judge.ts';

const timeout = 600_000;
const jailModule = new URL('./killing-jail.fixture.ts', import.meta.url).href;

let small: SmallClass;
beforeEach(async () => {
  small = await SmallClass.create();
});
afterEach(() => small.remove());

function job(pseudonym: string, zahl: string): AttemptJob {
  const files = { 'zahl/zahl.ts': zahl, 'wort/wort.ts': shouts };
  return {
    pseudonym,
    attempt: 1,
    files: new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])),
    exercises: ['zahl', 'wort'].map((id) => ({ id, key: `${pseudonym}-${id}` })),
    seeds: [1],
  };
}

async function judged(
  jobs: readonly AttemptJob[],
  silenceMs = defaultJudgeLimits.silenceMs,
): Promise<ReadonlyMap<string, readonly ExerciseVerdict[]>> {
  const verdicts = new Map<string, readonly ExerciseVerdict[]>();
  const options = {
    size: 2,
    setup: { root: small.root, chapter: 'kapitel8', jailModule },
    workFolder: small.path('arbeit'),
    signal: new AbortController().signal,
    limits: { ...defaultJudgeLimits, silenceMs },
  };
  await judgeAll(jobs, options, async ({ pseudonym }, each) => {
    const { length } = each.filter(({ elapsedMs }) => elapsedMs >= 0);
    expect(length).toBe(each.length);
    expect(verdicts.has(pseudonym)).toBe(false);
    verdicts.set(
      pseudonym,
      each.map(({ verdict }) => verdict),
    );
  });
  return verdicts;
}

describe('judges', { timeout }, () => {
  it.each([
    ['takes its judge down', "'take the judge down'", undefined],
    ['keeps its judge busy for ever', "'keep the judge busy'", 30_000],
  ])('go on when a submission %s: only its own exercise suffers', async (_, text, silenceMs) => {
    const hostile = doubles.replace('2 * n', `${text} ? 2 * n : 0`);
    const jobs = [job('a', doubles), job('b', hostile), job('c', doubles)];
    const verdicts = await judged(jobs, silenceMs);
    const statuses = [...verdicts].map(([name, each]) => [name, each.map((v) => v.result.status)]);
    expect(Object.fromEntries(statuses)).toEqual({
      a: ['bestanden', 'bestanden'],
      b: ['nicht-auswertbar', 'bestanden'],
      c: ['bestanden', 'bestanden'],
    });
    const [lost] = verdicts.get('b') ?? [];
    expect(lost).toMatchObject({
      key: 'b-zahl',
      incidents: [{ kind: 'crashed', exercise: 'zahl' }],
      result: { points: 0, maxPoints: 100 },
    });
    expect(lost?.result.message).toContain('Die Prüfung brach ab');
  });

  it('never write outside the folder of an attempt', async () => {
    const outside = { ...job('a', doubles), files: new Map([['../x/zahl.ts', Buffer.from('')]]) };
    const [verdict] = (await judged([outside])).get('a') ?? [];
    expect(verdict).toMatchObject({
      result: { status: 'pruefer-fehler' },
      incidents: [{ kind: 'defect', message: expect.stringContaining('not a path inside') }],
    });
    await expect(access(small.path('arbeit', 'x'))).rejects.toThrow();
  });
});
