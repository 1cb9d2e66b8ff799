import type { NodeId } from '../../simulator/process.ts';
import type { TraceEvent } from '../../simulator/trace.ts';

/**
 * What the first marked event is: a wrong step; a step after which something due never came, or came too late; or the
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
  /** Only these, and the marked ones; everything that says something unless told. */
  readonly shows?: (event: TraceEvent) => boolean;
  /** Another text for an event; `undefined` keeps the usual one. */
  readonly labels?: (event: TraceEvent) => string | undefined;
}

/** What only the picture takes: all that makes an illustration of it that explains itself. */
export interface SpaceTimeSvgOptions extends SpaceTimeOptions {
  /** The picture's name, for those who cannot see it. */
  readonly title?: string;
  /** What it shows; said before the counts. */
  readonly description?: string;
  /** What a node is in this story, written below its name. */
  readonly roles?: Readonly<Record<NodeId, string>>;
  /** An explanation below an event. */
  readonly captions?: (event: TraceEvent) => string | undefined;
  /** A sentence at the foot: what is not shown. */
  readonly note?: string;
}
