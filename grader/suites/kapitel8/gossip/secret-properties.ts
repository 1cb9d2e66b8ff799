import { type AnyProperty, property } from '../../suite.ts';
import { choosing } from './choosing.ts';
import { checkRandomChoice } from './secret-checks.ts';

/** Not in the students' copy, nor is what only this file imports: judged when it is graded. */
export const secretProperties: readonly AnyProperty[] = [
  property({
    id: 'random-choice',
    part: 'verbreitung',
    title: 'Ausgelost wird zufällig und gleichmäßig',
    rule: 'Unter den übrigen Knoten kommt jeder mit gleicher Wahrscheinlichkeit an die Reihe, in jeder Welt in anderer Folge.',
    source: 'Karp et al. 2000, Abschnitt 1 (random phone call model)',
    points: 3,
    kind: 'liveness',
    visibility: 'geheim',
    hints: [
      'context.random() liefert Zahlen aus [0, 1). Welchen Index erreicht Ihre Formel nie oder selten?',
      'Math.floor(context.random() * pool.length) ist gleichverteilt; Math.round ist es nicht. Den Gezogenen aus dem Topf nehmen.',
    ],
    chapter: '06-gossip.md#adressaten',
    on: [choosing],
    check: checkRandomChoice,
    sometimes: [{ count: 'draws', atLeast: 500, otherwise: 'Es wurde fast nie jemand ausgelost.' }],
  }),
];
