import type { Layout, Returned } from './layout.ts';
import type { Foresight } from './model.ts';
import type { Position } from './position.ts';

/** How many operations beyond the frontier are looked at: more find dead ends earlier, but cost. */
const horizon = 16;

/**
 * Finds dead ends before they are reached: a response that is out of reach of the present state, and
 * that no operation still to be placed could bring back. Only {@link Foresight} knows such things.
 */
export class Lookahead<State, Request, Response> {
  /** For each known operation, once it was asked for: which operations could bring it into reach. */
  private readonly enablers: (readonly number[] | undefined)[] = [];

  constructor(
    private readonly foresight: Foresight<State, Request, Response>,
    private readonly layout: Layout<Request, Response>,
  ) {}

  isDeadEnd(position: Position, state: State): boolean {
    const { known } = this.layout;
    const end = Math.min(known.length, position.frontier + horizon);
    for (let goal = position.frontier; goal < end; goal += 1) {
      const { request, returned } = known[goal] as Returned<Request, Response>;
      if (this.foresight.reachable(state, request, returned.response)) continue;
      if (position.isPlaced(goal)) continue;
      if (this.enablersOf(goal).every((operation) => position.isPlaced(operation))) return true;
    }
    return false;
  }

  private enablersOf(goal: number): readonly number[] {
    const cached = this.enablers[goal];
    if (cached !== undefined) return cached;
    const { known, unknown, running, runningStart, unknownBegun } = this.layout;
    const { request, returned } = known[goal] as Returned<Request, Response>;
    const enables = (operation: Request) =>
      this.foresight.enables(operation, request, returned.response);
    const enablers: number[] = [];
    // What returned further ahead than the horizon is placed whenever this goal is in sight.
    for (let index = Math.max(0, goal - horizon); index < goal; index += 1) {
      if (enables((known[index] as Returned<Request, Response>).request)) enablers.push(index);
    }
    const end = runningStart[goal + 1] as number;
    for (let place = runningStart[goal] as number; place < end; place += 1) {
      const index = running[place] as number;
      const other = known[index] as Returned<Request, Response>;
      if (index !== goal && enables(other.request)) enablers.push(index);
    }
    for (const [index, other] of unknown.slice(0, unknownBegun[goal]).entries()) {
      if (enables(other.request)) enablers.push(known.length + index);
    }
    this.enablers[goal] = enablers;
    return enablers;
  }
}
