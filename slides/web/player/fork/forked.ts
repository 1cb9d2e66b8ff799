import type { Fault, MessageIdentity, Scenario } from '../../../../grader/simulator/scenario.ts';
import { isScenario, scenarioIn } from '../../../../grader/simulator/scenario-in.ts';
import type { Trace, TraceEvent } from '../../../../grader/simulator/trace.ts';

/** What a reader does to a run at one of its events. */
export type Disturbance =
  /** The event's message, or the one it is about, is lost. */
  | { readonly kind: 'drop' }
  /** It takes longer. */
  | { readonly kind: 'delay'; readonly byMs: number }
  /** A second copy arrives so much later. */
  | { readonly kind: 'duplicate'; readonly afterMs: number }
  /** The next message to the same node that can overtake it does. */
  | { readonly kind: 'overtake' }
  /** Right after the event the node stops, and comes back after a while. */
  | { readonly kind: 'crash'; readonly node: string; readonly downMs: number }
  /** Right after the event nobody can reach the node any more, for a while. */
  | { readonly kind: 'cut'; readonly node: string; readonly forMs: number };

type Send = Extract<TraceEvent, { kind: 'send' }>;
type Deliver = Extract<TraceEvent, { kind: 'deliver' }>;

/**
 * The input of the same run with a disturbance at one of its events: one record of a fault more. All that
 * came before stays as it was, since the network decides by the identity of messages and the new record
 * concerns what comes later. `undefined` if the input is no scenario or this cannot be done to the event.
 */
export function forked<Input>(
  input: Input,
  trace: Trace,
  seq: number,
  disturbance: Disturbance,
): Input | undefined {
  const scenario = scenarioIn(input);
  const event = trace.events[seq];
  if (scenario === undefined || event === undefined) return undefined;
  const fault = faultFor(scenario, trace, event, disturbance);
  return fault === undefined ? undefined : withFaults(input, [fault]);
}

/** The same input with some faults more; `undefined` if it is no scenario. */
export function withFaults<Input>(input: Input, faults: readonly Fault[]): Input | undefined {
  const scenario = scenarioIn(input);
  if (scenario === undefined) return undefined;
  const disturbed = { ...scenario, faults: [...scenario.faults, ...faults] };
  // Suites wrap a scenario together with what else they decide.
  return (isScenario(input) ? disturbed : { ...input, scenario: disturbed }) as Input;
}

/** The first event that may be another one after the disturbance; all before it are the same. */
export function forksBefore(trace: Trace, seq: number, disturbance: Disturbance): number {
  switch (disturbance.kind) {
    case 'crash':
    case 'cut': {
      const atMs = trace.events[seq]?.atMs ?? 0;
      const later = trace.events.findIndex((event) => event.atMs > atMs);
      return later < 0 ? trace.events.length : later;
    }
    default:
      return (sendOf(trace, trace.events[seq])?.seq ?? seq) + 1;
  }
}

/** Whether there is anything in an input that can be disturbed. */
export function canFork(input: unknown): boolean {
  return scenarioIn(input) !== undefined;
}

/** The message an event is about, as it was sent; `undefined` if there is none. */
export function sendOf(trace: Trace, event: TraceEvent | undefined): Send | undefined {
  if (event?.kind === 'send') return event;
  if (event?.kind !== 'deliver' && event?.kind !== 'drop') return undefined;
  return trace.events.find((each): each is Send => each.kind === 'send' && each.id === event.id);
}

function faultFor(
  scenario: Scenario,
  trace: Trace,
  event: TraceEvent,
  disturbance: Disturbance,
): Fault | undefined {
  // In the next millisecond: what happens in the same one stays.
  const fromMs = event.atMs + 1;
  switch (disturbance.kind) {
    case 'crash': {
      const { node, downMs } = disturbance;
      return { kind: 'crash', node, atMs: fromMs, downMs };
    }
    case 'cut': {
      const others = trace.nodes.filter((node) => node !== disturbance.node);
      const groups = [others, [disturbance.node]];
      return { kind: 'partition', fromMs, untilMs: fromMs + disturbance.forMs, groups };
    }
    default:
      return messageFault(scenario, trace, event, disturbance);
  }
}

function messageFault(
  scenario: Scenario,
  trace: Trace,
  event: TraceEvent,
  disturbance: Exclude<Disturbance, { kind: 'crash' | 'cut' }>,
): Fault | undefined {
  const send = sendOf(trace, event);
  const message = send && { from: send.node, to: send.to, type: send.type, k: send.k };
  if (message === undefined || isDropped(scenario, message)) return undefined;
  switch (disturbance.kind) {
    case 'drop':
      return { kind: 'drop', message };
    case 'delay':
      return { kind: 'delay', message, byMs: disturbance.byMs };
    case 'duplicate':
      return { kind: 'duplicate', message, afterMs: disturbance.afterMs };
    case 'overtake': {
      const [own, next] = send === undefined ? [] : overtaking(trace, send);
      if (own === undefined || next === undefined) return undefined;
      return { kind: 'delay', message, byMs: next.atMs - own.atMs + 1 };
    }
  }
}

/** The arrival of a message, and the next at the same node: from the same sender, if there is one. */
function overtaking(trace: Trace, send: Send): (Deliver | undefined)[] {
  const arrivals = trace.events.filter(
    (event): event is Deliver => event.kind === 'deliver' && event.node === send.to,
  );
  const own = arrivals.find(({ id }) => id === send.id);
  if (own === undefined) return [];
  const later = arrivals.filter(({ seq, id }) => seq > own.seq && id !== send.id);
  return [own, later.find(({ from }) => from === own.from) ?? later[0]];
}

function isDropped({ faults }: Scenario, { from, to, type, k }: MessageIdentity): boolean {
  return faults.some(
    (fault) =>
      fault.kind === 'drop' &&
      fault.message.from === from &&
      fault.message.to === to &&
      fault.message.type === type &&
      fault.message.k === k,
  );
}
