import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../catalogue/catalogue.ts';
import { ownLayout } from '../catalogue/layout.ts';

// The real program as a process of its own: what only shows there. Everything else is tested in
// run-check.test.ts, which is faster.

const root = ownLayout().root;
const timeout = 120_000;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(...words: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(root, 'grader', 'cli.ts'), ...words],
    {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: undefined, npm_lifecycle_event: 'test' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

/** Process ids of the sandboxes below `pid`; asks the kernel until there is one. */
async function sandboxesOf(pid: number): Promise<number[]> {
  for (;;) {
    const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    const children = text.trim().split(' ').filter(Boolean).map(Number);
    const lines = await Promise.all(children.map(commandLine));
    const sandboxes = children.filter((_, index) => lines[index]?.startsWith(process.execPath));
    if (sandboxes.length > 0) return sandboxes;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Empty if the process is gone or only its exit status is left. */
function commandLine(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
}

describe('the command line', { timeout }, () => {
  it('explains itself in German', async () => {
    const { code, stdout } = await start('check', '--help').ended;
    expect(code).toBe(0);
    expect(stdout).toContain('Aufruf:');
    expect(stdout).not.toMatch(/Usage|Options|display help/);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('calls every exercise not begun as it is handed out', { timeout }, async () => {
    const catalogue = await loadCatalogue(ownLayout());
    const { code, stdout } = await start('check', 'kapitel8', '--no-color').ended;
    const notBegun = stdout.match(/^○ noch nicht begonnen/gm) ?? [];
    expect(notBegun.length).toBe(catalogue.flatMap(({ exercises }) => exercises).length);
    expect(code).toBe(1);
  });

  it('answers a typo with the way out and code 2', async () => {
    const { code, stdout, stderr } = await start('check', 'raff').ended;
    expect(stderr).toContain('Meinten Sie „raft“?');
    expect(stderr).not.toMatch(/\n {4}at |node:internal/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('keeps the verdict as its exit code when nobody reads the report', async () => {
    const { child, ended } = start('check', 'lamport', '--variant', 'skeleton');
    child.stdout?.destroy();
    const { code, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  it('prints no colours into a pipe', async () => {
    const { code, stdout } = await start('check').ended;
    expect(code).toBe(0);
    expect(stdout).toContain('lamport');
    expect(stdout).not.toContain('\u001b');
  });
});

const endless = ['check', 'lamport', '--variant', 'reference', '--runs', '100000000'];

// Looks at the processes below it, which only Linux shows as files.
describe.runIf(process.platform === 'linux')('a running check', { timeout }, () => {
  it('leaves nothing running after Ctrl-C', async () => {
    const { child, ended } = start(...endless);
    const sandboxes = await sandboxesOf(child.pid ?? 0);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect({ code, stdout, stderr }).toEqual({ code: 130, stdout: '', stderr: 'Abgebrochen.\n' });
    expect(await Promise.all(sandboxes.map(commandLine))).toEqual(sandboxes.map(() => ''));
  });

  it('says so if somebody kills the process that runs the submission', async () => {
    const { child, ended } = start(...endless);
    for (const pid of await sandboxesOf(child.pid ?? 0)) process.kill(pid, 'SIGKILL');
    const { code, stdout } = await ended;
    expect(code).toBe(1);
    expect(stdout).toMatch(/nicht abgeschlossen[\s\S]*von außen beendet/);
    expect(stdout).toContain('0 von 100 Punkten');
  });
});
