import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { installationWording } from './wording.ts';

/** The inspection cannot do its work here; the submission is not to blame. The message is German. */
export class InspectionFailure extends Error {
  override readonly name = 'InspectionFailure';
}

/**
 * The native compiler that belongs to the package `typescript`, for this platform.
 *
 * @throws InspectionFailure if it is not installed.
 */
export function locateCompiler(): string {
  try {
    const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
    const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
    const folder = join(dirname(createRequire(typescript).resolve(platform)), 'lib');
    const compiler = join(folder, process.platform === 'win32' ? 'tsc.exe' : 'tsc');
    if (existsSync(compiler)) return compiler;
  } catch {
    // Falls through: not installed is all one can say.
  }
  throw new InspectionFailure(installationWording.compilerMissing);
}

export type CompilerOutput =
  | { readonly kind: 'finished'; readonly text: string }
  /** It needed more time or wrote more than any submission of sensible size makes it do. */
  | { readonly kind: 'stopped' };

/** Only behind the limits on the size of a submission: compiling one takes a tenth of a second. */
const defaultWatchdogMs = 20_000;
const maxOutputBytes = 4 * 1024 * 1024;

// One checker: several would each read the types of the language anew, which takes longer than all
// of a submission. Nor do several threads pay off, which would read and bind files side by side. And
// its memory is collected rarely: it lives for a moment.
const compilerArguments = [
  ...['--project', 'tsconfig.json', '--pretty', 'false'],
  ...['--checkers', '1', '--singleThreaded'],
];

/**
 * Runs the compiler without a shell on the project in `directory`.
 *
 * @throws InspectionFailure if it cannot be started.
 */
export function runCompiler(
  compiler: string,
  directory: string,
  watchdogMs = defaultWatchdogMs,
): Promise<CompilerOutput> {
  return new Promise((resolve, reject) => {
    const child = spawn(compiler, compilerArguments, {
      cwd: directory,
      env: { ...process.env, GOGC: '400' },
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
      timeout: watchdogMs,
      killSignal: 'SIGKILL',
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxOutputBytes) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    child.on('error', () => reject(new InspectionFailure(installationWording.compilerFails)));
    child.on('close', (code) => {
      const text = Buffer.concat(chunks).toString('utf8');
      // To fail without saying why is what a compiler does that has run out of stack or memory.
      const broken = code === null || (code !== 0 && text.trim() === '');
      resolve(broken ? { kind: 'stopped' } : { kind: 'finished', text });
    });
  });
}
