import type { Experiment, Sometimes } from '../../suite.ts';
import type { RegisterSeen } from './register-run.ts';

export const abd = 'Attiya, Bar-Noy & Dolev 1995';
export const multiWriter = 'Lynch & Shvartsman 1997';
export const gilbertLynch = 'Gilbert & Lynch 2002';

export function atLeast(count: string, times: number, otherwise: string): Sometimes {
  return { count, atLeast: times, otherwise };
}

/** Of nodes that serve nobody, nothing is shown by their never answering wrongly. */
export const served = (times: number): Sometimes =>
  atLeast('served', times, 'Die Clients bekamen kaum Antworten mit „ok: true“.');

export const readsServed = (times: number): Sometimes =>
  atLeast('reads', times, 'Es gelang kaum ein Lesen.');

export const writesServed = (times: number): Sometimes =>
  atLeast('writes', times, 'Es gelang kaum ein Schreiben.');

/** Experiments with different inputs and the same sight, for checks that look at nothing else. */
export function seenIn(
  ...experiments: readonly Pick<Experiment<never, RegisterSeen>, 'id' | 'faults' | 'runs'>[]
): readonly Experiment<unknown, RegisterSeen>[] {
  return experiments as readonly unknown[] as readonly Experiment<unknown, RegisterSeen>[];
}
