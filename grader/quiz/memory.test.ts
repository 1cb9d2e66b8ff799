import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from './answer.ts';
import { isDue, type Memory, memorySchema, remember } from './memory.ts';

const start = Date.UTC(2026, 10, 25, 12);
const minute = 60_000;
const day = 24 * 60 * minute;
const given: Answer = { kind: 'choice', chosen: [0] };

const due = ({ card }: Memory) => Date.parse(card.due);

/** Answers one after the other: how long after the one before, and whether it was right. */
const histories = fc.array(
  fc.record({ pause: fc.integer({ min: 0, max: 400 * day }), correct: fc.boolean() }),
  { minLength: 1, maxLength: 12 },
);

function replayed(history: readonly { pause: number; correct: boolean }[]) {
  let at = start;
  let memory: Memory | undefined;
  for (const { pause, correct } of history) {
    at += pause;
    memory = remember(memory, given, correct, at);
  }
  if (memory === undefined) throw new Error('an empty history');
  return { memory, at };
}

describe('what is remembered of a question', () => {
  it('fits its schema, also as JSON, and is the same again', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { memory } = replayed(history);
        expect(memorySchema.parse(JSON.parse(JSON.stringify(memory)))).toEqual(memory);
        expect(replayed(history).memory).toEqual(memory);
        expect(memory.asked).toBe(history.length);
        expect(memory.right).toBe(history.filter(({ correct }) => correct).length);
      }),
    );
  });

  it('brings a wrong answer back after ten minutes, a right one later', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { memory, at } = replayed(history);
        const [wrong, right] = [false, true].map((correct) =>
          remember(memory, given, correct, at + day),
        );
        if (wrong === undefined || right === undefined) throw new Error('unreachable');
        expect(due(wrong) - (at + day)).toBe(10 * minute);
        expect(due(right)).toBeGreaterThan(due(wrong));
        expect(due(right) - (at + day)).toBeLessThanOrEqual(366 * day);
      }),
    );
  });

  it('asks ever less often what is known each time', () => {
    let memory = remember(undefined, given, true, start);
    let interval = due(memory) - start;
    for (let time = 0; time < 8; time++) {
      const at = due(memory);
      expect(isDue(memory, at - 1)).toBe(false);
      expect(isDue(memory, at)).toBe(true);
      memory = remember(memory, given, true, at);
      expect(due(memory) - at).toBeGreaterThanOrEqual(interval);
      interval = due(memory) - at;
    }
    expect(interval).toBeGreaterThan(100 * day);
  });
});
