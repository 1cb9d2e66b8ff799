import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from '../../catalogue/layout.ts';
import { readKillMatrix } from '../../verify/read-kill-matrix.ts';
import { loadMutants } from '../../verify/variants.ts';

/** A known mistake, and how often and how fast each property finds it. */
export interface Mistake {
  readonly id: string;
  /** German: „Stimme nicht vermerkt“. */
  readonly title: string;
  readonly signs: ReadonlyMap<string, Sign>;
}

export interface Sign {
  /** How likely the property fails, from 0 to 1. */
  readonly probability: number;
  /** Median number of scenarios until then; 0 if it never did. */
  readonly scenarios: number;
}

/**
 * Seen under five seeds, never is not impossible and always is not certain: so many failures and as many
 * passes are added to what was counted (a Beta prior).
 */
const doubt = 0.15;

/** The mistakes of an exercise, as far as its kill matrix has them; none if it has no matrix. */
export async function loadMistakes(
  layout: Layout,
  chapter: string,
  exercise: string,
): Promise<readonly Mistake[]> {
  const home = join(layout.solutions, chapter, exercise);
  const text = await readFile(join(home, 'trefferbild.md'), 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  const titles = new Map((await loadMutants(home)).map(({ id, title }) => [id, title]));
  const { matrixSeeds, properties, mutants } = readKillMatrix(text);
  return mutants.flatMap(({ id, kills }) => {
    const title = titles.get(id);
    // The matrix is older than the mutants: this one is no more.
    if (title === undefined) return [];
    const signs = properties.map((property) => {
      const { times, medianScenarios: scenarios } = kills.get(property) ?? never;
      const probability = (times + doubt) / (matrixSeeds + 2 * doubt);
      return [property, { probability, scenarios }] as const;
    });
    return [{ id, title, signs: new Map(signs) }];
  });
}

const never = { times: 0, medianScenarios: 0 };
