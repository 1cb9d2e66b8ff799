import { spawn, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownLayout } from '../../catalogue/layout.ts';

// The real program at a real terminal: what a test without one cannot see.

const { root, state } = ownLayout();
const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;
const command = `${process.execPath} --import tsx grader/cli.ts check quiz lamport --no-color`;
const standing = () => readFile(join(state, 'stand.json'), 'utf8').catch(() => 'none');

/** Starts the quiz in a pseudo-terminal, sends `key` at the first prompt, and waits for the end. */
function quizUntil(key: string): Promise<{ code: number | null; screen: string }> {
  const child = spawn('script', ['-qec', `stty cols 80 rows 24; ${command}`, '/dev/null'], {
    cwd: root,
    env: { ...process.env, TERM: 'xterm', npm_lifecycle_event: 'test' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let screen = '';
  let sent = false;
  child.stdout.on('data', (chunk) => {
    screen += chunk;
    // The help below a prompt is drawn last.
    if (sent || !screen.includes('Strg+C: aufhören')) return;
    sent = true;
    child.stdin.write(key);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, screen }));
  });
}

describe('the quiz as a program', { timeout: 300_000 }, () => {
  it.runIf(hasScript).each([
    ['Ctrl-C', '\u0003', 130],
    ['Ctrl-D', '\u0004', 0],
  ])('ends at %s with its exit code and a clean terminal', async (_, key, expected) => {
    const before = await standing();
    const { code, screen } = await quizUntil(key);
    expect(code).toBe(expected);
    // The cursor is shown again, and no colour was used.
    expect(screen.lastIndexOf('\u001b[?25h')).toBeGreaterThan(screen.lastIndexOf('\u001b[?25l'));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
    expect(screen).not.toMatch(/\u001b\[\d*m/);
    expect(screen.trimEnd()).toMatch(/Abgebrochen\. Sie haben noch nichts beantwortet\.$/);
    expect(await standing()).toBe(before);
  });

  it('says what to do where there is no terminal', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'grader/cli.ts', 'check', 'quiz', 'lamport'],
      { cwd: root, encoding: 'utf8', env: { ...process.env, npm_lifecycle_event: 'test' } },
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('npm run check quiz -- --template antworten.yaml');
  });
});
