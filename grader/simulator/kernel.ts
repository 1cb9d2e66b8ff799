import { ClientRuntime, type OperationRecord, toOperation } from './clients.ts';
import { ContextError, faultOf } from './context-error.ts';
import { copyData, DataError } from './copy-data.ts';
import { EventQueue, type Queued } from './event-queue.ts';
import { type Guard, openGuard } from './guard.ts';
import { Network } from './network.ts';
import { createContext, type Effects, NodeRuntime, type TimerEntry } from './node-runtime.ts';
import type { NodeId, Process } from './process.ts';
import { Recorder } from './recorder.ts';
import {
  armedMs,
  type Crash,
  type OneWayPartition,
  type Partition,
  type Pause,
} from './scenario.ts';
import {
  type ClientPolicy,
  type Counts,
  defaultLimits,
  type Limits,
  type Run,
  type Simulation,
} from './simulate.ts';
import type { RunEnd, SubmissionFault, TraceEvent } from './trace.ts';

/** A message under way; all its copies share one. */
interface Envelope {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly type: string;
  readonly k: number;
  readonly message: unknown;
  readonly clock: readonly number[];
  copies: number;
}

type Task =
  | { readonly do: 'start'; readonly node: NodeRuntime }
  | { readonly do: 'deliver'; readonly node: NodeRuntime; readonly envelope: Envelope }
  | {
      readonly do: 'timer';
      readonly node: NodeRuntime;
      readonly timer: TimerEntry;
      readonly incarnation: number;
    }
  | {
      readonly do: 'request';
      readonly node: NodeRuntime;
      readonly client: ClientRuntime;
      readonly operation: OperationRecord;
      readonly attempt: number;
    }
  | { readonly do: 'crash'; readonly fault: Crash }
  | { readonly do: 'pause'; readonly fault: Pause }
  | { readonly do: 'cut'; readonly fault: Partition | OneWayPartition }
  | { readonly do: 'heal'; readonly fault: Partition | OneWayPartition }
  | { readonly do: 'client-next'; readonly client: ClientRuntime }
  | {
      readonly do: 'client-ask';
      readonly client: ClientRuntime;
      readonly operation: OperationRecord;
    }
  | {
      readonly do: 'client-timeout';
      readonly client: ClientRuntime;
      readonly operation: OperationRecord;
      readonly attempt: number;
    }
  | {
      readonly do: 'response';
      readonly client: ClientRuntime;
      readonly operation: OperationRecord;
      readonly attempt: number;
      readonly response: unknown;
    };

interface Entry extends Queued {
  readonly task: Task;
}

type MutableCounts = { -readonly [Key in keyof Counts]: number };

/** Runs one scenario to its end. Pure: the same simulation gives the same run. */
export function simulate<Message, Request, Response>(
  simulation: Simulation<Message, Request, Response>,
): Run<Request, Response> {
  // Inside, messages are opaque: the kernel never looks at more than their `type`.
  return new Kernel(simulation as unknown as Simulation<unknown, unknown, unknown>).run() as Run<
    Request,
    Response
  >;
}

class Kernel implements Effects {
  private readonly queue = new EventQueue<Entry>();
  private readonly recorder: Recorder;
  private readonly network: Network;
  private readonly nodes: readonly NodeRuntime[];
  private readonly nodeIndex = new Map<NodeId, number>();
  private readonly clients: readonly ClientRuntime[];
  private readonly operations: OperationRecord[] = [];
  private readonly limits: Limits;
  private readonly guard: Guard;
  private readonly lastDelivered: number[];
  private time = 0;
  private inFlight = 0;
  private nextMessageId = 0;
  private fault: SubmissionFault | undefined;
  private pendingTimers = 0;
  private readonly counts: MutableCounts = {
    sent: 0,
    delivered: 0,
    dropped: 0,
    duplicated: 0,
    reordered: 0,
    partitioned: 0,
    crashes: 0,
    restarts: 0,
    timersFired: 0,
    requests: 0,
    responses: 0,
  };

  constructor(private readonly simulation: Simulation<unknown, unknown, unknown>) {
    const { scenario } = simulation;
    this.limits = { ...defaultLimits, ...simulation.limits };
    this.guard = simulation.guard ?? openGuard();
    const ids = Array.from({ length: scenario.nodes }, (_, i) => `n${i + 1}`);
    this.nodes = ids.map((id, index) => {
      this.nodeIndex.set(id, index);
      const peers = Object.freeze(ids.filter((other) => other !== id));
      return new NodeRuntime(index, id, peers, simulation.scripted?.[id] !== undefined);
    });
    this.recorder = new Recorder(ids, this.limits.maxEvents);
    this.network = new Network(scenario, [...ids, ...scenario.clients.map((client) => client.id)]);
    this.clients = scenario.clients.map(
      (script, i) => new ClientRuntime(ids.length + i, script, scenario.seed, ids.length),
    );
    if (this.clients.length > 0 && simulation.clientPolicy === undefined) {
      throw new Error('a scenario with clients needs a clientPolicy');
    }
    this.lastDelivered = new Array<number>(ids.length * ids.length).fill(-1);
  }

  run(): Run {
    this.scheduleScenario();
    const { durationMs } = this.simulation.scenario;
    let end: RunEnd = 'idle';
    for (;;) {
      const entry = this.queue.pop();
      if (entry === undefined) break;
      if (entry.atMs > durationMs) {
        end = 'time';
        break;
      }
      this.time = entry.atMs;
      this.perform(entry.task);
      if (this.fault !== undefined) {
        end = 'fault';
        break;
      }
      if (this.isExhausted()) {
        end = 'flood';
        this.fault = { kind: 'flood', detail: String(this.counts.sent) };
        break;
      }
    }
    return {
      trace: this.recorder.finish(end, end === 'time' ? durationMs : this.time),
      history: this.operations.map(toOperation),
      ...(this.fault === undefined ? {} : { fault: this.fault }),
      counts: this.counts,
      deviations: this.network.deviations,
    };
  }

  // --- what handlers cause --------------------------------------------------------------------

  nowMs(): number {
    return this.time;
  }

  isExhausted(): boolean {
    return (
      this.recorder.isFull ||
      this.inFlight > this.limits.maxInFlight ||
      this.pendingTimers > this.limits.maxInFlight
    );
  }

  send(node: NodeRuntime, to: NodeId, message: unknown): void {
    const target = this.nodeIndex.get(to) as number;
    const type = typeOf(message);
    const fate = this.network.route(node.index, target, type, this.time);
    const id = this.nextMessageId++;
    this.counts.sent++;
    const clock = this.recorder.tick(node.index);
    this.recorder.add({
      seq: this.recorder.nextSeq,
      atMs: this.time,
      node: node.id,
      incarnation: node.incarnation,
      clock,
      kind: 'send',
      to,
      id,
      type,
      k: fate.k,
      message,
    });
    const isCut = this.network.isCut(node.index, target);
    if (isCut || fate.arrivals.length === 0) {
      this.drop(node.id, to, id, type, isCut ? 'partition' : 'loss');
      return;
    }
    if (fate.arrivals.length > 1) this.counts.duplicated++;
    const envelope: Envelope = {
      id,
      from: node.index,
      to: target,
      type,
      k: fate.k,
      message,
      clock,
      copies: 0,
    };
    const receiver = this.nodes[target] as NodeRuntime;
    for (const arrivalMs of fate.arrivals) {
      this.inFlight++;
      this.at(arrivalMs, { do: 'deliver', node: receiver, envelope });
    }
  }

  setTimer(node: NodeRuntime, name: string, delayMs: number): void {
    if (this.simulation.recordTimers === true) {
      this.recorder.add({
        seq: this.recorder.nextSeq,
        atMs: this.time,
        node: node.id,
        incarnation: node.incarnation,
        clock: this.recorder.tick(node.index),
        kind: 'set-timer',
        name,
        delayMs,
      });
    }
    const timer: TimerEntry = { name };
    node.timers.set(name, timer);
    this.pendingTimers++;
    const realMs = Math.ceil((delayMs * 1000) / node.ratePerMille);
    this.at(this.time + realMs, { do: 'timer', node, timer, incarnation: node.incarnation });
  }

  cancelTimer(node: NodeRuntime, name: string): void {
    if (node.timers.delete(name) && this.simulation.recordTimers === true) {
      this.recorder.add({
        seq: this.recorder.nextSeq,
        atMs: this.time,
        node: node.id,
        incarnation: node.incarnation,
        clock: this.recorder.tick(node.index),
        kind: 'cancel-timer',
        name,
      });
    }
  }

  store(node: NodeRuntime, key: string, value: unknown): void {
    if (value === undefined) node.disk.delete(key);
    else node.disk.set(key, value);
    this.recorder.add({
      seq: this.recorder.nextSeq,
      atMs: this.time,
      node: node.id,
      incarnation: node.incarnation,
      clock: this.recorder.tick(node.index),
      kind: 'store',
      key,
      value: value ?? null,
    });
  }

  crashInHandler(node: NodeRuntime): void {
    const downMs = node.armedCrash?.downMs;
    this.crash(node, true, downMs);
  }

  // --- what happens ---------------------------------------------------------------------------

  private perform(task: Task): void {
    switch (task.do) {
      case 'deliver':
        return this.deliver(task, task.node, task.envelope);
      case 'timer':
        return this.fireTimer(task, task.node, task.timer, task.incarnation);
      case 'start':
        return this.start(task.node);
      case 'request':
        return this.request(task, task.node);
      case 'response':
        return this.receiveResponse(task);
      case 'client-next':
        return this.invokeNext(task.client);
      case 'client-ask':
        return this.ask(task.client, task.operation);
      case 'client-timeout':
        return this.clientTimeout(task.client, task.operation, task.attempt);
      case 'crash':
        return this.performCrash(task.fault);
      case 'pause': {
        const node = this.nodeById(task.fault.node);
        node.pausedUntilMs = Math.max(node.pausedUntilMs, task.fault.untilMs);
        this.recorder.add({
          seq: this.recorder.nextSeq,
          atMs: this.time,
          kind: 'pause',
          node: node.id,
          untilMs: task.fault.untilMs,
        });
        return;
      }
      case 'cut': {
        this.counts.partitioned++;
        this.network.apply(task.fault, 1);
        this.recorder.add(this.describePartition(task.fault));
        return;
      }
      case 'heal': {
        this.network.apply(task.fault, -1);
        this.recorder.add({ seq: this.recorder.nextSeq, atMs: this.time, kind: 'heal' });
        return;
      }
    }
  }

  private deliver(task: Task, node: NodeRuntime, envelope: Envelope): void {
    const sender = (this.nodes[envelope.from] as NodeRuntime).id;
    if (this.network.isCut(envelope.from, envelope.to)) {
      this.inFlight--;
      this.drop(sender, node.id, envelope.id, envelope.type, 'partition');
      return;
    }
    if (!node.up || node.process === undefined) {
      this.inFlight--;
      this.drop(sender, node.id, envelope.id, envelope.type, 'receiver-down');
      return;
    }
    if (this.waitsForResume(node, task)) return;
    this.inFlight--;
    this.counts.delivered++;
    const link = envelope.from * this.nodes.length + envelope.to;
    if (envelope.id < (this.lastDelivered[link] as number)) this.counts.reordered++;
    else this.lastDelivered[link] = envelope.id;
    this.recorder.merge(node.index, envelope.clock);
    const { id, type, message } = envelope;
    const copy = envelope.copies++;
    this.recorder.add({
      seq: this.recorder.nextSeq,
      atMs: this.time,
      node: node.id,
      incarnation: node.incarnation,
      clock: this.recorder.tick(node.index),
      kind: 'deliver',
      from: sender,
      id,
      type,
      copy,
      message,
    });
    const process = node.process;
    // The receiver gets a copy of its own: whatever it does to it, the trace keeps what was sent.
    const received = copyData(message, this.limits.maxValuesPerMessage);
    this.handle(node, 'onMessage', () => process.onMessage(sender, received));
  }

  private fireTimer(task: Task, node: NodeRuntime, timer: TimerEntry, incarnation: number): void {
    this.pendingTimers--;
    if (node.incarnation !== incarnation || node.timers.get(timer.name) !== timer) return;
    if (this.waitsForResume(node, task)) {
      this.pendingTimers++;
      return;
    }
    node.timers.delete(timer.name);
    this.counts.timersFired++;
    this.recorder.add({
      seq: this.recorder.nextSeq,
      atMs: this.time,
      node: node.id,
      incarnation: node.incarnation,
      clock: this.recorder.tick(node.index),
      kind: 'timer',
      name: timer.name,
    });
    const process = node.process as Process;
    this.handle(node, 'onTimer', () => process.onTimer?.(timer.name));
  }

  private start(node: NodeRuntime): void {
    if (node.incarnation > 0) this.counts.restarts++;
    node.up = true;
    this.recorder.add({
      seq: this.recorder.nextSeq,
      atMs: this.time,
      node: node.id,
      incarnation: node.incarnation,
      clock: this.recorder.tick(node.index),
      kind: 'start',
    });
    const context = createContext(
      node,
      this,
      this.simulation.scenario.seed,
      this.limits.maxValuesPerMessage,
    );
    const { incarnation } = node;
    const create = this.simulation.scripted?.[node.id] ?? this.simulation.createProcess;
    this.handle(node, 'onStart', () => {
      const process = create(context);
      if (node.up && node.incarnation === incarnation) node.process = process;
      return process.onStart?.();
    });
  }

  private request(task: Extract<Task, { do: 'request' }>, node: NodeRuntime): void {
    // A dead machine answers nobody: the client's timeout deals with it.
    if (!node.up || node.process === undefined) return;
    if (this.waitsForResume(node, task)) return;
    const { client, operation, attempt } = task;
    this.counts.requests++;
    this.recorder.add({
      seq: this.recorder.nextSeq,
      atMs: this.time,
      node: node.id,
      incarnation: node.incarnation,
      clock: this.recorder.tick(node.index),
      kind: 'request',
      client: client.script.id,
      operation: operation.index,
      attempt,
      request: operation.request,
    });
    const incarnation = node.incarnation;
    let isAnswered = false;
    const respond = Object.freeze((response: unknown): void => {
      if (isAnswered || !node.up || node.incarnation !== incarnation) return;
      const copy = this.copyResponse(response);
      if (node.isInspecting) return;
      if (this.isExhausted()) throw new ContextError('flood', node.id);
      if (node.armedCrash !== undefined && node.effectsInHandler >= node.armedCrash.afterEffects) {
        this.crashInHandler(node);
        return;
      }
      node.effectsInHandler++;
      isAnswered = true;
      this.respond(node, client, operation, attempt, copy);
    });
    const process = node.process;
    const received = copyData(operation.request, this.limits.maxValuesPerMessage);
    this.handle(node, 'onRequest', () => process.onRequest?.(received, respond));
  }

  private copyResponse(response: unknown): unknown {
    try {
      return copyData(response, this.limits.maxValuesPerMessage) ?? null;
    } catch (error) {
      if (error instanceof DataError) {
        throw new ContextError('bad-message', error.reason, error.field);
      }
      throw error;
    }
  }

  private respond(
    node: NodeRuntime,
    client: ClientRuntime,
    operation: OperationRecord,
    attempt: number,
    response: unknown,
  ): void {
    this.counts.responses++;
    this.recorder.add({
      seq: this.recorder.nextSeq,
      atMs: this.time,
      node: node.id,
      incarnation: node.incarnation,
      clock: this.recorder.tick(node.index),
      kind: 'respond',
      client: client.script.id,
      operation: operation.index,
      attempt,
      response,
    });
    const fate = this.network.route(node.index, client.endpoint, 'response', this.time);
    for (const arrivalMs of fate.arrivals) {
      this.at(arrivalMs, { do: 'response', client, operation, attempt, response });
    }
  }

  /** Runs one handler of a node's process; whatever it throws becomes the run's fault. */
  private handle(node: NodeRuntime, handler: string, call: () => unknown): void {
    const incarnation = node.incarnation;
    node.effectsInHandler = 0;
    if (node.armedCrash !== undefined && node.armedCrash.untilMs < this.time) {
      node.armedCrash = undefined;
    }
    if (!node.isScripted) {
      this.guard.onLog = (level, text) => {
        if (node.incarnation !== incarnation || this.isExhausted()) return;
        this.recorder.add({
          seq: this.recorder.nextSeq,
          atMs: this.time,
          node: node.id,
          incarnation: node.incarnation,
          clock: this.recorder.tick(node.index),
          kind: 'log',
          level,
          text,
        });
      };
      this.guard.enter();
    }
    try {
      const returned = call();
      if (returned !== undefined && isThenable(returned)) {
        throw new ContextError('asynchronous', handler);
      }
      if (this.simulation.inspect === true && node.up && node.incarnation === incarnation) {
        this.inspect(node);
      }
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
      const state = copyData(node.process.inspect?.(), this.limits.maxValuesPerMessage);
      if (state !== undefined)
        this.recorder.add({
          seq: this.recorder.nextSeq,
          atMs: this.time,
          node: node.id,
          incarnation: node.incarnation,
          clock: this.recorder.tick(node.index),
          kind: 'state',
          state,
        });
    } catch {
      node.isInspectable = false;
    }
    node.isInspecting = false;
  }

  private blame(node: NodeRuntime, handler: string, error: unknown): void {
    const fault = { ...faultOf(this.guard, error), node: node.id, handler };
    this.fault = fault;
    this.recorder.add({
      seq: this.recorder.nextSeq,
      atMs: this.time,
      node: node.id,
      incarnation: node.incarnation,
      clock: this.recorder.tick(node.index),
      kind: 'fault',
      fault,
    });
  }

  // --- faults ---------------------------------------------------------------------------------

  private performCrash(fault: Crash): void {
    const node = this.nodeById(fault.node);
    if (!node.up) return;
    if (fault.afterEffects === undefined) this.crash(node, false, fault.downMs);
    else {
      node.armedCrash = {
        afterEffects: fault.afterEffects,
        downMs: fault.downMs,
        untilMs: this.time + armedMs,
      };
    }
  }

  private crash(node: NodeRuntime, duringHandler: boolean, downMs: number | undefined): void {
    this.counts.crashes++;
    this.recorder.add({
      seq: this.recorder.nextSeq,
      atMs: this.time,
      node: node.id,
      incarnation: node.incarnation,
      clock: this.recorder.tick(node.index),
      kind: 'crash',
      duringHandler,
    });
    node.up = false;
    node.process = undefined;
    node.incarnation++;
    node.timers.clear();
    node.armedCrash = undefined;
    if (downMs !== undefined) this.at(this.time + downMs, { do: 'start', node });
  }

  /** Puts the task off to the end of the node's pause; true if it did. */
  private waitsForResume(node: NodeRuntime, task: Task): boolean {
    if (node.pausedUntilMs <= this.time) return false;
    this.at(node.pausedUntilMs, task);
    return true;
  }

  private drop(
    from: NodeId,
    to: NodeId,
    id: number,
    type: string,
    reason: 'loss' | 'partition' | 'receiver-down',
  ): void {
    this.counts.dropped++;
    this.recorder.add({
      seq: this.recorder.nextSeq,
      atMs: this.time,
      kind: 'drop',
      id,
      from,
      to,
      type,
      reason,
    });
  }

  // --- clients --------------------------------------------------------------------------------

  private get policy(): ClientPolicy {
    return this.simulation.clientPolicy as ClientPolicy;
  }

  private invokeNext(client: ClientRuntime): void {
    const scripted = client.script.requests[client.next];
    if (scripted === undefined) return;
    client.next++;
    if (scripted.target !== undefined) {
      client.target = this.nodeIndex.get(scripted.target) ?? client.target;
    }
    const index = this.operations.length;
    const request = scripted.request;
    const seq = this.recorder.nextSeq;
    this.recorder.add({
      seq: this.recorder.nextSeq,
      atMs: this.time,
      kind: 'invoke',
      client: client.script.id,
      operation: index,
      request,
    });
    const operation: OperationRecord = {
      index,
      client: client.script.id,
      request,
      invokedAtMs: this.time,
      invokedSeq: seq,
      attempts: 0,
      isGivenUp: false,
      retried: 0,
    };
    this.operations.push(operation);
    client.current = operation;
    this.ask(client, operation);
  }

  private ask(client: ClientRuntime, operation: OperationRecord): void {
    if (client.current !== operation) return;
    const attempt = operation.attempts++;
    const node = this.nodes[client.target] as NodeRuntime;
    const fate = this.network.route(client.endpoint, client.target, 'request', this.time);
    for (const arrivalMs of fate.arrivals) {
      this.at(arrivalMs, { do: 'request', node, client, operation, attempt });
    }
    const timeoutAtMs = this.time + this.policy.timeoutMs;
    this.at(timeoutAtMs, { do: 'client-timeout', client, operation, attempt });
  }

  private clientTimeout(client: ClientRuntime, operation: OperationRecord, attempt: number): void {
    if (client.current !== operation || operation.attempts !== attempt + 1) return;
    this.retry(client, operation, (client.target + 1) % this.nodes.length);
  }

  private receiveResponse(task: Extract<Task, { do: 'response' }>): void {
    const { client, operation, attempt, response } = task;
    if (client.current !== operation) return;
    const decision = this.policy.interpret(response, operation.request);
    if (!decision.done) {
      if (operation.attempts !== attempt + 1) return;
      const named = this.nodeIndex.get(decision.retryAt ?? '');
      this.retry(client, operation, named ?? (client.target + 1) % this.nodes.length);
      return;
    }
    const seq = this.recorder.nextSeq;
    this.recorder.add({
      seq: this.recorder.nextSeq,
      atMs: this.time,
      kind: 'return',
      client: client.script.id,
      operation: operation.index,
      response,
    });
    operation.returned = { atMs: this.time, seq, response };
    this.finish(client);
  }

  private retry(client: ClientRuntime, operation: OperationRecord, target: number): void {
    if (operation.retried === operation.attempts) return;
    operation.retried = operation.attempts;
    if (operation.attempts >= this.policy.maxAttempts) {
      operation.isGivenUp = true;
      this.recorder.add({
        seq: this.recorder.nextSeq,
        atMs: this.time,
        kind: 'give-up',
        client: client.script.id,
        operation: operation.index,
      });
      this.finish(client);
      return;
    }
    client.target = target;
    this.at(this.time + this.policy.retryDelayMs, { do: 'client-ask', client, operation });
  }

  private finish(client: ClientRuntime): void {
    client.current = undefined;
    const next = client.script.requests[client.next];
    if (next !== undefined) {
      this.at(Math.max(this.time, next.atMs), { do: 'client-next', client });
    }
  }

  // --- bookkeeping ----------------------------------------------------------------------------

  private scheduleScenario(): void {
    const { faults } = this.simulation.scenario;
    for (const fault of faults) {
      if (fault.kind === 'drift') this.nodeById(fault.node).ratePerMille = fault.ratePerMille;
    }
    for (const node of this.nodes) this.at(0, { do: 'start', node });
    for (const fault of faults) {
      if (fault.kind === 'crash') this.at(fault.atMs, { do: 'crash', fault });
      else if (fault.kind === 'pause') this.at(fault.fromMs, { do: 'pause', fault });
      else if (fault.kind === 'partition' || fault.kind === 'one-way-partition') {
        if (fault.untilMs <= fault.fromMs) continue;
        this.at(fault.fromMs, { do: 'cut', fault });
        this.at(fault.untilMs, { do: 'heal', fault });
      }
    }
    for (const client of this.clients) {
      const first = client.script.requests[0];
      if (first !== undefined) this.at(first.atMs, { do: 'client-next', client });
    }
  }

  private nodeById(id: NodeId): NodeRuntime {
    const node = this.nodes[this.nodeIndex.get(id) ?? -1];
    if (node === undefined) throw new Error(`the scenario names an unknown node: ${id}`);
    return node;
  }

  private at(atMs: number, task: Task): void {
    this.queue.push({ atMs, order: 0, task });
  }

  private describePartition(fault: Partition | OneWayPartition): TraceEvent {
    const isOneWay = fault.kind === 'one-way-partition';
    return {
      seq: this.recorder.nextSeq,
      atMs: this.time,
      kind: 'partition',
      groups: isOneWay ? [fault.senders, fault.receivers] : fault.groups,
      oneWay: isOneWay,
    };
  }
}

/** The message's `type`, by which streams of messages are counted. */
function typeOf(message: unknown): string {
  if (typeof message !== 'object' || message === null) return '';
  const { type } = message as { type?: unknown };
  return typeof type === 'string' ? type : '';
}

function isThenable(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}
