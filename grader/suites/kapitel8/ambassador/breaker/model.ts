import type {
  BreakerConfig,
  BreakerState,
} from '../../../../../exercises/kapitel8/ambassador/contract.ts';

/** What the model made of a reported result. */
export type ResultKind =
  | 'closed'
  | 'probe-success'
  | 'probe-failure'
  | 'closing'
  /** Of a round that ended because a probe ran out of time (K7). */
  | 'lapsed'
  | 'stale';

interface Given {
  readonly round: number;
  readonly atMs: number;
  isDone: boolean;
}

/** Why a round began. */
export type Cause = 'new' | 'threshold' | 'probe' | 'lapse' | 'cool-down' | 'successes';

/** Where the model stands, and why. */
export interface Standing {
  readonly state: BreakerState;
  readonly sinceMs: number;
  readonly cause: Cause;
  /** While open: until then, exclusively. */
  readonly untilMs: number;
}

/**
 * The rules K1 to K8 as they stand in the task, written for being checked against: rounds are counted,
 * tickets are numbered from 0 in the order in which they are given, and the time of everything that
 * happens by itself is worked out from the beginning of the round.
 */
export class BreakerModel {
  private readonly given: Given[] = [];
  private round = 0;
  private state: BreakerState = 'closed';
  private sinceMs = 0;
  /** Failures in a row while closed, successes while half open. */
  private tally = 0;
  /** Why the round began: a German half-sentence for reports. */
  private cause: Cause = 'new';
  private readonly lapsedRounds = new Set<number>();
  /** Rounds that ended because a probe had no result in time. */
  lapses = 0;
  /** Times the cool-down ended. */
  recoveries = 0;

  constructor(private readonly config: BreakerConfig) {}

  stateAt(nowMs: number): BreakerState {
    this.catchUp(nowMs);
    return this.state;
  }

  standingAt(nowMs: number): Standing {
    const state = this.stateAt(nowMs);
    const { sinceMs, cause } = this;
    return { state, sinceMs, cause, untilMs: sinceMs + this.config.coolDownMs };
  }

  isReady(nowMs: number): boolean {
    const state = this.stateAt(nowMs);
    if (state === 'half-open') return this.probes().length < this.config.maxProbes;
    return state === 'closed';
  }

  /** Notes that a ticket was given. */
  give(nowMs: number): void {
    this.given.push({ round: this.round, atMs: nowMs, isDone: false });
  }

  get tickets(): number {
    return this.given.length;
  }

  /** `ticket` counts from 0; one never given is stale, too. */
  report(ticket: number, isSuccess: boolean, nowMs: number): ResultKind {
    this.catchUp(nowMs);
    const given = this.given[ticket];
    if (given === undefined || given.isDone) return 'stale';
    if (given.round !== this.round) return this.lapsedRounds.has(given.round) ? 'lapsed' : 'stale';
    given.isDone = true;
    if (this.state === 'closed') {
      this.tally = isSuccess ? 0 : this.tally + 1;
      if (this.tally >= this.config.failureThreshold) this.begin('open', nowMs, 'threshold');
      return 'closed';
    }
    if (!isSuccess) {
      this.begin('open', nowMs, 'probe');
      return 'probe-failure';
    }
    this.tally++;
    if (this.tally < this.config.successesToClose) return 'probe-success';
    this.begin('closed', nowMs, 'successes');
    return 'closing';
  }

  private catchUp(nowMs: number): void {
    for (;;) {
      if (this.state === 'open' && nowMs >= this.sinceMs + this.config.coolDownMs) {
        this.recoveries++;
        this.begin('half-open', this.sinceMs + this.config.coolDownMs, 'cool-down');
        continue;
      }
      if (this.state !== 'half-open') return;
      const lapsesMs = this.probes().map(({ atMs }) => atMs + this.config.probeTimeoutMs);
      const firstMs = Math.min(...lapsesMs);
      if (nowMs < firstMs) return;
      this.lapses++;
      this.lapsedRounds.add(this.round);
      this.begin('open', firstMs, 'lapse');
    }
  }

  private probes(): readonly Given[] {
    return this.given.filter(({ round, isDone }) => round === this.round && !isDone);
  }

  private begin(state: BreakerState, atMs: number, cause: Cause): void {
    this.state = state;
    this.cause = cause;
    this.sinceMs = atMs;
    this.tally = 0;
    this.round++;
  }
}
