import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { runRaw } from './corpus.ts';
import { createJail, type JailOptions } from './jail.ts';
import { defaultJailLimits } from './limits.ts';
import { isWithoutJail } from './testing.ts';

/** How scripts end that do not want to, or that want more than they get. */
const slot = 22;
const jail = (options: JailOptions = {}) => createJail(slot, options);

/** Processes of this machine whose command line contains a word. */
function processesWith(word: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandOf(pid).includes(word))
    .map(Number);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function ownerOf(pid: number): number | undefined {
  try {
    return statSync(`/proc/${pid}`).uid;
  } catch {
    return undefined;
  }
}

describe.skipIf(isWithoutJail)('time', () => {
  /** Kills a script a moment after its first word; the sandbox's watchdogs do the same. */
  async function killedAfterFirstWord(script: string, word: string) {
    const { launch, kill } = await jail();
    let began: () => void = () => {};
    const begun = new Promise<void>((settle) => {
      began = settle;
    });
    let owners: readonly (number | undefined)[] = [];
    const run = await runRaw(
      script,
      {},
      {
        launch(argv, stdio) {
          const child = launch(argv, stdio);
          child.stdio[3]?.on('data', began);
          void begun.then(async () => {
            await wait(300);
            owners = processesWith(word).map(ownerOf);
            kill?.(child);
          });
          return child;
        },
      },
    );
    return { ...run, owners };
  }

  test.each([
    ['endless', 'Ends for nobody'],
    ['stopped', 'Plays dead'],
  ])('%s: whoever does not end is killed with all threads', async (script, word) => {
    const run = await killedAfterFirstWord(script, word);
    expect(run.attempts.map(({ what }) => what)).toEqual(['begun']);
    expect(run.signal).toBe('SIGKILL');
    // bubblewrap twice, and the script; outside they belong to the slot's user, or to the only one there is.
    const owner = process.getuid?.() === 0 ? 60_600 + slot : process.getuid?.();
    expect(run.owners.length).toBeGreaterThan(1);
    expect(new Set(run.owners)).toEqual(new Set([owner]));
    await expect.poll(() => processesWith(word), { timeout: 20_000 }).toEqual([]);
  });

  test('processor time ends by itself, if nobody looks', async () => {
    const run = await runRaw('burning', {}, await jail({ limits: { cpuSeconds: 1 } }));
    expect(run.attempts.map(({ what }) => what)).toEqual(['begun']);
    // SIGXCPU or SIGKILL.
    expect([128 + 24, 128 + 9]).toContain(run.code);
  });
});

test.skipIf(isWithoutJail)('whoever is in the jail dies with the grader', async () => {
  const load = (name: string) =>
    `await import('${pathToFileURL(join(import.meta.dirname, name)).href}')`;
  const script = `
    const { createJail } = ${load('jail.ts')};
    const { runRaw } = ${load('corpus.ts')};
    const { launch } = await createJail(${slot});
    void runRaw('endless', {}, {
      launch(argv, stdio) {
        const child = launch([...argv, 'orphan-${process.pid}'], stdio);
        child.stdio[3].once('data', () => console.log('begun'));
        return child;
      },
    });`;
  const grader = spawn(process.execPath, [
    '--import',
    import.meta.resolve('tsx'),
    '--input-type=module',
    '-e',
    script,
  ]);
  await new Promise((done) => grader.stdout.once('data', done));
  expect(processesWith(`orphan-${process.pid}`).length).toBeGreaterThan(1);
  grader.kill('SIGKILL');
  await expect.poll(() => processesWith(`orphan-${process.pid}`), { timeout: 20_000 }).toEqual([]);
});

describe.skipIf(isWithoutJail)('memory', () => {
  test.each(['buffers', 'shared', 'wasm', 'shared wasm'])('%s end at the limit', async (kind) => {
    const run = await runRaw('memory', { kind }, await jail());
    const reached = Number(run.attempts.at(-1)?.value);
    expect(run.attempts.length).toBeGreaterThan(0);
    expect(reached).toBeLessThan(defaultJailLimits.dataMiB);
    expect(run.attempts.some(({ worked }) => worked)).toBe(false);
    expect(run.code).not.toBe(0);
  });

  test('a crash leaves no dump', async () => {
    const before = readdirSync('/').sort();
    const run = await runRaw('dumping', {}, await jail());
    expect(run.attempts.map(({ what }) => what)).toEqual(['begun']);
    expect(run.code).toBeGreaterThan(128);
    expect(readdirSync('/').sort()).toEqual(before);
  });
});

describe.skipIf(isWithoutJail)('the next submission in the same slot', () => {
  const facts = { secret: 'geheim-zurückgelassen', libraries: [], files: {}, folders: {} };
  let virgin = '';
  let after = '';
  let left: Awaited<ReturnType<typeof runRaw>>;

  const look = async () => {
    const launcher = await jail();
    const [seen, files] = [
      await runRaw('surroundings', facts, launcher),
      await runRaw('reading', facts, launcher),
    ];
    return seen.said + files.said;
  };

  beforeAll(async () => {
    virgin = await look();
    const launcher = await jail();
    left = await runRaw('leaving', facts, launcher);
    after = await look();
  });

  test('the one before tried to leave something', () => {
    const tried = left.attempts.map(({ what, worked }) => [what, worked]);
    expect(tried).toEqual([
      ['a file in /', false],
      ['a file in /tmp', false],
      ['a file in /dev/shm', false],
      ['a file in /lib', false],
      ['a child that waits', false],
    ]);
  });

  test('sees exactly what the first one saw', () => {
    // The number of threads alive at that moment differs by chance.
    const comparable = (text: string) => text.replace(/^.*"what":"processes".*$/m, '');
    expect(comparable(after)).toBe(comparable(virgin));
    expect(after).not.toContain('left-behind');
  });

  test('finds no process of the one before', async () => {
    await expect.poll(() => processesWith('Whatever might still be there')).toEqual([]);
  });
});
