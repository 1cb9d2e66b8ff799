import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { loadCatalogue } from '../catalogue/catalogue.ts';
import { ownLayout } from '../catalogue/layout.ts';
import type { AnyProperty, Suite } from '../suites/suite.ts';
import { renderKillMatrix } from './kill-matrix.ts';
import { KillMatrixProblem, readKillMatrix } from './read-kill-matrix.ts';
import { loadMutants } from './variants.ts';
import type { MutantRecord, VerifyReport } from './verify.ts';

const layout = ownLayout();
const catalogue = await loadCatalogue(layout);
const exercises = catalogue.flatMap((chapter) => chapter.exercises);

function reportOf(mutants: readonly MutantRecord[]): VerifyReport {
  const properties = ['safe', 'alive', 'quick'].map((id) => ({ id, title: `Titel | ${id}` }));
  return {
    exercise: 'zahl',
    seeds: 100,
    matrixSeeds: 5,
    suite: { properties: properties as unknown as AnyProperty[] } as unknown as Suite,
    correct: ['reference'],
    misjudged: [],
    mutants,
    transplants: [],
  };
}

const mutant = {
  title: 'Etwas (vergessen)',
  source: 'Lamport 1978, Regel 5 (ii)',
  killedBy: ['safe', 'alive'],
  killedSeeds: 100,
  survivedSeeds: [],
};

describe('a kill matrix', () => {
  it('is read as it was written', () => {
    const kills = new Map([
      ['safe', { times: 5, medianScenarios: 3 }],
      ['quick', { times: 2, medianScenarios: 2606 }],
    ]);
    const all = [
      { ...mutant, id: 'one', kills },
      { ...mutant, id: 'none', kills: new Map() },
    ];
    expect(readKillMatrix(renderKillMatrix(reportOf(all)))).toEqual({
      matrixSeeds: 5,
      properties: ['safe', 'alive', 'quick'],
      mutants: [
        { id: 'one', kills },
        { id: 'none', kills: new Map() },
      ],
    });
  });

  it('is refused where it is none', () => {
    const text = renderKillMatrix(reportOf([{ ...mutant, id: 'one', kills: new Map() }]));
    expect(() => readKillMatrix('# Etwas anderes')).toThrow(KillMatrixProblem);
    expect(() => readKillMatrix(text.replace('| · |', '| viel |'))).toThrow(KillMatrixProblem);
    expect(() => readKillMatrix(text.replace('| **–** |', '|'))).toThrow(KillMatrixProblem);
  });
});

test.each(exercises.map((exercise) => [exercise.manifest.id, exercise] as const))(
  'the matrix of %s knows all mutants',
  async (id, { chapter }) => {
    const home = join(layout.solutions, chapter, id);
    const { mutants } = readKillMatrix(await readFile(join(home, 'trefferbild.md'), 'utf8'));
    const ids = (await loadMutants(home)).map((each) => each.id);
    expect(mutants.map((each) => each.id)).toEqual(ids);
    expect(mutants.every(({ kills }) => kills.size > 0)).toBe(true);
  },
);
