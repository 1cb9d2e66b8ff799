import { defaultSandboxLimits, type JobControls, type SandboxJob } from './job.ts';
import { type Launcher, plainLauncher } from './launch.ts';
import type { SandboxOutcome } from './outcome.ts';
import { SandboxProcess } from './sandbox-process.ts';

/**
 * So old may a process be when it gets another job: the jail bounds the processor time of a process,
 * which every job should have to itself.
 */
const retiredAfterMs = 60_000;

/**
 * Runs the jobs of one submission one after the other in the same child process, which costs one start
 * instead of many. Each job has a worker thread, a realm and a nonce of its own, and the thread is
 * gone before the next one begins; whatever ends otherwise than with a whole report ends the process.
 *
 * What still could reach a later job (descriptors that were closed, flags of V8) shows only to those
 * that have left their compartment, and cannot make a difference either: a job that does not come to
 * its end in a process where another one has been is run again in a fresh one, and only that counts.
 */
export class SandboxSession {
  private atWork: SandboxProcess | undefined;
  private isBusy = false;

  constructor(private readonly launcher: Launcher = plainLauncher) {}

  /** @returns how it ended; rejects never. One at a time. */
  readonly run = async (job: SandboxJob, controls: JobControls = {}): Promise<SandboxOutcome> => {
    if (this.isBusy) throw new Error('a session runs one job at a time');
    this.isBusy = true;
    try {
      if (controls.signal?.aborted === true) return { kind: 'aborted' };
      const used = await this.usable(controls);
      if (used !== undefined) {
        const outcome = await this.runIn(used, job, controls);
        if (outcome.kind === 'completed' || outcome.kind === 'aborted') return outcome;
      }
      return await this.runIn(this.start(controls), job, controls);
    } finally {
      this.isBusy = false;
    }
  };

  /** Ends the child; it is gone when the promise settles. */
  async close(): Promise<void> {
    const { atWork } = this;
    this.atWork = undefined;
    await atWork?.end();
  }

  private async usable(controls: JobControls): Promise<SandboxProcess | undefined> {
    const { atWork } = this;
    if (atWork === undefined) return undefined;
    const isFit =
      atWork.isIdle &&
      atWork.heapMiB === heapOf(controls) &&
      performance.now() - atWork.startedAt < retiredAfterMs;
    if (isFit) return atWork;
    await this.close();
    return undefined;
  }

  private start(controls: JobControls): SandboxProcess {
    this.atWork = new SandboxProcess(this.launcher, heapOf(controls));
    return this.atWork;
  }

  private async runIn(
    process: SandboxProcess,
    job: SandboxJob,
    controls: JobControls,
  ): Promise<SandboxOutcome> {
    const outcome = await process.run(job, controls);
    if (outcome.kind !== 'completed') await this.close();
    return outcome;
  }
}

function heapOf({ limits }: JobControls): number {
  return limits?.heapMiB ?? defaultSandboxLimits.heapMiB;
}
