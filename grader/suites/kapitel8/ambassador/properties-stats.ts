import type { AnyProperty, Sometimes } from '../../suite.ts';
import { measuringGroup } from './group/measuring.ts';
import { groupProperty } from './group-property.ts';

const on = [measuringGroup];

const asked: Sometimes = {
  count: 'stats-with-requests',
  atLeast: 15,
  otherwise: 'In keinem Ablauf gab es nach einigen Anfragen eine Antwort mit Messwerten.',
};
const served: Sometimes = {
  count: 'calls',
  atLeast: 50,
  otherwise: 'In keinem Ablauf wurden Anfragen an Knoten weitergereicht: Es gibt nichts zu messen.',
};

/** Part 6: monitoring. 10 points. */
export const statsProperties: readonly AnyProperty[] = [
  groupProperty('stats-requests', on, {
    part: 'messung',
    title: 'Anfragen, Fehler und Offenes sind richtig gezählt',
    rule: 'requests, throttled, errors und inFlight sagen, was in contract.ts steht, und stats wird sofort beantwortet.',
    source:
      'Vorlesung, Kapitel 8, Folie „Das Ambassador Pattern“ (Service Monitoring); Beyer u. a. 2016, Kapitel 6',
    points: 4,
    kind: 'safety',
    hints: [
      'Zählen Sie im Ablauf nach: Welche Anfragen sind schon da, welche beantwortet, und womit?',
      'Fehler ist, was der *Client* mit Status ab 500 bekam, auch 502, 503 und 504 vom Ambassador selbst.',
      'inFlight muss auf jedem Weg wieder sinken: Erfolg, Fehlschlag, Zeitüberschreitung, 429 und 503.',
    ],
    chapter: '13-ambassador.md#monitoring',
    sometimes: [
      asked,
      served,
      {
        count: 'stats-with-errors',
        atLeast: 3,
        otherwise: 'In keinem Ablauf gab es Fehler zu zählen.',
      },
      {
        count: 'stats-with-throttled',
        atLeast: 2,
        otherwise: 'In keinem Ablauf gab es gedrosselte Anfragen zu zählen.',
      },
      {
        count: 'stats-with-open',
        atLeast: 1,
        otherwise: 'In keinem Ablauf gab es offene Anfragen zu zählen.',
      },
    ],
  }),
  groupProperty('stats-latency', on, {
    part: 'messung',
    title: 'Die gemessenen Zeiten stimmen',
    rule: 'latency beschreibt die Dauer aller beantworteten, nicht gedrosselten Anfragen vom Eintreffen bis zur Antwort, mit Perzentilen nach dem nächsten Rang.',
    source: 'Beyer u. a. 2016, Kapitel 6; Aufgabe 8.13, Teil 6',
    points: 4,
    kind: 'safety',
    hints: [
      'Welche Anfragen zählen mit, und von wann bis wann dauert eine, die ausgewichen ist?',
      'Gemessen wird vom Eintreffen der Anfrage an, nicht vom letzten Call; auch Fehlschläge und 503 zählen, nur 429 nicht.',
      'sort() ohne Vergleichsfunktion sortiert Zahlen als Text. Und das p-te Perzentil von n Werten ist der ⌈n · p / 100⌉-te.',
    ],
    chapter: '13-ambassador.md#monitoring',
    sometimes: [
      asked,
      served,
      {
        count: 'stats-with-spread',
        atLeast: 5,
        otherwise: 'In keinem Ablauf dauerten die Anfragen verschieden lang.',
      },
    ],
  }),
  groupProperty('stats-nodes', on, {
    part: 'messung',
    title: 'Aufrufe und Fehlschläge je Knoten stimmen',
    rule: 'nodes nennt für jeden Knoten der Gruppe, wie viele Calls an ihn gingen und wie viele davon fehlschlugen.',
    source: 'Aufgabe 8.13, Teil 6; Envoy, „upstream_rq_total“ je Host',
    points: 2,
    kind: 'safety',
    hints: [
      'Jeder Call zählt bei dem Knoten, an den er ging, auch der zweite derselben Anfrage.',
      'Fehlschläge sind Status ab 500, CallRefused und abgelaufene Wartezeiten. Knoten ohne Calls stehen mit 0 in der Liste.',
    ],
    chapter: '13-ambassador.md#monitoring',
    sometimes: [
      asked,
      served,
      {
        count: 'stats-with-failures',
        atLeast: 5,
        otherwise: 'In keinem Ablauf gab es Fehlschläge zu zählen.',
      },
    ],
  }),
];
