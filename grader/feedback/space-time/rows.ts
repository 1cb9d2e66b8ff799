import { sameData } from '../../checkers/data.ts';
import type { Trace, TraceEvent } from '../../simulator/trace.ts';
import { clean } from '../values.ts';
import { changedFields } from './compact.ts';
import { excerpt } from './excerpt.ts';
import { type Label, labelOf, split } from './label.ts';
import type { Blame, SpaceTimeOptions } from './options.ts';
import { wording } from './wording.ts';

/** `also`: another event the verdict points at, besides the first. */
export type Mark = 'none' | Blame | 'also';

export type DropEvent = Extract<TraceEvent, { kind: 'drop' }>;

export interface EventRow {
  readonly kind: 'event';
  readonly event: TraceEvent;
  readonly mark: Mark;
  readonly label: Label;
  /** A message lost as it was sent: one row tells both. */
  readonly lost: DropEvent | undefined;
}

export type Row = EventRow | { readonly kind: 'omitted'; readonly count: number };

/** What all views show, line by line: chosen, merged and put into words. */
export function rowsOf(trace: Trace, options: SpaceTimeOptions): Row[] {
  const marks = marksOf(options.marked ?? [], options.blame ?? 'wrong');
  const lost = lostAtOnce(trace.events, marks);
  const states = changedStates(trace.events);
  const visible = trace.events.filter(
    (event) =>
      marks.has(event.seq) || (!isBackstage(event, trace) && isShown(event, lost, states, options)),
  );
  const shownSends = new Map<number, number>();
  return excerpt(trace, visible, options).map((part): Row => {
    if (typeof part === 'number') return { kind: 'omitted', count: part };
    if (part.kind === 'send') shownSends.set(part.id, part.seq);
    const drop = part.kind === 'send' ? lost.get(part.id) : undefined;
    return {
      kind: 'event',
      event: part,
      mark: marks.get(part.seq) ?? 'none',
      label: chosenLabel(part, { drop, states, shownSends, marks }, options),
      lost: drop,
    };
  });
}

/** The line that says which nodes the suite plays, if it plays any. */
export function scriptedLegend({ nodes, scripted }: Trace): string | undefined {
  if (scripted.length === 0) return undefined;
  return wording.legendScripted(nodes.filter((node) => !scripted.includes(node)));
}

function marksOf(marked: readonly number[], blame: Blame): Map<number, Mark> {
  const marks = new Map<number, Mark>();
  for (const [place, seq] of marked.entries()) {
    if (!marks.has(seq)) marks.set(seq, place === 0 ? blame : 'also');
  }
  return marks;
}

/** Losses that directly follow the sending, by message id; a marked one keeps a row of its own. */
function lostAtOnce(
  events: readonly TraceEvent[],
  marks: ReadonlyMap<number, Mark>,
): Map<number, DropEvent> {
  const lost = new Map<number, DropEvent>();
  for (const [place, event] of events.entries()) {
    const before = events[place - 1];
    if (event.kind !== 'drop' || before?.kind !== 'send' || before.id !== event.id) continue;
    if (!marks.has(event.seq)) lost.set(event.id, event);
  }
  return lost;
}

/** States that differ from the one before on their node, which is given with each. */
function changedStates(events: readonly TraceEvent[]): Map<number, unknown> {
  const last = new Map<string, unknown>();
  const changed = new Map<number, unknown>();
  for (const event of events) {
    if (event.kind === 'start') last.delete(event.node);
    if (event.kind !== 'state') continue;
    const before = last.get(event.node);
    if (!last.has(event.node) || !sameData(before, event.state)) changed.set(event.seq, before);
    last.set(event.node, event.state);
  }
  return changed;
}

/** What goes on inside a node that the suite plays is none of the student's business. */
function isBackstage(event: TraceEvent, { scripted }: Trace): boolean {
  if (!('node' in event) || !scripted.includes(event.node)) return false;
  switch (event.kind) {
    case 'timer':
    case 'set-timer':
    case 'cancel-timer':
    case 'store':
    case 'state':
    case 'log':
      return true;
    default:
      return false;
  }
}

/** Hides what says nothing: unchanged states, the first start, a loss told by its sending. */
function isShown(
  event: TraceEvent,
  lost: ReadonlyMap<number, DropEvent>,
  states: ReadonlyMap<number, unknown>,
  options: SpaceTimeOptions,
): boolean {
  if (options.shows?.(event) === false) return false;
  switch (event.kind) {
    case 'start':
      return event.incarnation > 0;
    case 'state':
      return states.has(event.seq);
    case 'set-timer':
    case 'cancel-timer':
      return options.showTimers === true;
    case 'drop':
      return lost.get(event.id) !== event;
    default:
      return true;
  }
}

interface Surroundings {
  readonly drop: DropEvent | undefined;
  readonly states: ReadonlyMap<number, unknown>;
  /** Sequence numbers of the sends shown so far, by message id. */
  readonly shownSends: ReadonlyMap<number, number>;
  readonly marks: ReadonlyMap<number, Mark>;
}

function chosenLabel(
  event: TraceEvent,
  { drop, states, shownSends, marks }: Surroundings,
  options: SpaceTimeOptions,
): Label {
  const own = options.labels?.(event);
  if (own !== undefined) return lostLabel(split(clean(own)), drop);
  const sent = event.kind === 'deliver' ? shownSends.get(event.id) : undefined;
  if (sent !== undefined && !marks.has(event.seq)) {
    // The fields stand where the message was sent.
    return { head: labelOf(event).head, detail: wording.reference(sent) };
  }
  return lostLabel(labelOf(onlyChanges(event, states)), drop);
}

function lostLabel(label: Label, drop: DropEvent | undefined): Label {
  if (drop === undefined) return label;
  return { head: `${label.head} ${wording.dropped(drop.reason)}`, detail: label.detail };
}

/** Of a state only what is new in it; the rest the reader has seen. */
function onlyChanges(event: TraceEvent, states: ReadonlyMap<number, unknown>): TraceEvent {
  if (event.kind !== 'state' || !states.has(event.seq)) return event;
  return { ...event, state: changedFields(states.get(event.seq), event.state) };
}
