import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ownLayout } from '../catalogue/layout.ts';
import { patient } from './patience.ts';
import { gradeWording } from './wording.ts';

/** The process is gone or does not answer: what it was last asked did that. */
export class ProcessLost extends Error {}

/** What an asked process says when it is our own fault that there is no answer. */
export interface Problem {
  readonly kind: 'problem';
  readonly message: string;
}

/**
 * A process of this program that answers one question after the other: for what strangers have a hand
 * in, so that neither its memory nor its end are the grader's.
 */
export class AskedProcess<Question extends object, Answer extends object> {
  private readonly child: ChildProcess;

  /** @param heapMiB old generation of its heap. */
  constructor(program: URL, heapMiB: number) {
    this.child = fork(fileURLToPath(program), {
      // Where `tsx` is found.
      cwd: ownLayout().root,
      execArgv: ['--import', 'tsx', `--max-old-space-size=${heapMiB}`],
      serialization: 'advanced',
      // What V8 writes when it runs out of memory helps nobody.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.rest();
  }

  /**
   * @param limitMs on an idle machine.
   * @throws ProcessLost, after which this one is of no use.
   */
  ask(question: Question, limitMs: number, signal?: AbortSignal): Promise<Answer> {
    const { child } = this;
    child.ref();
    child.channel?.ref();
    const { waitMs } = patient({ waitMs: limitMs });
    return new Promise((resolve, reject) => {
      const lose = (why: string): void => {
        finish();
        this.kill();
        reject(new ProcessLost(why));
      };
      const timer = setTimeout(() => lose(`silent for ${waitMs} ms`), waitMs);
      const onMessage = (answer: Answer | Problem): void => {
        if (isProblem(answer)) {
          // A hint is not worth a run: our own defects cost one answer.
          console.error(gradeWording.hintLost(answer.message));
          return lose(answer.message);
        }
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
        signal?.removeEventListener('abort', onAbort);
        this.rest();
      };
      child.on('message', onMessage);
      child.on('exit', onExit);
      child.on('error', onError);
      signal?.addEventListener('abort', onAbort);
      if (child.connected && signal?.aborted !== true) child.send(question);
      else lose('not connected');
    });
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Nobody waits for it: the grader may end, and it ends as well. */
  private rest(): void {
    this.child.unref();
    this.child.channel?.unref();
  }
}

function isProblem(answer: object): answer is Problem {
  return 'kind' in answer && answer.kind === 'problem';
}

/** The other side: answers with what `answer` returns, until the grader is gone. */
export function answerQuestions<Question, Answer extends object>(
  answer: (question: Question) => Answer | Promise<Answer>,
): void {
  const send = (message: Answer | Problem): void => {
    if (process.connected) process.send?.(message);
  };
  process.on('message', async (question: Question) => {
    try {
      send(await answer(question));
    } catch (error) {
      send({ kind: 'problem', message: String(error) });
    }
  });
  process.on('disconnect', () => process.exit());
  // Ctrl-C reaches the whole group; it is the parent that decides.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => undefined);
}
