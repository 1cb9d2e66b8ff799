import type { Fault } from '../../../../grader/simulator/scenario.ts';
import type { ComparedRun, PlayerContent } from '../content.ts';
import type { Machine, PlayedFork } from './machine.ts';
import { forkWording as words } from './wording.ts';

/** Lets a reader see the story of a trace with code of their own, beside the other runs. */
export interface OwnCode {
  /** Plays the reader's code as it is at this moment. */
  play(): Promise<OwnRun | NoRun>;
  /** The reader looks at this run now; for the page's address. */
  shown(run: ComparedRun): void;
}

/** How it went, and what plays the same code again otherwise. */
export interface OwnRun {
  readonly kind: 'run';
  readonly played: PlayedFork;
  readonly input: unknown;
  readonly machine: Machine;
}

/** There is nothing to see. */
export interface NoRun {
  readonly kind: 'none';
  /** German: why, and what to do. */
  readonly message: string;
  readonly links: readonly { readonly text: string; readonly href: string }[];
}

/** A run to which an address leads: whose code, and which faults besides those of the story. */
export interface AskedRun {
  readonly kind: 'asked';
  readonly own: boolean;
  readonly faults: readonly Fault[];
}

/** The reader's run among those that are compared; what is common to all comes from the first. */
export function ownRunOf({ played, input, machine }: OwnRun, first: PlayerContent): ComparedRun {
  return { name: words.own, isOwn: true, machine, ...runOf(played, input, first) };
}

/** What was played, told as the run that it is compared with. */
export function runOf(
  { note, findings, token, href, ...played }: PlayedFork,
  input: unknown,
  { title, roles, leftOut }: PlayerContent,
): Pick<ComparedRun, 'content' | 'note'> {
  const judged =
    findings === undefined || findings.length === 0
      ? findings && words.fine
      : words.violated(findings);
  const said = [note, judged].filter((text) => text !== undefined).join(' ');
  return {
    content: {
      ...(title !== undefined && { title }),
      ...(roles && { roles }),
      ...(leftOut !== undefined && { leftOut }),
      ...played,
      input,
    },
    ...(said !== '' && { note: said }),
  };
}
