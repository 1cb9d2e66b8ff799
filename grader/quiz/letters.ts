import { hashText, mix } from '../simulator/random.ts';

/** Name of a place in a list: a, b, c … */
export function letterOf(place: number): string {
  return String.fromCharCode(97 + place);
}

/** The place a letter names, or −1. */
export function placeOf(letter: string, count: number): number {
  const text = letter.trim().toLowerCase();
  const place = text.length === 1 ? text.charCodeAt(0) - 97 : -1;
  return place < count ? Math.max(place, -1) : -1;
}

/**
 * Indices in the order in which letters are given out in a file of answers: by the texts' hashes. It
 * gives nothing away, and a letter keeps its meaning while the texts are the same, wherever the
 * author moves them.
 */
export function letterOrder(texts: readonly string[], questionId: string): number[] {
  const seed = hashText(questionId);
  const key = (index: number) => mix(hashText(texts[index] ?? ''), seed);
  return texts.map((_, index) => index).sort((a, b) => key(a) - key(b) || a - b);
}
