import { ContextError } from '../context-error.ts';
import { DataError, shareData } from '../copy-data.ts';
import { openGuard } from '../guard.ts';
import { createContext, type Effects, NodeRuntime, type TimerEntry } from '../node-runtime.ts';
import type { NodeId, Process } from '../process.ts';
import { ProcessRunner } from '../process-runner.ts';
import { Recorder } from '../recorder.ts';
import { type Counts, defaultLimits, type Limits, type Run } from '../simulate.ts';
import type { RunEnd, TraceEvent } from '../trace.ts';
import type { Action, Alphabet, Letter } from './alphabet.ts';
import type { Choice, ScheduleSpec } from './schedule.ts';
import { type NextRequest, ScheduleClients } from './schedule-clients.ts';

/** A message under way. */
interface Flight {
  readonly letter: Letter;
  readonly id: number;
  readonly message: unknown;
  readonly clock: readonly number[];
  copies: number;
}

interface PendingTimer extends TimerEntry {
  readonly delayMs: number;
  readonly dueMs: number;
}

/**
 * The untimed kernel: what happens next is said from outside, step by step. Nodes, contexts, storage,
 * limits and the trace are those of the timed kernel; `atMs` in the trace is the number of the step.
 * A node's clock depends on nothing but its own past: it advances by one a handler, and when a timer
 * fires, at least to the time for which it was set. So steps on different nodes can be exchanged.
 */
export class ScheduleKernel implements Effects {
  readonly tally = { values: 0 };
  readonly clients: ScheduleClients;
  /** Effects of the handler of the last step: where else it could have been cut in two. */
  lastEffects = 0;
  /** The last step had events whose order among nodes counts. */
  isLastVisible = false;
  private readonly nodes: readonly NodeRuntime[];
  private readonly indexById = new Map<NodeId, number>();
  private readonly recorder: Recorder;
  private readonly events: readonly TraceEvent[];
  private readonly runner: ProcessRunner;
  private readonly limits: Limits;
  private readonly clocks: number[];
  private readonly flights = new Map<Letter, Flight>();
  private readonly sent = new Map<string, number>();
  private readonly lastDelivered: number[];
  private running = 0;
  private timersSet = 0;
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

  constructor(
    private readonly spec: ScheduleSpec,
    private readonly alphabet: Alphabet,
  ) {
    const { scripted } = spec;
    const ids = alphabet.nodes;
    const guard = spec.guard ?? openGuard();
    this.limits = { ...defaultLimits, ...spec.limits };
    this.nodes = ids.map((id, index) => {
      this.indexById.set(id, index);
      const peers = Object.freeze(ids.filter((other) => other !== id));
      const played = scripted?.[id];
      const playedGuard = typeof played === 'object' ? played.guard : undefined;
      return new NodeRuntime(index, id, peers, played === undefined ? guard : playedGuard);
    });
    this.clocks = ids.map(() => 0);
    this.lastDelivered = new Array<number>(ids.length ** 2).fill(-1);
    const played = ids.filter((id) => scripted?.[id] !== undefined);
    this.recorder = new Recorder(ids, this.limits.maxEvents, played);
    this.events = this.recorder.finish('idle', 0).events;
    this.runner = new ProcessRunner(
      this.recorder,
      this.limits.maxValuesPerMessage,
      spec.inspect === true,
      () => this.isExhausted(),
    );
    this.clients = new ScheduleClients(spec, this.recorder, (id) => this.indexById.get(id));
    for (const node of this.nodes) {
      if (!this.isOver) this.start(node);
    }
  }

  /** The submission broke or used up its budget: nothing happens any more. */
  get isOver(): boolean {
    return this.runner.fault !== undefined;
  }

  // --- what may happen ------------------------------------------------------------------------

  /** Messages that may arrive, be lost or be doubled, in the order of sending. */
  lettersUnderWay(): Letter[] {
    if (this.spec.links !== 'fifo') return [...this.flights.keys()];
    const heads: Letter[] = [];
    for (const letter of this.flights.keys()) {
      if (!heads.some(({ from, to }) => from === letter.from && to === letter.to)) {
        heads.push(letter);
      }
    }
    return heads;
  }

  requestsAtHand(): NextRequest[] {
    return this.clients.enabled().filter(({ target }) => this.isUp(target));
  }

  /**
   * Timers of a node that may be the next to fire. One set later for no shorter a time cannot be: both
   * run on the same clock.
   */
  timersAtHand(node: number): string[] {
    const names: string[] = [];
    let shortest = Number.POSITIVE_INFINITY;
    for (const timer of (this.nodes[node] as NodeRuntime).timers.values()) {
      const { name, delayMs } = timer as PendingTimer;
      if (delayMs >= shortest) continue;
      shortest = delayMs;
      names.push(name);
    }
    return names;
  }

  /** The timer that is due first if no time is lost; among equals the one set first. */
  earliestTimer(node: number): string | undefined {
    let first: PendingTimer | undefined;
    for (const timer of (
      this.nodes[node] as NodeRuntime
    ).timers.values() as Iterable<PendingTimer>) {
      if (first === undefined || timer.dueMs < first.dueMs) first = timer;
    }
    return first?.name;
  }

  /** Crashes that wait for a handler do not happen any more. */
  disarmCrashes(): void {
    for (const node of this.nodes) node.armedCrash = undefined;
  }

  isUp(node: number): boolean {
    return (this.nodes[node] as NodeRuntime).up;
  }

  isScripted(node: number): boolean {
    return this.spec.scripted?.[this.alphabet.nodes[node] as NodeId] !== undefined;
  }

  /** The action that `choice` names, if it is possible now. */
  actionFor(choice: Choice): Action | undefined {
    if (this.isOver) return undefined;
    if (choice.do === 'request') {
      const next = this.clients.find(choice.client, choice.index);
      if (next === undefined || !this.isUp(next.target)) return undefined;
      return this.alphabet.request(choice.client, choice.index, next.target);
    }
    if (choice.do === 'deliver' || choice.do === 'drop' || choice.do === 'duplicate') {
      const letter = this.lettersUnderWay().find(
        ({ deliver: { choice: known } }) =>
          known.do === 'deliver' &&
          known.from === choice.from &&
          known.to === choice.to &&
          known.type === choice.type &&
          known.k === choice.k,
      );
      return letter?.[choice.do];
    }
    const node = this.indexById.get(choice.node);
    if (node === undefined) return undefined;
    if (choice.do === 'restart') return this.isUp(node) ? undefined : this.alphabet.restarts[node];
    if (!this.isUp(node)) return undefined;
    switch (choice.do) {
      case 'timer':
        if (!this.timersAtHand(node).includes(choice.name)) return undefined;
        return this.alphabet.timer(node, choice.name);
      case 'wait':
        return this.alphabet.wait(node, choice.ms);
      case 'crash':
        return choice.afterEffects === undefined
          ? this.alphabet.crashes[node]
          : this.alphabet.crashInHandler(node, choice.afterEffects);
    }
  }

  // --- what happens ---------------------------------------------------------------------------

  /** Takes a step that is possible. */
  perform({ choice, node: index, letter }: Action): void {
    const before = this.events.length;
    this.recorder.timeMs++;
    this.lastEffects = 0;
    const node = this.nodes[index] as NodeRuntime;
    switch (choice.do) {
      case 'deliver':
        this.deliver(letter as Letter, false);
        break;
      case 'duplicate':
        this.deliver(letter as Letter, true);
        break;
      case 'drop':
        this.drop(letter as Letter, 'loss');
        break;
      case 'timer':
        this.fireTimer(node, choice.name);
        break;
      case 'wait':
        this.clocks[index] = (this.clocks[index] as number) + choice.ms;
        break;
      case 'crash':
        if (choice.afterEffects === undefined) this.crash(node, false);
        else {
          const { afterEffects } = choice;
          node.armedCrash = { afterEffects, downMs: undefined, untilMs: Number.POSITIVE_INFINITY };
        }
        break;
      case 'restart':
        this.start(node);
        break;
      case 'request':
        this.request(this.clients.find(choice.client, choice.index) as NextRequest);
        break;
    }
    this.isLastVisible = this.hasVisible(before);
    if (this.runner.fault === undefined && this.isExhausted()) {
      this.runner.fault = { kind: 'flood', detail: String(this.counts.sent) };
    }
  }

  finish(): Run {
    const { fault } = this.runner;
    return {
      trace: this.recorder.finish(this.end(), this.recorder.timeMs),
      history: this.clients.history,
      ...(fault === undefined ? {} : { fault }),
      counts: this.counts,
      deviations: [],
    };
  }

  private end(): RunEnd {
    const { fault } = this.runner;
    if (fault !== undefined) return fault.kind === 'flood' ? 'flood' : 'fault';
    const hasTimers = this.nodes.some(({ timers }) => timers.size > 0);
    return this.flights.size === 0 && !hasTimers && this.requestsAtHand().length === 0
      ? 'idle'
      : 'time';
  }

  private hasVisible(from: number): boolean {
    const { visible } = this.spec;
    for (let seq = from; seq < this.events.length; seq++) {
      const event = this.events[seq] as TraceEvent;
      if (visible === undefined ? isSeenByClients(event) : visible(event)) return true;
    }
    return false;
  }

  private run(node: NodeRuntime, handler: string, call: () => unknown): void {
    this.running = node.index;
    this.clocks[node.index] = (this.clocks[node.index] as number) + 1;
    this.runner.run(node, handler, call);
    this.lastEffects = node.effectsInHandler;
    node.armedCrash = undefined;
  }

  private start(node: NodeRuntime): void {
    const { incarnation } = node;
    if (incarnation > 0) this.counts.restarts++;
    node.up = true;
    this.recorder.onNode(node, { kind: 'start' });
    const context = createContext(node, this, this.spec.seed, this.limits.maxValuesPerMessage);
    const played = this.spec.scripted?.[node.id] ?? this.spec.createProcess;
    const create = typeof played === 'function' ? played : played.create;
    this.run(node, 'onStart', () => {
      const process = create(context);
      // A crash in the middle of it: there is nobody left to run this process.
      if (node.up && node.incarnation === incarnation) node.process = process;
      return process.onStart?.();
    });
  }

  private deliver(letter: Letter, isCopy: boolean): void {
    const node = this.nodes[letter.to] as NodeRuntime;
    const { process } = node;
    if (!node.up || process === undefined) return this.drop(letter, 'receiver-down');
    const flight = this.flights.get(letter) as Flight;
    const { id, message, clock } = flight;
    if (isCopy) this.counts.duplicated++;
    else this.flights.delete(letter);
    this.counts.delivered++;
    const link = letter.from * this.nodes.length + letter.to;
    if (id < (this.lastDelivered[link] as number)) this.counts.reordered++;
    else this.lastDelivered[link] = id;
    const from = this.alphabet.nodes[letter.from] as NodeId;
    this.recorder.deliver(node, from, id, letter.type, flight.copies++, message, clock);
    this.run(node, 'onMessage', () => process.onMessage(from, message));
  }

  private drop(letter: Letter, reason: 'loss' | 'receiver-down'): void {
    const { id } = this.flights.get(letter) as Flight;
    this.flights.delete(letter);
    this.counts.dropped++;
    const from = this.alphabet.nodes[letter.from] as NodeId;
    const to = this.alphabet.nodes[letter.to] as NodeId;
    this.recorder.outside({ kind: 'drop', id, from, to, type: letter.type, reason });
  }

  private fireTimer(node: NodeRuntime, name: string): void {
    const { dueMs } = node.timers.get(name) as PendingTimer;
    node.timers.delete(name);
    this.counts.timersFired++;
    const clock = this.clocks[node.index] as number;
    this.clocks[node.index] = Math.max(clock, dueMs - 1);
    this.recorder.onNode(node, { kind: 'timer', name });
    const process = node.process as Process;
    this.run(node, 'onTimer', () => process.onTimer?.(name));
  }

  private request(next: NextRequest): void {
    const node = this.nodes[next.target] as NodeRuntime;
    const { operation, attempt } = this.clients.ask(next);
    const { request, client, index } = operation;
    this.counts.requests++;
    this.recorder.onNode(node, { kind: 'request', client, operation: index, attempt, request });
    const { incarnation } = node;
    const process = node.process as Process;
    let isAnswered = false;
    const respond = Object.freeze((answer: unknown): void => {
      const response = this.copyResponse(answer);
      if (isAnswered || node.incarnation !== incarnation || !node.permits(this)) return;
      isAnswered = true;
      this.counts.responses++;
      this.recorder.onNode(node, { kind: 'respond', client, operation: index, attempt, response });
      this.clients.receive(operation, response);
    });
    this.run(node, 'onRequest', () => process.onRequest?.(request, respond));
  }

  private copyResponse(response: unknown): unknown {
    try {
      return shareData(response, this.limits.maxValuesPerMessage, this.tally) ?? null;
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      throw new ContextError('bad-message', error.reason, error.field);
    }
  }

  private crash(node: NodeRuntime, duringHandler: boolean): void {
    this.counts.crashes++;
    this.recorder.onNode(node, { kind: 'crash', duringHandler });
    node.crash();
    this.clients.nodeCrashed(node.index);
  }

  // --- what handlers cause --------------------------------------------------------------------

  nowMs(): number {
    return this.clocks[this.running] as number;
  }

  isExhausted(): boolean {
    return (
      this.recorder.isFull ||
      this.tally.values > this.limits.maxValuesPerRun ||
      this.flights.size > this.limits.maxInFlight ||
      this.timersSet > this.limits.maxEvents
    );
  }

  send(node: NodeRuntime, to: NodeId, message: unknown): void {
    const receiver = this.indexById.get(to) as number;
    const type = typeOf(message);
    const stream = `${node.index} ${receiver} ${type}`;
    const k = this.sent.get(stream) ?? 0;
    this.sent.set(stream, k + 1);
    const id = this.counts.sent++;
    const clock = this.recorder.send(node, to, id, type, k, message);
    const letter = this.alphabet.letter(node.index, receiver, type, k);
    this.flights.set(letter, { letter, id, message, clock, copies: 0 });
  }

  setTimer(node: NodeRuntime, name: string, delayMs: number): void {
    if (this.spec.recordTimers === true) {
      this.recorder.onNode(node, { kind: 'set-timer', name, delayMs });
    }
    this.timersSet++;
    const dueMs = this.nowMs() + Math.ceil(delayMs);
    const timer: PendingTimer = { name, delayMs, dueMs };
    // Set anew it goes to the end: timers are kept in the order of setting.
    node.timers.delete(name);
    node.timers.set(name, timer);
  }

  cancelTimer(node: NodeRuntime, name: string): void {
    if (node.timers.delete(name) && this.spec.recordTimers === true) {
      this.recorder.onNode(node, { kind: 'cancel-timer', name });
    }
  }

  store(node: NodeRuntime, key: string, value: unknown): void {
    if (value === undefined) node.disk.delete(key);
    else node.disk.set(key, value);
    this.recorder.onNode(node, { kind: 'store', key, value: value ?? null });
  }

  crashInHandler(node: NodeRuntime): void {
    this.crash(node, true);
  }
}

function isSeenByClients({ kind }: TraceEvent): boolean {
  return kind === 'invoke' || kind === 'return' || kind === 'give-up';
}

/** The message's `type`, by which streams of messages are counted. */
function typeOf(message: unknown): string {
  if (typeof message !== 'object' || message === null) return '';
  const { type } = message as { type?: unknown };
  return typeof type === 'string' ? type : '';
}
