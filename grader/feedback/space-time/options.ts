import type { TraceEvent } from '../../simulator/trace.ts';

/** What every view of a trace takes. */
export interface SpaceTimeOptions {
  /** Sequence numbers of the events a verdict points at, the first wrong step first. */
  readonly marked?: readonly number[];
  /** Only what may have influenced the marked events, and what befell network and machines. */
  readonly causalPastOnly?: boolean;
  /** More events than this are cut down to the neighbourhood of the marked ones. */
  readonly maxEvents?: number;
  /** Shows when timers are set and cancelled, too. */
  readonly showTimers?: boolean;
  /** Another text for an event; `undefined` keeps the usual one. */
  readonly labels?: (event: TraceEvent) => string | undefined;
}
