import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownLayout } from '../../catalogue/layout.ts';
import { writeWhole } from '../../command-line/write-whole.ts';

// The real program as a process of its own: `check` has options of the same names as `check quiz`,
// and only here does one see which of them gets what is typed.

const { root } = ownLayout();

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function check(...words: string[]): Promise<Ended> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(root, 'grader', 'cli.ts'), 'check', ...words],
    {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: undefined, npm_lifecycle_event: 'test' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quiz-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('check quiz, as typed', { timeout: 120_000 }, () => {
  it('writes a template, judges it, and writes the result as data', async () => {
    const template = join(folder, 'antworten.yaml');
    const written = await check('quiz', 'lamport', '--template', template);
    expect({ code: written.code, stderr: written.stderr }).toEqual({ code: 0, stderr: '' });
    expect(written.stdout).toMatch(/^\d+ Fragen zum Ausfüllen/);

    const text = await readFile(template, 'utf8');
    const answered = join(folder, 'ausgefuellt.yaml');
    await writeWhole(answered, text.replace('  lamport-empfang:', '  lamport-empfang: 7'));
    const json = join(folder, 'ergebnis.json');
    const judged = await check('quiz', '--answers', answered, '--json', json);
    expect({ code: judged.code, stderr: judged.stderr }).toEqual({ code: 1, stderr: '' });
    expect(judged.stdout).toMatch(/✓ lamport-empfang/);
    const result: unknown = JSON.parse(await readFile(json, 'utf8'));
    expect(result).toMatchObject({ schemaVersion: 1, right: 1, answered: 1 });
  });

  it('names the file of answers that is not there', async () => {
    const { code, stderr } = await check('quiz', '--answers', join(folder, 'fehlt.yaml'));
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('fehlt.yaml') });
  });

  it('asks what is due only where somebody can answer', async () => {
    const { code, stdout, stderr } = await check('quiz', 'lamport', '--due');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Das Quiz fragt in einem Terminal/);
  });

  it('leaves the options of check to check', async () => {
    const { code, stderr } = await check('lamport', '--due');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('Eine Option „--due“ gibt es nicht.'),
    });
  });
});
