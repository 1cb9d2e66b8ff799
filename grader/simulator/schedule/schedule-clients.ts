import { shareData } from '../copy-data.ts';
import type { History, Operation } from '../history.ts';
import type { NodeId } from '../process.ts';
import type { Recording } from './recording.ts';
import type { ScheduleClient, ScheduleSpec } from './schedule.ts';

interface ClientState {
  readonly script: ScheduleClient;
  /** Requests begun. */
  readonly next: number;
  /** Index of the operation not answered yet. */
  readonly open: number | undefined;
  /** Where that has been asked and may still be answered; -1 if it is to be asked again. */
  readonly waitsAt: number;
  readonly target: number;
}

/** One attempt of an operation, as the node that was asked knows it. */
export interface Asked {
  readonly client: string;
  readonly operation: number;
  readonly attempt: number;
  readonly request: unknown;
}

/** All that changes, in values that do not: keeping one is keeping the state. */
export interface ClientsMark {
  readonly states: readonly ClientState[];
  readonly operations: readonly Operation[];
  /** By node, in the order of arrival. */
  readonly asked: readonly (readonly Asked[])[];
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
  private state: ClientsMark;
  private readonly maxAttempts: number;

  constructor(
    private readonly spec: ScheduleSpec,
    private readonly recording: Recording,
    private readonly nodes: readonly NodeId[],
  ) {
    this.maxAttempts = spec.maxAttempts ?? 1;
    const states = (spec.clients ?? []).map((script) => {
      return { script, next: 0, open: undefined, waitsAt: -1, target: -1 };
    });
    this.state = { states, operations: [], asked: nodes.map(() => []) };
  }

  mark(): ClientsMark {
    return this.state;
  }

  rewind(mark: ClientsMark): void {
    this.state = mark;
  }

  get history(): History {
    return this.state.operations;
  }

  /** The requests that may arrive now, by client. */
  enabled(): NextRequest[] {
    const found: NextRequest[] = [];
    for (const state of this.state.states) {
      const next = this.nextOf(state);
      if (next !== undefined) found.push(next);
    }
    return found;
  }

  /** The client asks. */
  ask({ client, target }: NextRequest): Asked {
    const index = this.state.states.findIndex(({ script }) => script.id === client);
    if (this.state.states[index]?.open === undefined) this.invoke(index);
    this.change(index, { waitsAt: target });
    const number = this.state.states[index]?.open as number;
    const operation = this.state.operations[number] as Operation;
    const { attempts: attempt, request } = operation;
    const asked: Asked = { client, operation: number, attempt, request };
    this.replace({ ...operation, attempts: attempt + 1 });
    this.state = {
      ...this.state,
      asked: this.state.asked.map((list, node) => (node === target ? [...list, asked] : list)),
    };
    return asked;
  }

  /** What the node answers to its so-many-th request. */
  asked(node: number, request: number): Asked {
    return this.state.asked[node]?.[request] as Asked;
  }

  receive({ operation: number }: Asked, response: unknown): void {
    const index = this.state.states.findIndex(({ open }) => open === number);
    if (index < 0) return;
    const operation = this.state.operations[number] as Operation;
    const decision = this.spec.interpret?.(response, operation.request) ?? { done: true };
    if (!decision.done) {
      const retryAt = this.nodes.indexOf(decision.retryAt ?? '');
      if (retryAt >= 0) this.change(index, { target: retryAt });
      return this.retryOrGiveUp(index, operation);
    }
    const seq = this.recording.outside({
      kind: 'return',
      client: operation.client,
      operation: number,
      response,
    });
    this.replace({ ...operation, returned: { atMs: this.recording.timeMs, seq, response } });
    this.change(index, { open: undefined });
  }

  /** What was asked there will not be answered any more. */
  nodeCrashed(node: number): void {
    for (const [index, { open, waitsAt }] of this.state.states.entries()) {
      if (open === undefined || waitsAt !== node) continue;
      this.retryOrGiveUp(index, this.state.operations[open] as Operation);
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

  private targetOf(node: NodeId): number {
    const index = this.nodes.indexOf(node);
    if (index < 0) throw new Error(`a client asks an unknown node: ${node}`);
    return index;
  }

  private invoke(index: number): void {
    const { script, next } = this.state.states[index] as ClientState;
    const scripted = script.requests[next] as ScheduleClient['requests'][number];
    const request = shareData(scripted.request, Number.POSITIVE_INFINITY);
    const number = this.state.operations.length;
    const seq = this.recording.outside({
      kind: 'invoke',
      client: script.id,
      operation: number,
      request,
    });
    const operation: Operation = {
      index: number,
      client: script.id,
      request,
      invokedAtMs: this.recording.timeMs,
      invokedSeq: seq,
      attempts: 0,
    };
    this.state = { ...this.state, operations: [...this.state.operations, operation] };
    this.change(index, { next: next + 1, open: number, target: this.targetOf(scripted.target) });
  }

  private retryOrGiveUp(index: number, { index: operation, client, attempts }: Operation): void {
    this.change(index, { waitsAt: -1 });
    if (attempts < this.maxAttempts) return;
    this.recording.outside({ kind: 'give-up', client, operation });
    this.change(index, { open: undefined });
  }

  private change(index: number, changes: Partial<ClientState>): void {
    const states = this.state.states.map((state, i) =>
      i === index ? { ...state, ...changes } : state,
    );
    this.state = { ...this.state, states };
  }

  private replace(operation: Operation): void {
    const operations = this.state.operations.map((other) =>
      other.index === operation.index ? operation : other,
    );
    this.state = { ...this.state, operations };
  }
}
