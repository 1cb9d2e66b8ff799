import { FingerprintIndex, type Pair } from '@dodona/dolos-core';
import { fingerprintsOf, tokenFile } from './fingerprints.ts';
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
  const { sharing, own, common } = indexed(solutions, ignored, most);
  const pairs: Candidate[] = [];
  for (const [left, right, count] of countShared(sharing, solutions.length)) {
    const smaller = Math.min(own[left] ?? 0, own[right] ?? 0);
    if (smaller < thresholds.leastFingerprints || count / smaller < thresholds.share) continue;
    const inspect = () => overlapOf(pairOf(streamAt(solutions, left), streamAt(solutions, right)));
    pairs.push({ left, right, share: count / smaller, inspect });
  }
  return pairs.sort((a, b) => b.share - a.share || a.left - b.left || a.right - b.right);

  /** As Dolos has it; an index of all solutions with all that it knows would take a gigabyte. */
  function pairOf(a: TokenStream, b: TokenStream): Pair {
    const index = new FingerprintIndex(thresholds.kgram, thresholds.window, false);
    const files = [tokenFile(0, a), tokenFile(1, b)] as const;
    const hashes = [...fingerprintsOf(a), ...fingerprintsOf(b)];
    index.addIgnoredHashes(hashes.filter((hash) => ignored.has(hash) || common.has(hash)));
    index.addFiles([...files]);
    return index.getPair(...files);
  }
}

interface Indexed {
  /** For each fingerprint of several solutions: whose it is, in their order. */
  readonly sharing: readonly Uint32Array[];
  /** How many fingerprints each solution has that count. */
  readonly own: Uint32Array;
  /** Fingerprints that too many have. */
  readonly common: ReadonlySet<number>;
}

function indexed(
  solutions: readonly TokenStream[],
  ignored: ReadonlySet<number>,
  most: number,
): Indexed {
  const holders = new Map<number, number[]>();
  for (const [id, solution] of solutions.entries()) {
    for (const hash of fingerprintsOf(solution)) {
      if (ignored.has(hash)) continue;
      const known = holders.get(hash);
      if (known === undefined) holders.set(hash, [id]);
      else known.push(id);
    }
  }
  const own = new Uint32Array(solutions.length);
  const sharing: Uint32Array[] = [];
  const common = new Set<number>();
  for (const [hash, ids] of holders) {
    if (ids.length > most) {
      common.add(hash);
      continue;
    }
    for (const id of ids) own[id] = (own[id] ?? 0) + 1;
    if (ids.length > 1) sharing.push(Uint32Array.from(ids));
  }
  return { sharing, own, common };
}

/** Pairs with any fingerprint in common, and how many; the left one is always the earlier. */
function* countShared(
  sharing: Indexed['sharing'],
  size: number,
): Generator<readonly [left: number, right: number, count: number]> {
  const byFirst = Array.from({ length: size }, (): Uint32Array[] => []);
  for (const ids of sharing) {
    for (const id of ids.subarray(0, -1)) byFirst[id]?.push(ids);
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

function streamAt(solutions: readonly TokenStream[], id: number): TokenStream {
  const stream = solutions[id];
  if (stream === undefined) throw new RangeError(`no solution ${id}`);
  return stream;
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
