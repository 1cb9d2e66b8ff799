import type { ExerciseResult, PropertyResult } from '../results/result.ts';
import type { Trace } from '../simulator/trace.ts';
import type { Counterexample } from '../suites/report.ts';
import type { ExerciseView } from './view.ts';

/** Small results to test reports with. */

export function propertyResult(id: string, changes: Partial<PropertyResult> = {}): PropertyResult {
  return {
    id,
    part: 'wahl',
    title: `Titel ${id}`,
    rule: `Regel ${id}.`,
    source: 'Quelle',
    status: 'nicht-bestanden',
    points: 0,
    maxPoints: 2,
    bonus: false,
    kind: 'safety',
    visibility: 'verdeckt',
    faults: ['none'],
    scenarios: 10,
    message: `Befund ${id}.`,
    hints: ['Erster Hinweis.', 'Zweiter Hinweis.'],
    hint: 'Erster Hinweis.',
    chapter: '08-raft.md#wahl',
    ...changes,
  };
}

export function passed(id: string, changes: Partial<PropertyResult> = {}): PropertyResult {
  return propertyResult(id, { status: 'bestanden', points: 2, hints: [], ...changes });
}

export function counterexample(changes: Partial<Counterexample> = {}): Counterexample {
  const plain = { experiment: 'x', input: {}, foundInRun: 3, minimised: true };
  return { ...plain, message: '', events: [], ...changes };
}

export function failsBy(
  kind: NonNullable<Counterexample['fault']>['kind'],
  line: number,
): Partial<PropertyResult> {
  const fault = { kind, detail: 'TODO', location: { file: 'raft.ts', line } };
  return { counterexample: counterexample({ fault }) };
}

export const shortTrace: Trace = {
  version: 1,
  nodes: ['n1', 'n2'],
  scripted: [],
  events: [
    { kind: 'start', seq: 0, atMs: 0, node: 'n1', incarnation: 0, clock: [1, 0] },
    { kind: 'start', seq: 1, atMs: 0, node: 'n2', incarnation: 0, clock: [0, 1] },
    {
      kind: 'send',
      seq: 2,
      atMs: 5,
      node: 'n1',
      incarnation: 0,
      clock: [2, 0],
      to: 'n2',
      id: 1,
      type: 'vote',
      k: 0,
      message: { type: 'vote', term: 7 },
    },
    {
      kind: 'log',
      seq: 3,
      atMs: 5,
      node: 'n1',
      incarnation: 0,
      clock: [2, 0],
      level: 'log',
      text: '<script>alert(1)</script> \u001b[31mrot',
    },
  ],
  end: 'idle',
  endedAtMs: 5,
};

export function exerciseView(
  properties: readonly PropertyResult[],
  changes: Partial<ExerciseResult> = {},
): ExerciseView {
  const points = properties.reduce((sum, each) => sum + each.points, 0);
  return {
    chapter: 'kapitel8',
    parts: [
      { id: 'wahl', title: 'Teil 1: Wahl', bonus: false },
      { id: 'log', title: 'Teil 2: Log', bonus: false },
      { id: 'snapshots', title: 'Teil 3 (Bonus): Snapshots', bonus: true },
    ],
    result: {
      id: 'raft',
      number: '8.8',
      title: 'Raft',
      status: properties.every(({ status }) => status === 'bestanden')
        ? 'bestanden'
        : 'nicht-bestanden',
      points,
      maxPoints: 2 * properties.length,
      bonusPoints: 0,
      maxBonusPoints: 0,
      weight: 22,
      findings: [],
      properties: [...properties],
      ...changes,
    },
    readings: new Map([
      ['08-raft.md#wahl', { file: 'chapters/kapitel8/08-raft.md', anchor: 'wahl', title: 'Wahl' }],
    ]),
    commands: {
      check: 'npm run check raft',
      hints: 'npm run check -- raft --hint',
      property: (id) => `npm run check -- raft --property ${id}`,
      replay: ({ counterexample: found }) =>
        found === undefined ? undefined : 'npm run check -- --replay raft-12345678',
      debug: () => undefined,
    },
  };
}
