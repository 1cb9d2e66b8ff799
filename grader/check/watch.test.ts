import { copyFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { layoutAt, ownLayout } from '../catalogue/layout.ts';
import { plainPaint } from '../feedback/paint.ts';
import { CheckAborted } from '../judging/check-exercise.ts';
import { SuiteStore } from '../judging/suite-store.ts';
import { defaultSeed } from './invocation.ts';
import { runCheck } from './run-check.ts';
import { StateFolder } from './state-folder.ts';

const own = ownLayout();
const timeout = 120_000;

/** Lines as they are printed, and somebody who waits for one. */
class Screen {
  private text = '';
  private wake: (() => void) | undefined;

  print(lines: readonly string[]): void {
    this.text += `${lines.join('\n')}\n`;
    this.wake?.();
  }

  /** Resolves to what was printed up to the pattern's first occurrence, and forgets it. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.text)) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const seen = this.text;
    this.text = '';
    return seen;
  }
}

it('checks again what changes, until it is stopped', { timeout }, async () => {
  const root = await mkdtemp(join(tmpdir(), 'beobachten-'));
  const folder = join(root, 'exercises', 'kapitel8');
  await mkdir(folder, { recursive: true });
  for (const id of ['lamport', 'gossip']) {
    await cp(join(own.exercises, 'kapitel8', id), join(folder, id), { recursive: true });
  }
  const exercises = ['gossip', 'lamport'].map((id) => ({ id, weight: 10 }));
  const chapter = { id: 'kapitel8', title: 'Titel', exercises };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(chapter));
  const screen = new Screen();
  const stop = new AbortController();
  const watching = runCheck(
    { names: ['kapitel8'], seed: defaultSeed, watch: true, hint: false, debug: false, runs: 5 },
    {
      layout: { ...layoutAt(root), suites: own.suites, chapters: own.chapters },
      suites: new SuiteStore(),
      state: new StateFolder(join(root, '.kapitel')),
      terminal: {
        paint: plainPaint,
        progressOutput: { write: () => true },
        print: (lines) => screen.print(lines),
        complain: (text) => screen.print([text]),
      },
      signal: stop.signal,
      nowMs: () => 0,
    },
  );
  const ended = expect(watching).rejects.toBeInstanceOf(CheckAborted);
  try {
    const first = await screen.until(/Warte auf Änderungen/);
    expect(first).toMatch(/8\.6 Gossip[\s\S]*8\.7 Logische Uhren/);
    const solution = join(own.solutions, 'kapitel8', 'lamport', 'reference', 'lamport.ts');
    await copyFile(solution, join(folder, 'lamport', 'lamport.ts'));
    const second = await screen.until(/Warte auf Änderungen/);
    expect(second).toContain('8.7 Logische Uhren');
    expect(second).not.toContain('8.6 Gossip');
    expect(second).not.toContain('noch nicht begonnen');
  } finally {
    stop.abort();
    await ended;
    await rm(root, { recursive: true, force: true });
  }
});
