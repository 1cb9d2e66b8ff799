import type { Action, Alphabet } from './alphabet.ts';
import type { Bounds, Choice, ScheduleSpec } from './schedule.ts';
import type { ScheduleKernel } from './schedule-kernel.ts';

/** A step of the search: one action, or one in whose handler the node crashes. */
export interface Edge {
  readonly action: Action;
  /** Arms the crash that strikes in the handler of `action`. */
  readonly armed?: Action;
  /** Not needed for the system to go on: a schedule may end without it. */
  readonly isFault: boolean;
  /** Known once the step has been taken: effects of its handler, and whether their order counts. */
  effects: number;
  isVisible: boolean;
}

/** How much of the bounds a schedule has used. */
export type Usage = { readonly [Key in keyof Required<Bounds>]: number };

export const nothingUsed: Usage = {
  depth: 0,
  drops: 0,
  duplicates: 0,
  crashes: 0,
  restarts: 0,
  timers: 0,
  waits: 0,
};

const boundOf: Readonly<Record<Choice['do'], keyof Bounds | undefined>> = {
  deliver: undefined,
  request: undefined,
  drop: 'drops',
  duplicate: 'duplicates',
  crash: 'crashes',
  restart: 'restarts',
  timer: 'timers',
  wait: 'waits',
};

export function usageAfter(usage: Usage, edge: Edge): Usage {
  const used: { -readonly [Key in keyof Usage]: number } = { ...usage };
  for (const { choice } of edge.armed === undefined ? [edge.action] : [edge.armed, edge.action]) {
    used.depth++;
    const bound = boundOf[choice.do];
    if (bound !== undefined) used[bound]++;
  }
  return used;
}

/** All steps possible in this state and within the bounds: what drives the system on comes first. */
export class EdgeFinder {
  private readonly bounds: Required<Bounds>;

  constructor(
    private readonly spec: ScheduleSpec,
    private readonly alphabet: Alphabet,
  ) {
    const { bounds } = spec;
    const crashes = bounds.crashes ?? 0;
    this.bounds = { ...nothingUsed, crashes, restarts: crashes, ...bounds };
  }

  edges(kernel: ScheduleKernel, usage: Usage): Edge[] {
    const found: Edge[] = [];
    if (kernel.isOver || usage.depth >= this.bounds.depth) return found;
    const add = (action: Action | undefined, isFault = false) => {
      if (action === undefined || !this.permits(action)) return;
      found.push({ action, isFault, effects: 0, isVisible: false });
    };
    const { alphabet } = this;
    const nodes = alphabet.nodes.map((_, index) => index);
    const letters = kernel.lettersUnderWay();
    for (const letter of letters) if (kernel.isUp(letter.to)) add(letter.deliver);
    for (const { client, index, target } of kernel.requestsAtHand()) {
      add(alphabet.request(client, index, target));
    }
    const up = nodes.filter((node) => kernel.isUp(node));
    if (usage.timers < this.bounds.timers) {
      for (const node of up) {
        for (const name of kernel.timersAtHand(node)) add(alphabet.timer(node, name));
      }
    }
    if (usage.waits < this.bounds.waits) {
      for (const node of up) {
        for (const ms of this.spec.waitMs ?? []) add(alphabet.wait(node, ms), true);
      }
    }
    if (usage.drops < this.bounds.drops) for (const letter of letters) add(letter.drop, true);
    if (usage.duplicates < this.bounds.duplicates) {
      for (const letter of letters) if (kernel.isUp(letter.to)) add(letter.duplicate, true);
    }
    if (usage.crashes < this.bounds.crashes) {
      for (const node of up) add(alphabet.crashes[node], true);
    }
    if (usage.restarts < this.bounds.restarts) {
      for (const node of nodes) if (!kernel.isUp(node)) add(alphabet.restarts[node], true);
    }
    // Where nothing ever comes up again, it makes no difference whether a message is lost there. (What
    // is left of the bounds must not decide this: that would depend on the order of other steps.)
    if (this.bounds.restarts > 0 || this.spec.finish === 'fair') {
      for (const letter of letters) if (!kernel.isUp(letter.to)) add(letter.deliver, true);
    }
    return found;
  }

  /** The same step, cut in two by a crash at each place where that makes a difference. */
  crashesWithin({ action, armed, effects }: Edge, usage: Usage): Edge[] {
    const { bounds } = this;
    if (armed !== undefined || effects < 2 || usage.crashes >= bounds.crashes) return [];
    if (usage.depth + 2 > bounds.depth) return [];
    const found: Edge[] = [];
    for (let after = 1; after < effects; after++) {
      const crash = this.alphabet.crashInHandler(action.node, after);
      if (!this.permits(crash)) continue;
      found.push({ action, armed: crash, isFault: true, effects: 0, isVisible: false });
    }
    return found;
  }

  /**
   * Both steps, where both are possible, lead to the same state in either order and leave each other
   * possible: they happen on different nodes (a handler touches its own node only, and what it sends
   * comes on top of what is under way), or one of them only takes another message away. Clients are
   * touched by one step at a time, as each has one request open.
   */
  areIndependent(a: Edge, b: Edge): boolean {
    if (a.isVisible && b.isVisible) return false;
    if (a.action.node >= 0 && a.action.node === b.action.node) return false;
    const [one, other] = [a.action.letter, b.action.letter];
    if (one === undefined || other === undefined) return true;
    if (this.spec.links !== 'fifo') return one !== other;
    return one.from !== other.from || one.to !== other.to;
  }

  private permits({ choice }: Action): boolean {
    return this.spec.allows?.(choice) ?? true;
  }
}

export function isSameStep(a: Edge, b: Edge): boolean {
  return a.action === b.action && a.armed === b.armed;
}
