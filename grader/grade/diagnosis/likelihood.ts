import type { Observation } from './evidence.ts';
import type { Likeness } from './likeness.ts';
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

/**
 * How much the number of scenarios, and what happens on the same input, count: properties of one
 * experiment fail together, not independently.
 */
const paceWeight = { alone: 0.5, besideLikeness: 0.25 } as const;
const likenessWeight = 0.8;

/**
 * Logarithm of how much more often a mistake does so where it is made than where another one is: measured on
 * mistakes made in solutions that are written otherwise (`transplants.ts`; CONTRIBUTING.md). There it
 * held in 14 of 100 failures, failed with another message in 1, with a similar or the same one in 63 and in
 * the same run in 22; others of the ten likeliest did so in 68, 10, 19 and 3.
 */
const likenessEvidence: Readonly<Record<Likeness, number>> = {
  holds: -1.5,
  'fails-otherwise': -2.3,
  'similar-message': 0.3,
  'same-message': 1.3,
  'same-run': 2.2,
};

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
  const accounts = mistakes.map((mistake) => accountOf(observations, mistake));
  const one = accounts.map((account) => ({
    mistakes: [account.mistake],
    score: Math.log(priors.one / count) + together([account]),
  }));
  const possible = accounts.filter(({ held }) => held > -mostContradiction);
  const pairs = possible.flatMap((a, place) => possible.slice(place + 1).map((b) => [a, b]));
  const two = pairs.map((pair) => ({
    mistakes: pair.map(({ mistake }) => mistake),
    score: Math.log(priors.two / ((count * (count - 1)) / 2)) + together(pair),
  }));
  return [
    ...one,
    ...two,
    { mistakes: [], score: Math.log(priors.anything) + ofAnything(observations, mistakes) },
    { mistakes: [], score: Math.log(priors.broken) + ofBroken(observations) },
  ];
}

/** That a property fails because of any of the mistakes. */
export function probabilityOf(property: string, mistakes: readonly Mistake[]): number {
  const holds = mistakes.reduce(
    (product, { signs }) => product * (1 - (signs.get(property)?.probability ?? 0)),
    1,
  );
  return 1 - holds;
}

/** What one mistake says of the observations. */
interface Account {
  readonly mistake: Mistake;
  /** Logarithm of the probability of all that holds. */
  readonly held: number;
  /** Of what failed, one after the other. */
  readonly failed: readonly FailedSign[];
}

interface FailedSign {
  /** How likely the property holds with the mistake. */
  readonly holds: number;
  readonly pace: number;
  /** `undefined` if the failure was not played with the mistake. */
  readonly likeness: number | undefined;
}

function accountOf(observations: readonly Observation[], mistake: Mistake): Account {
  let held = 0;
  const failed: FailedSign[] = [];
  for (const { property, failedAfter, likenesses } of observations) {
    const sign = mistake.signs.get(property);
    // The matrix is older than this property.
    if (sign === undefined) continue;
    const holds = 1 - sign.probability;
    if (failedAfter === undefined) {
      held += Math.log(holds);
      continue;
    }
    const played = likenesses?.get(mistake.id);
    const likeness = played === undefined ? undefined : likenessEvidence[played];
    failed.push({ holds, pace: paceOf(failedAfter, sign), likeness });
  }
  return { mistake, held, failed };
}

/** Logarithm of the likelihood if all of these mistakes are made. */
function together(accounts: readonly Account[]): number {
  const [first] = accounts;
  let sum = accounts.reduce((total, { held }) => total + held, 0);
  for (const place of first?.failed.keys() ?? []) {
    let holds = 1;
    let pace = 0;
    let likeness: number | undefined;
    for (const { failed } of accounts) {
      const own = failed[place];
      if (own === undefined) continue;
      holds *= own.holds;
      pace = Math.max(pace, own.pace);
      if (own.likeness !== undefined) likeness = Math.max(likeness ?? own.likeness, own.likeness);
    }
    const weight = likeness === undefined ? paceWeight.alone : paceWeight.besideLikeness;
    sum += Math.log(1 - holds) + weight * Math.log(pace) + likenessWeight * (likeness ?? 0);
  }
  return sum;
}

/**
 * Whether a property failed as soon as it does with the mistake. Scripted runs fail at the same place
 * each time; found by chance, the numbers scatter about their median over some powers of two.
 */
function paceOf(failedAfter: number, { scenarios }: Sign): number {
  if (failedAfter === scenarios) return 1;
  if (scenarios === 0) return leastPace;
  const distance = Math.abs(Math.log2(failedAfter / scenarios));
  return Math.max(leastPace, 0.6 * Math.exp(-distance / 2));
}

const leastPace = 0.05;

/** Any failure, after any time. */
const anyPace = paceWeight.alone * Math.log(0.25);

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
