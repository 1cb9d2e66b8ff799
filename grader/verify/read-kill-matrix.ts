import type { Kill } from './verify.ts';

/** What a kill matrix says of each mutant; written by `renderKillMatrix`. */
export interface KillMatrix {
  /** Under how many seeds all properties judged each mutant. */
  readonly matrixSeeds: number;
  /** Ids, in the order of the suite. */
  readonly properties: readonly string[];
  readonly mutants: readonly MutantRow[];
}

export interface MutantRow {
  readonly id: string;
  /** By property; what never failed is not in it. */
  readonly kills: ReadonlyMap<string, Kill>;
}

/** A file that is not as `renderKillMatrix` writes it. */
export class KillMatrixProblem extends Error {}

/**
 * Reads `trefferbild.md` back: the matrix that people read is also what programs know of the mutants, so
 * that the two can never differ. @throws KillMatrixProblem
 */
export function readKillMatrix(text: string): KillMatrix {
  const lines = text.split('\n');
  const matrixSeeds = Number(/\(über (\d+) Startwerte;/.exec(text)?.[1]);
  if (!(matrixSeeds > 0)) throw new KillMatrixProblem('no number of seeds');
  const properties = lines.flatMap((line) => /^- E\d+: `([^`]+)` – /.exec(line)?.[1] ?? []);
  const rows = lines.filter((line) => line.startsWith('| `')).map((line) => line.split(' | '));
  if (properties.length === 0 || rows.length === 0) throw new KillMatrixProblem('no matrix');
  const mutants = rows.map(([name = '', , ...cells]) => {
    const id = name.slice('| `'.length, -1);
    if (cells.length !== properties.length) {
      throw new KillMatrixProblem(
        `${id}: ${cells.length} cells for ${properties.length} properties`,
      );
    }
    const kills = properties.flatMap((property, column) => {
      const kill = killOf(cells[column] ?? '', matrixSeeds);
      return kill === undefined ? [] : [[property, kill] as const];
    });
    return { id, kills: new Map(kills) };
  });
  return { matrixSeeds, properties, mutants };
}

/** `7`, `**7**`, `7 (3)`; `·` and `**–**` for never. The last cell ends with the table's edge. */
function killOf(cell: string, matrixSeeds: number): Kill | undefined {
  const plain = cell.replace(/ \|$/, '').replaceAll('**', '');
  if (plain === '·' || plain === '–') return undefined;
  const [, median, times] = /^(\d+)(?: \((\d+)\))?$/.exec(plain) ?? [];
  if (median === undefined) throw new KillMatrixProblem(`a cell reads „${cell}“`);
  return {
    times: times === undefined ? matrixSeeds : Number(times),
    medianScenarios: Number(median),
  };
}
