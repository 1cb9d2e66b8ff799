/** The rules that are judged on whole runs of an ambassador; ids of their properties. */
export type GroupRule =
  | 'health-checked'
  | 'register-active'
  | 'deregister-inactive'
  | 'register-own-directory'
  | 'register-quiet'
  | 'forward-faithful'
  | 'forward-shares'
  | 'avoid-inactive'
  | 'failover-others'
  | 'no-repeat'
  | 'breaker-on-wire'
  | 'throttle-requests'
  | 'forward-available'
  | 'stats-requests'
  | 'stats-latency'
  | 'stats-nodes';

/** Something that a rule forbids. */
export interface Finding {
  readonly rule: GroupRule;
  readonly message: string;
  /** Where in the trace it shows, the first wrong step first. */
  readonly events: readonly number[];
  readonly expected?: unknown;
  readonly actual?: unknown;
}

/** What is found, and how often what happened. */
export class Findings {
  readonly list: Finding[] = [];
  readonly counts: Record<string, number> = {};

  add(
    rule: GroupRule,
    message: string,
    events: readonly number[],
    values: { expected?: unknown; actual?: unknown } = {},
  ): void {
    this.list.push({ rule, message, events, ...values });
  }

  count(name: string, by = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + by;
  }
}

/** Two things happened in the same ms, and nobody outside can tell which came first. */
export class Undecidable extends Error {}
