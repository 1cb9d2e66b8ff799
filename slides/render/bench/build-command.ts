import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Files } from '../book/build-book.ts';
import { readSite } from '../book/site-folder.ts';

export interface BuiltByCommand {
  /** From Node's start to the last file written. */
  readonly ms: number;
  readonly files: Files;
}

/** `npm run book` without npm, into a folder of its own. */
export async function buildByCommand(): Promise<BuiltByCommand> {
  const home = await mkdtemp(join(tmpdir(), 'bench-seite-'));
  try {
    const out = join(home, 'buch');
    const main = fileURLToPath(new URL('../book/main.ts', import.meta.url));
    const began = performance.now();
    await run(['--import', 'tsx', main, '--out', out]);
    return { ms: performance.now() - began, files: await readSite(out) };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Names of files that are not the same in both. */
export function differences(a: Files, b: Files): string[] {
  const isSame = (name: string): boolean => {
    const [one, other] = [a.get(name), b.get(name)];
    if (one === undefined || other === undefined) return false;
    return Buffer.compare(Buffer.from(one), Buffer.from(other)) === 0;
  };
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => !isSame(name));
}

/** Runs Node; what it prints is only seen where something is wrong. */
export function run(parameters: readonly string[], cwd = process.cwd()): Promise<void> {
  const child = spawn(process.execPath, parameters, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${parameters.join(' ')}: ${code}`));
    });
  });
}
