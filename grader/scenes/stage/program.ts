/**
 * The program that plays a scene where the reader's code runs, without the scene itself. It hardens
 * the realm before anything else, as the suites' programs do.
 */
import '../../sandbox/lockdown.ts';
import { compartmentSubmission } from '../../sandbox/compartment.ts';
import type { PreparedUse } from '../../sandbox/uses.ts';
import { ContextError } from '../../simulator/context-error.ts';
import { DataError } from '../../simulator/copy-data.ts';
import type { Fault } from '../../simulator/scenario.ts';
import type { Scene } from '../scene.ts';
import { type Staged, stage } from './stage.ts';

export * as scenes from './scenes.ts';

/** What the program gets: `grader/sandbox/child.ts` has the same for a suite. */
export interface StageHost extends StageTask {
  /** Says one message, at once. */
  send(message: StageMessage): void;
  /** Wall clock in ms, for signs of life only. */
  now(): number;
}

export interface StageTask {
  /** All that the scene asks for: the reader's own, and what of the workbook's takes part. */
  readonly cast: readonly PreparedUse[];
  readonly faults: readonly Fault[];
}

export type StageMessage =
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'staged'; readonly staged: Staged };

const beatEveryMs = 100;

/** One scene, one cast, one run. */
export function serve(scene: Scene, { send, now, cast, faults }: StageHost): void {
  // Submissions can catch these: their classes must not become a place to leave things.
  harden([ContextError, DataError]);
  let lastBeat = now();
  const beat = () => {
    if (now() - lastBeat < beatEveryMs) return;
    lastBeat = now();
    send({ kind: 'progress', done: 0 });
  };
  const players = cast.map(({ exercise, own, solution }) => ({
    exercise,
    own,
    // Of its own name, for faults to be told as that of the one they lie in.
    solution: compartmentSubmission(solution, [], beat, `${exercise}.js`),
  }));
  send({ kind: 'staged', staged: stage(scene, players, faults) });
}
