import type { BreakerConfig, BreakerState, CircuitBreaker, Ticket } from './contract.ts';

/** A round: all between two changes of state. Rounds are immutable values. */
type Round =
  | { readonly state: 'closed'; readonly open: ReadonlySet<Ticket>; readonly failures: number }
  | { readonly state: 'open'; readonly untilMs: number }
  | {
      readonly state: 'half-open';
      /** Ticket → when it lapses. */
      readonly open: ReadonlyMap<Ticket, number>;
      readonly successes: number;
    };

const freshClosed = (): Round => ({ state: 'closed', open: new Set(), failures: 0 });

/** A reducer over rounds; reading works ahead without storing anything. */
export function createCircuitBreaker(config: BreakerConfig): CircuitBreaker {
  let round: Round = freshClosed();
  let lastTicket = 0;

  const openAt = (ms: number): Round => ({ state: 'open', untilMs: ms + config.coolDownMs });

  /** What has become of the stored round by itself until `nowMs`. */
  function at(nowMs: number): Round {
    let current = round;
    if (current.state === 'half-open') {
      const firstExpiry = Math.min(...current.open.values());
      if (firstExpiry <= nowMs) current = openAt(firstExpiry);
    }
    if (current.state === 'open' && current.untilMs <= nowMs) {
      current = { state: 'half-open', open: new Map(), successes: 0 };
    }
    return current;
  }

  const hasRoom = (r: Round): boolean =>
    r.state === 'closed' || (r.state === 'half-open' && r.open.size < config.maxProbes);

  function report(ticket: Ticket, nowMs: number, ok: boolean): void {
    round = at(nowMs);
    if (round.state === 'open' || !round.open.has(ticket)) return;
    if (round.state === 'closed') {
      const open = new Set(round.open);
      open.delete(ticket);
      const failures = ok ? 0 : round.failures + 1;
      round =
        failures >= config.failureThreshold ? openAt(nowMs) : { state: 'closed', open, failures };
      return;
    }
    if (!ok) {
      round = openAt(nowMs);
      return;
    }
    const open = new Map(round.open);
    open.delete(ticket);
    const successes = round.successes + 1;
    round =
      successes >= config.successesToClose
        ? freshClosed()
        : { state: 'half-open', open, successes };
  }

  return {
    state: (nowMs): BreakerState => at(nowMs).state,
    isReady: (nowMs) => hasRoom(at(nowMs)),
    acquire(nowMs) {
      round = at(nowMs);
      if (round.state === 'open' || !hasRoom(round)) return undefined;
      lastTicket += 1;
      round =
        round.state === 'closed'
          ? { ...round, open: new Set(round.open).add(lastTicket) }
          : {
              ...round,
              open: new Map(round.open).set(lastTicket, nowMs + config.probeTimeoutMs),
            };
      return lastTicket;
    },
    success: (ticket, nowMs) => report(ticket, nowMs, true),
    failure: (ticket, nowMs) => report(ticket, nowMs, false),
  };
}
