import { type AnyProperty, holds, property, type Sometimes, violated } from '../../suite.ts';
import { exhaustiveBreaker } from './breaker/exhaustive.ts';
import type { BreakerRule, BreakerSeen } from './breaker/play.ts';
import { sampledBreaker } from './breaker/sampled.ts';

/** A property of the breaker: its rule is the first one broken in some sequence of calls. */
function breakerProperty(
  id: BreakerRule,
  head: Pick<
    Parameters<typeof property>[0],
    'title' | 'rule' | 'source' | 'points' | 'kind' | 'hints' | 'chapter'
  > & { readonly visibility?: 'offen'; readonly sometimes: readonly Sometimes[] },
): AnyProperty {
  return property({
    part: 'breaker',
    visibility: 'verdeckt',
    ...head,
    id,
    on: [sampledBreaker, exhaustiveBreaker],
    check({ difference }: BreakerSeen) {
      if (difference?.rule !== id) return holds;
      const { message, expected, actual } = difference;
      return violated(message, [], { expected, actual });
    },
  });
}

const opened: Sometimes = {
  count: 'refused-open',
  atLeast: 20,
  otherwise: 'In keinem Ablauf war der Breaker offen und hat Aufrufe abgewiesen.',
};
const halfOpened: Sometimes = {
  count: 'given-half-open',
  atLeast: 20,
  otherwise: 'In keinem Ablauf gab der halb offene Breaker ein Ticket für einen Probeaufruf aus.',
};

/** Part 1: the circuit breaker, called directly. 22 points. */
export const breakerProperties: readonly AnyProperty[] = [
  breakerProperty('breaker-closed', {
    title: 'Geschlossen zählt er Fehlschläge hintereinander',
    rule: 'Der geschlossene Breaker gibt jedes Mal ein neues Ticket aus und öffnet genau mit dem Fehlschlag, der failureThreshold hintereinander vollmacht. Ein Erfolg setzt die Zählung zurück (K1, K2).',
    source: 'Nygard 2018, Stability Patterns, „Circuit Breaker“; Aufgabe 8.13, K1 und K2',
    points: 4,
    kind: 'safety',
    visibility: 'offen',
    hints: [
      'Zählen Sie im Ablauf mit: Wie viele Fehlschläge gab es seit dem letzten Erfolg?',
      'Der Fehlschlag, mit dem die Zählung die Schwelle *erreicht*, öffnet schon; und ein Erfolg setzt sie auf 0, nicht um 1 zurück.',
      'Tickets sind fortlaufende Zahlen, die nie wieder von vorn beginnen.',
    ],
    chapter: '13-ambassador.md#circuit-breaker',
    sometimes: [
      {
        count: 'closed',
        atLeast: 20,
        otherwise:
          'In keinem Ablauf konnte dem geschlossenen Breaker ein Ergebnis gemeldet werden.',
      },
    ],
  }),
  breakerProperty('breaker-open', {
    title: 'Offen geht nichts hinaus',
    rule: 'Bis die Wartezeit um ist, gibt der offene Breaker kein Ticket (K3).',
    source: 'Nygard 2018, Stability Patterns, „Circuit Breaker“; Aufgabe 8.13, K3',
    points: 4,
    kind: 'safety',
    hints: [
      'Wann ging der Breaker auf, und wie lange ist das her?',
      'Merken Sie sich den Zeitpunkt des Öffnens und vergleichen Sie ihn bei *jedem* Aufruf mit der übergebenen Zeit.',
      'isReady, state und acquire müssen dasselbe sehen: Rechnen Sie an einer einzigen Stelle aus, welcher Zustand gerade gilt.',
    ],
    chapter: '13-ambassador.md#circuit-breaker',
    sometimes: [opened],
  }),
  breakerProperty('breaker-probes', {
    title: 'Halb offen sind nur wenige Probeaufrufe unterwegs',
    rule: 'Im halb offenen Zustand sind nie mehr als maxProbes Tickets ohne Ergebnis (K4).',
    source: 'nodeshift/opossum Nr. 119; App-vNext/Polly Nr. 216; Aufgabe 8.13, K4',
    points: 4,
    kind: 'safety',
    hints: [
      'Wie viele Tickets hat der Breaker seit dem Übergang ausgegeben, zu denen noch kein Ergebnis kam?',
      'Gezählt wird beim Ausgeben, nicht erst beim Ergebnis.',
      'Fragen mit isReady darf keinen Platz belegen, und jedes Ergebnis gibt genau einen frei.',
    ],
    chapter: '13-ambassador.md#probeaufrufe',
    sometimes: [
      halfOpened,
      {
        count: 'refused-half-open',
        atLeast: 10,
        otherwise: 'In keinem Ablauf waren alle Plätze für Probeaufrufe belegt.',
      },
    ],
  }),
  breakerProperty('breaker-reopens', {
    title: 'Ein fehlgeschlagener Probeaufruf öffnet wieder',
    rule: 'Schlägt ein Probeaufruf fehl, so ist der Breaker sofort wieder offen, mit voller Wartezeit (K5).',
    source: 'Comcast/jrugged Nr. 21; nodeshift/opossum Nr. 119; Aufgabe 8.13, K5',
    points: 3,
    kind: 'safety',
    hints: [
      'Was tut failure in jedem der drei Zustände?',
      'Halb offen genügt ein einziger Fehlschlag; failureThreshold gilt nur im geschlossenen Zustand.',
    ],
    chapter: '13-ambassador.md#probeaufrufe',
    sometimes: [
      {
        count: 'probe-failure',
        atLeast: 10,
        otherwise: 'In keinem Ablauf schlug ein Probeaufruf fehl.',
      },
    ],
  }),
  breakerProperty('breaker-closes', {
    title: 'Genug Erfolge schließen ihn',
    rule: 'Mit dem successesToClose-ten Erfolg seit dem Übergang in den halb offenen Zustand schließt der Breaker, nicht früher und nicht später (K6).',
    source: 'auth0/disyuntor Nr. 6; Aufgabe 8.13, K6',
    points: 2,
    kind: 'liveness',
    hints: [
      'Wie viele Probeaufrufe sind seit dem letzten Übergang gelungen?',
      'Die Erfolge zählen in jedem halb offenen Zustand von 0 an, auch nach einem Rückfall.',
    ],
    chapter: '13-ambassador.md#circuit-breaker',
    sometimes: [
      {
        count: 'closing',
        atLeast: 5,
        otherwise: 'In keinem Ablauf gelangen genug Probeaufrufe, um den Breaker zu schließen.',
      },
    ],
  }),
  breakerProperty('breaker-recovers', {
    title: 'Er sperrt Aufrufe nie für immer',
    rule: 'Ist die Wartezeit um, lässt der Breaker wieder Probeaufrufe zu. Ein Probeaufruf ohne Ergebnis gilt nach probeTimeoutMs als fehlgeschlagen und belegt keinen Platz mehr (K3, K4, K7).',
    source:
      'resilience4j Nr. 935, Netflix/Hystrix Nr. 1863 (hängt im halb offenen Zustand); Aufgabe 8.13, K3, K4 und K7',
    points: 3,
    kind: 'liveness',
    hints: [
      'Worauf wartet der Breaker noch, und kann das überhaupt noch eintreten?',
      'Was inzwischen von selbst geschehen ist, muss bei *jedem* Aufruf zuerst nachgerechnet werden: erst das Ende der Wartezeit, dann verfallene Probeaufrufe, dann wieder von vorn.',
      'K7: Ein Probeaufruf, der bei t ausgegeben wurde, öffnet den Breaker zum Zeitpunkt t + probeTimeoutMs, auch wenn erst viel später jemand nachsieht. Genau dann ist ein Ergebnis schon zu spät.',
      'Prüfen Sie, ob jedes Ergebnis eines Probeaufrufs seinen Platz wieder freigibt.',
    ],
    chapter: '13-ambassador.md#probeaufrufe',
    sometimes: [
      halfOpened,
      {
        count: 'lapsed',
        atLeast: 10,
        otherwise:
          'In keinem Ablauf blieb ein Probeaufruf bis zum Ende seiner Frist ohne Ergebnis.',
      },
    ],
  }),
  breakerProperty('breaker-stale', {
    title: 'Verspätete und doppelte Ergebnisse zählen nicht',
    rule: 'Ergebnisse zu Tickets einer früheren Runde, zweite Ergebnisse zum selben Ticket und Ergebnisse zu nie vergebenen Tickets verändern nichts (K8).',
    source: 'sony/gobreaker („generation“); App-vNext/Polly Nr. 217; Aufgabe 8.13, K8',
    points: 2,
    kind: 'safety',
    hints: [
      'Zu welchem Ticket gehört das Ergebnis, und hat der Breaker seither den Zustand gewechselt?',
      'Merken Sie sich die offenen Tickets der laufenden Runde und vergessen Sie sie bei jedem Zustandswechsel.',
      'Auch ein Ergebnis, das im offenen Zustand eintrifft, darf die Wartezeit weder verlängern noch löschen.',
    ],
    chapter: '13-ambassador.md#tickets-und-runden',
    sometimes: [
      {
        count: 'stale',
        atLeast: 20,
        otherwise: 'In keinem Ablauf kam ein Ergebnis zu spät oder doppelt.',
      },
      opened,
    ],
  }),
];
