import type { EventRow } from '../../../grader/feedback/space-time/rows.ts';
import type { Trace, TraceEvent } from '../../../grader/simulator/trace.ts';

/** Names that protocols give to their logical time, and how it is called in a label. */
const names: Readonly<Record<string, string>> = {
  currentTerm: 'Term',
  term: 'Term',
  promised: 'Ballot',
  ballot: 'Ballot',
  lamport: 'L',
  time: 'L',
  vector: 'V',
  clock: 'Uhr',
};

/**
 * The logical time of nodes where it changes, by sequence number: „Term 2“, „Ballot 1.n3“, „L 4“. A
 * node's time is what it keeps, else what its state shows, else what it writes into its messages:
 * what it receives is another's time.
 */
export function logicalTimes(trace: Trace): ReadonlyMap<number, string> {
  const source = (['store', 'state', 'send'] as const).find((kind) =>
    trace.events.some((event) => event.kind === kind && timeIn(event) !== undefined),
  );
  const current = new Map<string, string>();
  const changes = new Map<number, string>();
  for (const event of trace.events) {
    if (event.kind !== source || !('node' in event)) continue;
    const time = timeIn(event);
    if (time === undefined || current.get(event.node) === time) continue;
    current.set(event.node, time);
    changes.set(event.seq, time);
  }
  return changes;
}

/** The logical times to write at rows: where a node's time is another than at its row before. */
export function timesByRow(
  rows: readonly EventRow[],
  changes: ReadonlyMap<number, string>,
  trace: Trace,
): ReadonlyMap<number, string> {
  const current = new Map<string, string>();
  const written = new Map<string, string>();
  const byRow = new Map<number, string>();
  let seq = 0;
  for (const [row, { event }] of rows.entries()) {
    for (; seq <= event.seq; seq += 1) {
      const [change, at] = [changes.get(seq), trace.events[seq]];
      if (change !== undefined && at !== undefined && 'node' in at) current.set(at.node, change);
    }
    const time = 'node' in event ? current.get(event.node) : undefined;
    if (!('node' in event) || time === undefined || written.get(event.node) === time) continue;
    written.set(event.node, time);
    byRow.set(row, time);
  }
  return byRow;
}

function timeIn(event: TraceEvent): string | undefined {
  switch (event.kind) {
    case 'store': {
      // Where two protocols share a node, the key begins with the protocol's name.
      const key = event.key.split(' ').at(-1) ?? '';
      const name = names[key];
      const value = name === undefined ? undefined : shown(event.value);
      return value === undefined ? undefined : `${name} ${value}`;
    }
    case 'state':
      return timeOf(event.state);
    case 'send':
      return timeOf(event.message);
    default:
      return undefined;
  }
}

/** All times in the fields of a record or, where it wraps another, in that. */
function timeOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const times = Object.entries(value).flatMap(([key, field]) => {
    const [name, time] = [names[key], shown(field)];
    return name === undefined || time === undefined ? [] : [`${name} ${time}`];
  });
  if (times.length > 0) return times.join(' ');
  return isRecord(value.message) ? timeOf(value.message) : undefined;
}

function shown(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (!isRecord(value)) return undefined;
  if (typeof value.round === 'number') {
    return [value.round, ...(typeof value.node === 'string' ? [value.node] : [])].join('.');
  }
  const entries = Object.values(value);
  const isVector = entries.length > 0 && entries.every((entry) => typeof entry === 'number');
  return isVector ? `[${entries.join(' ')}]` : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
