import type { BreakerConfig, CircuitBreaker, Ticket } from './contract.ts';

/** Plain data; every function below returns the next one. */
interface Breaker {
  readonly kind: 'closed' | 'open' | 'half-open';
  readonly sinceMs: number;
  /** Failures in a row while closed, successes while half open. */
  readonly count: number;
  readonly given: readonly { readonly ticket: Ticket; readonly atMs: number }[];
}

function become(kind: Breaker['kind'], sinceMs: number): Breaker {
  return { kind, sinceMs, count: 0, given: [] };
}

function advance(breaker: Breaker, config: BreakerConfig, nowMs: number): Breaker {
  if (breaker.kind === 'open') {
    const halfOpenMs = breaker.sinceMs + config.coolDownMs;
    if (nowMs < halfOpenMs) return breaker;
    return advance(become('half-open', halfOpenMs), config, nowMs);
  }
  if (breaker.kind === 'half-open') {
    const lapsed = breaker.given.find(({ atMs }) => atMs + config.probeTimeoutMs <= nowMs);
    if (lapsed === undefined) return breaker;
    return advance(become('open', lapsed.atMs + config.probeTimeoutMs), config, nowMs);
  }
  return breaker;
}

function isReady({ kind, given }: Breaker, { maxProbes }: BreakerConfig): boolean {
  return kind === 'closed' || (kind === 'half-open' && given.length < maxProbes);
}

function report(
  breaker: Breaker,
  config: BreakerConfig,
  ticket: Ticket,
  isSuccess: boolean,
  nowMs: number,
): Breaker {
  const given = breaker.given.filter((one) => one.ticket !== ticket);
  if (given.length === breaker.given.length) return breaker;
  const count = breaker.count + 1;
  if (breaker.kind === 'closed') {
    if (isSuccess) return { ...breaker, given, count: 0 };
    return count < config.failureThreshold ? { ...breaker, given, count } : become('open', nowMs);
  }
  if (!isSuccess) return become('open', nowMs);
  return count < config.successesToClose ? { ...breaker, given, count } : become('closed', nowMs);
}

export function createCircuitBreaker(config: BreakerConfig): CircuitBreaker {
  let breaker = become('closed', 0);
  let next: Ticket = -1;
  return {
    state: (nowMs) => advance(breaker, config, nowMs).kind,
    isReady: (nowMs) => isReady(advance(breaker, config, nowMs), config),
    acquire(nowMs) {
      breaker = advance(breaker, config, nowMs);
      if (!isReady(breaker, config)) return undefined;
      next += 1;
      breaker = { ...breaker, given: [...breaker.given, { ticket: next, atMs: nowMs }] };
      return next;
    },
    success(ticket, nowMs) {
      breaker = report(advance(breaker, config, nowMs), config, ticket, true, nowMs);
    },
    failure(ticket, nowMs) {
      breaker = report(advance(breaker, config, nowMs), config, ticket, false, nowMs);
    },
  };
}
