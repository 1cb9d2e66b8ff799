import type { BreakerState } from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import type { Cause, ResultKind, Standing } from './model.ts';

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
  lapsed:
    'Das Ergebnis gehört zu einem halb offenen Zustand, der mit einem verfallenen Probeaufruf endete (K7). Danach',
  stale:
    'Das Ergebnis gehört zu keinem Ticket der laufenden Runde (zu spät, doppelt oder nie vergeben) und darf nichts verändern. Danach',
};

const causes: Readonly<Record<Cause, string>> = {
  new: '',
  threshold: 'mit dem letzten von failureThreshold Fehlschlägen',
  probe: 'mit einem fehlgeschlagenen Probeaufruf',
  lapse: 'weil ein Probeaufruf so lange ohne Ergebnis war',
  'cool-down': 'weil die Wartezeit um war',
  successes: 'mit genug Erfolgen',
};

/** Since when the breaker should be as it should be, and why. */
function why({ state, sinceMs, cause, untilMs }: Standing): string {
  switch (state) {
    case 'open':
      return ` Er ging bei ${sinceMs} auf, ${causes[cause]}, und ist bis ausschließlich ${untilMs} offen.`;
    case 'half-open':
      return ` Halb offen ist er seit ${sinceMs}, ${causes[cause]}.`;
    case 'closed':
      return cause === 'new' ? '' : ` Er schloss bei ${sinceMs}, ${causes[cause]}.`;
  }
}

/** German sentences of part 1: what a failed check says. */
export const breakerWording = {
  acquire: (standing: Standing, isReady: boolean, nowMs: number, ticket: unknown) =>
    `Zum Zeitpunkt ${nowMs} ist der Breaker ${names[standing.state]} und ${isReady ? 'müsste ein Ticket geben' : 'darf kein Ticket geben'}, acquire gibt aber ${show(ticket)} zurück.${why(standing)}`,
  badTicket: (ticket: unknown) =>
    `acquire gibt ${show(ticket)} zurück. Ein Ticket ist eine ganze Zahl, und dieser Breaker darf sie noch nie vergeben haben (K1).`,
  afterResult: (kind: ResultKind, standing: Standing, actual: unknown, nowMs: number) =>
    `${results[kind]} müsste der Breaker zum Zeitpunkt ${nowMs} ${names[standing.state]} sein („${standing.state}“), state gibt aber ${show(actual)} zurück.${why(standing)}`,
  ready: (standing: Standing, expected: boolean, actual: unknown, nowMs: number) =>
    `Zum Zeitpunkt ${nowMs} ist der Breaker ${names[standing.state]} und ${expected ? 'müsste ein' : 'dürfte kein'} Ticket geben, isReady sagt aber ${show(actual)}.${why(standing)}`,
  state: (standing: Standing, actual: unknown, nowMs: number) =>
    `Zum Zeitpunkt ${nowMs} müsste der Breaker ${names[standing.state]} sein („${standing.state}“), state gibt aber ${show(actual)} zurück.${why(standing)}`,
} as const;
