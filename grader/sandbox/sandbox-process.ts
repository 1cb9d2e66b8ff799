import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { bootstrap } from './bootstrap.ts';
import {
  defaultSandboxLimits,
  type JobControls,
  type SandboxJob,
  type SandboxLimits,
} from './job.ts';
import type { Launcher } from './launch.ts';
import type { NotCompleted, SandboxOutcome } from './outcome.ts';
import { permissionFlags } from './permission-flags.ts';
import { type ChildEnd, ReportReader } from './report-reader.ts';

/**
 * Young generation of the child's heap, in MiB. Half of it takes new objects at a time or less: room for
 * some whole runs, traces and all, so that few of them are copied, and hardly any grow old.
 */
const youngHeapMiB = 64;
const stackMiB = 4;

/** What the child at work is listened to for. */
interface Listener {
  onData(chunk: Buffer): void;
  onEnd(end: ChildEnd): void;
  onError(error: Error): void;
}

/** One child process (`bootstrap.ts`), for jobs one after the other. */
export class SandboxProcess {
  readonly startedAt = performance.now();
  private readonly child: ChildProcess;
  private readonly closed: Promise<void>;
  private isFit = true;
  private listener: Listener | undefined;
  private stderr = '';

  constructor(
    private readonly launcher: Launcher,
    readonly heapMiB: number,
  ) {
    this.child = launcher.launch(command(), ['pipe', 'pipe', 'pipe', 'pipe']);
    const { child } = this;
    (child.stdio[3] as Readable | undefined)?.on('data', (chunk: Buffer) => {
      // Nobody has been asked anything.
      if (this.listener === undefined) this.isFit = false;
      this.listener?.onData(chunk);
    });
    // The last bytes: where V8 says that the heap is exhausted.
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr = (this.stderr + text).slice(-8_000);
    });
    child.stdout?.resume();
    // A child that is killed early closes the pipe; its end is reported by `close`.
    child.stdin?.on('error', () => {});
    this.closed = new Promise((settle) => {
      child.on('error', (error) => {
        this.isFit = false;
        this.listener?.onError(error);
        settle();
      });
      child.on('close', (code, signal) => {
        this.isFit = false;
        this.listener?.onEnd({ code, signal, stderr: this.stderr });
        settle();
      });
    });
  }

  /** Whether it waits for a job, with nothing left of the one before. */
  get isIdle(): boolean {
    return this.isFit && this.listener === undefined;
  }

  /** Kills the child; it is gone when the promise settles. */
  end(): Promise<void> {
    this.isFit = false;
    this.kill();
    return this.closed;
  }

  /**
   * @returns how it ended; rejects never. After anything but a whole report the process is of no use any
   *   more, and gone.
   */
  run(job: SandboxJob, controls: JobControls): Promise<SandboxOutcome> {
    const limits = { ...defaultSandboxLimits, ...controls.limits, heapMiB: this.heapMiB };
    const secrets = { nonce: secret(), leave: secret() };
    const reader = new ReportReader(secrets, controls.onProgress ?? (() => {}));
    this.stderr = '';
    return new Promise((settle) => {
      let verdict: SandboxOutcome | undefined;
      const stop = (reason: SandboxOutcome) => {
        verdict ??= reason;
        this.kill();
      };
      const total = setTimeout(() => stop(notCompleted('watchdog')), limits.totalMs);
      const silence = setTimeout(() => stop(notCompleted('no-progress')), limits.silenceMs);
      const abort = () => stop({ kind: 'aborted' });
      controls.signal?.addEventListener('abort', abort);
      const finish = (outcome: SandboxOutcome) => {
        this.listener = undefined;
        clearTimeout(total);
        clearTimeout(silence);
        controls.signal?.removeEventListener('abort', abort);
        settle(verdict ?? outcome);
      };
      this.listener = {
        onData: (chunk) => {
          silence.refresh();
          if (!reader.push(chunk)) stop(notCompleted('garbled'));
          if (!reader.isLeft || verdict !== undefined) return;
          const outcome = reader.outcome({ code: 0, signal: null, stderr: this.stderr });
          if (outcome.kind === 'completed') finish(outcome);
          else stop(outcome);
        },
        onEnd: (end) => finish(reader.outcome(end)),
        onError: (error) => finish({ kind: 'grader-error', detail: error.message }),
      };
      this.child.stdin?.write(inputFor(job, secrets, limits));
    });
  }

  private kill(): void {
    if (this.launcher.kill === undefined) this.child.kill('SIGKILL');
    else this.launcher.kill(this.child);
  }
}

function secret(): string {
  return randomBytes(16).toString('hex');
}

/** Without flags of V8's: see `engine-flags.ts`. The heaps that matter are those of the workers. */
function command(): readonly string[] {
  const permissions = permissionFlags(process.versions.node);
  return [process.execPath, '--no-warnings', ...permissions, '-e', bootstrap];
}

function inputFor(
  { suite, submission, uses = [], options }: SandboxJob,
  secrets: { readonly nonce: string; readonly leave: string },
  limits: SandboxLimits,
): Buffer {
  const program = Buffer.from(suite.code);
  const data = Buffer.from(JSON.stringify({ submission, uses, options }));
  const head = {
    ...secrets,
    program: program.length,
    data: data.length,
    limits: {
      maxOldGenerationSizeMb: limits.heapMiB,
      maxYoungGenerationSizeMb: youngHeapMiB,
      stackSizeMb: stackMiB,
    },
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), program, data]);
}

function notCompleted(reason: NotCompleted): SandboxOutcome {
  return { kind: 'not-completed', reason };
}
