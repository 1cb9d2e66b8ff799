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
    private readonly guard: Guard,
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
    const { incarnation } = node;
    node.beginHandler(this.recorder.timeMs);
    if (!node.isScripted) {
      this.current = node;
      this.incarnation = incarnation;
      this.guard.onLog = this.log;
      this.guard.enter();
    }
    try {
      const returned = call();
      if (returned !== undefined && isThenable(returned)) {
        throw new ContextError('asynchronous', handler);
      }
      if (this.withInspect && node.up && node.incarnation === incarnation) this.inspect(node);
    } catch (error) {
      // A grader's own process must not break: that is our defect, not the submission's.
      if (node.isScripted) throw error;
      // After a crash the rest of the handler runs without effect; what it throws has none either.
      if (node.incarnation === incarnation) this.blame(node, handler, error);
    }
    this.guard.onLog = undefined;
  }

  /** Records `inspect()`. What it throws or what cannot be copied is not shown, and costs nothing. */
  private inspect(node: NodeRuntime): void {
    if (!node.isInspectable || node.process === undefined) return;
    node.isInspecting = true;
    try {
      if (!node.isScripted) this.guard.enter();
      const state = copyData(node.process.inspect?.(), this.maxValues);
      if (state !== undefined) this.recorder.onNode(node, { kind: 'state', state });
    } catch {
      node.isInspectable = false;
    }
    node.isInspecting = false;
  }

  private blame(node: NodeRuntime, handler: string, error: unknown): void {
    const fault = { ...faultOf(this.guard, error), node: node.id, handler };
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
