import { Dice } from './dice.ts';
import { renameIdentifiers } from './disguise-names.ts';
import { reorderFunctions } from './disguise-order.ts';
import { reformat, rewriteLoops } from './disguise-shape.ts';

/** What people do to a copy so that nobody shall see it is one. */
export type DisguiseStep = 'loops' | 'names' | 'order' | 'format';

export const allSteps: readonly DisguiseStep[] = ['loops', 'names', 'order', 'format'];

export interface DisguiseRequest {
  /** The copied files of one exercise's folder, by path in it: `raft.ts`. */
  readonly files: ReadonlyMap<string, string>;
  /** Files of the contract: they stay as they are, and so does every name they know. */
  readonly contract: ReadonlyMap<string, string>;
  /** Names that grading asks for: `createRaft`. */
  readonly exports: readonly string[];
  /** The same seed gives the same disguise. */
  readonly seed: string;
  readonly steps?: readonly DisguiseStep[];
}

/**
 * A copy that does exactly the same, disguised: loops written another way, every name of its own
 * changed, functions and methods in another order, comments gone and all formatted anew. Similarity
 * is measured with such copies; what it must not lose is found by the checks, which they all pass.
 */
export function disguise(request: DisguiseRequest): ReadonlyMap<string, string> {
  const { contract, exports, seed, steps = allSteps } = request;
  const dice = new Dice(seed);
  let files = new Map([...request.files].filter(([path]) => !contract.has(path)));
  const each = (change: (text: string, path: string) => string): void => {
    files = new Map([...files].map(([path, text]) => [path, change(text, path)]));
  };
  if (steps.includes('loops')) each(rewriteLoops);
  if (steps.includes('names')) files = renameIdentifiers(files, { contract, exports, dice });
  if (steps.includes('order')) each((text, path) => reorderFunctions(text, dice.for(path)));
  if (steps.includes('format')) each(reformat);
  const kept = [...request.files].filter(([path]) => contract.has(path));
  return new Map([...files, ...kept]);
}
