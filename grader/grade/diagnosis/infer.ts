import type { Observation } from './evidence.ts';
import { probabilityOf, weigh } from './likelihood.ts';
import { likenesses } from './likeness.ts';
import type { Mistake } from './mistakes.ts';

/** One mistake, or a few that the evidence cannot tell apart. */
export interface Finding {
  /** The most likely first. */
  readonly mistakes: readonly Mistake[];
  /** How likely one of them is in the submission, from 0 to 1. */
  readonly confidence: number;
}

export interface Inference {
  /** Only what is clear, the most likely first. */
  readonly clear: readonly Finding[];
  /** All mistakes by probability, for measuring. */
  readonly ranked: readonly { readonly mistake: Mistake; readonly probability: number }[];
}

/**
 * What makes evidence clear. Everything else together, the unknown included, is then nearly six times
 * less likely.
 */
export const leastConfidence = 0.85;
/** More than these say nothing that helps. */
const largestGroup = 2;
/** Whoever is less than so many times less likely belongs to the group. */
const margin = 4;
const mostFindings = 2;
/**
 * Naive Bayes is sure of the nearest mistake even where that explains half of what is seen: a function
 * that is empty fails much that known mistakes fail as well. So the best explanation must also fit by itself.
 * It may be wrong about one property for so many failures that it gets right,
 */
const failuresForSurprise = 6;
/** and about one counterexample, on which it holds or fails otherwise, for so many; */
const failuresForContradiction = 4;
/** of two at once, each must have so many failures of its own; */
const failuresOfEach = 2;
/** and whoever fails more than this share has something broken that no small mistake breaks. */
const broadFailure = 0.35;
/** Counterexamples are played with so many: of 160 mistakes in other solutions, two ranked lower. */
const mostCandidates = 10;

/** Whether so much fails that no known mistake can be the reason. */
function isBroad(observations: readonly Observation[]): boolean {
  const failed = observations.filter(({ failedAfter }) => failedAfter !== undefined);
  return failed.length > broadFailure * observations.length;
}

/**
 * The mistakes that are worth playing counterexamples with, by which properties fail and how soon, the
 * likeliest first; none if nothing would be named anyway.
 */
export function candidatesOf(
  observations: readonly Observation[],
  mistakes: readonly Mistake[],
): readonly Mistake[] {
  if (isBroad(observations)) return [];
  return infer(observations, mistakes)
    .ranked.slice(0, mostCandidates)
    .map(({ mistake }) => mistake);
}

/** Compares what failed, how soon and how with known mistakes. Without likenesses nothing is clear. */
export function infer(
  observations: readonly Observation[],
  mistakes: readonly Mistake[],
): Inference {
  const hasFailed = observations.some(({ failedAfter }) => failedAfter !== undefined);
  if (!hasFailed || mistakes.length === 0) return { clear: [], ranked: [] };
  const worlds = posterior(observations, mistakes);
  const probability = (wanted: (world: World) => boolean): number =>
    worlds.reduce((sum, world) => sum + (wanted(world) ? world.probability : 0), 0);
  const ranked = rank(mistakes, worlds);
  const clear: Finding[] = [];
  let open = ranked;
  while (clear.length < mostFindings) {
    const [first] = open;
    if (first === undefined) break;
    // Those that could stand in its place: as likely, and not beside it.
    const group = open.filter(
      (each) =>
        each === first ||
        (each.probability * margin >= first.probability &&
          probability(({ has }) => has.has(each.mistake) && has.has(first.mistake)) <
            each.probability / 2),
    );
    const members = group.map(({ mistake }) => mistake);
    const confidence = probability(({ has }) => members.some((mistake) => has.has(mistake)));
    if (confidence < leastConfidence || group.length > largestGroup) break;
    const best = worlds.find(({ has }) => members.some((mistake) => has.has(mistake)));
    if (best === undefined) break;
    // Two at once, of which one is anybody's guess, are no explanation at all.
    if (best.has.size > 1 && members.length > 1) return { clear: [], ranked };
    if (!explains([...best.has], observations)) break;
    clear.push({ mistakes: members, confidence: Math.min(1, confidence) });
    open = open.filter((each) => !group.includes(each));
  }
  return { clear, ranked };
}

function rank(mistakes: readonly Mistake[], worlds: readonly World[]): Inference['ranked'] {
  const sums = new Map<Mistake, number>();
  for (const { has, probability } of worlds) {
    for (const mistake of has) sums.set(mistake, (sums.get(mistake) ?? 0) + probability);
  }
  return mistakes
    .map((mistake) => ({ mistake, probability: sums.get(mistake) ?? 0 }))
    .sort((a, b) => b.probability - a.probability || (a.mistake.id < b.mistake.id ? -1 : 1));
}

/** Whether mistakes account for what failed and what holds, and not just better than others do. */
function explains(mistakes: readonly Mistake[], observations: readonly Observation[]): boolean {
  if (isBroad(observations)) return false;
  let surprises = 0;
  let explained = 0;
  let contradictions = 0;
  let isSureOfOne = false;
  for (const observation of observations) {
    const { property, failedAfter } = observation;
    const fails = probabilityOf(property, mistakes);
    if (failedAfter === undefined) surprises += fails > 0.9 ? 1 : 0;
    else if (fails < 0.1) surprises++;
    else {
      const likeness = closest(mistakes, observation);
      isSureOfOne ||= likeness >= likenesses.indexOf('same-message');
      if (likeness >= likenesses.indexOf('similar-message')) explained++;
      else contradictions++;
    }
  }
  // Two at once explain nearly anything roughly.
  if (mistakes.length > 1) {
    const own = mistakes.map((each) => ownFailures(each, mistakes, observations));
    if (surprises + contradictions > 0 || Math.min(...own) < failuresOfEach) return false;
  }
  return (
    isSureOfOne &&
    explained >= surprises * failuresForSurprise &&
    explained >= contradictions * failuresForContradiction
  );
}

/** How like a failure the most similar of these mistakes is: a place in {@link likenesses}. */
function closest(mistakes: readonly Mistake[], { likenesses: played }: Observation): number {
  const places = mistakes.map(({ id }) => likenesses.indexOf(played?.get(id) ?? 'holds'));
  return Math.max(...places);
}

/** How many properties fail because of this mistake, and because of none of the others. */
function ownFailures(
  mistake: Mistake,
  mistakes: readonly Mistake[],
  observations: readonly Observation[],
): number {
  const others = mistakes.filter((each) => each !== mistake);
  return observations.filter(
    ({ property, failedAfter }) =>
      failedAfter !== undefined &&
      probabilityOf(property, [mistake]) > 0.5 &&
      probabilityOf(property, others) < 0.1,
  ).length;
}

interface World {
  readonly has: ReadonlySet<Mistake>;
  readonly probability: number;
}

/** The most likely first. */
function posterior(
  observations: readonly Observation[],
  mistakes: readonly Mistake[],
): readonly World[] {
  const hypotheses = weigh(observations, mistakes);
  const most = Math.max(...hypotheses.map(({ score }) => score));
  // What is a million times less likely than the best changes no sum.
  const kept = hypotheses.filter(({ score }) => score > most - 14);
  const weights = kept.map(({ score }) => Math.exp(score - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return kept
    .map((hypothesis, index) => ({
      has: new Set(hypothesis.mistakes),
      probability: (weights[index] ?? 0) / total,
    }))
    .sort((a, b) => b.probability - a.probability);
}
