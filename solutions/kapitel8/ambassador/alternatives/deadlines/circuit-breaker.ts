import type { BreakerConfig, BreakerState, CircuitBreaker, Ticket } from './contract.ts';

/** One round of the breaker's life, from one change of state to the next. */
abstract class Round {
  protected readonly open = new Map<Ticket, number>();

  constructor(
    protected readonly config: BreakerConfig,
    readonly sinceMs: number,
  ) {}

  abstract readonly name: BreakerState;
  abstract allows(): boolean;
  /** The round that this one turns into by itself until `nowMs`; itself if it lasts. */
  abstract at(nowMs: number): Round;
  protected abstract afterSuccess(nowMs: number): Round;
  protected abstract afterFailure(nowMs: number): Round;

  give(ticket: Ticket, nowMs: number): void {
    this.open.set(ticket, nowMs);
  }

  after(ticket: Ticket, isSuccess: boolean, nowMs: number): Round {
    if (!this.open.delete(ticket)) return this;
    return isSuccess ? this.afterSuccess(nowMs) : this.afterFailure(nowMs);
  }
}

class Closed extends Round {
  readonly name = 'closed';
  private failures = 0;

  allows(): boolean {
    return true;
  }

  at(): Round {
    return this;
  }

  protected afterSuccess(): Round {
    this.failures = 0;
    return this;
  }

  protected afterFailure(nowMs: number): Round {
    this.failures += 1;
    return this.failures < this.config.failureThreshold ? this : new Open(this.config, nowMs);
  }
}

class Open extends Round {
  readonly name = 'open';

  allows(): boolean {
    return false;
  }

  at(nowMs: number): Round {
    const endMs = this.sinceMs + this.config.coolDownMs;
    return nowMs < endMs ? this : new HalfOpen(this.config, endMs).at(nowMs);
  }

  protected afterSuccess(): Round {
    return this;
  }

  protected afterFailure(): Round {
    return this;
  }
}

class HalfOpen extends Round {
  readonly name = 'half-open';
  private successes = 0;

  allows(): boolean {
    return this.open.size < this.config.maxProbes;
  }

  at(nowMs: number): Round {
    const firstMs = Math.min(...this.open.values()) + this.config.probeTimeoutMs;
    return nowMs < firstMs ? this : new Open(this.config, firstMs).at(nowMs);
  }

  protected afterSuccess(nowMs: number): Round {
    this.successes += 1;
    const isEnough = this.successes === this.config.successesToClose;
    return isEnough ? new Closed(this.config, nowMs) : this;
  }

  protected afterFailure(nowMs: number): Round {
    return new Open(this.config, nowMs);
  }
}

export function createCircuitBreaker(config: BreakerConfig): CircuitBreaker {
  let round: Round = new Closed(config, 0);
  let tickets = 100;
  const current = (nowMs: number): Round => {
    round = round.at(nowMs);
    return round;
  };
  return {
    state: (nowMs) => current(nowMs).name,
    isReady: (nowMs) => current(nowMs).allows(),
    acquire(nowMs) {
      if (!current(nowMs).allows()) return undefined;
      tickets += 7;
      round.give(tickets, nowMs);
      return tickets;
    },
    success(ticket, nowMs) {
      round = current(nowMs).after(ticket, true, nowMs);
    },
    failure(ticket, nowMs) {
      round = current(nowMs).after(ticket, false, nowMs);
    },
  };
}
