import { type AnyProperty, property } from '../../suite.ts';
import { checkConvergence, checkGrowth, checkTraffic } from './checks-epidemic.ts';
import { spreading } from './spreading.ts';

/** Part 2: what comes of it in a large cluster. */
export const epidemicProperties: readonly AnyProperty[] = [
  property({
    id: 'growth-bound',
    part: 'verbreitung',
    title: 'Nach r Takten wissen es höchstens (Fanout + 1)^r Knoten',
    rule: 'Ohne Gruppe und Top-Sender erreicht jeder Knoten je Takt höchstens fanout weitere; schneller kann sich ein Gerücht nicht verbreiten.',
    source: 'Karp et al. 2000, Abschnitt 1',
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Sendet ein Knoten, sobald er etwas hört, statt auf den Takt zu warten? Oder an mehr Knoten, als der Fanout erlaubt?',
    ],
    chapter: '06-gossip.md#konvergenz',
    on: [spreading],
    check: checkGrowth,
    sometimes: [
      {
        count: 'spreads',
        atLeast: 20,
        otherwise: 'Das Gerücht hat fast nie die Quelle verlassen.',
      },
    ],
  }),
  property({
    id: 'logarithmic-convergence',
    part: 'verbreitung',
    title: 'Nach O(log n) Takten wissen es alle',
    rule: 'In vier von fünf Abläufen kennen alle 24 Knoten ein Gerücht nach höchstens acht Takten (Fanout 2, fünf Takte je Gerücht).',
    source: 'Pittel 1987; Karp et al. 2000, Abschnitt 1',
    points: 4,
    kind: 'liveness',
    visibility: 'verdeckt',
    hints: [
      'Erzählen auch Knoten weiter, die das Gerücht nur gehört haben, oder nur die Quelle?',
      'Lost jeder Knoten in jedem Takt neu aus, oder erzählt er immer denselben?',
    ],
    chapter: '06-gossip.md#konvergenz',
    on: [spreading],
    check: checkConvergence,
    sometimes: [
      {
        count: 'spreads',
        atLeast: 20,
        otherwise: 'Das Gerücht hat fast nie die Quelle verlassen.',
      },
    ],
  }),
  property({
    id: 'bounded-traffic',
    part: 'verbreitung',
    title: 'Die Redundanz bleibt begrenzt',
    rule: 'Für ein Gerücht sendet jeder Knoten in repeat Takten je fanout Nachrichten, mehr nicht. Nötig wären insgesamt n − 1; der Rest ist Redundanz.',
    source: 'Demers et al. 1987, Abschnitt 1.4 („traffic“)',
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: ['Hört bei Ihnen jeder Knoten irgendwann auf, dasselbe Gerücht zu erzählen?'],
    chapter: '06-gossip.md#redundanz',
    on: [spreading],
    check: checkTraffic,
    sometimes: [{ count: 'messages', atLeast: 500, otherwise: 'Es wurde fast nichts erzählt.' }],
  }),
];
