import { expect, test } from 'vitest';
import { Alphabet } from './alphabet.ts';
import { ClassGraph, ClassName } from './class-graph.ts';
import type { Edge } from './edges.ts';

const alphabet = new Alphabet(3);
const edge = (action: Edge['action'], more: Partial<Edge> = {}): Edge => ({
  action,
  isFault: false,
  effects: 0,
  isVisible: false,
  ...more,
});
const letters = [0, 1, 2].flatMap((to) =>
  [0, 1, 2, 3].map((k) => alphabet.letter((to + 1) % 3, to, 'a', k)),
);
const name = (...edges: Edge[]) =>
  edges.reduce((before, each) => before.after(each), ClassName.empty(3)).number;

test('names differ for different steps, also for those cut in two', () => {
  const steps = letters.flatMap(({ to, deliver, duplicate, drop }) => [
    ...[deliver, duplicate, drop].map((action) => edge(action)),
    ...[1, 2, 3, 4].map((after) => edge(deliver, { armed: alphabet.crashInHandler(to, after) })),
  ]);
  const names = new Set<number>();
  const classes = new Set<string>();
  for (const [i, a] of steps.entries()) {
    for (const [j, b] of steps.entries()) {
      const isOrdered = a.action.node >= 0 && a.action.node === b.action.node;
      names.add(name(a, b));
      classes.add(isOrdered || i < j ? `${i} ${j}` : `${j} ${i}`);
    }
  }
  expect(names.size).toBe(classes.size);
  expect(new Set(steps.map((step) => name(step))).size).toBe(steps.length);
});

test('names are equal where only the order on different nodes differs', () => {
  const [a, b] = [edge(letters[0]?.deliver as never), edge(letters[5]?.deliver as never)];
  const lost = edge(letters[9]?.drop as never);
  expect(name(a, b, lost)).toBe(name(lost, b, a));
  const [seenA, seenB] = [
    { ...a, isVisible: true },
    { ...b, isVisible: true },
  ];
  expect(name(seenA, seenB)).not.toBe(name(seenB, seenA));
});

test('counts the ways to each end', () => {
  const graph = new ClassGraph();
  const [a, b] = [edge(letters[0]?.deliver as never), edge(letters[5]?.deliver as never)];
  const start = ClassName.empty(3);
  const [root, left] = [graph.enter(start, false), graph.enter(start.after(a), true)];
  const [right, both] = [
    graph.enter(start.after(b), false),
    graph.enter(start.after(a).after(b), true),
  ];
  graph.link(root, 0, left);
  graph.link(root, 0, right);
  graph.link(left, 1, both);
  expect(graph.find(start.after(b).after(a))).toBe(both);
  graph.link(right, 1, both);
  expect(graph.countSchedules()).toBe(3);
});
