import type { Blame } from '../../../grader/feedback/space-time/options.ts';
import type { SceneResult } from '../../../grader/scenes/result.ts';
import type { Trace } from '../../../grader/simulator/trace.ts';

/** What a player plays: a trace, and what is said of its events. */
export interface PlayerContent {
  readonly trace: Trace;
  /** German name of the whole. */
  readonly title?: string;
  /** What a node is in this story. */
  readonly roles?: Readonly<Record<string, string>>;
  /** Sequence numbers of the events that matter; all that says something unless told. */
  readonly shown?: readonly number[];
  /** German: what is not shown at first, to complete „Nicht gezeigt: …“. */
  readonly leftOut?: string;
  /** Own words for events by sequence number. */
  readonly labels?: ReadonlyMap<number, string>;
  /** Explanations by sequence number. */
  readonly captions?: ReadonlyMap<number, string>;
  /** Sequence numbers a verdict points at, the one to blame first. */
  readonly marked?: readonly number[];
  readonly blame?: Blame;
  /** Questions of the chapter about this trace, and where they are answered. */
  readonly questions?: readonly { readonly text: string; readonly href: string }[];
}

/** A worked trace of the book. */
export function contentOfScene(scene: SceneResult): PlayerContent {
  const { title, shown, leftOut, steps, nodes, labels = [] } = scene;
  return {
    trace: scene.trace as Trace,
    title,
    shown,
    ...(leftOut === undefined ? {} : { leftOut }),
    labels: new Map(labels.map(({ event, text }) => [event, text])),
    captions: new Map(steps.map(({ event, caption }) => [event, caption])),
    roles: Object.fromEntries(
      nodes.flatMap(({ id, role }) => (role === undefined ? [] : [[id, role]])),
    ),
  };
}
