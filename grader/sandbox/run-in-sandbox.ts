/**
 * Runs one suite against one submission in a disposable child process.
 *
 *     const suite = await bundleSuite('/…/grader/suites/kapitel8/raft/suite.ts');  // suite-bundle.ts
 *     const prepared = await prepareSubmission({ sourceDir, exerciseDir, manifest });   // prepare.ts
 *     if (prepared.kind === 'refused') …  refusalMessage(refusal)                       // wording.ts
 *     const outcome = await runInSandbox(
 *       { suite, submission: prepared.submission, options: { seed: 1 } },
 *       { signal, onProgress },
 *     );
 *     if (outcome.kind === 'completed') … outcome.report                                // a SuiteReport
 *     else … outcomeMessage(outcome)                                                    // wording.ts
 *
 * `bundleSuite` and `prepareSubmission` are independent: start both at once. `suite.hash` is the
 * suite's version for replay tokens and results. A replay is `options.replay`.
 */
import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { RunOptions } from '../suites/run-suite.ts';
import { bootstrap } from './bootstrap.ts';
import { type Launcher, plainLauncher } from './launch.ts';
import type { NotCompleted, SandboxOutcome } from './outcome.ts';
import { permissionFlags } from './permission-flags.ts';
import type { PreparedSubmission } from './prepare.ts';
import { ReportReader } from './report-reader.ts';
import type { SuiteBundle } from './suite-bundle.ts';
import type { PreparedUse } from './uses.ts';

export interface SandboxJob {
  readonly suite: SuiteBundle;
  readonly submission: PreparedSubmission;
  /** Solutions of other exercises for the suite; they run as the submission does. */
  readonly uses?: readonly PreparedUse[];
  readonly options: Omit<RunOptions, 'onProgress'>;
}

export interface SandboxControls {
  /** Kills the child; the outcome is then `aborted`. */
  readonly signal?: AbortSignal;
  /** Share of the work done, in [0, 1], non-decreasing. */
  readonly onProgress?: (done: number) => void;
  readonly limits?: Partial<SandboxLimits>;
  /** How the child is started; plainly if none is given. */
  readonly launch?: Launcher;
}

export interface SandboxLimits {
  /** Old generation of the child's heap, in MiB. */
  readonly heapMiB: number;
  /** The whole run, wall clock. Only behind the step budget. */
  readonly totalMs: number;
  /** Longest silence of the child, wall clock. */
  readonly silenceMs: number;
}

export const defaultSandboxLimits: SandboxLimits = {
  heapMiB: 192,
  totalMs: 120_000,
  silenceMs: 30_000,
};

/**
 * Young generation of the child's heap, in MiB. Half of it takes new objects at a time or less: room for
 * some whole runs, traces and all, so that few of them are copied, and hardly any grow old.
 */
const youngHeapMiB = 64;
const stackMiB = 4;

/** @returns how it ended; rejects never. The child is gone when the promise settles. */
export function runInSandbox(
  job: SandboxJob,
  controls: SandboxControls = {},
): Promise<SandboxOutcome> {
  if (controls.signal?.aborted === true) return Promise.resolve({ kind: 'aborted' });
  const limits = { ...defaultSandboxLimits, ...controls.limits };
  const nonce = randomBytes(16).toString('hex');
  const reader = new ReportReader(nonce, controls.onProgress ?? (() => {}));
  const launcher = controls.launch ?? plainLauncher;
  return new Promise((settle) => {
    const child = launcher.launch(commandFor(limits), ['pipe', 'pipe', 'pipe', 'pipe']);
    let verdict: SandboxOutcome | undefined;
    const stop = (reason: SandboxOutcome) => {
      verdict ??= reason;
      if (launcher.kill === undefined) child.kill('SIGKILL');
      else launcher.kill(child);
    };
    const total = setTimeout(() => stop(notCompleted('watchdog')), limits.totalMs);
    const silence = setTimeout(() => stop(notCompleted('no-progress')), limits.silenceMs);
    const abort = () => stop({ kind: 'aborted' });
    controls.signal?.addEventListener('abort', abort);
    const finish = (outcome: SandboxOutcome) => {
      clearTimeout(total);
      clearTimeout(silence);
      controls.signal?.removeEventListener('abort', abort);
      settle(verdict ?? outcome);
    };
    (child.stdio[3] as Readable | undefined)?.on('data', (chunk: Buffer) => {
      silence.refresh();
      if (!reader.push(chunk)) stop(notCompleted('garbled'));
    });
    const stderr = tailOf(child.stderr);
    child.stdout?.resume();
    child.on('error', (error) => finish({ kind: 'grader-error', detail: error.message }));
    child.on('close', (code, signal) => finish(reader.outcome({ code, signal, stderr: stderr() })));
    // A child that is killed early closes the pipe; its end is reported by `close`.
    child.stdin?.on('error', () => {});
    child.stdin?.write(inputFor(job, nonce, limits));
  });
}

function commandFor({ heapMiB }: SandboxLimits): readonly string[] {
  const heap = `--max-old-space-size=${heapMiB + 64}`;
  const permissions = permissionFlags(process.versions.node);
  return [process.execPath, '--no-warnings', heap, ...permissions, '-e', bootstrap];
}

function inputFor(
  { suite, submission, uses = [], options }: SandboxJob,
  nonce: string,
  limits: SandboxLimits,
) {
  const program = Buffer.from(suite.code);
  const data = Buffer.from(JSON.stringify({ submission, uses, options }));
  const head = {
    nonce,
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

/** The last bytes of a stream: where V8 says that the heap is exhausted. */
function tailOf(stream: Readable | null): () => string {
  let tail = '';
  stream?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-8_000);
  });
  return () => tail;
}

function notCompleted(reason: NotCompleted): SandboxOutcome {
  return { kind: 'not-completed', reason };
}
