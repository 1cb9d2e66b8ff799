import type { Blame } from '../../../grader/feedback/space-time/options.ts';
import type { SceneMistake } from '../../../grader/scenes/mistakes.ts';
import type { SceneResult } from '../../../grader/scenes/result.ts';
import type { Trace } from '../../../grader/simulator/trace.ts';
import type { Machine, PlayedFork } from './fork/machine.ts';
import { playerWording as words } from './wording.ts';

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
  /** What the run was played from, for a machine to play it again otherwise. */
  readonly input?: unknown;
  /** German: why this run cannot be changed, where a reader might expect it. */
  readonly noFork?: string;
  /** German name of this run among those it is compared with; „Referenz“ unless told. */
  readonly name?: string;
  /** Other runs of the same story, to compare with. */
  readonly others?: readonly ComparedRun[];
  /** Questions of the chapter about this trace, and where they are answered. */
  readonly questions?: readonly { readonly text: string; readonly href: string }[];
}

/** One of several runs that a reader compares. */
export interface ComparedRun {
  /** German: `Typischer Fehler: Stimme nicht vermerkt`. */
  readonly name: string;
  /** German: what to look at. */
  readonly note?: string;
  readonly content: PlayerContent;
  /** A fork: where it came from among the runs, and how it can be had again. */
  readonly fork?: { readonly of: number } & Pick<PlayedFork, 'token' | 'options' | 'href'>;
  /** Plays this run otherwise; without one it cannot be changed. */
  readonly machine?: Machine;
  /** Played with the reader's own code. */
  readonly isOwn?: true;
}

/** A worked trace of the book, and how it goes with typical mistakes. */
export function contentOfScene(
  scene: SceneResult,
  mistakes: readonly SceneMistake[] = [],
): PlayerContent {
  const reference = playedScene(scene);
  if (mistakes.length === 0) return reference;
  const { captions, ...common } = reference;
  const others = mistakes.map(({ title, note, trace, shown, labels = [] }): ComparedRun => {
    const played = { trace: trace as Trace, shown, labels: textByEvent(labels) };
    return { name: words.mistake(title), note, content: { ...common, ...played } };
  });
  return { ...reference, others };
}

function playedScene(scene: SceneResult): PlayerContent {
  const { title, shown, leftOut, steps, nodes, labels = [] } = scene;
  return {
    trace: scene.trace as Trace,
    title,
    shown,
    ...(leftOut === undefined ? {} : { leftOut }),
    labels: textByEvent(labels),
    captions: new Map(steps.map(({ event, caption }) => [event, caption])),
    roles: Object.fromEntries(
      nodes.flatMap(({ id, role }) => (role === undefined ? [] : [[id, role]])),
    ),
  };
}

function textByEvent(
  labels: readonly { readonly event: number; readonly text: string }[],
): ReadonlyMap<number, string> {
  return new Map(labels.map(({ event, text }) => [event, text]));
}
