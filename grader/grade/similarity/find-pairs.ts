import { FingerprintIndex, type Pair, type TokenizedFile } from '@dodona/dolos-core';
import { tokenFile } from './fingerprints.ts';
import { thresholds } from './thresholds.ts';
import type { TokenStream } from './token-writer.ts';

/** Two of the solutions, by their places in the list, and what they share. */
export interface FoundPair {
  readonly left: number;
  readonly right: number;
  /** Of the fingerprints of the smaller one. */
  readonly share: number;
  /** Fingerprints in a row, of the longest fragment. */
  readonly longest: number;
  /** The longest first. Tokens from `from` to `to`, both included. */
  readonly fragments: readonly { readonly left: TokenRange; readonly right: TokenRange }[];
}

export interface TokenRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Pairs of solutions that share more than chance, the most similar first. Whoever shares nothing is never
 * compared: pairs come from an index of the fingerprints.
 */
export function findPairs(
  solutions: readonly TokenStream[],
  ignored: ReadonlySet<number>,
): readonly FoundPair[] {
  const most = Math.max(10, Math.floor(thresholds.common * solutions.length));
  const index = new FingerprintIndex(thresholds.kgram, thresholds.window, false, most);
  index.addIgnoredHashes([...ignored]);
  const files = solutions.map((solution, id) => tokenFile(id, solution));
  index.addFiles(files);
  const own = new Map(index.entries().map(({ file, shared }) => [file.id, shared.size]));
  const pairs: FoundPair[] = [];
  for (const [left, right, count] of candidates(index)) {
    const smaller = Math.min(own.get(left) ?? 0, own.get(right) ?? 0);
    if (smaller < thresholds.leastFingerprints || count / smaller < thresholds.share) continue;
    const pair = index.getPair(fileAt(files, left), fileAt(files, right));
    if (pair.longest < thresholds.longest) continue;
    pairs.push({
      left,
      right,
      share: Math.min(1, count / smaller),
      longest: pair.longest,
      fragments: fragmentsOf(pair),
    });
  }
  return pairs.sort(mostSimilarFirst);
}

function mostSimilarFirst(a: FoundPair, b: FoundPair): number {
  return b.share - a.share || b.longest - a.longest || a.left - b.left || a.right - b.right;
}

/** Pairs with any fingerprint in common, and how many; the left one is always the earlier. */
function* candidates(
  index: FingerprintIndex,
): Generator<readonly [left: number, right: number, count: number]> {
  const counts = new Map<number, Map<number, number>>();
  for (const fingerprint of index.sharedFingerprints()) {
    if (fingerprint.ignored) continue;
    const ids = fingerprint.files().map(({ id }) => id);
    for (const [place, left] of ids.entries()) {
      for (const right of ids.slice(place + 1)) {
        const row = counts.get(left) ?? new Map<number, number>();
        row.set(right, (row.get(right) ?? 0) + 1);
        counts.set(left, row);
      }
    }
  }
  for (const [left, row] of counts) {
    for (const [right, count] of row) yield [left, right, count];
  }
}

function fileAt(files: readonly TokenizedFile[], id: number): TokenizedFile {
  const file = files[id];
  if (file === undefined) throw new RangeError(`no solution ${id}`);
  return file;
}

function fragmentsOf(pair: Pair): FoundPair['fragments'] {
  const fragments = pair.buildFragments(2).map(({ leftSelection, rightSelection }) => ({
    left: { from: leftSelection.startRow, to: leftSelection.endRow },
    right: { from: rightSelection.startRow, to: rightSelection.endRow },
  }));
  const length = ({ left }: (typeof fragments)[number]) => left.to - left.from;
  return fragments.sort((a, b) => length(b) - length(a) || a.left.from - b.left.from);
}
