import type { Launcher } from '../../sandbox/launch.ts';
import type { AttemptJob, TimedVerdict } from '../judge/judge-attempt.ts';

/** What a module given as `jailModule` exports. */
export interface JailModule {
  /** A launcher whose processes have the rights of `slot` and share nothing with those of others. */
  createJail(slot: number): Promise<Launcher>;
}

/** What a judge needs to know before the first attempt. */
export interface JudgeSetup {
  /** The workbook's folder. */
  readonly root: string;
  readonly chapter: string;
  /** URL of a {@link JailModule}; without one, submissions run in the sandbox alone. */
  readonly jailModule?: string | undefined;
}

export type ToJudge =
  | {
      readonly kind: 'setup';
      readonly setup: JudgeSetup;
      /** From 0, each once at a time. */
      readonly slot: number;
      readonly workFolder: string;
    }
  | { readonly kind: 'judge'; readonly job: AttemptJob };

export type FromJudge =
  | { readonly kind: 'ready' }
  /** A sign of life; it fails to come while the parser is at work. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'judged'; readonly judged: readonly TimedVerdict[] }
  | { readonly kind: 'problem'; readonly problem: JudgeProblem };

/** Why nothing can be judged any more, whatever the submission. */
export interface JudgeProblem {
  readonly kind: 'installation' | 'disk' | 'defect';
  /** German for `installation`, else the error's own text. */
  readonly message: string;
  /** The system's, of `disk`. */
  readonly code?: string;
}
