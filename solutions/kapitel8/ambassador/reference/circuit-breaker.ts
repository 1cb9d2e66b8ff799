import type { BreakerConfig, BreakerState, CircuitBreaker, Ticket } from './contract.ts';

/** What is remembered in each state, and nothing else. */
type Phase =
  | { readonly state: 'closed'; failures: number }
  | { readonly state: 'open'; readonly untilMs: number }
  | { readonly state: 'half-open'; successes: number };

/**
 * A circuit breaker (Nygard, Release It!, Stability Patterns). Every change of state begins a new phase
 * with no call under way: results of calls from earlier phases find no ticket and change nothing.
 */
export function createCircuitBreaker(config: BreakerConfig): CircuitBreaker {
  let phase: Phase = { state: 'closed', failures: 0 };
  /** Tickets of this phase without a result, oldest first, and when they were given. */
  const underWay = new Map<Ticket, number>();
  let lastTicket = 0;

  function enter(next: Phase): void {
    phase = next;
    underWay.clear();
  }

  function open(nowMs: number): void {
    enter({ state: 'open', untilMs: nowMs + config.coolDownMs });
  }

  /** Catches up with what happens by itself: the end of the cool-down, probes without a result. */
  function advance(nowMs: number): void {
    for (;;) {
      if (phase.state === 'open' && phase.untilMs <= nowMs) {
        enter({ state: 'half-open', successes: 0 });
      }
      if (phase.state !== 'half-open') return;
      const [oldestMs] = underWay.values();
      if (oldestMs === undefined || nowMs < oldestMs + config.probeTimeoutMs) return;
      open(oldestMs + config.probeTimeoutMs);
    }
  }

  function isReady(nowMs: number): boolean {
    advance(nowMs);
    switch (phase.state) {
      case 'closed':
        return true;
      case 'open':
        return false;
      case 'half-open':
        return underWay.size < config.maxProbes;
    }
  }

  return {
    state(nowMs): BreakerState {
      advance(nowMs);
      return phase.state;
    },

    isReady,

    acquire(nowMs): Ticket | undefined {
      if (!isReady(nowMs)) return undefined;
      lastTicket++;
      underWay.set(lastTicket, nowMs);
      return lastTicket;
    },

    success(ticket, nowMs): void {
      advance(nowMs);
      if (!underWay.delete(ticket)) return;
      if (phase.state === 'closed') phase.failures = 0;
      if (phase.state === 'half-open') {
        phase.successes++;
        if (phase.successes >= config.successesToClose) enter({ state: 'closed', failures: 0 });
      }
    },

    failure(ticket, nowMs): void {
      advance(nowMs);
      if (!underWay.delete(ticket)) return;
      if (phase.state === 'closed') {
        phase.failures++;
        if (phase.failures >= config.failureThreshold) open(nowMs);
      } else {
        open(nowMs);
      }
    },
  };
}
