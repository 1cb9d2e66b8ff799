import { ContextError } from '../context-error.ts';
import { DataError, shareData } from '../copy-data.ts';
import { openGuard } from '../guard.ts';
import { createContext, type Effects, NodeRuntime } from '../node-runtime.ts';
import type { NodeId, Process } from '../process.ts';
import { ProcessRunner } from '../process-runner.ts';
import { Recorder } from '../recorder.ts';
import { defaultLimits, type Limits } from '../simulate.ts';
import type { Alphabet } from './alphabet.ts';
import type { LocalEffect, LocalInput, LocalStep, PendingTimer } from './local-step.ts';
import type { NodeEventBody } from './recording.ts';
import type { ScheduleSpec } from './schedule.ts';

/**
 * One node by itself: its machine, and the code that runs on it. Its clock depends on nothing but its
 * own past: it advances by one a handler, and when a timer fires, at least to the time for which it was
 * set. So what a node does is a function of its inputs.
 */
export class LocalNode implements Effects {
  readonly tally = { values: 0 };
  private readonly node: NodeRuntime;
  private readonly log: EffectLog;
  private readonly runner: ProcessRunner;
  private readonly limits: Limits;
  private readonly sent = new Map<string, number>();
  private clock = 0;
  private requests = 0;
  private timersSet = 0;
  private sentInStep = 0;

  constructor(
    private readonly spec: ScheduleSpec,
    private readonly alphabet: Alphabet,
    index: number,
  ) {
    const id = alphabet.nodes[index] as NodeId;
    const peers = Object.freeze(alphabet.nodes.filter((other) => other !== id));
    const played = spec.scripted?.[id];
    const playedGuard = typeof played === 'object' ? played.guard : undefined;
    const guard = played === undefined ? (spec.guard ?? openGuard()) : playedGuard;
    this.node = new NodeRuntime(index, id, peers, guard);
    this.limits = { ...defaultLimits, ...spec.limits };
    this.log = new EffectLog(this.limits.maxEvents);
    this.runner = new ProcessRunner(
      this.log,
      this.limits.maxValuesPerMessage,
      spec.inspect === true,
      () => this.isExhausted(),
    );
  }

  step(input: LocalInput): LocalStep {
    const { node, log } = this;
    const before = this.tally.values;
    log.effects = [];
    this.sentInStep = 0;
    node.effectsInHandler = 0;
    this.perform(input);
    return {
      effects: log.effects.length === 0 ? none : log.effects,
      countedEffects: node.effectsInHandler,
      up: node.up,
      incarnation: node.incarnation,
      timers: node.timers.size === 0 ? none : ([...node.timers.values()] as PendingTimer[]),
      values: this.tally.values - before,
      fault: this.runner.fault,
    };
  }

  private perform(input: LocalInput): void {
    const { node } = this;
    const process = node.process as Process;
    switch (input.do) {
      case 'start':
        return this.start();
      case 'deliver':
        return this.run('onMessage', () => process.onMessage(input.from, input.message));
      case 'timer': {
        const { dueMs } = node.timers.get(input.name) as PendingTimer;
        node.timers.delete(input.name);
        this.clock = Math.max(this.clock, dueMs - 1);
        return this.run('onTimer', () => process.onTimer?.(input.name));
      }
      case 'request': {
        const respond = this.respondTo(this.requests++);
        return this.run('onRequest', () => process.onRequest?.(input.request, respond));
      }
      case 'wait':
        this.clock += input.ms;
        return;
      case 'crash':
        return node.crash();
      case 'arm': {
        const { afterEffects } = input;
        node.armedCrash = { afterEffects, downMs: undefined, untilMs: Number.POSITIVE_INFINITY };
        return;
      }
      case 'disarm':
        node.armedCrash = undefined;
        return;
    }
  }

  private start(): void {
    const { node } = this;
    const { incarnation } = node;
    node.up = true;
    const context = createContext(node, this, this.spec.seed, this.limits.maxValuesPerMessage);
    const played = this.spec.scripted?.[node.id] ?? this.spec.createProcess;
    const create = typeof played === 'function' ? played : played.create;
    this.run('onStart', () => {
      const process = create(context);
      // A crash in the middle of it: there is nobody left to run this process.
      if (node.up && node.incarnation === incarnation) node.process = process;
      return process.onStart?.();
    });
  }

  private run(handler: string, call: () => unknown): void {
    this.clock++;
    this.runner.run(this.node, handler, call);
    this.node.armedCrash = undefined;
  }

  private respondTo(request: number): (answer: unknown) => void {
    const { node } = this;
    const { incarnation } = node;
    let isAnswered = false;
    return Object.freeze((answer: unknown): void => {
      const response = this.copyResponse(answer);
      if (isAnswered || node.incarnation !== incarnation || !node.permits(this)) return;
      isAnswered = true;
      this.log.effects.push({ do: 'respond', request, response });
    });
  }

  private copyResponse(response: unknown): unknown {
    try {
      return shareData(response, this.limits.maxValuesPerMessage, this.tally) ?? null;
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      throw new ContextError('bad-message', error.reason, error.field);
    }
  }

  // --- what handlers cause --------------------------------------------------------------------

  nowMs(): number {
    return this.clock;
  }

  /** Within one handler; the sum over all nodes is the kernel's business. */
  isExhausted(): boolean {
    return (
      this.sentInStep > this.limits.maxInFlight ||
      this.log.effects.length > this.limits.maxEvents ||
      this.tally.values > this.limits.maxValuesPerRun ||
      this.timersSet > this.limits.maxEvents
    );
  }

  send(node: NodeRuntime, receiver: number, message: unknown): void {
    this.sentInStep++;
    const to = this.alphabet.nodes[receiver] as NodeId;
    const type = typeOf(message);
    const stream = `${to} ${type}`;
    const k = this.sent.get(stream) ?? 0;
    this.sent.set(stream, k + 1);
    const letter = this.alphabet.letter(node.index, receiver, type, k);
    const delivery = this.alphabet.delivery(node.id, message);
    // The number in the run is put in by the kernel.
    const event = { kind: 'send', to, id: -1, type, k, message: delivery.message } as const;
    this.log.effects.push({ do: 'send', letter, event, delivery });
  }

  setTimer(node: NodeRuntime, name: string, delayMs: number): void {
    if (this.spec.recordTimers === true)
      this.log.onNode(node, { kind: 'set-timer', name, delayMs });
    this.timersSet++;
    const timer: PendingTimer = { name, delayMs, dueMs: this.clock + Math.ceil(delayMs) };
    // Set anew it goes to the end: timers are kept in the order of setting.
    node.timers.delete(name);
    node.timers.set(name, timer);
  }

  cancelTimer(node: NodeRuntime, name: string): void {
    if (node.timers.delete(name) && this.spec.recordTimers === true) {
      this.log.onNode(node, { kind: 'cancel-timer', name });
    }
  }

  store(node: NodeRuntime, key: string, value: unknown): void {
    if (value === undefined) node.disk.delete(key);
    else node.disk.set(key, value);
    this.log.onNode(node, { kind: 'store', key, value: value ?? null });
  }

  crashInHandler(node: NodeRuntime): void {
    this.log.onNode(node, { kind: 'crash', duringHandler: true });
    node.crash();
  }
}

/** Shared, because there are very many. */
const none: readonly never[] = [];

/** Takes what is recorded on a node for an effect of the step under way. */
class EffectLog extends Recorder {
  effects: LocalEffect[] = [];

  constructor(maxEvents: number) {
    super([], maxEvents, []);
  }

  override onNode(_: unknown, event: NodeEventBody): void {
    this.effects.push({ do: 'record', event });
  }
}

/** The message's `type`, by which streams of messages are counted. */
function typeOf(message: unknown): string {
  if (typeof message !== 'object' || message === null) return '';
  const { type } = message as { type?: unknown };
  return typeof type === 'string' ? type : '';
}
