import type { TraceEvent } from '../../simulator/trace.ts';

/**
 * What the first marked event is: a wrong step; a step after which something due never came; or the
 * place where it shows that something was never done.
 */
export type Blame = 'wrong' | 'missing' | 'noticed';

/** What every view of a trace takes. */
export interface SpaceTimeOptions {
  /** Sequence numbers of the events a verdict points at, the one to blame first. */
  readonly marked?: readonly number[];
  /** What is said of the first of them; `wrong` unless told. */
  readonly blame?: Blame;
  /** Only what may have influenced the marked events, and what befell network and machines. */
  readonly causalPastOnly?: boolean;
  /** More events than this are cut down to the neighbourhood of the marked ones. */
  readonly maxEvents?: number;
  /** Shows when timers are set and cancelled, too. */
  readonly showTimers?: boolean;
  /** Another text for an event; `undefined` keeps the usual one. */
  readonly labels?: (event: TraceEvent) => string | undefined;
}
