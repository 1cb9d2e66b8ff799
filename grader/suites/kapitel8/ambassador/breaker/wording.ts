import type { BreakerState } from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import type { ResultKind } from './model.ts';

const names: Readonly<Record<BreakerState, string>> = {
  closed: 'geschlossen',
  open: 'offen',
  'half-open': 'halb offen',
};

function show(value: unknown): string {
  return value === undefined || value === null ? 'nichts' : JSON.stringify(value);
}

const results: Readonly<Record<ResultKind, string>> = {
  closed: 'Nach dem gemeldeten Ergebnis',
  'probe-success': 'Nach dem Erfolg des Probeaufrufs',
  closing: 'Nach genug Erfolgen von Probeaufrufen',
  'probe-failure': 'Nach dem Fehlschlag des Probeaufrufs',
  stale:
    'Das Ergebnis gehört zu keinem Ticket der laufenden Runde (zu spät, doppelt oder nie vergeben) und darf nichts verändern. Danach',
};

/** German sentences of part 1: what a failed check says. */
export const breakerWording = {
  acquire: (state: BreakerState, isReady: boolean, nowMs: number, ticket: unknown) =>
    isReady
      ? `Zum Zeitpunkt ${nowMs} ist der Breaker ${names[state]} und müsste ein Ticket geben, acquire gibt aber ${show(ticket)} zurück.`
      : `Zum Zeitpunkt ${nowMs} ist der Breaker ${names[state]} und darf kein Ticket geben, acquire gibt aber ${show(ticket)} zurück.`,
  badTicket: (ticket: unknown) =>
    `acquire gibt ${show(ticket)} zurück. Ein Ticket ist eine ganze Zahl, und dieser Breaker darf sie noch nie vergeben haben (K1).`,
  afterResult: (kind: ResultKind, expected: BreakerState, actual: unknown, nowMs: number) =>
    `${results[kind]} müsste der Breaker zum Zeitpunkt ${nowMs} ${names[expected]} sein („${expected}“), state gibt aber ${show(actual)} zurück.`,
  ready: (state: BreakerState, expected: boolean, actual: unknown, nowMs: number) =>
    `Zum Zeitpunkt ${nowMs} ist der Breaker ${names[state]} und ${expected ? 'müsste' : 'dürfte nicht'} ein Ticket geben, isReady sagt aber ${show(actual)}.`,
  state: (expected: BreakerState, actual: unknown, nowMs: number) =>
    `Zum Zeitpunkt ${nowMs} müsste der Breaker ${names[expected]} sein („${expected}“), state gibt aber ${show(actual)} zurück.`,
} as const;
