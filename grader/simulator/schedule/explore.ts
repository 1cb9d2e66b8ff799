import type { Run } from '../simulate.ts';
import { Alphabet } from './alphabet.ts';
import { ClassGraph, ClassName } from './class-graph.ts';
import { type Edge, EdgeFinder, isSameStep, nothingUsed, type Usage, usageAfter } from './edges.ts';
import { finishFairly } from './fair-finish.ts';
import { LocalHistories } from './local-history.ts';
import type { Coverage, Schedule, ScheduleSpec } from './schedule.ts';
import { type KernelMark, ScheduleKernel } from './schedule-kernel.ts';

export interface ExploreOptions {
  /** A budget; the rest stays unexplored and the coverage says so. Unlimited if absent. */
  readonly maxSchedules?: number;
  /** The same in steps, those of fair ends included: for submissions that never come to rest. */
  readonly maxSteps?: number;
  /** Off to visit all schedules, also those that are equivalent: for tests and measurements. */
  readonly reduction?: boolean;
}

/** A few seconds' work. */
const defaultMaxSteps = 3_000_000;

/** Return false to stop. */
export type Visit<Request = unknown, Response = unknown> = (
  schedule: Schedule,
  run: Run<Request, Response>,
) => boolean;

/** A state on the way of the search, with what may happen in it. */
interface Frame {
  /** Grows while it is worked off: how a handler can be cut in two is known once it has run. */
  readonly edges: Edge[];
  /** The edge being explored. */
  current: number;
  readonly usage: Usage;
  readonly mark: KernelMark;
  readonly name: ClassName;
  /** Number of the class in the graph. */
  readonly class: number;
  /** A schedule may end here. */
  readonly isEnd: boolean;
  /** What need not be taken here: its schedules are equivalent to others explored before. */
  readonly sleep: readonly Edge[];
}

/**
 * Visits all schedules within the bounds, depth first and in a fixed order. A schedule ends where the depth is reached or nothing but faults is left to happen: there it
 * is visited, and there those faults are tried as well.
 *
 * Of schedules that differ only in the order of independent steps, one is visited. This is done by
 * sleep sets (Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, LNCS 1032,
 * 1996, chapter 5): what has been explored from a state sleeps in the branches that follow until
 * a step is taken that depends on it. All members of such a class (a Mazurkiewicz trace) have the same
 * length and as many faults of each kind, so the bounds never cut through one.
 */
export function explore<Message, Request, Response>(
  spec: ScheduleSpec<Message, Request, Response>,
  visit: Visit<Request, Response>,
  options: ExploreOptions = {},
): Coverage {
  const opaque = spec as unknown as ScheduleSpec;
  return new Explorer(opaque, visit as Visit, options).run();
}

class Explorer {
  private readonly alphabet: Alphabet;
  private readonly finder: EdgeFinder;
  private readonly kernel: ScheduleKernel;
  private readonly frames: Frame[] = [];
  private readonly isReducing: boolean;
  private readonly classes = new ClassGraph();
  private schedules = 0;
  private longest = 0;

  constructor(
    private readonly spec: ScheduleSpec,
    private readonly visit: Visit,
    private readonly options: ExploreOptions,
  ) {
    this.alphabet = new Alphabet(spec.nodes);
    this.kernel = new ScheduleKernel(spec, this.alphabet, new LocalHistories(spec, this.alphabet));
    this.finder = new EdgeFinder(spec, this.alphabet);
    this.isReducing = options.reduction !== false;
  }

  run(): Coverage {
    const { maxSchedules, maxSteps = defaultMaxSteps } = this.options;
    let complete = true;
    for (;;) {
      const frame = this.arrive();
      const hasEnded = frame.isEnd;
      const isSpent = this.schedules === maxSchedules || this.kernel.steps >= maxSteps;
      if (hasEnded && (isSpent || !this.end(frame))) {
        complete = false;
        break;
      }
      const next = this.findNext();
      if (next === undefined) break;
      if (next !== frame || hasEnded) this.kernel.rewind(next.mark);
      this.take(next);
    }
    const { schedules, longest: depth } = this;
    const pruned = this.isReducing ? this.classes.countSchedules() - schedules : 0;
    return { schedules, depth, pruned, complete };
  }

  /** A new state has been reached. */
  private arrive(): Frame {
    const { kernel } = this;
    const above = this.frames.at(-1);
    const taken = above?.edges[above.current];
    const usage = above && taken ? usageAfter(above.usage, taken) : nothingUsed;
    const edges = this.finder.edges(kernel, usage);
    const name = above && taken ? above.name.after(taken) : ClassName.empty(this.spec.nodes);
    const isEnd = !edges.some((edge) => !edge.isFault);
    const entered = this.isReducing ? this.classes.enter(name, isEnd) : 0;
    if (above !== undefined) this.classes.link(above.class, above.usage.depth, entered);
    const sleep = above && taken && this.isReducing ? this.asleepAfter(above, taken) : [];
    const frame: Frame = {
      edges,
      current: -1,
      usage,
      mark: kernel.mark(),
      name,
      class: entered,
      isEnd,
      sleep,
    };
    this.frames.push(frame);
    return frame;
  }

  /** What slept before `taken` or has been explored before it, as far as it does not depend on it. */
  private asleepAfter(above: Frame, taken: Edge): Edge[] {
    const asleep: Edge[] = [];
    for (const edge of above.sleep) {
      if (this.finder.areIndependent(edge, taken)) asleep.push(edge);
    }
    for (let i = 0; i < above.current; i++) {
      const edge = above.edges[i] as Edge;
      if (this.finder.areIndependent(edge, taken) && !isAsleep(above, edge)) asleep.push(edge);
    }
    return asleep;
  }

  /** The end of a schedule; false if the visitor has seen enough. */
  private end({ usage }: Frame): boolean {
    const { kernel } = this;
    if (this.spec.finish === 'fair') finishFairly(kernel, this.alphabet, this.spec);
    this.schedules++;
    this.longest = Math.max(this.longest, usage.depth);
    const schedule = this.frames.flatMap(({ edges, current }) => {
      const edge = edges[current];
      if (edge === undefined) return [];
      const { armed, action } = edge;
      return armed === undefined ? [action.choice] : [armed.choice, action.choice];
    });
    return this.visit(schedule, kernel.run());
  }

  /** Goes back to the last state with something left to explore, and on to that. */
  private findNext(): Frame | undefined {
    for (let frame = this.frames.at(-1); frame !== undefined; frame = this.frames.at(-1)) {
      for (frame.current++; frame.current < frame.edges.length; frame.current++) {
        const edge = frame.edges[frame.current] as Edge;
        const known = frame.sleep.find((other) => isSameStep(other, edge));
        if (known === undefined) return frame;
        edge.effects = known.effects;
        edge.isVisible = known.isVisible;
        const reached = this.classes.find(frame.name.after(edge));
        if (reached !== undefined) this.classes.link(frame.class, frame.usage.depth, reached);
        this.addCrashesWithin(frame, edge);
      }
      this.frames.pop();
    }
    return undefined;
  }

  private take(frame: Frame): void {
    const { kernel } = this;
    const edge = frame.edges[frame.current] as Edge;
    edge.isVisible = perform(kernel, edge);
    edge.effects = kernel.lastEffects;
    this.addCrashesWithin(frame, edge);
  }

  /** Right behind the step as a whole: what sleeps because of one sleeps because of the others. */
  private addCrashesWithin(frame: Frame, edge: Edge): void {
    const cut = this.finder.crashesWithin(edge, frame.usage);
    if (cut.length > 0) frame.edges.splice(frame.current + 1, 0, ...cut);
  }
}

/** True if the order of something that happened in this step counts. */
function perform(kernel: ScheduleKernel, { armed, action }: Edge): boolean {
  if (armed !== undefined) kernel.perform(armed);
  kernel.perform(action);
  return kernel.isLastVisible;
}

function isAsleep({ sleep }: Frame, edge: Edge): boolean {
  return sleep.some((other) => isSameStep(other, edge));
}
