import { ArrowIndex } from './arrows.ts';
import { CausalPast } from './causal-past.ts';
import type { PlayerContent } from './content.ts';
import { timesByRow } from './logical-time.ts';
import type { Difference, Runs } from './runs.ts';
import { type Timeline, timelineOf } from './timeline.ts';
import { Replay } from './world.ts';

/** All that follows from the content and does not change with the cursor. */
export interface Loaded {
  readonly content: PlayerContent;
  /** Also the events that the content leaves out at first. */
  readonly everything: boolean;
  readonly timeline: Timeline;
  readonly replay: Replay;
  readonly past: CausalPast;
  readonly arrows: ArrowIndex;
  readonly explained: ReadonlySet<number>;
  readonly times: ReadonlyMap<number, string>;
  readonly difference: Difference | undefined;
}

/** Reads a content as one of the runs that are compared. */
export function loadedFrom(content: PlayerContent, runs: Runs, everything: boolean): Loaded {
  const timeline = timelineOf(content, everything);
  const replay = new Replay(content.trace);
  return {
    content,
    everything,
    timeline,
    replay,
    times: timesByRow(timeline.rows, replay.times, content.trace),
    past: new CausalPast(content.trace),
    arrows: new ArrowIndex(timeline.arrows),
    explained: new Set(timeline.explained),
    difference: runs.difference(timeline, everything),
  };
}
