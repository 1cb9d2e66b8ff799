import type { SimilarPair } from '../outputs.ts';
import { type Candidate, findPairs, type Overlap, type TokenRange } from './find-pairs.ts';
import { sequencesOf } from './fingerprints.ts';
import { passageOf } from './passages.ts';
import type { Solution } from './solutions.ts';
import { thresholds } from './thresholds.ts';

type Holder = Solution['holders'][number];

interface Link extends Overlap {
  readonly a: Holder;
  readonly b: Holder;
  readonly share: number;
}

/**
 * Pairs of people as the overview shows them, the most similar first. Of a group whose members all
 * resemble each other only the strongest links are listed that hold it together: ten people with one
 * solution are nine pairs to read, not 45. Nobody is compared with himself.
 */
export function listPairs(
  exercise: string,
  solutions: readonly Solution[],
  ignored: ReadonlySet<number>,
): readonly SimilarPair[] {
  const groups = new Groups();
  const links: Link[] = [];
  for (const link of linksIn(solutions, ignored)) {
    if (links.length === thresholds.pairs) break;
    const { a, b, share, inspect } = link;
    if (groups.areJoined(a.pseudonym, b.pseudonym)) continue;
    const overlap = inspect();
    if (overlap.longest < thresholds.longest) continue;
    groups.join(a.pseudonym, b.pseudonym);
    links.push({ a, b, share, ...overlap });
  }
  return links
    .sort((a, b) => b.share - a.share || b.longest - a.longest)
    .map((link) => shown(exercise, link));
}

type PossibleLink = Pick<Link, 'a' | 'b' | 'share'> & Pick<Candidate, 'inspect'>;

/** The most similar first. */
function* linksIn(
  solutions: readonly Solution[],
  ignored: ReadonlySet<number>,
): Generator<PossibleLink> {
  for (const solution of solutions) yield* sameSolution(solution, ignored);
  const streams = solutions.map(({ stream }) => stream);
  for (const candidate of findPairs(streams, ignored)) yield* linkOf(candidate, solutions);
}

/** Whoever has the same but for names, layout and comments, each with the first of them. */
function sameSolution({ stream, holders }: Solution, ignored: ReadonlySet<number>): PossibleLink[] {
  const [a, ...others] = holders;
  if (a === undefined || others.length === 0) return [];
  const own = [...sequencesOf(stream)].filter((hash) => !ignored.has(hash)).length;
  // Of all sequences about two in `window + 1` become fingerprints.
  const longest = Math.floor((2 * own) / (thresholds.window + 1));
  if (longest < thresholds.leastFingerprints) return [];
  const fragments = wholeFiles(a).map((range) => ({ left: range, right: range }));
  return others.map((b) => ({ a, b, share: 1, inspect: () => ({ longest, fragments }) }));
}

/** The tokens of each file. */
function wholeFiles({ places }: Holder): readonly TokenRange[] {
  const ranges = new Map<string, { from: number; to: number }>();
  let index = 0;
  for (const { file } of places.range(0, places.length - 1)) {
    const range = ranges.get(file) ?? { from: index, to: index };
    range.to = index++;
    ranges.set(file, range);
  }
  return [...ranges.values()].sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
}

/** Between the first two of different people; a person may hold both. */
function linkOf(pair: Candidate, solutions: readonly Solution[]): PossibleLink[] {
  const left = solutions[pair.left]?.holders ?? [];
  const right = solutions[pair.right]?.holders ?? [];
  for (const a of left) {
    const b = right.find(({ pseudonym }) => pseudonym !== a.pseudonym);
    if (b !== undefined) return [{ ...pair, a, b }];
  }
  return [];
}

function shown(exercise: string, { a, b, share, fragments }: Link): SimilarPair {
  return {
    a: `${a.pseudonym}-${a.attempt}`,
    b: `${b.pseudonym}-${b.attempt}`,
    exercise,
    share: Math.round(share * 100) / 100,
    fragments: fragments.slice(0, thresholds.fragments).map(({ left, right }) => ({
      a: passageOf(a, left),
      b: passageOf(b, right),
    })),
  };
}

/** Who is already linked with whom, over whatever others (union-find). */
class Groups {
  private readonly parents = new Map<string, string>();

  areJoined(a: string, b: string): boolean {
    return this.rootOf(a) === this.rootOf(b);
  }

  join(a: string, b: string): void {
    const [one, other] = [this.rootOf(a), this.rootOf(b)];
    if (one !== other) this.parents.set(other, one);
  }

  private rootOf(name: string): string {
    let root = name;
    for (let parent = this.parents.get(root); parent !== undefined; ) {
      root = parent;
      parent = this.parents.get(root);
    }
    if (root !== name) this.parents.set(name, root);
    return root;
  }
}
