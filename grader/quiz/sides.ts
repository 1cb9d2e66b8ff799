import type { MatchingQuestion } from './question.ts';

/** What can stand on the right of a matching question, each text once: the pairs' first. */
export function rightsOf({ pairs, distractors }: MatchingQuestion): readonly string[] {
  return [...new Set([...pairs, ...distractors].map(({ right }) => right))];
}
