import { FingerprintIndex, type Pair, type TokenizedFile } from '@dodona/dolos-core';
import { tokenFile } from './fingerprints.ts';
import { thresholds } from './thresholds.ts';
import type { TokenStream } from './token-writer.ts';

/** Two of the solutions, by their places in the list, that share more than chance. */
export interface Candidate {
  readonly left: number;
  readonly right: number;
  /** Of the fingerprints of the smaller one. */
  readonly share: number;
  /** Where; looked for only now, because it takes longer than finding the pair. */
  readonly inspect: () => Overlap;
}

export interface Overlap {
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
 * Pairs of solutions with at least the share of the thresholds, the most similar first. Whoever shares
 * nothing is never compared: pairs come from an index of the fingerprints.
 */
export function findPairs(
  solutions: readonly TokenStream[],
  ignored: ReadonlySet<number>,
): readonly Candidate[] {
  const most = Math.max(10, Math.floor(thresholds.common * solutions.length));
  const index = new FingerprintIndex(thresholds.kgram, thresholds.window, false, most);
  index.addIgnoredHashes([...ignored]);
  const files = solutions.map((solution, id) => tokenFile(id, solution));
  index.addFiles(files);
  const own = new Map(index.entries().map(({ file, shared }) => [file.id, shared.size]));
  const pairs: Candidate[] = [];
  for (const [left, right, count] of countShared(index, solutions.length)) {
    const smaller = Math.min(own.get(left) ?? 0, own.get(right) ?? 0);
    if (smaller < thresholds.leastFingerprints || count / smaller < thresholds.share) continue;
    const inspect = () => overlapOf(index.getPair(fileAt(files, left), fileAt(files, right)));
    pairs.push({ left, right, share: count / smaller, inspect });
  }
  return pairs.sort((a, b) => b.share - a.share || a.left - b.left || a.right - b.right);
}

/** Pairs with any fingerprint in common, and how many; the left one is always the earlier. */
function* countShared(
  index: FingerprintIndex,
  size: number,
): Generator<readonly [left: number, right: number, count: number]> {
  const sharing = index
    .sharedFingerprints()
    .filter(({ ignored }) => !ignored)
    .map((fingerprint) => fingerprint.files().map(({ id }) => id));
  const byFirst = Array.from({ length: size }, (): (readonly number[])[] => []);
  for (const ids of sharing) {
    for (const id of ids.slice(0, -1)) byFirst[id]?.push(ids);
  }
  // One row of the matrix at a time: all of it would not fit into memory.
  const counts = new Uint32Array(size);
  for (const [left, lists] of byFirst.entries()) {
    counts.fill(0);
    for (const ids of lists) {
      for (const right of ids) if (right > left) counts[right] = (counts[right] ?? 0) + 1;
    }
    for (const [right, count] of counts.entries()) if (count > 0) yield [left, right, count];
  }
}

function fileAt(files: readonly TokenizedFile[], id: number): TokenizedFile {
  const file = files[id];
  if (file === undefined) throw new RangeError(`no solution ${id}`);
  return file;
}

function overlapOf(pair: Pair): Overlap {
  const fragments = pair.buildFragments(2).map(({ leftSelection, rightSelection }) => ({
    left: { from: leftSelection.startRow, to: leftSelection.endRow },
    right: { from: rightSelection.startRow, to: rightSelection.endRow },
  }));
  const length = ({ left }: (typeof fragments)[number]) => left.to - left.from;
  fragments.sort((a, b) => length(b) - length(a) || a.left.from - b.left.from);
  return { longest: pair.longest, fragments };
}
