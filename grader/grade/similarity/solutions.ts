import { createHash } from 'node:crypto';
import type { TokenStream } from './token-writer.ts';

/** One attempt at one exercise. */
export interface Attempted {
  readonly pseudonym: string;
  readonly attempt: number;
  /** By path in the exercise's folder, without what was handed out as given. */
  readonly files: ReadonlyMap<string, string>;
}

/** Attempts that are the same but for names, layout and comments: compared with others only once. */
export interface Solution {
  readonly stream: TokenStream;
  /** In the order of pseudonyms and attempts, with the files as each wrote them. */
  readonly holders: readonly (Attempted & Pick<TokenStream, 'places'>)[];
}

/** Gathers attempts by what is left of them as tokens. */
export class Solutions {
  private readonly byTokens = new Map<
    string,
    { stream: TokenStream; holders: (Attempted & Pick<TokenStream, 'places'>)[] }
  >();

  add(attempted: Attempted, stream: TokenStream): void {
    const key = createHash('sha256').update(stream.tokens.join('\n')).digest('base64');
    const known = this.byTokens.get(key) ?? { stream, holders: [] };
    known.holders.push({ ...attempted, places: stream.places });
    this.byTokens.set(key, known);
  }

  /** In an order that does not depend on the order in which they came. */
  all(): readonly Solution[] {
    const solutions = [...this.byTokens.values()];
    for (const { holders } of solutions) holders.sort(byName);
    const first = ({ holders }: Solution) => holders[0] as Attempted;
    return solutions.sort((a, b) => byName(first(a), first(b)));
  }
}

function byName(a: Attempted, b: Attempted): number {
  if (a.pseudonym !== b.pseudonym) return a.pseudonym < b.pseudonym ? -1 : 1;
  return a.attempt - b.attempt;
}
