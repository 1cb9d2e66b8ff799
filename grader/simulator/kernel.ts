import { ClientDriver } from './client-driver.ts';
import { ContextError } from './context-error.ts';
import { DataError, shareData } from './copy-data.ts';
import { EventQueue } from './event-queue.ts';
import { type Guard, openGuard } from './guard.ts';
import { Network } from './network.ts';
import { createContext, type Effects, NodeRuntime } from './node-runtime.ts';
import type { NodeId, Process } from './process.ts';
import { ProcessRunner } from './process-runner.ts';
import { Recorder } from './recorder.ts';
import { armedMs, type Crash, type Pause } from './scenario.ts';
import {
  type Counts,
  defaultLimits,
  type Limits,
  type Run,
  type ScriptedNode,
  type Simulation,
} from './simulate.ts';
import type { Envelope, RequestTask, Task, TimerTask } from './task.ts';
import type { RunEnd } from './trace.ts';

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
  private readonly queue = new EventQueue<Task>();
  private readonly recorder: Recorder;
  private readonly network: Network;
  private readonly nodes: readonly NodeRuntime[];
  private readonly nodeIndex = new Map<NodeId, number>();
  private readonly clients: ClientDriver;
  private readonly runner: ProcessRunner;
  private readonly limits: Limits;
  /** Per link, the newest message delivered: an older one afterwards was overtaken. */
  private readonly lastDelivered: number[];
  readonly tally = { values: 0 };
  private inFlight = 0;
  private pendingTimers = 0;
  private nextMessageId = 0;
  private readonly counts: { -readonly [Key in keyof Counts]: number } = {
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
    const { scenario, scripted } = simulation;
    this.limits = { ...defaultLimits, ...simulation.limits };
    const submissionGuard = simulation.guard ?? openGuard();
    const ids = Array.from({ length: scenario.nodes }, (_, i) => `n${i + 1}`);
    this.nodes = ids.map((id, index) => {
      this.nodeIndex.set(id, index);
      const peers = Object.freeze(ids.filter((other) => other !== id));
      return new NodeRuntime(index, id, peers, guardOf(scripted?.[id], submissionGuard));
    });
    const played = ids.filter((id) => scripted?.[id] !== undefined);
    this.recorder = new Recorder(ids, this.limits.maxEvents, played);
    this.network = new Network(scenario, [...ids, ...scenario.clients.map((client) => client.id)]);
    this.runner = new ProcessRunner(
      this.recorder,
      this.limits.maxValuesPerMessage,
      simulation.inspect === true,
      () => this.isExhausted(),
    );
    this.lastDelivered = new Array<number>(ids.length * ids.length).fill(-1);
    this.scheduleScenario();
    this.clients = new ClientDriver(
      scenario,
      simulation.clientPolicy,
      this.nodes,
      this.network,
      this.recorder,
      (atMs, task) => this.at(atMs, task),
    );
  }

  run(): Run {
    const { durationMs } = this.simulation.scenario;
    let end: RunEnd = 'idle';
    for (;;) {
      const task = this.queue.pop();
      if (task === undefined) break;
      if (this.queue.atMs > durationMs) {
        end = 'time';
        break;
      }
      this.recorder.timeMs = this.queue.atMs;
      this.perform(task);
      if (this.runner.fault !== undefined) {
        end = this.runner.fault.kind === 'flood' ? 'flood' : 'fault';
        break;
      }
      if (this.isExhausted()) {
        end = 'flood';
        this.runner.fault = { kind: 'flood', detail: String(this.counts.sent) };
        break;
      }
    }
    const { fault } = this.runner;
    this.release();
    return {
      trace: this.recorder.finish(end, end === 'time' ? durationMs : this.recorder.timeMs),
      history: this.clients.history,
      ...(fault === undefined ? {} : { fault }),
      counts: this.counts,
      deviations: this.network.deviations,
    };
  }

  /**
   * V8 can keep a finished run reachable until the next full collection, and then copies all of it
   * again and again: letting go of what is large made runs half as fast again.
   */
  private release(): void {
    this.queue.clear();
    for (const node of this.nodes) node.release();
  }

  // --- what handlers cause --------------------------------------------------------------------

  nowMs(): number {
    return this.recorder.timeMs;
  }

  isExhausted(): boolean {
    return (
      this.recorder.isFull ||
      this.tally.values > this.limits.maxValuesPerRun ||
      this.inFlight > this.limits.maxInFlight ||
      this.pendingTimers > this.limits.maxInFlight
    );
  }

  send(node: NodeRuntime, to: number, message: unknown): void {
    const receiver = this.nodes[to] as NodeRuntime;
    const type = typeOf(message);
    const fate = this.network.route(node.index, receiver.index, type, this.recorder.timeMs);
    const id = this.nextMessageId++;
    this.counts.sent++;
    const clock = this.recorder.send(node, receiver.id, id, type, fate.k, message);
    const envelope: Envelope = {
      do: 'deliver',
      id,
      from: node,
      to: receiver,
      type,
      message,
      clock,
      copies: 0,
    };
    if (this.network.isCut(node.index, receiver.index)) return this.drop(envelope, 'partition');
    if (fate.arrivesAtMs < 0) return this.drop(envelope, 'loss');
    this.inFlight++;
    this.queue.push(fate.arrivesAtMs, envelope);
    if (fate.copyArrivesAtMs < 0) return;
    this.counts.duplicated++;
    this.inFlight++;
    this.queue.push(fate.copyArrivesAtMs, envelope);
  }

  setTimer(node: NodeRuntime, name: string, delayMs: number): void {
    if (this.simulation.recordTimers === true) {
      this.recorder.onNode(node, { kind: 'set-timer', name, delayMs });
    }
    const timer: TimerTask = { do: 'timer', node, name, incarnation: node.incarnation };
    node.timers.set(name, timer);
    this.pendingTimers++;
    const realMs = Math.ceil((delayMs * 1000) / node.ratePerMille);
    this.queue.push(this.recorder.timeMs + realMs, timer);
  }

  cancelTimer(node: NodeRuntime, name: string): void {
    if (node.timers.delete(name) && this.simulation.recordTimers === true) {
      this.recorder.onNode(node, { kind: 'cancel-timer', name });
    }
  }

  store(node: NodeRuntime, key: string, value: unknown): void {
    if (value === undefined) node.disk.delete(key);
    else node.disk.set(key, value);
    this.recorder.store(node, key, value ?? null);
  }

  crashInHandler(node: NodeRuntime): void {
    this.crash(node, true, node.armedCrash?.downMs);
  }

  // --- what happens ---------------------------------------------------------------------------

  private perform(task: Task): void {
    switch (task.do) {
      case 'deliver':
        return this.deliver(task);
      case 'timer':
        return this.fireTimer(task);
      case 'start':
        return this.start(task.node);
      case 'request':
        return this.request(task);
      case 'response':
      case 'client-next':
      case 'client-ask':
      case 'client-timeout':
        return this.clients.perform(task);
      case 'crash':
        return this.strike(task.fault);
      case 'pause':
        return this.pause(task.fault);
      case 'cut': {
        const { fault } = task;
        this.counts.partitioned++;
        this.network.apply(fault, 1);
        const oneWay = fault.kind === 'one-way-partition';
        const groups = oneWay ? [fault.senders, fault.receivers] : fault.groups;
        this.recorder.outside({ kind: 'partition', groups, oneWay });
        return;
      }
      case 'heal':
        this.network.apply(task.fault, -1);
        this.recorder.outside({ kind: 'heal' });
        return;
    }
  }

  private deliver(envelope: Envelope): void {
    const { id, from, to: node, type, message } = envelope;
    if (node.up && this.waitsForResume(node, envelope)) return;
    this.inFlight--;
    if (this.network.isCut(from.index, node.index)) return this.drop(envelope, 'partition');
    const { process } = node;
    if (!node.up || process === undefined) return this.drop(envelope, 'receiver-down');
    this.counts.delivered++;
    const link = from.index * this.nodes.length + node.index;
    if (id < (this.lastDelivered[link] as number)) this.counts.reordered++;
    else this.lastDelivered[link] = id;
    this.recorder.deliver(node, from.id, id, type, envelope.copies++, message, envelope.clock);
    this.runner.onMessage(node, process, from.id, message);
  }

  private fireTimer(timer: TimerTask): void {
    const { node, name, incarnation } = timer;
    const isStale = node.incarnation !== incarnation || node.timers.get(name) !== timer;
    if (!isStale && this.waitsForResume(node, timer)) return;
    this.pendingTimers--;
    if (isStale) return;
    node.timers.delete(name);
    this.counts.timersFired++;
    this.recorder.timer(node, name);
    this.runner.onTimer(node, node.process as Process, name);
  }

  private start(node: NodeRuntime): void {
    const { incarnation } = node;
    const { scenario, scripted } = this.simulation;
    if (incarnation > 0) this.counts.restarts++;
    node.up = true;
    this.recorder.onNode(node, { kind: 'start' });
    const context = createContext(node, this, scenario.seed, this.limits.maxValuesPerMessage);
    const played = scripted?.[node.id] ?? this.simulation.createProcess;
    const create = typeof played === 'function' ? played : played.create;
    this.runner.run(node, 'onStart', () => {
      const process = create(context);
      // A crash in the middle of it: there is nobody left to run this process.
      if (node.up && node.incarnation === incarnation) node.process = process;
      return process.onStart?.();
    });
  }

  private request(task: RequestTask): void {
    const { node, client, operation, attempt } = task;
    // A dead machine answers nobody: the client's timeout deals with it.
    if (!node.up || node.process === undefined) return;
    if (this.waitsForResume(node, task)) return;
    this.counts.requests++;
    this.recorder.request(node, client.script.id, operation.index, attempt, operation.request);
    const { incarnation, process } = node;
    let isAnswered = false;
    const respond = Object.freeze((response: unknown): void => {
      const copy = this.copyResponse(response);
      if (isAnswered || node.incarnation !== incarnation || !node.permits(this)) return;
      isAnswered = true;
      this.respond(task, copy);
    });
    this.runner.onRequest(node, process, operation.request, respond);
  }

  private copyResponse(response: unknown): unknown {
    try {
      return shareData(response, this.limits.maxValuesPerMessage, this.tally) ?? null;
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      throw new ContextError('bad-message', error.reason, error.field);
    }
  }

  private respond({ node, client, operation, attempt }: RequestTask, response: unknown): void {
    this.counts.responses++;
    this.recorder.respond(node, client.script.id, operation.index, attempt, response);
    const { timeMs } = this.recorder;
    const fate = this.network.route(node.index, client.endpoint, 'response', timeMs);
    const arrival: Task = { do: 'response', client, operation, attempt, response };
    if (fate.arrivesAtMs >= 0) this.at(fate.arrivesAtMs, arrival);
    if (fate.copyArrivesAtMs >= 0) this.at(fate.copyArrivesAtMs, arrival);
  }

  // --- faults ---------------------------------------------------------------------------------

  private strike({ node: id, afterEffects, downMs }: Crash): void {
    const node = this.nodeById(id);
    if (!node.up) return;
    if (afterEffects === undefined) this.crash(node, false, downMs);
    else node.armedCrash = { afterEffects, downMs, untilMs: this.recorder.timeMs + armedMs };
  }

  private crash(node: NodeRuntime, duringHandler: boolean, downMs: number | undefined): void {
    this.counts.crashes++;
    this.recorder.onNode(node, { kind: 'crash', duringHandler });
    node.crash();
    if (downMs !== undefined) this.at(this.recorder.timeMs + downMs, { do: 'start', node });
  }

  private pause({ node: id, untilMs }: Pause): void {
    const node = this.nodeById(id);
    node.pausedUntilMs = Math.max(node.pausedUntilMs, untilMs);
    this.recorder.outside({ kind: 'pause', node: id, untilMs });
  }

  /** Puts the task off to the end of the node's pause; true if it did. */
  private waitsForResume(node: NodeRuntime, task: Task): boolean {
    if (node.pausedUntilMs <= this.recorder.timeMs) return false;
    // What waited comes in its old order, before what arrives only now: links stay in order.
    this.queue.putBack(node.pausedUntilMs, task);
    return true;
  }

  private drop(
    { id, from, to, type }: Envelope,
    reason: 'loss' | 'partition' | 'receiver-down',
  ): void {
    this.counts.dropped++;
    this.recorder.outside({ kind: 'drop', id, from: from.id, to: to.id, type, reason });
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
  }

  private nodeById(id: NodeId): NodeRuntime {
    const node = this.nodes[this.nodeIndex.get(id) ?? -1];
    if (node === undefined) throw new Error(`the scenario names an unknown node: ${id}`);
    return node;
  }

  private at(atMs: number, task: Task): void {
    this.queue.push(atMs, task);
  }
}

/** The guard of the code that runs on a node; `undefined` where the suite plays it by itself. */
function guardOf(scripted: ScriptedNode | undefined, submissionGuard: Guard): Guard | undefined {
  if (scripted === undefined) return submissionGuard;
  return typeof scripted === 'function' ? undefined : scripted.guard;
}

/** The message's `type`, by which streams of messages are counted. */
function typeOf(message: unknown): string {
  if (typeof message !== 'object' || message === null) return '';
  const { type } = message as { type?: unknown };
  return typeof type === 'string' ? type : '';
}
