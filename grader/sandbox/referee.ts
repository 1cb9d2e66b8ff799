import type { SubmissionFault } from '../simulator/trace.ts';
import type { Site } from './prepare-sources.ts';

/** The other side of instrumented code: `(referee) => Controls` is what `instrument` makes. */
export interface Referee {
  /** No step is left. Returns for a while, to see what the code is busy with, then throws. */
  exhausted(site: number, depth: number): void;
  tooDeep(site: number): never;
  /** Whether the engine's own stack ran out: then it counts as nested too deeply. */
  isOverflow(error: unknown): boolean;
  /**
   * Told by a module without state, with all that it defines: frozen, it can serve all nodes. Left out
   * where nothing is frozen.
   */
  share?(definitions: readonly unknown[]): void;
}

export interface Controls {
  /** Sets the steps left and unwinds the depth. @returns the steps that were left. */
  refill(steps: number): number;
  /** Evaluates the module anew. @returns its exports. */
  start(console: unknown): Readonly<Record<string, unknown>>;
}

/** Decides on limits and remembers which one was passed where. */
export interface LimitKeeper extends Referee {
  /** The limit passed since the last {@link reset}. */
  verdict(): SubmissionFault | undefined;
  /** The engine's error if its own stack ran out: it knows the place better than the verdict. */
  overflow(): Error | undefined;
  reset(): void;
}

/** How long the code is watched once its budget is used up, in steps; the second half counts. */
const watchedSteps = 20_000;

/** Thrown once a limit is passed. It says nothing: what counts is the keeper's memory. */
const limitPassed = Object.freeze(Object.create(null)) as object;

export function limitKeeper(sites: readonly Site[]): LimitKeeper {
  let watched = 0;
  let busiest: Busiest | undefined;
  let verdict: SubmissionFault | undefined;
  let overflow: Error | undefined;
  return {
    exhausted(site, depth) {
      if (verdict !== undefined) throw limitPassed;
      watched += 1;
      if (watched > watchedSteps / 2) busiest = better(busiest, site, depth, sites);
      if (watched < watchedSteps) return;
      verdict = faultAt('step-budget', blame(busiest, sites));
      throw limitPassed;
    },
    tooDeep(site) {
      verdict ??= faultAt('recursion', sites[site]);
      throw limitPassed;
    },
    isOverflow(error) {
      if (!isStackOverflow(error)) return false;
      if (verdict === undefined) overflow = error;
      return true;
    },
    verdict: () => verdict,
    overflow: () => overflow,
    reset() {
      watched = 0;
      busiest = undefined;
      verdict = undefined;
      overflow = undefined;
    },
  };
}

/** The engine's own words; the same in every Node we support. */
export function isStackOverflow(error: unknown): error is RangeError {
  if (!(error instanceof RangeError)) return false;
  const message = Object.getOwnPropertyDescriptor(error, 'message')?.value;
  return message === 'Maximum call stack size exceeded';
}

/**
 * The site that is busy at the outermost level: of an endless loop that calls other functions, the
 * loop, not what it calls.
 */
interface Busiest {
  readonly depth: number;
  /** The last site seen at this depth, a loop rather than anything else. */
  readonly site: number;
  readonly seen: Set<number>;
}

function better(
  before: Busiest | undefined,
  site: number,
  depth: number,
  sites: readonly Site[],
): Busiest {
  if (before === undefined || depth < before.depth) return { depth, site, seen: new Set([site]) };
  if (depth > before.depth) return before;
  before.seen.add(site);
  const keep = isLoopSite(sites[before.site]) && !isLoopSite(sites[site]);
  return keep || before.site === site ? before : { ...before, site };
}

/** An enclosing loop that iterates as well is the one that does not end. */
function blame(busiest: Busiest | undefined, sites: readonly Site[]): Site | undefined {
  if (busiest === undefined) return undefined;
  let found = sites[busiest.site];
  for (let outer = found?.outer; outer !== undefined; outer = sites[outer]?.outer) {
    if (busiest.seen.has(outer)) found = sites[outer];
  }
  return found;
}

function isLoopSite(site: Site | undefined): boolean {
  return site?.kind === 'loop';
}

function faultAt(kind: SubmissionFault['kind'], site: Site | undefined): SubmissionFault {
  if (site === undefined) return { kind, detail: '' };
  const { name, file, line, column } = site;
  return { kind, detail: name, location: { file, line, column } };
}
