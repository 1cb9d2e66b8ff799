import MiniSearch from 'minisearch';
import { fold, searchOptions } from '../../web/search-terms.ts';

/** One section of a page, as the search finds it. */
export interface SearchEntry {
  /** Page and anchor: `kapitel8/07-lamport.html#lamport-uhr`. */
  readonly id: string;
  readonly page: string;
  readonly title: string;
  readonly text: string;
}

const shortestPart = 4;

/**
 * The index as JSON for the browser. German compounds are found by their last parts too: „Vektoruhr“
 * by „Uhr“, if the book has that word by itself.
 */
export function buildSearchIndex(entries: readonly SearchEntry[]): string {
  const words = new Set(
    entries.flatMap(({ title, text }) => `${title} ${text}`.split(/[^\p{L}\p{N}]+/u).map(fold)),
  );
  const index = new MiniSearch<SearchEntry>({
    ...searchOptions,
    processTerm: (term) => {
      const folded = fold(term);
      return folded === '' ? null : [folded, ...lastParts(folded, words)];
    },
  });
  index.addAll(entries);
  return JSON.stringify(index);
}

function lastParts(word: string, words: ReadonlySet<string>): string[] {
  const parts: string[] = [];
  for (let at = 3; at <= word.length - shortestPart + 1; at++) {
    const part = word.slice(at);
    if (
      part.length >= 3 &&
      words.has(part) &&
      words.has(word.slice(0, at).replace(/(e?s|n|en)$/, ''))
    )
      parts.push(part);
    else if (part.length >= shortestPart && words.has(part) && at >= 4) parts.push(part);
  }
  return parts.slice(0, 2);
}
