import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../catalogue/catalogue.ts';
import { ownLayout } from '../../catalogue/layout.ts';
import { isWithoutJail } from '../../jail/testing.ts';
import { loadVariants } from '../../verify/variants.ts';
import { hasRedis, type Redis, startRedis } from './redis.fixture.ts';

/** `queue.test.ts` shows the queue on small suites; this shows the very commands, jail and all. */
const timeout = 600_000;
const layout = ownLayout();
const exercise = 'lamport';
/** Somebody who can, and somebody with a mistake. */
const handIns = { Anna: 'closures', Bert: 'receive-without-increment' } as const;

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly text: () => string;
}

describe.skipIf(!hasRedis() || isWithoutJail)('three workers with jails', { timeout }, () => {
  let folder = '';
  let redis: Redis;
  const started: Running[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'schlange-'));
    redis = await startRedis();
    await writeFile(
      join(folder, 'klasse.json'),
      '{"geheimnis":"xxxxxxxxxxxxxxxxxxxx","startwerte":[7]}',
    );
    await handInAll(join(folder, 'abgaben'));
  });
  afterEach(async () => {
    for (const { child } of started) child.kill('SIGKILL');
    await Promise.all(started.splice(0).map(({ ended }) => ended));
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function command(...words: readonly string[]): Running {
    const program = ['--import', 'tsx', join(layout.root, 'grader', 'cli.ts'), ...words];
    const child = spawn(process.execPath, program, {
      cwd: layout.root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        text += chunk;
      });
    }
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const running = { child, ended, text: () => text };
    started.push(running);
    return running;
  }

  function grade(out: string, ...others: readonly string[]): Running {
    const words = ['--out', join(folder, out), '--class', join(folder, 'klasse.json')];
    const input = join(folder, 'abgaben');
    return command('grade', input, ...words, '--exercises', exercise, '--jobs', '2', ...others);
  }

  it('give the bytes of one machine, though one is killed in mid-submission', async () => {
    const alone = grade('allein');
    expect(await alone.ended, alone.text()).toBe(0);
    const help = () =>
      command('worker', '--queue', redis.url, '--jobs', '1', '--ausfall-nach', '2');
    const workers = [help(), help(), help()];
    const together = grade('zusammen', '--queue', redis.url);
    let victim: Running | undefined;
    while (victim === undefined && together.child.exitCode === null) {
      await sleep(5);
      victim = workers.find(({ text }) => text().includes('Prüfe '));
    }
    victim?.child.kill('SIGKILL');
    await victim?.ended;
    expect(await together.ended, together.text()).toBe(0);
    expect(await bytesIn(join(folder, 'zusammen'))).toEqual(await bytesIn(join(folder, 'allein')));
    // It was at work, and somebody else has done that work; each attempt was finished once.
    const [lost] = named(victim, 'Prüfe');
    expect(lost).toBeDefined();
    expect(named(victim, 'Fertig:')).toEqual([]);
    const finished = workers.flatMap((worker) => named(worker, 'Fertig:'));
    expect(finished).toContain(lost);
    expect([...new Set(finished)].sort()).toEqual(finished.sort());
    expect(finished).toHaveLength(Object.keys(handIns).length);
  });
});

function named(worker: Running | undefined, verb: 'Prüfe' | 'Fertig:'): string[] {
  const lines = worker?.text().split('\n') ?? [];
  return lines.flatMap((line) => new RegExp(`^${verb} (\\w+),`).exec(line)?.[1] ?? []);
}

async function handInAll(folder: string): Promise<void> {
  const catalogue = await loadCatalogue(layout);
  const task = catalogue
    .flatMap(({ exercises }) => exercises)
    .find(({ manifest }) => manifest.id === exercise);
  if (task === undefined) throw new Error(`no ${exercise}`);
  const variants = await loadVariants(layout, task);
  for (const [name, variant] of Object.entries(handIns)) {
    const files = variants.find(({ id }) => id === variant)?.sources.files;
    if (files === undefined) throw new Error(`no ${variant}`);
    for (const [path, text] of files) {
      const file = join(folder, name, exercise, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
}

/** All but `protokoll/`, by path. */
async function bytesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith(`protokoll${sep}`))
    .sort();
  const read = paths.map(
    async (path) => [path, await readFile(join(folder, path), 'base64')] as const,
  );
  return new Map(await Promise.all(read));
}
