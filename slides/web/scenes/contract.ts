import type { PreparedUse } from '../../../grader/sandbox/uses.ts';
import type { Scenario } from '../../../grader/simulator/scenario.ts';
import type { PlayedFork } from '../player/fork/machine.ts';
import type { AskedRun, NoRun, OwnRun } from '../player/fork/own-code.ts';

/**
 * What a page can do with a scene besides showing it. Stands in the scene's data; all that it takes is
 * only loaded when a reader asks. Made by `slides/render/scenes/`.
 */
export interface SceneOffer {
  readonly id: string;
  readonly chapter: string;
  /** Exercises for which the reader's code takes part; none where the scene is code of the author's. */
  readonly own: readonly SceneExercise[];
  /** Those for which the workbook's own does: it is public, in the package of another exercise. */
  readonly borrowed: readonly { readonly exercise: string; readonly from: string }[];
  /** What the scene plays: there where all of its code is at hand, so that it forks at once. */
  readonly scenario?: Scenario;
}

export interface SceneExercise {
  /** Folder name: `raft`. */
  readonly exercise: string;
  readonly title: string;
  /** Its workshop, and what judges it: paths in the site. */
  readonly workshop: string;
  readonly package: string;
}

/** A scene's own code, for the chamber. */
export interface SceneProgram {
  /** To follow the stage; sets `piece`. */
  readonly code: string;
  /** Solutions of the workbook's own, where the site may have them. */
  readonly references: readonly PreparedUse[];
}

/** What is loaded when a reader asks for the first time. */
export interface Theatre {
  /** With the reader's code as it is now. */
  playOwn(): Promise<OwnRun | NoRun>;
  /** With the code that the site has, if it has all. */
  playOurs(input: unknown): Promise<PlayedFork>;
  /** What the page's address asks for. */
  asked(hash: string): AskedRun | NoRun;
}

declare global {
  /** By scene; in the same file as its data. */
  var sceneOffers: Record<string, SceneOffer | undefined> | undefined;
  var scenePrograms: Record<string, SceneProgram | undefined> | undefined;
  /** The program that is the same for all scenes. */
  var sceneStage: string | undefined;
  /** Set by `scenes.js`. */
  var theatreFor: ((offer: SceneOffer, home: string) => Theatre) | undefined;
}
