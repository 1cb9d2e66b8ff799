import type { Mutant } from '../../../grader/verify/mutant.ts';

const file = 'circuit-breaker.ts';
const typical = 'typische Abgabe';

/** Part 1: the circuit breaker. */
export const breakerMutants: readonly Mutant[] = [
  {
    id: 'half-open-floodgate',
    title: 'Halb offen darf jeder hinaus',
    source: 'nodeshift/opossum Nr. 119; actor-ts Nr. 457',
    killedBy: ['breaker-probes', 'breaker-on-wire'],
    edits: [{ file, find: 'return underWay.size < config.maxProbes;', replace: 'return true;' }],
  },
  {
    id: 'one-probe-too-many',
    title: 'Ein Probeaufruf zu viel',
    source: 'Fehler um eins bei der Grenze der Probeaufrufe',
    killedBy: ['breaker-probes', 'breaker-on-wire'],
    edits: [
      {
        file,
        find: 'underWay.size < config.maxProbes',
        replace: 'underWay.size <= config.maxProbes',
      },
    ],
  },
  {
    id: 'failed-probe-does-not-reopen',
    title: 'Ein fehlgeschlagener Probeaufruf öffnet nicht wieder',
    source: 'msoedov/agentic_security Nr. 328; nodeshift/opossum Nr. 119',
    killedBy: ['breaker-reopens'],
    edits: [
      {
        file,
        find: '      } else {\n        open(nowMs);\n      }',
        replace: '      }',
      },
    ],
  },
  {
    id: 'failed-probe-counts-to-threshold',
    title: 'Halb offen gilt die Schwelle des geschlossenen Zustands',
    source: 'Comcast/jrugged Nr. 21',
    killedBy: ['breaker-reopens'],
    edits: [
      {
        file,
        find: '      } else {\n        open(nowMs);\n      }',
        replace:
          '      } else {\n        enter({ state: "closed", failures: 1 });\n        if (config.failureThreshold <= 1) open(nowMs);\n      }',
      },
    ],
  },
  {
    id: 'reopened-with-old-deadline',
    title: 'Nach einem fehlgeschlagenen Probeaufruf beginnt keine neue Wartezeit',
    source: 'marc-shade/world-intel-mcp Nr. 7: der Zeitpunkt des Öffnens wird nicht erneuert',
    killedBy: ['breaker-reopens', 'breaker-open'],
    edits: [
      {
        file,
        find: '      } else {\n        open(nowMs);\n      }',
        replace: '      } else {\n        enter({ state: "open", untilMs: nowMs });\n      }',
      },
    ],
  },
  {
    id: 'simultaneous-failures-prolong',
    title: 'Späte Fehlschläge setzen die Wartezeit jedes Mal neu',
    source: 'mehrere Fehlschläge zugleich, der Timer geht verloren',
    killedBy: ['breaker-stale', 'breaker-recovers'],
    edits: [
      {
        file,
        find: "      if (!underWay.delete(ticket)) return;\n      if (phase.state === 'closed') {",
        replace:
          "      if (!underWay.delete(ticket)) {\n        if (phase.state === 'open') open(nowMs);\n        return;\n      }\n      if (phase.state === 'closed') {",
      },
    ],
  },
  {
    id: 'simultaneous-failures-lose-the-timer',
    title: 'Ein später Fehlschlag löscht die Wartezeit: Der Breaker bleibt für immer offen',
    source: 'mehrere Fehlschläge zugleich, der Timer geht verloren; connor4312/cockatiel Nr. 91',
    killedBy: ['breaker-stale', 'breaker-recovers'],
    edits: [
      {
        file,
        find: "      if (!underWay.delete(ticket)) return;\n      if (phase.state === 'closed') {",
        replace:
          "      if (!underWay.delete(ticket)) {\n        if (phase.state === 'open') enter({ state: 'open', untilMs: Number.POSITIVE_INFINITY });\n        return;\n      }\n      if (phase.state === 'closed') {",
      },
    ],
  },
  {
    id: 'success-does-not-reset',
    title: 'Ein Erfolg setzt die Zählung nicht zurück',
    source: typical,
    killedBy: ['breaker-closed'],
    edits: [
      {
        file,
        find: "if (phase.state === 'closed') phase.failures = 0;",
        replace: '',
      },
    ],
  },
  {
    id: 'success-begins-a-round',
    title: 'Ein Erfolg im geschlossenen Zustand beginnt eine neue Runde',
    source: 'alle offenen Tickets vergessen statt nur der Zählung',
    killedBy: ['breaker-closed'],
    edits: [
      {
        file,
        find: "if (phase.state === 'closed') phase.failures = 0;",
        replace: "if (phase.state === 'closed') enter({ state: 'closed', failures: 0 });",
      },
    ],
  },
  {
    id: 'older-success-ignored',
    title: 'Ein Erfolg zu einem älteren Ticket als dem letzten Fehlschlag zählt nicht',
    source: 'nach Tickets geordnet statt nach dem Eintreffen der Ergebnisse',
    killedBy: ['breaker-closed'],
    edits: [
      {
        file,
        find: '  let lastTicket = 0;',
        replace: '  let lastTicket = 0;\n  let lastFailed = 0;',
      },
      {
        file,
        find: "if (phase.state === 'closed') phase.failures = 0;",
        replace: "if (phase.state === 'closed' && ticket > lastFailed) phase.failures = 0;",
      },
      {
        file,
        find: '        phase.failures++;',
        replace: '        phase.failures++;\n        lastFailed = Math.max(lastFailed, ticket);',
      },
    ],
  },
  {
    id: 'success-forgives-one-failure',
    title: 'Ein Erfolg zieht nur einen Fehlschlag ab',
    source: typical,
    killedBy: ['breaker-closed'],
    edits: [
      {
        file,
        find: "if (phase.state === 'closed') phase.failures = 0;",
        replace: "if (phase.state === 'closed') phase.failures = Math.max(0, phase.failures - 1);",
      },
    ],
  },
  {
    id: 'opens-one-too-late',
    title: 'Öffnet erst, wenn die Schwelle überschritten ist',
    source: 'Fehler um eins bei failureThreshold',
    killedBy: ['breaker-closed'],
    edits: [
      {
        file,
        find: 'phase.failures >= config.failureThreshold',
        replace: 'phase.failures > config.failureThreshold',
      },
    ],
  },
  {
    id: 'cool-down-one-too-long',
    title: 'Die Wartezeit endet eine Millisekunde zu spät',
    source: 'Fehler um eins beim Vergleich der Zeiten',
    killedBy: ['breaker-recovers'],
    edits: [{ file, find: 'phase.untilMs <= nowMs', replace: 'phase.untilMs < nowMs' }],
  },
  {
    id: 'cool-down-from-first-failure',
    title: 'Die Wartezeit läuft schon ab dem ersten Fehlschlag der Reihe',
    source: 'Zeitpunkt des ersten statt des öffnenden Fehlschlags gemerkt',
    killedBy: ['breaker-open', 'breaker-closed'],
    edits: [
      { file, find: '  let lastTicket = 0;', replace: '  let lastTicket = 0;\n  let firstMs = 0;' },
      {
        file,
        find: '        phase.failures++;\n        if (phase.failures >= config.failureThreshold) open(nowMs);',
        replace:
          '        if (phase.failures === 0) firstMs = nowMs;\n        phase.failures++;\n        if (phase.failures >= config.failureThreshold) open(firstMs);',
      },
    ],
  },
  {
    id: 'no-cool-down',
    title: 'Offen dauert nur bis zur nächsten Frage',
    source: typical,
    killedBy: ['breaker-open', 'breaker-on-wire'],
    edits: [
      {
        file,
        find: "enter({ state: 'open', untilMs: nowMs + config.coolDownMs });",
        replace: "enter({ state: 'open', untilMs: nowMs + 1 });",
      },
    ],
  },
  {
    id: 'open-lets-one-in-ten-through',
    title: 'Offen wird nur gedrosselt, nicht gesperrt',
    source: 'verwechselt mit Sampling',
    killedBy: ['breaker-open', 'breaker-on-wire'],
    edits: [
      {
        file,
        find: "      case 'open':\n        return false;",
        replace: "      case 'open':\n        return nowMs % 10 === 0;",
      },
    ],
  },
  {
    id: 'lost-probe-blocks-for-ever',
    title: 'Ein Probeaufruf ohne Ergebnis behält seinen Platz für immer',
    source: 'resilience4j Nr. 935; OmniRoute Nr. 13836; nora Nr. 585',
    killedBy: ['breaker-recovers'],
    edits: [
      {
        file,
        find: 'if (oldestMs === undefined || nowMs < oldestMs + config.probeTimeoutMs) return;',
        replace: 'if (oldestMs === undefined || nowMs < Number.POSITIVE_INFINITY) return;',
      },
    ],
  },
  {
    id: 'lapse-noticed-when-looked-at',
    title: 'Verfallene Probeaufrufe öffnen erst, wenn jemand nachsieht',
    source: 'Zeit des Aufrufs statt Zeit des Ereignisses',
    killedBy: ['breaker-recovers'],
    edits: [
      {
        file,
        find: 'open(oldestMs + config.probeTimeoutMs);',
        replace: 'open(nowMs);',
      },
    ],
  },
  {
    id: 'lapsed-probe-frees-its-place-only',
    title: 'Ein verfallener Probeaufruf gibt nur seinen Platz frei und öffnet nicht',
    source: 'getnora-io/nora Nr. 607: dort so gewollt, hier gilt K7',
    killedBy: ['breaker-recovers'],
    edits: [
      {
        file,
        find: 'open(oldestMs + config.probeTimeoutMs);',
        replace: 'underWay.delete([...underWay.keys()][0] ?? 0);',
      },
    ],
  },
  {
    id: 'result-at-the-deadline-counts',
    title: 'Ein Ergebnis genau am Ende der Frist zählt noch',
    source: 'Fehler um eins beim Vergleich der Zeiten',
    killedBy: ['breaker-recovers'],
    edits: [
      {
        file,
        find: 'nowMs < oldestMs + config.probeTimeoutMs',
        replace: 'nowMs <= oldestMs + config.probeTimeoutMs',
      },
    ],
  },
  {
    id: 'youngest-probe-lapses',
    title: 'Die Frist läuft ab dem jüngsten Probeaufruf',
    source: 'Zeitpunkt bei jedem Ticket überschrieben',
    killedBy: ['breaker-recovers'],
    edits: [
      {
        file,
        find: 'const [oldestMs] = underWay.values();',
        replace: 'const oldestMs = [...underWay.values()].at(-1);',
      },
    ],
  },
  {
    id: 'deadlines-first-in-first-out',
    title: 'Fristen der Probeaufrufe in einer Schlange: Jedes Ergebnis streicht die älteste',
    source: 'Frist nicht beim Ticket geführt',
    killedBy: ['breaker-recovers'],
    edits: [
      {
        file,
        find: "      if (!underWay.delete(ticket)) return;\n      if (phase.state === 'closed') phase.failures = 0;",
        replace:
          "      if (!underWay.has(ticket)) return;\n      const [first] = underWay.keys();\n      const oldestMs = underWay.get(first ?? ticket) ?? nowMs;\n      const ownMs = underWay.get(ticket) ?? nowMs;\n      if (oldestMs < ownMs && first !== undefined) underWay.set(first, ownMs);\n      underWay.delete(ticket);\n      if (phase.state === 'closed') phase.failures = 0;",
      },
    ],
  },
  {
    id: 'first-success-closes',
    title: 'Schon der erste Erfolg schließt',
    source: 'successesToClose übersehen',
    killedBy: ['breaker-closes'],
    edits: [
      { file, find: 'phase.successes >= config.successesToClose', replace: 'phase.successes >= 1' },
    ],
  },
  {
    id: 'successes-outlast-a-relapse',
    title: 'Erfolge aus einem früheren halb offenen Zustand zählen weiter',
    source: 'Zähler beim Rückfall nicht zurückgesetzt',
    killedBy: ['breaker-closes'],
    edits: [
      {
        file,
        find: '  let lastTicket = 0;',
        replace: '  let lastTicket = 0;\n  let successes = 0;',
      },
      {
        file,
        find: '        phase.successes++;\n        if (phase.successes >= config.successesToClose) enter(',
        replace:
          '        successes++;\n        if (successes >= config.successesToClose) successes = 0;\n        if (successes === 0) enter(',
      },
    ],
  },
  {
    id: 'probe-places-not-freed',
    title: 'Gezählt wird, wie viele Probeaufrufe es gab, nicht, wie viele unterwegs sind',
    source: 'Platz nach einem Erfolg nicht freigegeben',
    killedBy: ['breaker-recovers'],
    edits: [
      {
        file,
        find: 'return underWay.size < config.maxProbes;',
        replace: 'return underWay.size + phase.successes < config.maxProbes;',
      },
    ],
  },
  {
    id: 'never-closes',
    title: 'Erfolge schließen nicht: halb offen für immer',
    source: 'auth0/disyuntor Nr. 6',
    killedBy: ['breaker-closes'],
    edits: [
      {
        file,
        find: "if (phase.successes >= config.successesToClose) enter({ state: 'closed', failures: 0 });",
        replace: '',
      },
    ],
  },
  {
    id: 'closes-with-old-failures',
    title: 'Nach dem Schließen zählen die alten Fehlschläge weiter',
    source: 'Zähler beim Schließen nicht zurückgesetzt',
    killedBy: ['breaker-closed'],
    edits: [
      {
        file,
        find: "if (phase.successes >= config.successesToClose) enter({ state: 'closed', failures: 0 });",
        replace:
          "if (phase.successes >= config.successesToClose) enter({ state: 'closed', failures: config.failureThreshold - 1 });",
      },
    ],
  },
  {
    id: 'late-results-count',
    title: 'Ein Erfolg aus einer früheren Runde zählt im halb offenen Zustand mit',
    source: 'App-vNext/Polly Nr. 217; sony/gobreaker hat dafür „generation“',
    killedBy: ['breaker-stale'],
    edits: [
      {
        file,
        find: "      if (!underWay.delete(ticket)) return;\n      if (phase.state === 'closed') phase.failures = 0;",
        replace:
          "      if (!underWay.delete(ticket) && phase.state !== 'half-open') return;\n      if (phase.state === 'closed') phase.failures = 0;",
      },
    ],
  },
  {
    id: 'late-failure-reopens',
    title: 'Ein Fehlschlag aus einer früheren Runde öffnet den halb offenen Breaker',
    source: 'App-vNext/Polly Nr. 217',
    killedBy: ['breaker-stale'],
    edits: [
      {
        file,
        find: "      if (!underWay.delete(ticket)) return;\n      if (phase.state === 'closed') {",
        replace:
          "      if (!underWay.delete(ticket) && phase.state !== 'half-open') return;\n      if (phase.state === 'closed') {",
      },
    ],
  },
  {
    id: 'double-results-count',
    title: 'Ein zweites Ergebnis zum selben Ticket zählt noch einmal',
    source: 'Timeout und späte Antwort melden beide',
    killedBy: ['breaker-stale'],
    edits: [
      {
        file,
        find: "      if (!underWay.delete(ticket)) return;\n      if (phase.state === 'closed') {",
        replace:
          "      if (!underWay.delete(ticket) && phase.state !== 'closed') return;\n      if (phase.state === 'closed') {",
      },
    ],
  },
  {
    id: 'looking-takes-a-place',
    title: 'isReady vergibt heimlich ein Ticket',
    source: 'Abfrage und Entnahme in einer Funktion',
    killedBy: ['breaker-recovers', 'breaker-probes'],
    edits: [
      {
        file,
        find: '    isReady,\n',
        replace:
          '    isReady(nowMs): boolean {\n      if (!isReady(nowMs)) return false;\n      underWay.set(++lastTicket, nowMs);\n      return true;\n    },\n',
      },
    ],
  },
  {
    id: 'state-shows-old-phase',
    title: 'state zeigt den gespeicherten Zustand, ohne die Zeit nachzurechnen',
    source: 'resilience4j Nr. 279: der Übergang geschieht erst beim nächsten Aufruf',
    killedBy: ['breaker-recovers'],
    edits: [
      {
        file,
        find: '      advance(nowMs);\n      return phase.state;',
        replace: '      void nowMs;\n      return phase.state;',
      },
    ],
  },
  {
    id: 'tickets-begin-anew',
    title: 'Nach dem Schließen beginnen die Tickets wieder bei 1',
    source: typical,
    killedBy: ['breaker-closed'],
    edits: [
      {
        file,
        find: '    phase = next;\n    underWay.clear();',
        replace:
          "    phase = next;\n    underWay.clear();\n    if (next.state === 'closed') lastTicket = 0;",
      },
    ],
  },
];
