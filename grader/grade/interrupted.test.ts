import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownLayout } from '../catalogue/layout.ts';
import { GradingAborted } from './crew/crew.ts';
import { SmallClass } from './small-class.fixture.ts';

const timeout = 600_000;
const { root } = ownLayout();

let small: SmallClass;
beforeEach(async () => {
  small = await SmallClass.create();
  await small.handInAll();
});
afterEach(() => small.remove());

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string }>;
}

function start(out: string): Run {
  const program = join(root, 'grader', 'grade', 'grade-once.fixture.ts');
  const words = ['--import', 'tsx', program, small.root, small.path(out), '2'];
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  const ended = new Promise<{ code: number | null; stdout: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout }));
  });
  return { child, ended };
}

async function journaled(out: string): Promise<number> {
  const names = await readdir(small.path(out, 'protokoll', 'urteile')).catch((): string[] => []);
  return names.filter((name) => name.endsWith('.json')).length;
}

/** How many attempts a run said it had still to judge. */
function leftToJudge(stdout: string): number {
  if (stdout.includes('alle sind schon geprüft')) return 0;
  const [, left] = /; (\d+) (ist|sind) noch zu prüfen/.exec(stdout) ?? [];
  return left === undefined ? 6 : Number(left);
}

describe('a run that is killed', { timeout }, () => {
  it('at any moment is finished by the same command, with the same bytes', async () => {
    const beganAt = performance.now();
    expect((await start('ungestoert').ended).code).toBe(0);
    const wholeMs = performance.now() - beganAt;
    const undisturbed = await small.outputs('ungestoert');
    const moments = fc.sample(fc.double({ min: 0.02, max: 1, noNaN: true }), {
      seed: 6,
      numRuns: 10,
    });
    // The same folder all the time: each run is killed where another one has been before.
    for (const moment of moments) {
      const before = await journaled('gestoert');
      const { child, ended } = start('gestoert');
      const timer = setTimeout(() => child.kill('SIGKILL'), moment * wholeMs);
      const { stdout } = await ended;
      clearTimeout(timer);
      // What was in the journal is never judged again.
      if (stdout !== '') expect(leftToJudge(stdout)).toBe(6 - before);
      expect(await journaled('gestoert')).toBeGreaterThanOrEqual(before);
    }
    const last = await journaled('gestoert');
    const { code, stdout } = await start('gestoert').ended;
    expect(code).toBe(0);
    expect(leftToJudge(stdout)).toBe(6 - last);
    expect(await small.outputs('gestoert')).toEqual(undisturbed);
    const protocol = await readdir(small.path('gestoert', 'protokoll'));
    expect(protocol.sort()).toEqual([
      'aehnlichkeit.json',
      'dateien.txt',
      'lauf.json',
      'urteile',
      'zeiten.csv',
    ]);
  });

  it('lets nobody else into its folder while it lives', async () => {
    const { child, ended } = start('out');
    while ((await journaled('out')) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(small.grade()).rejects.toThrow(/arbeitet schon eine Bewertung \(Prozess \d+\)/);
    child.kill('SIGKILL');
    await ended;
    expect(await small.grade()).toBe(0);
  });
});

describe('a run that is interrupted by Ctrl-C', { timeout }, () => {
  it('keeps what is judged, and goes on from there', async () => {
    const controller = new AbortController();
    const running = small.grade({ jobs: 1 }, controller.signal).catch((error: unknown) => error);
    while ((await journaled('out')) < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    expect(await running).toBeInstanceOf(GradingAborted);
    expect((await small.outputs('out')).size).toBe(0);
    const done = await journaled('out');
    expect(done).toBeLessThan(6);
    await small.grade();
    expect(leftToJudge(small.printed[0] ?? '')).toBe(6 - done);
    await small.grade({ out: small.path('ungestoert') });
    expect(await small.outputs('out')).toEqual(await small.outputs('ungestoert'));
  });
});

describe('a damaged journal', { timeout }, () => {
  it('counts as not there where it is damaged', async () => {
    await small.grade();
    const before = await small.outputs();
    const folder = small.path('out', 'protokoll', 'urteile');
    const [first = '', second = ''] = await readdir(folder);
    const text = await readFile(join(folder, first), 'utf8');
    await writeFile(join(folder, first), text.slice(0, text.length / 2));
    await writeFile(
      join(folder, second),
      (await readFile(join(folder, second), 'utf8')).replace('"points":', '"points":1'),
    );
    await small.grade();
    expect(leftToJudge(small.printed[0] ?? '')).toBe(2);
    expect(await small.outputs()).toEqual(before);
  });
});

/** A file system of its own, where this process may make one. */
function mount(folder: string, options: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'none', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a disk', { timeout }, () => {
  it('that is full or read-only stops the run with a sentence, and nothing is lost', async (context) => {
    const folder = small.path('klein');
    await mkdir(folder);
    if (!mount(folder, 'size=1m')) context.skip();
    try {
      await small.grade({ out: small.path('ungestoert') });
      const running = small.grade({ out: folder, jobs: 1 }).catch((error: unknown) => error);
      while ((await journaled('klein')) < 2) await new Promise((resolve) => setTimeout(resolve, 5));
      await writeFile(join(folder, 'fremd'), Buffer.alloc(2 ** 20)).catch(() => undefined);
      const code = await running;
      const text = small.printed.join('\n');
      expect(code).toBe(2);
      expect(text).toContain('das Laufwerk ist voll');
      expect(text).toContain('denselben Befehl noch einmal');
      const done = await journaled('klein');
      expect(done).toBeLessThan(6);
      await rm(join(folder, 'fremd'));
      execFileSync('mount', ['-o', 'remount,size=64m,ro', folder]);
      expect(await small.grade({ out: folder })).toBe(2);
      expect(small.printed.join('\n')).toContain('das Laufwerk ist schreibgeschützt');
      execFileSync('mount', ['-o', 'remount,size=64m,rw', folder]);
      expect(await small.grade({ out: folder })).toBe(0);
      expect(leftToJudge(small.printed[0] ?? '')).toBe(6 - done);
      expect(await small.outputs('klein')).toEqual(await small.outputs('ungestoert'));
    } finally {
      execFileSync('umount', ['-l', folder]);
    }
  });
});
