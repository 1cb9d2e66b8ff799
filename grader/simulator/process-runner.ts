import { ContextError, faultOf } from './context-error.ts';
import { copyData } from './copy-data.ts';
import type { Guard } from './guard.ts';
import type { NodeRuntime } from './node-runtime.ts';
import type { Recorder } from './recorder.ts';
import type { SubmissionFault } from './trace.ts';

/** Enters foreign code, one handler at a time; whatever it throws becomes the run's fault. */
export class ProcessRunner {
  fault: SubmissionFault | undefined;
  private current: NodeRuntime | undefined;
  private incarnation = 0;
  private readonly log: NonNullable<Guard['onLog']>;

  constructor(
    private readonly recorder: Recorder,
    private readonly maxValues: number,
    private readonly withInspect: boolean,
    isExhausted: () => boolean,
  ) {
    this.log = (level, text) => {
      const node = this.current;
      if (node === undefined || node.incarnation !== this.incarnation || isExhausted()) return;
      this.recorder.onNode(node, { kind: 'log', level, text });
    };
  }

  run(node: NodeRuntime, handler: string, call: () => unknown): void {
    const { incarnation, guard } = node;
    node.beginHandler(this.recorder.timeMs);
    if (guard !== undefined) {
      this.current = node;
      this.incarnation = incarnation;
      guard.onLog = this.log;
      guard.enter();
    }
    try {
      const returned = call();
      if (returned !== undefined && isThenable(returned)) {
        throw new ContextError('asynchronous', handler);
      }
      if (this.withInspect && node.up && node.incarnation === incarnation) this.inspect(node);
    } catch (error) {
      if (guard === undefined) this.passOn(error);
      // After a crash the rest of the handler runs without effect; what it throws has none either.
      else if (node.incarnation === incarnation) this.blame(node, guard, handler, error);
    } finally {
      if (guard !== undefined) guard.onLog = undefined;
    }
  }

  /**
   * A process of the suite's own must not break: that is our defect, not the submission's. That the
   * run's budget is used up is no break: the run ends as it does for everybody.
   */
  private passOn(error: unknown): void {
    if (!(error instanceof ContextError) || error.kind !== 'flood') throw error;
    this.fault = { kind: 'flood', detail: error.detail };
  }

  /** Records `inspect()`. What it throws or what cannot be copied is not shown, and costs nothing. */
  private inspect(node: NodeRuntime): void {
    if (!node.isInspectable || node.process === undefined) return;
    node.isInspecting = true;
    try {
      node.guard?.enter();
      const state = copyData(node.process.inspect?.(), this.maxValues);
      if (state !== undefined) this.recorder.onNode(node, { kind: 'state', state });
    } catch {
      node.isInspectable = false;
    }
    node.isInspecting = false;
  }

  private blame(node: NodeRuntime, guard: Guard, handler: string, error: unknown): void {
    const fault = { ...faultOf(guard, error), node: node.id, handler };
    this.fault = fault;
    this.recorder.onNode(node, { kind: 'fault', fault });
  }
}

function isThenable(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}
