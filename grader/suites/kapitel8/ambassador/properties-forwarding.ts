import type { AnyProperty, Sometimes } from '../../suite.ts';
import { forwardingGroup, sharingGroup } from './group/forwarding.ts';
import { measuringGroup } from './group/measuring.ts';
import { breakingGroup, throttlingGroup } from './group/protecting.ts';
import { registeringGroup } from './group/registering.ts';
import { groupProperty } from './group-property.ts';

const answers: Sometimes = {
  count: 'calls',
  atLeast: 50,
  otherwise: 'In keinem Ablauf wurden Anfragen an Knoten weitergereicht.',
};
const failovers: Sometimes = {
  count: 'failovers',
  atLeast: 15,
  otherwise: 'In keinem Ablauf wich eine Anfrage auf einen anderen Knoten aus.',
};

/** Part 5: forwarding and failover. 24 points. */
export const forwardingProperties: readonly AnyProperty[] = [
  groupProperty('forward-faithful', [forwardingGroup, breakingGroup, throttlingGroup], {
    part: 'weiterleitung',
    title: 'Anfrage und Antwort werden unverändert weitergereicht',
    rule: 'Ein Call trägt method, path und body der Anfrage und eine neue id. Der Client bekommt genau eine Antwort, sofort mit dem Ergebnis des letzten Calls: Status und Body des Knotens, 502, 504 oder ohne Call 503 (W2 bis W6).',
    source:
      'Vorlesung, Kapitel 8, Folie „Das Ambassador Pattern“ (Service Discovery); RFC 9110, Abschnitt 15.6',
    points: 3,
    kind: 'liveness',
    hints: [
      'Was kam beim Ambassador an, was ging hinaus? Vergleichen Sie Feld für Feld.',
      'Merken Sie sich zu jeder id eines Calls, zu welcher Anfrage sie gehört, und vergessen Sie es mit dem ersten Ergebnis.',
      'Jeder Weg endet mit einer Antwort: Erfolg, Fehlschlag ohne Ausweichen, Zeitüberschreitung.',
    ],
    chapter: '13-ambassador.md#failover',
    sometimes: [
      answers,
      {
        count: 'late-or-double',
        atLeast: 5,
        otherwise: 'In keinem Ablauf kam eine Antwort zu spät oder doppelt.',
      },
    ],
  }),
  groupProperty('forward-shares', [sharingGroup, forwardingGroup, breakingGroup], {
    part: 'weiterleitung',
    title: 'Auch auf der Leitung stimmen die Anteile',
    rule: 'Je W aufeinanderfolgende Calls unter denselben Kandidaten gehen an jeden so oft, wie sein Gewicht sagt (W2, V2).',
    source:
      'Vorlesung, Kapitel 8, Folie „Das Ambassador Pattern“ (Load Balancing); Aufgabe 8.13, W2',
    points: 2,
    kind: 'safety',
    hints: [
      'Wird für jeden Call dieselbe Lastverteilung gefragt, und nur einmal?',
      'Erzeugen Sie die Lastverteilung einmal beim Start und nicht für jede Anfrage. Rufen Sie pick genau einmal je Call auf.',
    ],
    chapter: '13-ambassador.md#lastverteilung',
    sometimes: [
      {
        count: 'full-turns',
        atLeast: 30,
        otherwise: 'In keinem Ablauf gab es eine volle Runde unter denselben Kandidaten.',
      },
    ],
  }),
  groupProperty('avoid-inactive', [forwardingGroup, sharingGroup, registeringGroup], {
    part: 'weiterleitung',
    title: 'Kein Aufruf an einen bekannt inaktiven Knoten',
    rule: 'Ein Call geht nur an Knoten, die nach den Prüfungen gerade aktiv sind, beim ersten Mal und beim Ausweichen (W2, R2).',
    source: 'Vorlesung, Kapitel 8, Folie „Das Ambassador Pattern“; HAProxy, „fall“',
    points: 4,
    kind: 'safety',
    hints: [
      'Welche Prüfungen dieses Knotens gingen voraus, und was ergaben sie?',
      'Anfangs ist niemand aktiv. Erst riseAfter bestandene Prüfungen hintereinander ändern das.',
      'Auch beim Ausweichen sind nur aktive Knoten Kandidaten.',
    ],
    chapter: '13-ambassador.md#beobachten',
    sometimes: [
      answers,
      {
        count: 'inactive-avoided',
        atLeast: 20,
        otherwise: 'In keinem Ablauf wurde um einen inaktiven Knoten herum weitergereicht.',
      },
    ],
  }),
  groupProperty('failover-others', [forwardingGroup, breakingGroup, throttlingGroup], {
    part: 'weiterleitung',
    title: 'Ausgewichen wird auf andere Knoten, und nur begrenzt oft',
    rule: 'Nach einem Fehlschlag geht eine wiederholbare Anfrage sofort an einen Kandidaten, der für sie noch nicht aufgerufen wurde, mit höchstens maxAttempts Calls im Ganzen (W5).',
    source: 'HAProxy, „option redispatch“, „retries“; Beyer u. a. 2016, Kapitel 22',
    points: 4,
    kind: 'liveness',
    hints: [
      'An welche Knoten ging die Anfrage schon, und wer bleibt übrig?',
      'Führen Sie je Anfrage die Menge der schon aufgerufenen Knoten und zählen Sie den ersten Call mit.',
      'Fehlschläge sind Status ab 500, CallRefused und die abgelaufene Wartezeit. Nach CallRefused weichen auch POST und PATCH aus.',
    ],
    chapter: '13-ambassador.md#failover',
    sometimes: [
      failovers,
      {
        count: 'attempts-used-up',
        atLeast: 3,
        otherwise: 'In keinem Ablauf waren alle erlaubten Calls einer Anfrage verbraucht.',
      },
    ],
  }),
  groupProperty('no-repeat', [forwardingGroup, breakingGroup, throttlingGroup], {
    part: 'weiterleitung',
    title: 'Was angekommen sein kann, wird nicht wiederholt',
    rule: 'Ein POST oder PATCH geht nach einer Antwort mit Status ab 500 oder ohne Antwort nicht noch einmal hinaus (W5).',
    source: 'RFC 9110, Abschnitt 9.2.2; NGINX, „proxy_next_upstream … non_idempotent“',
    points: 4,
    kind: 'safety',
    hints: [
      'Kann der erste Call beim Knoten angekommen und ausgeführt worden sein?',
      'Keine Antwort heißt nicht „nicht angekommen“. Nur CallRefused sagt das.',
      'Idempotent sind nur die Methoden in idempotentMethods.',
    ],
    chapter: '13-ambassador.md#failover',
    sometimes: [
      failovers,
      {
        count: 'not-repeatable',
        atLeast: 5,
        otherwise:
          'In keinem Ablauf schlug ein POST oder PATCH so fehl, dass es angekommen sein konnte.',
      },
    ],
  }),
  groupProperty('breaker-on-wire', [breakingGroup], {
    part: 'weiterleitung',
    title: 'Der Breaker gilt auch auf der Leitung',
    rule: 'Ein Call geht nur hinaus, wenn der Breaker dieses Knotens ein Ticket gäbe, und jedes Ergebnis wird dem Breaker dieses Knotens sofort gemeldet (W2, W3).',
    source: 'Vorlesung, Kapitel 8, Folie „Das Ambassador Pattern“ (Circuit Breaker); Nygard 2018',
    points: 3,
    kind: 'safety',
    hints: [
      'Welche Ergebnisse hatten die letzten Calls an diesen Knoten, und wann?',
      'Jeder Knoten hat seinen eigenen Breaker. Auch die abgelaufene Wartezeit ist ein Fehlschlag, den er erfahren muss.',
      'Ein 404 ist kein Fehlschlag. Und auch beim Ausweichen braucht der nächste Knoten ein Ticket.',
    ],
    chapter: '13-ambassador.md#breaker-und-verteilung',
    sometimes: [
      {
        count: 'breaker-closed-open',
        atLeast: 10,
        otherwise: 'In keinem Ablauf öffnete der Breaker eines Knotens.',
      },
      {
        count: 'breaker-half-open-closed',
        atLeast: 3,
        otherwise: 'In keinem Ablauf schloss der Breaker eines Knotens wieder.',
      },
    ],
  }),
  groupProperty('throttle-requests', [throttlingGroup, measuringGroup, breakingGroup], {
    part: 'weiterleitung',
    title: 'Gedrosselt wird die Anfrage, nicht der Aufruf',
    rule: 'Jede Anfrage eines Clients nimmt genau eine Marke, gleich wie viele Calls daraus werden. Ist keine da, bekommt sie sofort 429 (W1).',
    source:
      'Vorlesung, Kapitel 8, Folie „Das Ambassador Pattern“ (Throttling); RFC 6585, Abschnitt 4',
    points: 2,
    kind: 'safety',
    hints: [
      'Wie viele Anfragen kamen seit dem Start an, und wie viele Marken hatte der Eimer bis dahin?',
      'Fragen Sie den Eimer einmal, am Anfang von onRequest, und nicht vor jedem Call. stats-Anfragen kosten nichts.',
      'Es gibt einen Eimer für alle Clients; voll ist er beim Start.',
    ],
    chapter: '13-ambassador.md#drosselung',
    sometimes: [
      {
        count: 'throttled',
        atLeast: 20,
        otherwise: 'In keinem Ablauf wurde eine Anfrage gedrosselt.',
      },
      {
        count: 'admitted',
        atLeast: 50,
        otherwise: 'In keinem Ablauf wurden genug Anfragen zugelassen.',
      },
    ],
  }),
  groupProperty(
    'forward-available',
    [forwardingGroup, sharingGroup, breakingGroup, throttlingGroup],
    {
      part: 'weiterleitung',
      title: 'Wo ein Knoten bereit ist, wird die Anfrage weitergereicht',
      rule: 'Mit 503 antwortet der Ambassador nur, wenn kein aktiver Knoten einen Breaker hat, der gerade ein Ticket gäbe (W2).',
      source: 'Aufgabe 8.13, W2',
      points: 2,
      kind: 'liveness',
      hints: [
        'Welche Knoten waren in diesem Augenblick aktiv, und was sagte ihr Breaker?',
        'Wer beim Filtern schon acquire ruft, vergibt Tickets für Calls, die nie hinausgehen; halb offen fehlen sie dann. Fragen Sie mit isReady.',
        'Wird jedes Ergebnis dem Breaker gemeldet, auch der Erfolg?',
      ],
      chapter: '13-ambassador.md#breaker-und-verteilung',
      sometimes: [
        answers,
        {
          count: 'nobody-there',
          atLeast: 10,
          otherwise: 'In keinem Ablauf fehlte jeder Kandidat.',
        },
      ],
    },
  ),
];
