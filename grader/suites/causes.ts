import type { NodeEvent, Trace } from '../simulator/trace.ts';

type Kind = NodeEvent['kind'];

/** What a handler leaves behind besides what it does. */
const traces: ReadonlySet<Kind> = new Set(['state', 'set-timer', 'cancel-timer']);
const remarks: ReadonlySet<Kind> = new Set([...traces, 'log']);

/**
 * Events to blame, without those that only tell of another: a state, a log line or the setting of a
 * timer is replaced by what the node did or met just before, at the same virtual time. Where
 * nothing is, it stays.
 */
export function causesOf(trace: Trace, blamed: readonly number[]): number[] {
  return [...new Set(blamed.map((seq) => causeOf(trace, seq)))];
}

function causeOf({ events }: Trace, seq: number): number {
  const event = events[seq];
  if (event === undefined || !('clock' in event) || !remarks.has(event.kind)) return seq;
  const { node, incarnation, atMs } = event;
  const latest = (without: ReadonlySet<Kind>) =>
    events
      .slice(0, seq)
      .findLast(
        (other) =>
          'clock' in other &&
          other.node === node &&
          other.incarnation === incarnation &&
          other.atMs === atMs &&
          !without.has(other.kind),
      )?.seq;
  return latest(remarks) ?? (event.kind === 'log' ? seq : (latest(traces) ?? seq));
}
