import type { ComparedRun, PlayerContent } from '../content.ts';
import { type Disturbance, forked } from './forked.ts';
import type { Machine } from './machine.ts';
import { nameOf } from './panel.ts';
import { forkWording as words } from './wording.ts';

/** What a reader wants to be otherwise: one of the runs, an event in it, and what is done there. */
export interface Wish {
  readonly content: PlayerContent;
  /** The run's place among those that are compared. */
  readonly of: number;
  readonly seq: number;
  readonly disturbance: Disturbance;
}

/**
 * The run with the disturbance, to be compared with what it was before; `undefined` if this cannot be
 * done to the event. @throws with a German message if there is nothing to be seen
 */
export function playFork(
  machine: Machine,
  { content, of, seq, disturbance }: Wish,
): Promise<ComparedRun> | undefined {
  const { trace, roles } = content;
  const input = forked(content.input, trace, seq, disturbance);
  if (input === undefined) return undefined;
  return machine.play(input).then(({ token, href, findings, ...played }) => ({
    name: nameOf(trace, seq, disturbance),
    note: findings.length === 0 ? words.fine : words.violated(findings),
    fork: { of, token, ...(href === undefined ? {} : { href }) },
    content: { ...played, input, ...(roles && { roles }) },
  }));
}
