import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ownLayout } from '../../catalogue/layout.ts';
import { InstallationProblem } from '../../command-line/problem.ts';
import type { AttemptJob, TimedVerdict } from '../judge/judge-attempt.ts';
import type { FromJudge, JudgeProblem, JudgeSetup, ToJudge } from './messages.ts';

/** The judge's process is gone or does not answer: something about the attempt at hand did that. */
export class JudgeLost extends Error {}

/** The disk refused something in the judge's process. */
export class JudgeDiskProblem extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

export interface JudgeLimits {
  /** So long may a judge be silent: the parser works without a pause, but never for long. */
  readonly silenceMs: number;
  /** Old generation of the heap, in MiB. */
  readonly heapMiB: number;
}

export const defaultJudgeLimits: JudgeLimits = { silenceMs: 300_000, heapMiB: 768 };

const processFile = fileURLToPath(new URL('./judge-process.ts', import.meta.url));

/** A process that judges attempts, one at a time. */
export class Judge {
  private constructor(
    private readonly child: ChildProcess,
    private readonly limits: JudgeLimits,
  ) {}

  /** @param folder of this slot; emptied. */
  static async start(
    setup: JudgeSetup,
    slot: number,
    folder: string,
    limits: JudgeLimits = defaultJudgeLimits,
  ): Promise<Judge> {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    await mkdir(folder, { recursive: true });
    const child = fork(processFile, {
      // Where `tsx` is found.
      cwd: ownLayout().root,
      execArgv: ['--import', 'tsx', `--max-old-space-size=${limits.heapMiB}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const judge = new Judge(child, limits);
    try {
      await judge.ask({ kind: 'setup', setup, slot, workFolder: folder });
    } catch (error) {
      judge.kill();
      throw error;
    }
    return judge;
  }

  /** @throws JudgeLost, after which this judge is of no use; JudgeDiskProblem; InstallationProblem. */
  async judge(job: AttemptJob): Promise<readonly TimedVerdict[]> {
    const answer = await this.ask({ kind: 'judge', job });
    if (answer.kind !== 'judged') throw new Error(`a judge answered ${answer.kind}`);
    return answer.judged;
  }

  /** Ends the process with its sandbox, whatever it is doing. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  private ask(message: ToJudge): Promise<FromJudge> {
    const { child, limits } = this;
    return new Promise((resolve, reject) => {
      const silence = setTimeout(() => {
        finish();
        this.kill();
        reject(new JudgeLost(`silent for ${limits.silenceMs} ms`));
      }, limits.silenceMs);
      const onMessage = (answer: FromJudge): void => {
        silence.refresh();
        if (answer.kind === 'alive') return;
        finish();
        if (answer.kind === 'problem') reject(errorOf(answer.problem));
        else resolve(answer);
      };
      const onExit = (code: number | null, signal: string | null): void => {
        finish();
        reject(new JudgeLost(`ended with ${signal ?? code}`));
      };
      const finish = (): void => {
        clearTimeout(silence);
        child.off('message', onMessage);
        child.off('exit', onExit);
        child.off('error', onError);
      };
      const onError = (error: Error): void => onExit(null, error.message);
      child.on('message', onMessage);
      child.on('exit', onExit);
      child.on('error', onError);
      if (child.connected) child.send(message);
      else onExit(child.exitCode, child.signalCode);
    });
  }
}

function errorOf({ kind, message, code = '' }: JudgeProblem): Error {
  switch (kind) {
    case 'installation':
      return new InstallationProblem(message);
    case 'disk':
      return new JudgeDiskProblem(message, code);
    case 'defect':
      return new Error(message);
  }
}
