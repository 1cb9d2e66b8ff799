import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type Launcher, plainLauncher } from '../sandbox/launch.ts';

/** One attempt, as a script of `corpus/` reports it. */
export interface Attempt {
  readonly what: string;
  readonly worked: boolean;
  readonly error?: string;
  readonly value?: string;
}

export interface RawRun {
  readonly attempts: readonly Attempt[];
  /** Everything it wrote, on all descriptors; a character for each byte. */
  readonly output: string;
  /** What it wrote on the descriptor of the report. */
  readonly said: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const folder = join(import.meta.dirname, 'corpus');
const source = (name: string) => readFileSync(join(folder, `${name}.cjs`), 'utf8');

/**
 * Runs a script of `corpus/` with plain Node, without compartment and without Node's permissions.
 *
 * @param launcher a jail; without one it runs freely, to show that what it tries can work at all.
 */
export function runRaw(
  name: string,
  facts: Readonly<Record<string, unknown>>,
  launcher: Launcher = plainLauncher,
): Promise<RawRun> {
  const program = `${source('prelude')}\n${source(name)}`;
  const command = [process.execPath, '--no-warnings', '-e', program];
  return collect(launcher, command, JSON.stringify(facts));
}

/** Long enough for a machine with ten times too much to do. */
const limitMs = 90_000;

/** Runs a command to its end, or until it is killed. */
export async function collect(
  launcher: Launcher,
  command: readonly string[],
  input: string | Buffer,
): Promise<RawRun> {
  const child = launcher.launch(command, ['pipe', 'pipe', 'pipe', 'pipe']);
  const kill = () => (launcher.kill ? launcher.kill(child) : child.kill('SIGKILL'));
  const timer = setTimeout(kill, limitMs);
  const [said, ...rest] = [child.stdio[3], child.stdout, child.stderr].map((stream) =>
    textOf(stream as Readable),
  );
  child.stdin?.on('error', () => {}).end(input);
  const end = await new Promise<Pick<RawRun, 'code' | 'signal'>>((settle, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => settle({ code, signal }));
  });
  clearTimeout(timer);
  const lines = (said?.() ?? '').split('\n').filter((line) => line.startsWith('{'));
  return {
    ...end,
    attempts: lines.map((line) => JSON.parse(line) as Attempt),
    said: said?.() ?? '',
    output: [said, ...rest].map((text) => text?.() ?? '').join('\n'),
  };
}

function textOf(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('latin1').on('data', (piece: string) => {
    text += piece;
  });
  return () => text;
}
