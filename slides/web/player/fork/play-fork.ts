import type { ComparedRun, PlayerContent } from '../content.ts';
import { type Disturbance, forked } from './forked.ts';
import type { Machine } from './machine.ts';
import { runOf } from './own-code.ts';
import { nameOf } from './panel.ts';

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
  const { trace } = content;
  const input = forked(content.input, trace, seq, disturbance);
  if (input === undefined) return undefined;
  return playInput(machine, input, content, of, nameOf(trace, seq, disturbance));
}

/** The run of an input that was made of another run's, under a name. */
export async function playInput(
  machine: Machine,
  input: unknown,
  before: PlayerContent,
  of: number,
  name: string,
): Promise<ComparedRun> {
  const played = await machine.play(input);
  const { token, options, href } = played;
  return {
    name,
    machine,
    fork: {
      of,
      ...(token !== undefined && { token }),
      ...(options !== undefined && { options }),
      ...(href !== undefined && { href }),
    },
    ...runOf(played, input, before),
  };
}
