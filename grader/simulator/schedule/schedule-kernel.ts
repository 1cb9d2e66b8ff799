import type { NodeId } from '../process.ts';
import { type Counts, defaultLimits, type Limits, type Run } from '../simulate.ts';
import type { RunEnd, SubmissionFault, TraceEvent } from '../trace.ts';
import type { Action, Alphabet, Letter } from './alphabet.ts';
import { countsOf } from './counts.ts';
import { Flights } from './flights.ts';
import type { LocalHistories, LocalHistory } from './local-history.ts';
import type { LocalEffect, LocalInput, PendingTimer } from './local-step.ts';
import { Recording, type RecordingMark } from './recording.ts';
import type { ScheduleSpec } from './schedule.ts';
import { type ClientsMark, type NextRequest, ScheduleClients } from './schedule-clients.ts';

/** The whole state, in values that do not change. */
export interface KernelMark {
  readonly nodes: readonly LocalHistory[];
  readonly flights: Flights;
  readonly sent: number;
  readonly values: number;
  readonly fault: SubmissionFault | undefined;
  readonly clients: ClientsMark;
  readonly recording: RecordingMark;
}

/**
 * The untimed kernel: what happens next is said from outside, step by step, and can be taken back.
 * What a node does comes from its own history; here the nodes are put together to a run with a trace
 * like that of the timed kernel, where `atMs` is the number of the step.
 */
export class ScheduleKernel {
  /** Effects of the handler of the last step: where else it could have been cut in two. */
  lastEffects = 0;
  /** Taken so far, also those taken back. */
  steps = 0;
  /** The last step had events whose order among nodes counts. */
  isLastVisible = false;
  private nodes: readonly LocalHistory[];
  private flights = Flights.none;
  private sent = 0;
  private values = 0;
  private fault: SubmissionFault | undefined;
  private readonly clients: ScheduleClients;
  private readonly recording: Recording;
  private readonly limits: Limits;

  constructor(
    private readonly spec: ScheduleSpec,
    private readonly alphabet: Alphabet,
    private readonly histories: LocalHistories,
  ) {
    const ids = alphabet.nodes;
    this.limits = { ...defaultLimits, ...spec.limits };
    const played = ids.filter((id) => spec.scripted?.[id] !== undefined);
    this.recording = new Recording(ids, played);
    this.clients = new ScheduleClients(spec, this.recording, ids);
    this.nodes = ids.map((_, index) => histories.beginning(index));
    for (const index of ids.keys()) {
      if (!this.isOver) this.start(index);
    }
  }

  /** The submission broke or used up its budget: nothing happens any more. */
  get isOver(): boolean {
    return this.fault !== undefined;
  }

  mark(): KernelMark {
    const { nodes, flights, sent, values, fault } = this;
    const [clients, recording] = [this.clients.mark(), this.recording.mark()];
    return { nodes, flights, sent, values, fault, clients, recording };
  }

  rewind(mark: KernelMark): void {
    ({
      nodes: this.nodes,
      flights: this.flights,
      sent: this.sent,
      values: this.values,
      fault: this.fault,
    } = mark);
    this.clients.rewind(mark.clients);
    this.recording.rewind(mark.recording);
  }

  /** The run up to here. */
  run(): Run {
    const { fault } = this;
    const trace = this.recording.trace(this.end());
    let counts: Counts | undefined;
    return {
      trace,
      history: this.clients.history,
      ...(fault === undefined ? {} : { fault }),
      get counts(): Counts {
        counts ??= countsOf(trace);
        return counts;
      },
      deviations: [],
    };
  }

  private end(): RunEnd {
    const { fault } = this;
    if (fault !== undefined) return fault.kind === 'flood' ? 'flood' : 'fault';
    const hasTimers = this.nodes.some(({ timers }) => timers.length > 0);
    const isIdle = this.flights.size === 0 && !hasTimers && this.requestsAtHand().length === 0;
    return isIdle ? 'idle' : 'time';
  }

  // --- what may happen ------------------------------------------------------------------------

  /** Messages that may arrive, be lost or be doubled, in the order of sending. */
  lettersUnderWay(): Letter[] {
    return this.spec.links === 'fifo' ? this.flights.heads() : this.flights.letters();
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
    for (const { name, delayMs } of this.node(node).timers) {
      if (delayMs >= shortest) continue;
      shortest = delayMs;
      names.push(name);
    }
    return names;
  }

  /** The timer that is due first if no time is lost; among equals the one set first. */
  earliestTimer(node: number): string | undefined {
    let first: PendingTimer | undefined;
    for (const timer of this.node(node).timers) {
      if (first === undefined || timer.dueMs < first.dueMs) first = timer;
    }
    return first?.name;
  }

  isUp(node: number): boolean {
    return this.node(node).up;
  }

  /** The request of this client and number, if it may arrive now. */
  requestAtHand(client: string, index: number): NextRequest | undefined {
    return this.requestsAtHand().find((next) => next.client === client && next.index === index);
  }

  // --- what happens ---------------------------------------------------------------------------

  /** Takes a step that is possible. */
  perform({ choice, node, letter, input }: Action): void {
    const { recording } = this;
    const before = recording.events.length;
    recording.timeMs++;
    this.steps++;
    this.lastEffects = 0;
    switch (choice.do) {
      case 'deliver':
      case 'duplicate':
        this.deliver(letter as Letter, choice.do === 'duplicate');
        break;
      case 'drop':
        this.drop(letter as Letter, 'loss');
        break;
      case 'timer':
        this.record(node, { kind: 'timer', name: choice.name });
        this.apply(node, input as LocalInput);
        break;
      case 'wait':
        this.apply(node, input as LocalInput);
        break;
      case 'crash':
        if (choice.afterEffects === undefined) this.crash(node);
        this.apply(node, input as LocalInput);
        break;
      case 'restart':
        this.start(node);
        break;
      case 'request':
        this.request(this.requestAtHand(choice.client, choice.index) as NextRequest);
        break;
    }
    this.isLastVisible = this.hasVisible(before);
    if (this.fault === undefined && this.isExhausted()) {
      this.fault = { kind: 'flood', detail: String(this.sent) };
    }
  }

  /** Crashes that wait for a handler do not happen any more. */
  disarmCrashes(): void {
    for (const { node, input } of this.nodes) {
      if (input?.do === 'arm') this.apply(node, disarm);
    }
  }

  private start(node: number): void {
    this.record(node, { kind: 'start' });
    this.apply(node, this.alphabet.restarts[node]?.input as LocalInput);
  }

  private crash(node: number): void {
    this.record(node, { kind: 'crash', duringHandler: false });
    this.clients.nodeCrashed(node);
  }

  private deliver(letter: Letter, isCopy: boolean): void {
    if (!this.isUp(letter.to)) return this.drop(letter, 'receiver-down');
    const { id, delivery, clock, copies } = this.flights.find(letter);
    this.flights = isCopy ? this.flights.copied(letter) : this.flights.without(letter);
    const { type, to } = letter;
    const from = this.alphabet.nodes[letter.from] as NodeId;
    this.recording.hear(to, clock);
    this.record(to, { kind: 'deliver', from, id, type, copy: copies, message: delivery.message });
    this.apply(to, delivery);
  }

  private drop(letter: Letter, reason: 'loss' | 'receiver-down'): void {
    const { id } = this.flights.find(letter);
    this.flights = this.flights.without(letter);
    const from = this.alphabet.nodes[letter.from] as NodeId;
    const to = this.alphabet.nodes[letter.to] as NodeId;
    this.recording.outside({ kind: 'drop', id, from, to, type: letter.type, reason });
  }

  private request(next: NextRequest): void {
    const asked = this.clients.ask(next);
    const { request } = asked;
    this.record(next.target, { kind: 'request', ...asked });
    this.apply(next.target, this.alphabet.asking(request));
  }

  /** One input for one node; what that brings about follows. */
  private apply(index: number, input: LocalInput): void {
    const before = this.node(index);
    const after = this.histories.after(before, input);
    const nodes = this.nodes.slice();
    nodes[index] = after;
    this.nodes = nodes;
    this.values += after.values;
    this.lastEffects = after.countedEffects;
    for (const effect of after.effects) this.carryOut(index, before.incarnation, effect);
    this.fault ??= after.fault;
  }

  private carryOut(node: number, incarnation: number, effect: LocalEffect): void {
    switch (effect.do) {
      case 'send': {
        const { letter, event, delivery } = effect;
        const id = this.sent++;
        const clock = this.recording.onNode(node, incarnation, { ...event, id });
        this.flights = this.flights.with({ letter, id, delivery, clock, copies: 0 });
        return;
      }
      case 'respond': {
        const { response } = effect;
        const asked = this.clients.asked(node, effect.request);
        const { client, operation, attempt } = asked;
        const event = { kind: 'respond', client, operation, attempt, response } as const;
        this.recording.onNode(node, incarnation, event);
        this.clients.receive(asked, response);
        return;
      }
      case 'record':
        this.recording.onNode(node, incarnation, effect.event);
        if (effect.event.kind === 'crash') this.clients.nodeCrashed(node);
        return;
    }
  }

  private record(node: number, event: Parameters<Recording['onNode']>[2]): void {
    this.recording.onNode(node, this.node(node).incarnation, event);
  }

  private node(index: number): LocalHistory {
    return this.nodes[index] as LocalHistory;
  }

  private hasVisible(from: number): boolean {
    const { visible } = this.spec;
    const { events } = this.recording;
    for (let seq = from; seq < events.length; seq++) {
      const event = events[seq] as TraceEvent;
      if (visible === undefined ? isSeenByClients(event) : visible(event)) return true;
    }
    return false;
  }

  private isExhausted(): boolean {
    return (
      this.recording.events.length > this.limits.maxEvents ||
      this.values > this.limits.maxValuesPerRun ||
      this.flights.size > this.limits.maxInFlight
    );
  }
}

const disarm: LocalInput = { do: 'disarm' };

function isSeenByClients({ kind }: TraceEvent): boolean {
  return kind === 'invoke' || kind === 'return' || kind === 'give-up';
}
