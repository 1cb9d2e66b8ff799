import { type AnyProperty, property } from '../../suite.ts';
import { checkStable } from './secret-checks.ts';
import { vectorExecutions } from './vector-clocks.ts';

/** Not in the students' copy, nor is what only this file imports: judged when it is graded. */
export const secretProperties: readonly AnyProperty[] = [
  property({
    id: 'vector-stable',
    part: 'vektoruhr',
    title: 'Vergebene Vektoren ändern sich nicht mehr',
    rule: 'Jeder Aufruf gibt ein eigenes Objekt zurück, das so bleibt, wie es ist. Auch das Argument von receive bleibt unverändert.',
    source: 'Aufgabe 8.7, Teil 4',
    points: 3,
    kind: 'safety',
    visibility: 'geheim',
    hints: [
      'Welches Objekt hat sich geändert: eines, das die Uhr zurückgegeben hat, oder das Argument von receive?',
      'Mit { ...vektor } geben Sie eine Kopie heraus. Ebenso übernehmen Sie aus einem Argument die Einträge, nicht das Objekt.',
    ],
    chapter: '07-lamport.md#vektoruhr',
    on: [vectorExecutions],
    check: checkStable,
  }),
];
