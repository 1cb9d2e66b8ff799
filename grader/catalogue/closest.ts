import { distance } from 'fastest-levenshtein';

/**
 * The candidate that was probably meant, if one is near: at most a third of the letters, and at
 * least two, may differ. The first of equally near ones. Otherwise the only one that contains the
 * word. Case does not count.
 */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    // Swapped letters count as two edits; half of one less keeps „jbos“ nearer to „jobs“ than to „json“.
    const swapped = sameLetters(wanted, candidate.toLowerCase()) ? 0.5 : 0;
    const between = distance(wanted, candidate.toLowerCase()) - swapped;
    if (best === undefined || between < best.distance) best = { candidate, distance: between };
  }
  const tolerance = Math.max(2, Math.floor(wanted.length / 3));
  if (best !== undefined && best.distance <= tolerance) return best.candidate;
  const containing = candidates.filter((candidate) => candidate.toLowerCase().includes(wanted));
  return wanted.length >= 3 && containing.length === 1 ? containing[0] : undefined;
}

function sameLetters(a: string, b: string): boolean {
  return [...a].sort().join('') === [...b].sort().join('');
}
