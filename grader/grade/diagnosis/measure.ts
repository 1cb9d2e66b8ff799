import { withLikenesses } from './evidence.ts';
import { candidatesOf, infer } from './infer.ts';
import type { Mistake } from './mistakes.ts';
import { likenessesIn, observationsIn, type SampledBug } from './sampled-bugs.ts';

/** What the diagnosis says of one bug. */
export interface Said {
  readonly bug: SampledBug;
  /** Ids; each inner list is one name. */
  readonly names: readonly (readonly string[])[];
  /** Names without a mistake that is there. */
  readonly wrong: readonly (readonly string[])[];
}

/** Asks the diagnosis for each bug of a sample. */
export function measure(
  sample: readonly SampledBug[],
  mistakesOf: (exercise: string) => readonly Mistake[],
): readonly Said[] {
  return sample.map((bug) => {
    const mistakes = mistakesOf(bug.exercise);
    const properties = [...(mistakes[0]?.signs.keys() ?? [])];
    const observations = observationsIn(bug, properties);
    const candidates = candidatesOf(observations, mistakes);
    const { clear } = infer(withLikenesses(observations, likenessesIn(bug)), candidates);
    const names = clear.map((found) => found.mistakes.map(({ id }) => id));
    const wrong = names.filter((name) => !name.some((id) => bug.truth.includes(id)));
    return { bug, names, wrong };
  });
}

export interface Tally {
  readonly bugs: number;
  readonly named: number;
  readonly names: number;
  readonly wrong: number;
}

export function tallyOf(said: readonly Said[]): Tally {
  const sum = (count: (each: Said) => number) => said.reduce((all, each) => all + count(each), 0);
  return {
    bugs: said.length,
    named: sum(({ names }) => (names.length > 0 ? 1 : 0)),
    names: sum(({ names }) => names.length),
    wrong: sum(({ wrong }) => wrong.length),
  };
}
