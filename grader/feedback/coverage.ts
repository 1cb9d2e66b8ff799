import type { PropertyResult } from '../results/result.ts';
import { coverageSentence, propertiesCovered } from './wording/coverage.ts';

/** What was gone through exhaustively for one property; nothing where it does not hold. */
export function coverageOf(property: PropertyResult): string[] {
  if (property.status !== 'bestanden') return [];
  return (property.coverage ?? []).map(coverageSentence);
}

/** The same for several properties, each exhaustive experiment once. */
export function coverageOfAll(properties: readonly PropertyResult[]): string[] {
  const counts = new Map<string, number>();
  for (const property of properties) {
    for (const sentence of coverageOf(property)) {
      counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
    }
  }
  return [...counts].map(([sentence, count]) => propertiesCovered(count, sentence));
}
