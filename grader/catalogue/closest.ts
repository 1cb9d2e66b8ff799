import { distance } from 'fastest-levenshtein';

/**
 * The candidate that was probably meant, if one is near: at most a third of the letters, and at
 * least two, may differ. The first of equally near ones. Case does not count.
 */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const between = distance(wanted, candidate.toLowerCase());
    if (best === undefined || between < best.distance) best = { candidate, distance: between };
  }
  const tolerance = Math.max(2, Math.floor(wanted.length / 3));
  return best !== undefined && best.distance <= tolerance ? best.candidate : undefined;
}
