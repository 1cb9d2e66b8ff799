import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ownLayout } from '../../catalogue/layout.ts';
import { patient } from '../patience.ts';
import type { FromComparer, ToComparer } from './messages.ts';

/** The process is gone or does not answer: what it was last asked about did that. */
export class ComparerLost extends Error {}

export interface ComparerLimits {
  /** For one attempt. */
  readonly addMs: number;
  /** For comparing all of them, and for the process to begin. */
  readonly compareMs: number;
  /** Old generation of the heap, in MiB. */
  readonly heapMiB: number;
}

/** 1,000 different attempts at the largest exercise, most of them alike, took 9 s of CPU and 0.5 GiB. */
export const defaultComparerLimits: ComparerLimits = {
  addMs: 60_000,
  compareMs: 1_200_000,
  heapMiB: 2048,
};

const processFile = fileURLToPath(new URL('./compare-process.ts', import.meta.url));

/** A process that compares attempts at one exercise. */
export class Comparer {
  private readonly child: ChildProcess;

  constructor(private readonly limits: ComparerLimits) {
    this.child = fork(processFile, {
      // Where `tsx` is found.
      cwd: ownLayout().root,
      execArgv: ['--import', 'tsx', `--max-old-space-size=${limits.heapMiB}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }

  /** @throws ComparerLost, after which this one is of no use. */
  ask(message: ToComparer, signal: AbortSignal): Promise<FromComparer> {
    const { child, limits } = this;
    const { addMs, compareMs } = patient({ addMs: limits.addMs, compareMs: limits.compareMs });
    const limitMs = message.kind === 'add' ? addMs : compareMs;
    return new Promise((resolve, reject) => {
      const lose = (why: string): void => {
        finish();
        this.kill();
        reject(new ComparerLost(why));
      };
      const timer = setTimeout(() => lose(`silent for ${limitMs} ms`), limitMs);
      const onMessage = (answer: FromComparer): void => {
        // A hint is not worth a run: its own defects cost one attempt, and the process has told them.
        if (answer.kind === 'problem') return lose(answer.message);
        finish();
        resolve(answer);
      };
      const onExit = (code: number | null, killedBy: string | null): void =>
        lose(`ended with ${killedBy ?? code}`);
      const onError = (error: Error): void => lose(error.message);
      const onAbort = (): void => lose('aborted');
      const finish = (): void => {
        clearTimeout(timer);
        child.off('message', onMessage);
        child.off('exit', onExit);
        child.off('error', onError);
        signal.removeEventListener('abort', onAbort);
      };
      child.on('message', onMessage);
      child.on('exit', onExit);
      child.on('error', onError);
      signal.addEventListener('abort', onAbort);
      if (child.connected && !signal.aborted) child.send(message);
      else lose('not connected');
    });
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}
