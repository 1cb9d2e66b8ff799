import { type AnyProperty, property, type Sometimes } from '../../suite.ts';
import { checkCandidates, checkShares, checkStarvation } from './balancer/checks.ts';
import { changingBalancer, stableBalancer } from './balancer/play.ts';

const picks: Sometimes = {
  count: 'picks',
  atLeast: 50,
  otherwise: 'In keinem Ablauf wurde oft genug ein Knoten gewählt.',
};

/** Part 3: the balancer, called directly. 12 points. */
export const balancerProperties: readonly AnyProperty[] = [
  property({
    id: 'balancer-candidates',
    part: 'verteilung',
    title: 'Gewählt wird nur unter den Kandidaten',
    rule: 'pick gibt immer einen der Kandidaten zurück, und undefined nur, wenn es keine gibt (V1).',
    source:
      'Vorlesung, Kapitel 8, Folie „Das Ambassador Pattern“ (Load Balancing); Aufgabe 8.13, V1',
    points: 3,
    kind: 'safety',
    visibility: 'offen',
    hints: [
      'Die Kandidaten sind nur ein Teil der Knoten, und jedes Mal vielleicht andere.',
      'Überspringen Sie in Ihrer Reihenfolge alle, die nicht in candidates stehen, und denken Sie an die leere Liste.',
    ],
    chapter: '13-ambassador.md#lastverteilung',
    on: [stableBalancer, changingBalancer],
    check: checkCandidates,
    sometimes: [
      picks,
      {
        count: 'fewer-candidates',
        atLeast: 20,
        otherwise: 'In keinem Ablauf stand nur ein Teil der Knoten zur Wahl.',
      },
    ],
  }),
  property({
    id: 'balancer-shares',
    part: 'verteilung',
    title: 'Die Anteile stimmen in jeder Runde genau',
    rule: 'Ist W die Summe der Gewichte der Kandidaten, so wählen je W aufeinanderfolgende Aufrufe mit denselben Kandidaten jeden genau so oft, wie sein Gewicht sagt (V2).',
    source:
      'NGINX, smooth weighted round robin; HAProxy, „balance roundrobin“ mit „weight“; Aufgabe 8.13, V2',
    points: 6,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Zählen Sie in einer Runde mit: Wer kommt zu oft, wer zu selten an die Reihe?',
      'Die Reihenfolge in candidates wechselt. Ein Index in dieser Liste bedeutet jedes Mal einen anderen Knoten.',
      'Auch nach einem Wechsel der Kandidaten muss schon die erste volle Runde stimmen: Was jemand vorher zu viel oder zu wenig hatte, wird nicht ausgeglichen.',
      'Ein fester Kreis, in dem jeder Knoten so oft steht, wie sein Gewicht sagt, und ein Zeiger, der überspringt, wer nicht zur Wahl steht, erfüllt die Regel.',
    ],
    chapter: '13-ambassador.md#lastverteilung',
    on: [stableBalancer],
    check: checkShares,
    sometimes: [picks],
  }),
  property({
    id: 'balancer-starvation',
    part: 'verteilung',
    title: 'Niemand verhungert',
    rule: 'Wer in 2 · G aufeinanderfolgenden Aufrufen immer Kandidat war, wurde mindestens einmal gewählt; G ist die Summe aller Gewichte (V3).',
    source:
      'openresty/lua-resty-balancer Nr. 47, envoyproxy/envoy Nr. 10063 (Neubeginn bevorzugt die Ersten); Aufgabe 8.13, V3',
    points: 3,
    kind: 'liveness',
    visibility: 'verdeckt',
    hints: [
      'Die Kandidaten wechseln hier zwischen zwei Zusammensetzungen. Wo steht Ihr Zeiger oder Zähler danach?',
      'Beginnen Sie nicht bei jeder Änderung von vorn, und rechnen Sie nicht modulo der Länge einer wechselnden Liste.',
    ],
    chapter: '13-ambassador.md#lastverteilung',
    on: [changingBalancer],
    check: checkStarvation,
    sometimes: [picks],
  }),
];
