import type {
  BreakerConfig,
  CircuitBreaker,
  Ticket,
} from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import { type CallRecord, Probe, type Submission } from '../../../submission.ts';
import type { Observation } from '../../../suite.ts';
import type { AmbassadorExports } from '../exports.ts';
import { BreakerModel } from './model.ts';
import { breakerWording as wording } from './wording.ts';

/** One call of the breaker, or time that passes. */
export type BreakerStep =
  | { readonly do: 'acquire' }
  /** The result of a ticket, counted backwards: 0 is the one given last. */
  | { readonly do: 'success' | 'failure'; readonly back: number }
  | { readonly do: 'wait'; readonly ms: number }
  /** Asks for the state, and whether it is ready: in either order, as one may hide what the other omits. */
  | { readonly do: 'look'; readonly first: 'state' | 'isReady' };

export interface BreakerInput {
  readonly config: BreakerConfig;
  readonly steps: readonly BreakerStep[];
}

/** The rule that tells what should have happened where the breaker first went another way. */
export type BreakerRule =
  | 'breaker-closed'
  | 'breaker-open'
  | 'breaker-probes'
  | 'breaker-reopens'
  | 'breaker-closes'
  | 'breaker-recovers'
  | 'breaker-stale';

export interface Difference {
  readonly rule: BreakerRule;
  readonly message: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export interface BreakerSeen extends Observation {
  /** Where breaker and rules first disagree; nothing is asked after that. */
  readonly difference?: Difference | undefined;
  /** How many tickets the breaker gave. */
  readonly tickets: number;
  readonly calls: readonly CallRecord[];
}

/** Reported as the result of a ticket that nobody was given. */
const unknownTicket = 987_654;

/** Calls a submission's breaker step by step and compares it with the rules. */
export function playBreaker(input: BreakerInput, submission: Submission): BreakerSeen {
  const probe = new Probe(submission);
  const player = play(input, probe);
  const { difference, given, counts } = player;
  const seen = { tickets: given, calls: probe.calls, counts };
  if (difference === undefined) return seen;
  return withoutStale(input, submission, { ...seen, difference });
}

/** Enters the submission: with a record of each call, or as fast as can be. */
export interface Caller {
  load<Type extends AmbassadorExports['createCircuitBreaker']>(name: string): Type;
  call<Returned>(name: string, args: readonly unknown[], run: () => Returned): Returned;
  create<Returned>(name: string, args: readonly unknown[], run: () => Returned): Returned;
}

/** Plays the steps to the first difference, whoever makes the calls. */
export function play(
  { config, steps }: BreakerInput,
  caller: Caller,
  leavesStaleOut = false,
): Player {
  const player = new Player(config, caller, leavesStaleOut);
  player.play(steps);
  return player;
}

/** A difference that is there without the stale results as well has another reason than these. */
function withoutStale(
  input: BreakerInput,
  submission: Submission,
  seen: BreakerSeen & { readonly difference: Difference },
): BreakerSeen {
  if (seen.difference.rule !== 'breaker-stale') return seen;
  const probe = new Probe(submission);
  const { difference } = play(input, probe, true);
  // The calls shown are those in which it was found.
  return difference === undefined ? seen : { ...seen, difference, calls: probe.calls };
}

export class Player {
  difference: Difference | undefined;
  readonly counts: Record<string, number> = {};
  private readonly breaker: CircuitBreaker;
  private readonly model: BreakerModel;
  private readonly tickets: Ticket[] = [];
  private nowMs = 0;
  /** Stale results reported since the last change of state. */
  private stale = 0;

  constructor(
    config: BreakerConfig,
    private readonly probe: Caller,
    private readonly leavesStaleOut: boolean,
  ) {
    const create =
      this.probe.load<AmbassadorExports['createCircuitBreaker']>('createCircuitBreaker');
    this.breaker = this.probe.create('createCircuitBreaker', [config], () => create(config));
    this.model = new BreakerModel(config);
  }

  get given(): number {
    return this.tickets.length;
  }

  play(steps: readonly BreakerStep[]): void {
    for (const step of steps) {
      if (this.difference !== undefined) return;
      switch (step.do) {
        case 'wait':
          this.nowMs += step.ms;
          break;
        case 'look':
          this.look(step.first);
          break;
        case 'acquire':
          this.acquire();
          break;
        default:
          this.report(step);
      }
    }
    if (this.difference === undefined) this.look(steps.length % 2 === 0 ? 'state' : 'isReady');
  }

  private acquire(): void {
    const { nowMs, breaker, model } = this;
    this.noticeLapses();
    const state = model.stateAt(nowMs);
    const isReady = model.isReady(nowMs);
    const ticket = this.probe.call<unknown>('acquire', [nowMs], () => breaker.acquire(nowMs));
    if ((ticket !== undefined) !== isReady) {
      const rule = this.ruleOf(isReady);
      const message = wording.acquire(model.standingAt(nowMs), isReady, nowMs, ticket);
      return this.blame(rule, message, isReady ? 'ein Ticket' : undefined, ticket);
    }
    if (ticket === undefined) return this.count(`refused-${state}`);
    if (!Number.isInteger(ticket) || this.tickets.includes(ticket as Ticket)) {
      return this.blame(
        'breaker-closed',
        wording.badTicket(ticket),
        'eine neue ganze Zahl',
        ticket,
      );
    }
    this.tickets.push(ticket as Ticket);
    model.give(nowMs);
    this.count(`given-${state}`);
  }

  private report(step: Extract<BreakerStep, { back: number }>): void {
    const { nowMs, breaker, model } = this;
    const index = this.tickets.length - 1 - step.back;
    const ticket = this.tickets[index] ?? unknownTicket;
    const kind = model.report(index, step.do === 'success', nowMs);
    if (kind === 'stale' && this.leavesStaleOut) return;
    this.probe.call(step.do, [ticket, nowMs], () => breaker[step.do](ticket, nowMs));
    this.stale = kind === 'stale' ? this.stale + 1 : 0;
    this.count(kind);
    const expected = model.stateAt(nowMs);
    const actual = this.probe.call<unknown>('state', [nowMs], () => breaker.state(nowMs));
    if (actual === expected) return;
    const rule = (
      {
        closed: 'breaker-closed',
        'probe-success': 'breaker-closes',
        closing: 'breaker-closes',
        'probe-failure': 'breaker-reopens',
        lapsed: 'breaker-recovers',
        stale: 'breaker-stale',
      } as const
    )[kind];
    this.blame(
      rule,
      wording.afterResult(kind, model.standingAt(nowMs), actual, nowMs),
      expected,
      actual,
    );
  }

  private look(first: 'state' | 'isReady'): void {
    this.noticeLapses();
    if (first === 'state') this.askState();
    if (this.difference === undefined) this.askReady();
    if (this.difference === undefined && first === 'isReady') this.askState();
  }

  private askReady(): void {
    const { nowMs, breaker, model } = this;
    const expected = model.isReady(nowMs);
    const actual = this.probe.call<unknown>('isReady', [nowMs], () => breaker.isReady(nowMs));
    if (actual === expected) return;
    const message = wording.ready(model.standingAt(nowMs), expected, actual, nowMs);
    this.blame(this.ruleOf(expected), message, expected, actual);
  }

  private askState(): void {
    const { nowMs, breaker, model } = this;
    const expected = model.stateAt(nowMs);
    const actual = this.probe.call<unknown>('state', [nowMs], () => breaker.state(nowMs));
    if (actual === expected) return;
    const rule = this.ruleOf(model.isReady(nowMs));
    this.blame(rule, wording.state(model.standingAt(nowMs), actual, nowMs), expected, actual);
  }

  /** Lets the model catch up, and counts what happened by itself. */
  private noticeLapses(): void {
    const { lapses, recoveries } = this.model;
    this.model.stateAt(this.nowMs);
    if (this.model.recoveries > recoveries) this.count('recovered');
    if (this.model.lapses > lapses) this.count('lapsed');
    if (this.model.recoveries > recoveries) this.stale = 0;
  }

  /** Whose business it is that the breaker should be as it should be now, ready or not. */
  private ruleOf(isReady: boolean): BreakerRule {
    if (this.stale > 0) return 'breaker-stale';
    const { state, cause } = this.model.standingAt(this.nowMs);
    if (state === 'closed') return 'breaker-closed';
    if (state === 'open') return cause === 'lapse' ? 'breaker-recovers' : 'breaker-open';
    return isReady ? 'breaker-recovers' : 'breaker-probes';
  }

  private blame(rule: BreakerRule, message: string, expected: unknown, actual: unknown): void {
    this.difference = { rule, message, expected, actual: actual === undefined ? null : actual };
  }

  private count(name: string): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }
}
