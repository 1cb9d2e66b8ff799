import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownLayout } from '../../catalogue/layout.ts';
import { SuiteStore } from '../../judging/suite-store.ts';
import { runGrade } from '../run-grade.ts';
import { SmallClass, suiteOf } from '../small-class.fixture.ts';
import { judgeOverQueue } from './judge-over-queue.ts';
import { hasRedis, type Redis, startRedis } from './redis.fixture.ts';

const timeout = 600_000;
const { root } = ownLayout();
const program = join(root, 'grader', 'grade', 'queue', 'worker.fixture.ts');

interface Helper {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly lines: () => readonly string[];
}

/** The names of attempts, as the helper has printed them. */
function named(helper: Helper, verb: 'Prüfe' | 'Fertig'): string[] {
  return helper.lines().flatMap((line) => new RegExp(`^${verb}:? (\\w+),`).exec(line)?.[1] ?? []);
}

describe.skipIf(!hasRedis())('grading over a queue', { timeout }, () => {
  let small: SmallClass;
  let redis: Redis;
  let helpers: Helper[] = [];

  beforeEach(async () => {
    small = await SmallClass.create();
    await small.handInAll();
    redis = await startRedis();
    helpers = [];
  });
  afterEach(async () => {
    for (const { child } of helpers) child.kill('SIGKILL');
    await Promise.all(helpers.map(({ ended }) => ended));
    await redis.stop();
    await small.remove();
  });

  function help(workbook = small.root): Helper {
    const words = ['--import', 'tsx', program, workbook, redis.url];
    const child = spawn(process.execPath, words, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const helper = { child, ended, lines: () => text.split('\n') };
    helpers.push(helper);
    return helper;
  }

  function gradeOverQueue(out: string): Promise<number> {
    const suites = new SuiteStore();
    const { layout, terminal } = small;
    return runGrade(small.invocation({ out: small.path(out), queue: redis.url }), {
      ...small.surroundings(),
      suites,
      judgeJobs: judgeOverQueue(redis.url, { layout, suites, terminal }),
    });
  }

  it('gives the same bytes, though one of three workers is killed at work', async () => {
    expect(await small.grade({ out: small.path('allein') })).toBe(0);
    const three = [help(), help(), help()];
    const running = gradeOverQueue('zusammen');
    let victim: Helper | undefined;
    while (victim === undefined) {
      await sleep(2);
      victim = three.find((each) => named(each, 'Prüfe').length > 0);
    }
    victim.child.kill('SIGKILL');
    await victim.ended;
    expect(await running).toBe(0);
    expect(await small.outputs('zusammen')).toEqual(await small.outputs('allein'));
    const others = three.filter((each) => each !== victim);
    const [lost = ''] = named(victim, 'Prüfe').filter(
      (name) => !named(victim, 'Fertig').includes(name),
    );
    // It was at work when it was killed, and another one has done that work.
    expect(lost).not.toBe('');
    expect(others.flatMap((each) => named(each, 'Fertig'))).toContain(lost);
    // Six attempts, each finished once.
    const finished = three.flatMap((each) => named(each, 'Fertig'));
    expect([...new Set(finished)]).toHaveLength(6);
    expect(finished).toHaveLength(6);
  });

  it('is refused by a worker with another workbook, which takes nothing away', async () => {
    const other = await SmallClass.create();
    try {
      const suite = suiteOf('wort', 'shout', [['laut', 'verdeckt', 100, 'nein', 'NEIN']]);
      await other.put('grader/suites/kapitel8/wort/suite.ts', suite);
      const stranger = help(other.root);
      const running = gradeOverQueue('zusammen');
      expect(await stranger.ended).toBe(2);
      expect(stranger.lines().join('\n')).toMatch(
        /Prüfung der Aufgabe „wort“ ist auf diesem Rechner eine andere[\s\S]*Die Abgabe wartet/,
      );
      expect(named(stranger, 'Fertig')).toEqual([]);
      const helper = help();
      expect(await running).toBe(0);
      expect(named(helper, 'Fertig')).toHaveLength(6);
      expect((await small.outputs('zusammen')).size).toBeGreaterThan(0);
    } finally {
      await other.remove();
    }
  });

  it('stops with a sentence when the server is gone, and goes on later', async () => {
    await redis.stop();
    await expect(gradeOverQueue('zusammen')).rejects.toThrow(
      /Unter redis:\/\/127\.0\.0\.1:\d+ antwortet kein Redis/,
    );
    expect(await help().ended).toBe(2);
    redis = await startRedis();
    help();
    expect(await gradeOverQueue('zusammen')).toBe(0);
  });
});
