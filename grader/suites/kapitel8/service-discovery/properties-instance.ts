import { type AnyProperty, property, type Sometimes } from '../../suite.ts';
import { verdictOf } from './findings.ts';
import type { InstanceSeen } from './instance-run.ts';
import { enduring, registering } from './instance-scenes.ts';
import type { InstanceRule } from './instance-walk.ts';
import { etcd, leases, lecture, task } from './sources.ts';

const judgedBy =
  (...rules: readonly InstanceRule[]) =>
  ({ findings }: InstanceSeen) =>
    verdictOf(findings, rules);

const registered: Sometimes = {
  count: 'registered',
  atLeast: 5,
  otherwise: 'Es hat sich fast nie eine Instanz angemeldet.',
};
const refreshed: Sometimes = {
  count: 'refreshed',
  atLeast: 5,
  otherwise: 'Es wurde fast nie ein Lease aufgefrischt.',
};
const deregistered: Sometimes = {
  count: 'deregistered',
  atLeast: 3,
  otherwise: 'Es hat sich fast nie eine Instanz abgemeldet.',
};

/** Part 1: registration under a lease. */
export const instanceProperties: readonly AnyProperty[] = [
  property({
    id: 'instance-requests',
    part: 'anmelden',
    title: 'Anfragen der Instanz haben die verlangte Form',
    rule: 'Angemeldet wird mit PUT ohne Bedingung auf /services/<service>/<id>, der Wert ist configuration.instance als JSON. Jede Anfrage geht an den Speicher und hat eine neue id. Auf „report“ folgt sofort „noted“.',
    source: `${task}, Teil 1`,
    points: 2,
    kind: 'safety',
    visibility: 'offen',
    hints: ['Vergleichen Sie die gezeigte Anfrage Feld für Feld mit den Regeln 3 bis 5 in Teil 1.'],
    chapter: '12-service-discovery.md#aufgaben',
    on: [registering, enduring],
    check: judgedBy('form', 'id-reused', 'not-noted'),
    sometimes: [registered],
  }),
  property({
    id: 'ready-is-registered',
    part: 'anmelden',
    title: 'Wer bereit ist, meldet sich an',
    rule: 'Sobald die Instanz bereit und keine Anfrage offen ist, wird sie angemeldet.',
    source: `${lecture}: Service Registration`,
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Welche Ereignisse können die Instanz bereit machen? Nach jedem davon ist zu prüfen, was zu tun ist.',
      'Wurde zwischendurch ein DELETE gesendet? Dann ist die alte Bestätigung nichts mehr wert, auch wenn die Antwort verloren ging.',
      'Rufen Sie nach jeder Anfrage, Antwort und jedem Timer dieselbe Methode auf, die den nächsten Schritt wählt.',
    ],
    chapter: '12-service-discovery.md#lease',
    on: [registering, enduring],
    check: judgedBy('not-registered'),
    sometimes: [registered],
  }),
  property({
    id: 'lease-kept',
    part: 'anmelden',
    title: 'Ein Lease hat eine Dauer und wird rechtzeitig aufgefrischt',
    rule: 'Anmelden und Auffrischen tragen ttlSeconds. Solange die Instanz bereit ist, wird refreshMs nach jeder Bestätigung aufgefrischt.',
    source: `${leases}; ${etcd}, „Using key TTL“`,
    points: 4,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Ein Eintrag ohne TTL bleibt nach einem Absturz für immer stehen; einer, den niemand auffrischt, verschwindet.',
      'Stellen Sie den Timer zum Auffrischen bei jeder Bestätigung neu, auch nach einer Wiederholung.',
    ],
    chapter: '12-service-discovery.md#lease',
    on: [registering, enduring],
    check: judgedBy('lease', 'refresh-late'),
    sometimes: [registered, refreshed],
  }),
  property({
    id: 'refresh-wakes-nobody',
    part: 'anmelden',
    title: 'Aufgefrischt wird still und nicht zu oft',
    rule: 'Ist die Anmeldung bestätigt, wird der Wert nicht noch einmal geschrieben; aufgefrischt wird mit refresh und prevExist, ohne Wert und nicht öfter als alle refreshMs.',
    source: `${etcd}, „Refreshing key TTL“`,
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Jedes Schreiben eines Werts ist für den Speicher eine Änderung und weckt alle Beobachter.',
      'Merken Sie sich, ob die Anmeldung bestätigt ist. Ein neuer guter Befund ist kein Grund zu schreiben.',
    ],
    chapter: '12-service-discovery.md#auffrischen',
    on: [registering, enduring],
    check: judgedBy('registered-again', 'refresh-early', 'refresh-form'),
    sometimes: [registered, refreshed],
  }),
  property({
    id: 'lapsed-comes-back',
    part: 'anmelden',
    title: 'Ist der Lease abgelaufen, wird neu angemeldet',
    rule: 'Meldet der Speicher beim Auffrischen den Fehler 100 und ist die Instanz bereit, meldet sie sich sofort mit Wert neu an.',
    source: `${etcd}, „Refreshing key TTL“ (prevExist)`,
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Was antwortet der Speicher auf ein Auffrischen, wenn der Eintrag schon verfallen ist?',
      'Nach dem Fehler 100 gilt die Instanz als nicht angemeldet.',
    ],
    chapter: '12-service-discovery.md#auffrischen',
    on: [registering, enduring],
    check: judgedBy('not-back'),
    sometimes: [
      { count: 'cameBack', atLeast: 1, otherwise: 'Es hat sich nie eine Instanz neu angemeldet.' },
    ],
  }),
  property({
    id: 'unready-leaves',
    part: 'anmelden',
    title: 'Wer nicht mehr bereit ist, meldet sich ab',
    rule: 'Ist der Befund schlecht oder abgelaufen oder wird die Instanz gestoppt, so geht, sobald keine Anfrage offen ist, ein DELETE hinaus: auch, wenn das Anmelden noch nicht bestätigt ist, und nie, solange die Instanz bereit ist.',
    source: `${lecture}: Failure Detection`,
    points: 4,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Es gibt drei Gründe, nicht mehr bereit zu sein. Der stillste ist: Es kommt kein Befund mehr.',
      'Wer ein Anmelden gesendet hat, muss damit rechnen, dass es ankam, auch ohne Antwort.',
    ],
    chapter: '12-service-discovery.md#health-check',
    on: [registering, enduring],
    check: judgedBy('not-left', 'left-ready', 'left-for-nothing'),
    sometimes: [deregistered],
  }),
  property({
    id: 'unready-stays-out',
    part: 'anmelden',
    title: 'Wer nicht bereit ist, meldet sich nicht an und frischt nicht auf',
    rule: 'Vor dem ersten guten Befund, nach einem schlechten oder abgelaufenen und nach „stop“ geht weder ein Anmelden noch ein Auffrischen hinaus, auch keine Wiederholung.',
    source: `${leases}; Consul, TTL-Check`,
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Welcher Timer läuft noch, obwohl die Instanz nicht mehr bereit ist?',
      'Wiederholen Sie nicht die alte Anfrage, sondern wählen Sie neu, was jetzt zu tun ist.',
    ],
    chapter: '12-service-discovery.md#health-check',
    on: [registering, enduring],
    check: judgedBy('registered-unready'),
    sometimes: [registered, deregistered],
  }),
  property({
    id: 'leaves-alone',
    part: 'anmelden',
    title: 'Wer sich abmeldet, nimmt niemanden mit',
    rule: 'Das Abmelden löscht nur den eigenen Schlüssel und nur mit prevValue, sodass der Eintrag eines Nachfolgers stehen bleibt.',
    source: `${lecture}: mangelnde Flexibilität; ${etcd}, „Atomic Compare-and-Delete“`,
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Wem gehört der Eintrag, der hier gelöscht würde?',
      'Löschen Sie den Schlüssel der Instanz mit prevValue gleich dem Wert, mit dem sie sich angemeldet hat.',
    ],
    chapter: '12-service-discovery.md#abmelden',
    on: [registering, enduring],
    check: judgedBy('foreign-key', 'unguarded'),
    sometimes: [
      deregistered,
      {
        count: 'successorsSpared',
        atLeast: 1,
        otherwise: 'Nie hat sich eine Instanz abgemeldet, deren Nachfolger schon da war.',
      },
    ],
  }),
  property({
    id: 'one-request-at-a-time',
    part: 'anmelden',
    title: 'Immer nur eine Anfrage, und nach retryMs die nächste',
    rule: 'Solange eine Anfrage weder erledigt noch retryMs alt ist, geht sie nicht noch einmal und ohne Antwort auch keine andere hinaus. Bleibt die Antwort aus oder ist sie ein anderer Fehler, folgt genau dann die nächste, so lange wie nötig.',
    source: `${task}, Teil 1, Regeln 2 und 7`,
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Kam die nächste Anfrage zu früh, zu spät oder gar nicht? Zwei, die zugleich unterwegs sind, können einander überholen; eine, die nie wiederholt wird, kann verloren sein.',
      'Welche Antworten sagen nichts? Ein anderer Fehler als 100 und 101 zählt wie keine Antwort; eine Antwort mit fremder id auch.',
    ],
    chapter: '12-service-discovery.md#verlorene-antworten',
    on: [registering, enduring],
    check: judgedBy('impatient', 'no-retry'),
    sometimes: [
      registered,
      { count: 'retried', atLeast: 3, otherwise: 'Es wurde fast nie eine Anfrage wiederholt.' },
    ],
  }),
  property({
    id: 'stopped-when-gone',
    part: 'anmelden',
    title: 'Die Antwort auf „stop“ kommt nach dem Abmelden',
    rule: 'Auf „stop“ folgt „stopped“, sobald das Abmelden bestätigt ist oder nichts abzumelden war, und nicht vorher.',
    source: `${task}, Teil 1, Regel 6`,
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Welche Antworten auf das DELETE gelten als erledigt? Regel 5 nennt drei.',
      'Heben Sie respond auf und rufen Sie es, wenn die Antwort des Speichers da ist.',
    ],
    chapter: '12-service-discovery.md#abmelden',
    on: [registering, enduring],
    check: judgedBy('stopped-early', 'not-stopped'),
    sometimes: [
      { count: 'stopped', atLeast: 2, otherwise: 'Es wurde fast nie „stopped“ geantwortet.' },
    ],
  }),
];
