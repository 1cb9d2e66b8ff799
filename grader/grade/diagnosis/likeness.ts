import { isDeepStrictEqual } from 'node:util';
import type { Trace, TraceEvent } from '../../simulator/trace.ts';
import { judge } from '../../suites/judge.ts';
import type { Counterexample } from '../../suites/report.ts';
import type { Submission } from '../../suites/submission.ts';
import type { Observation, Suite } from '../../suites/suite.ts';

/**
 * What a known mistake does where a submission fails: on the very input of its counterexample.
 * - `holds`: the property holds, or the mistake breaks off where the submission is only wrong.
 * - `fails-otherwise`: it fails, with another message.
 * - `similar-message`: the same, but for numbers and names.
 * - `same-message`
 * - `same-run`: and whatever is seen from outside is the same up to the failure.
 */
export const likenesses = [
  'holds',
  'fails-otherwise',
  'similar-message',
  'same-message',
  'same-run',
] as const;
export type Likeness = (typeof likenesses)[number];

/** A failed property of a submission. */
export interface Failure {
  readonly property: string;
  readonly counterexample: Counterexample;
}

/**
 * Plays the input of a counterexample with another program, and compares the two runs. The submission
 * itself does not run: what it did is in its counterexample.
 */
export function likenessOf(
  suite: Suite,
  { property: id, counterexample }: Failure,
  other: Submission,
): Likeness {
  const { input, message, fault } = counterexample;
  const property = suite.properties.find((each) => each.id === id);
  const experiment = property?.on.find((each) => each.id === counterexample.experiment);
  if (property === undefined || experiment === undefined) return 'holds';
  const seen = judge.observe(experiment, input, other);
  const judged = judge.property(property, input, seen);
  const isSameEnd =
    judged.fault === undefined
      ? judged.outcome === 'violated' && fault === undefined
      : judged.fault.kind === fault?.kind;
  if (!isSameEnd) return 'holds';
  const words = judged.message ?? '';
  if (bare(words) !== bare(message)) return 'fails-otherwise';
  if (words !== message) return 'similar-message';
  return isSameRun(counterexample, seen.observation ?? {}) ? 'same-run' : 'same-message';
}

/** A message without what differs from run to run: numbers, and what stands in quotes. */
function bare(message: string): string {
  return message.replace(/„[^“]*“/g, '„“').replace(/\d+/g, '0');
}

function isSameRun({ trace, calls }: Counterexample, other: Observation): boolean {
  if (trace === undefined) return isDeepStrictEqual(plain(calls), plain(other.calls));
  const [ours, theirs] = [trace as Trace, other.trace];
  if (theirs === undefined || ours.endedAtMs !== theirs.endedAtMs) return false;
  const shown = outside(ours);
  // What is kept of a trace ends soon after the failure (`withShortTraces`).
  return isDeepStrictEqual(plain(shown), plain(outside(theirs).slice(0, shown.length)));
}

/** What others see of the nodes, without the numbers that events have because of what nobody sees. */
function outside({ events }: Trace): readonly unknown[] {
  return events.flatMap((event) => (isSeen(event) ? [deed(event)] : []));
}

type SeenEvent = Extract<TraceEvent, { kind: 'send' | 'respond' | 'store' | 'crash' | 'drop' }>;

function isSeen(event: TraceEvent): event is SeenEvent {
  return ['send', 'respond', 'store', 'crash', 'drop'].includes(event.kind);
}

function deed(event: SeenEvent): readonly unknown[] {
  const { kind, atMs } = event;
  switch (kind) {
    case 'send':
      return [kind, atMs, event.node, event.to, event.message];
    case 'respond':
      return [kind, atMs, event.node, event.operation, event.response];
    case 'store':
      return [kind, atMs, event.node, event.key, event.value];
    case 'crash':
      return [kind, atMs, event.node];
    case 'drop':
      return [kind, atMs, event.from, event.to];
  }
}

/** As in a file: without what is `undefined`. */
function plain(value: unknown): unknown {
  return value === undefined ? [] : JSON.parse(JSON.stringify(value));
}
