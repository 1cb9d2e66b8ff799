import type { Observation } from './evidence.ts';
import type { Mistake, Sign } from './mistakes.ts';

/** What is assumed to be wrong: one known mistake, two at once, or something unknown. */
export interface Hypothesis {
  readonly mistakes: readonly Mistake[];
  /** Logarithm of prior × likelihood. */
  readonly score: number;
}

/**
 * How likely each is before anything is seen. Without doubt about what is not known, any vector would
 * look like its nearest neighbour.
 */
const priors = { one: 0.45, two: 0.1, anything: 0.25, broken: 0.2 } as const;

/** How much the number of scenarios counts: properties of one experiment fail together, not independently. */
const paceWeight = 0.5;

/** Two at once are only tried of those that alone explain what holds not much worse than this. */
const mostContradiction = 8;

/**
 * All hypotheses with their scores: naive Bayes over the properties, each one a coin with the mistake's
 * own probability of failing.
 */
export function weigh(
  observations: readonly Observation[],
  mistakes: readonly Mistake[],
): readonly Hypothesis[] {
  const count = mistakes.length;
  const one = mistakes.map((mistake) => ({
    mistakes: [mistake],
    score: Math.log(priors.one / count) + likelihood(observations, [mistake]),
  }));
  const possible = mistakes.filter(
    (mistake) => contradiction(observations, mistake) < mostContradiction,
  );
  const pairs = possible.flatMap((a, place) =>
    possible.slice(place + 1).map((b) => [a, b] as const),
  );
  const two = pairs.map((pair) => ({
    mistakes: pair,
    score: Math.log(priors.two / ((count * (count - 1)) / 2)) + likelihood(observations, pair),
  }));
  return [
    ...one,
    ...two,
    { mistakes: [], score: Math.log(priors.anything) + ofAnything(observations, mistakes) },
    { mistakes: [], score: Math.log(priors.broken) + ofBroken(observations) },
  ];
}

function likelihood(observations: readonly Observation[], mistakes: readonly Mistake[]): number {
  let sum = 0;
  for (const { property, failedAfter } of observations) {
    const signs = mistakes.flatMap(({ signs }) => signs.get(property) ?? []);
    if (signs.length === 0) continue;
    const holds = signs.reduce((product, { probability }) => product * (1 - probability), 1);
    sum +=
      failedAfter === undefined ? Math.log(holds) : Math.log(1 - holds) + pace(failedAfter, signs);
  }
  return sum;
}

/** How badly what holds speaks against a mistake. */
function contradiction(observations: readonly Observation[], { signs }: Mistake): number {
  let sum = 0;
  for (const { property, failedAfter } of observations) {
    if (failedAfter === undefined) sum -= Math.log(1 - (signs.get(property)?.probability ?? 0));
  }
  return sum;
}

/**
 * Whether a property failed as soon as it does with the mistake. Scripted runs fail at the same place
 * each time; found by chance, the numbers scatter about their median over some powers of two.
 */
function pace(failedAfter: number, signs: readonly Sign[]): number {
  const best = signs.reduce((most, { scenarios }) => {
    if (scenarios === 0) return most;
    const distance = Math.abs(Math.log2(failedAfter / scenarios));
    return Math.max(most, failedAfter === scenarios ? 1 : 0.6 * Math.exp(-distance / 2));
  }, 0.05);
  return paceWeight * Math.log(best);
}

/** Any failure, after any time. */
const anyPace = paceWeight * Math.log(0.25);

/** Some other mistake of the same kind: properties fail as often as they do with those known. */
function ofAnything(observations: readonly Observation[], mistakes: readonly Mistake[]): number {
  return observations.reduce((sum, { property, failedAfter }) => {
    const known = mistakes.reduce(
      (total, { signs }) => total + (signs.get(property)?.probability ?? 0),
      0,
    );
    const fails = (known + 1) / (mistakes.length + 4);
    return sum + (failedAfter === undefined ? Math.log(1 - fails) : Math.log(fails) + anyPace);
  }, 0);
}

/** A submission that is wrong all over: each property as likely fails as it holds. */
function ofBroken(observations: readonly Observation[]): number {
  return observations.reduce(
    (sum, { failedAfter }) => sum + Math.log(0.5) + (failedAfter === undefined ? 0 : anyPace),
    0,
  );
}
