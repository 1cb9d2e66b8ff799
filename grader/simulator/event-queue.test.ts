import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventQueue } from './event-queue.ts';

interface Due {
  readonly atMs: number;
  readonly order: number;
  readonly task: number;
}

/** What to do next; times count from the task popped last. */
const step = fc.oneof(
  fc.record({
    do: fc.constant('push' as const),
    afterMs: fc.oneof(
      fc.nat(5),
      fc.nat(2_000),
      fc.nat(1_000_000),
      fc.constantFrom(0.5, 511.5, 512, 1e12),
    ),
  }),
  fc.record({ do: fc.constant('put-back' as const), afterMs: fc.nat(700) }),
  fc.constant({ do: 'pop' as const }),
);

test('gives out the earliest first, and equals in the order in which they came', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const queue = new EventQueue<number>();
      let waiting: Due[] = [];
      let last: Due = { atMs: 0, order: 0, task: -1 };
      let pushed = 0;
      const pop = (): void => {
        const [next] = waiting.toSorted((a, b) => a.atMs - b.atMs || a.order - b.order);
        const task = queue.pop();
        expect(task).toBe(next?.task);
        if (next === undefined) return;
        expect([queue.atMs, queue.order]).toEqual([next.atMs, next.order]);
        waiting = waiting.filter((due) => due !== next);
        last = next;
      };
      for (const each of steps) {
        if (each.do === 'push') {
          const atMs = last.atMs + each.afterMs;
          queue.push(atMs, pushed);
          waiting.push({ atMs, order: pushed, task: pushed++ });
        } else if (each.do === 'pop') pop();
        else if (last.task >= 0 && !waiting.some(({ order }) => order === last.order)) {
          const atMs = last.atMs + each.afterMs;
          queue.putBack(atMs, last.task);
          waiting.push({ ...last, atMs });
        }
        expect(queue.size).toBe(waiting.length);
      }
      while (waiting.length > 0) pop();
      expect(queue.pop()).toBeUndefined();
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('is empty once cleared', () => {
  const queue = new EventQueue<number>();
  for (const atMs of [1, 1, 600, 1e9]) queue.push(atMs, atMs);
  queue.clear();
  expect([queue.size, queue.pop()]).toEqual([0, undefined]);
});
