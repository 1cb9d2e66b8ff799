import { shareData } from '../copy-data.ts';
import type { History, Operation } from '../history.ts';
import type { Recorder } from '../recorder.ts';
import type { ScheduleClient, ScheduleSpec } from './schedule.ts';

/** One operation while it may still change. */
export interface OpenOperation extends Operation {
  attempts: number;
  returned?: { readonly atMs: number; readonly seq: number; readonly response: unknown };
}

interface ClientState {
  readonly script: ScheduleClient;
  next: number;
  /** The operation not answered yet. */
  open: OpenOperation | undefined;
  /** Where the open operation has been asked and may still be answered; -1 if it is to be asked again. */
  waitsAt: number;
  target: number;
}

/** What a client would ask next. */
export interface NextRequest {
  readonly client: string;
  readonly index: number;
  readonly target: number;
}

/**
 * The clients of an untimed run: one request at a time, each arriving when the schedule says so. A
 * response is received in the same step, which is the hardest order for a check of real-time order.
 */
export class ScheduleClients {
  private readonly operations: OpenOperation[] = [];
  private readonly states: readonly ClientState[];
  private readonly maxAttempts: number;

  constructor(
    private readonly spec: ScheduleSpec,
    private readonly recorder: Recorder,
    private readonly indexOf: (node: string) => number | undefined,
  ) {
    this.maxAttempts = spec.maxAttempts ?? 1;
    this.states = (spec.clients ?? []).map((script) => {
      return { script, next: 0, open: undefined, waitsAt: -1, target: -1 };
    });
  }

  get history(): History {
    return this.operations.map((operation) => ({ ...operation }));
  }

  /** The requests that may arrive now, by client. */
  enabled(): NextRequest[] {
    const found: NextRequest[] = [];
    for (const state of this.states) {
      const next = this.nextOf(state);
      if (next !== undefined) found.push(next);
    }
    return found;
  }

  find(client: string, index: number): NextRequest | undefined {
    const state = this.states.find(({ script }) => script.id === client);
    const next = state && this.nextOf(state);
    return next?.index === index ? next : undefined;
  }

  /** The client asks; returns the operation and the number of the attempt. */
  ask({ client, target }: NextRequest): { operation: OpenOperation; attempt: number } {
    const state = this.states.find(({ script }) => script.id === client) as ClientState;
    const operation = state.open ?? this.invoke(state);
    state.waitsAt = target;
    return { operation, attempt: operation.attempts++ };
  }

  receive(operation: OpenOperation, response: unknown): void {
    const state = this.states.find(({ open }) => open === operation);
    if (state === undefined) return;
    const decision = this.spec.interpret?.(response, operation.request) ?? { done: true };
    if (!decision.done) {
      state.target = this.indexOf(decision.retryAt ?? '') ?? state.target;
      return this.retryOrGiveUp(state, operation);
    }
    const seq = this.recorder.outside({
      kind: 'return',
      client: operation.client,
      operation: operation.index,
      response,
    });
    operation.returned = { atMs: this.recorder.timeMs, seq, response };
    state.open = undefined;
  }

  /** What was asked there will not be answered any more. */
  nodeCrashed(node: number): void {
    for (const state of this.states) {
      if (state.open !== undefined && state.waitsAt === node) this.retryOrGiveUp(state, state.open);
    }
  }

  private nextOf({ script, open, waitsAt, next, target }: ClientState): NextRequest | undefined {
    if (open !== undefined) {
      return waitsAt >= 0 ? undefined : { client: script.id, index: next - 1, target };
    }
    const request = script.requests[next];
    if (request === undefined) return undefined;
    return { client: script.id, index: next, target: this.targetOf(request.target) };
  }

  private targetOf(node: string): number {
    const index = this.indexOf(node);
    if (index === undefined) throw new Error(`a client asks an unknown node: ${node}`);
    return index;
  }

  private invoke(state: ClientState): OpenOperation {
    const { script } = state;
    const next = script.requests[state.next++] as ScheduleClient['requests'][number];
    const request = shareData(next.request, Number.POSITIVE_INFINITY);
    const index = this.operations.length;
    const seq = this.recorder.outside({
      kind: 'invoke',
      client: script.id,
      operation: index,
      request,
    });
    const operation: OpenOperation = {
      index,
      client: script.id,
      request,
      invokedAtMs: this.recorder.timeMs,
      invokedSeq: seq,
      attempts: 0,
    };
    this.operations.push(operation);
    state.open = operation;
    state.target = this.targetOf(next.target);
    return operation;
  }

  private retryOrGiveUp(state: ClientState, operation: OpenOperation): void {
    state.waitsAt = -1;
    if (operation.attempts < this.maxAttempts) return;
    this.recorder.outside({
      kind: 'give-up',
      client: operation.client,
      operation: operation.index,
    });
    state.open = undefined;
  }
}
