import { ContextError, faultOf } from './context-error.ts';
import { copyData } from './copy-data.ts';
import type { Guard } from './guard.ts';
import type { NodeRuntime } from './node-runtime.ts';
import type { NodeId, Process } from './process.ts';
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

  // The same four times over, so that no closure has to be made for a handler.

  onMessage(node: NodeRuntime, process: Process, from: NodeId, message: unknown): void {
    this.enter(node);
    try {
      this.returned(node, 'onMessage', process.onMessage(from, message));
    } catch (error) {
      this.threw(node, 'onMessage', error);
    } finally {
      leave(node);
    }
  }

  onTimer(node: NodeRuntime, process: Process, name: string): void {
    this.enter(node);
    try {
      this.returned(node, 'onTimer', process.onTimer?.(name));
    } catch (error) {
      this.threw(node, 'onTimer', error);
    } finally {
      leave(node);
    }
  }

  onRequest(
    node: NodeRuntime,
    process: Process,
    request: unknown,
    respond: (response: unknown) => void,
  ): void {
    this.enter(node);
    try {
      this.returned(node, 'onRequest', process.onRequest?.(request, respond));
    } catch (error) {
      this.threw(node, 'onRequest', error);
    } finally {
      leave(node);
    }
  }

  run(node: NodeRuntime, handler: string, call: () => unknown): void {
    this.enter(node);
    try {
      this.returned(node, handler, call());
    } catch (error) {
      this.threw(node, handler, error);
    } finally {
      leave(node);
    }
  }

  private enter(node: NodeRuntime): void {
    const { guard } = node;
    node.beginHandler(this.recorder.timeMs);
    this.current = node;
    this.incarnation = node.incarnation;
    if (guard === undefined) return;
    guard.onLog = this.log;
    guard.enter();
  }

  private returned(node: NodeRuntime, handler: string, value: unknown): void {
    if (value !== undefined && isThenable(value)) throw new ContextError('asynchronous', handler);
    if (this.withInspect && node.up && node.incarnation === this.incarnation) this.inspect(node);
  }

  private threw(node: NodeRuntime, handler: string, error: unknown): void {
    const { guard } = node;
    if (guard === undefined) this.passOn(error);
    // After a crash the rest of the handler runs without effect; what it throws has none either.
    else if (node.incarnation === this.incarnation) this.blame(node, guard, handler, error);
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

function leave({ guard }: NodeRuntime): void {
  if (guard !== undefined) guard.onLog = undefined;
}

function isThenable(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}
