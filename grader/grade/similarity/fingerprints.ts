import { File, Region, TokenizedFile, WinnowFilter } from '@dodona/dolos-core';
import { thresholds } from './thresholds.ts';
import type { TokenStream } from './token-writer.ts';

/** All sequences of tokens, not only those that winnowing keeps: what is ignored must not depend on luck. */
export function sequencesOf({ tokens }: TokenStream): ReadonlySet<number> {
  const all = new WinnowFilter(thresholds.kgram, 1).fingerprints([...tokens]);
  return new Set(all.map(({ hash }) => hash));
}

/** What winnowing keeps, each once, in the order of the tokens. */
export function fingerprintsOf({ tokens }: TokenStream): ReadonlySet<number> {
  const kept = new WinnowFilter(thresholds.kgram, thresholds.window).fingerprints([...tokens]);
  return new Set(kept.map(({ hash }) => hash));
}

/**
 * What nobody can be blamed for having in common: everything of the files that were handed out, and what
 * at least two of the known solutions share, since the task forces it or everybody writes it so.
 */
export function sequencesToIgnore(
  givenFiles: readonly TokenStream[],
  knownSolutions: readonly TokenStream[],
): ReadonlySet<number> {
  const ignored = new Set(givenFiles.flatMap((each) => [...sequencesOf(each)]));
  const seen = new Set<number>();
  for (const solution of knownSolutions) {
    for (const hash of sequencesOf(solution)) {
      if (seen.has(hash)) ignored.add(hash);
      seen.add(hash);
    }
  }
  return ignored;
}

/**
 * For the index, a solution is a file whose rows are its tokens: where they come from is looked up later,
 * since tokens of a loop written another way are not in the order of the text.
 */
export function tokenFile(id: number, { tokens }: TokenStream): TokenizedFile {
  const file = new File(String(id), '', undefined, id);
  return new TokenizedFile(file, [...tokens], rows(tokens.length));
}

/** Shared by all: 1,000 solutions have some millions of tokens. */
const allRows: Region[] = [];

function rows(count: number): Region[] {
  for (let row = allRows.length; row < count; row++) allRows.push(new Region(row, 0, row, 1));
  return allRows;
}
