import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBank } from './bank.fixture.ts';
import { isDue, remember } from './memory.ts';
import { chooseQuestions, type Memories, quizProgress } from './progress.ts';

const now = Date.UTC(2026, 10, 25, 12);
const hour = 3_600_000;
const asked = Array.from({ length: 8 }, (_, index) => ({
  question: { ...fromBank('probe-einzeln', 'single'), id: `probe-${index}` },
}));

/** For each question: never asked, or hours ago and whether that was right. */
const pasts = fc.tuple(
  ...asked.map(() =>
    fc.option(fc.record({ hours: fc.integer({ min: 0, max: 2000 }), correct: fc.boolean() })),
  ),
);
type Past = { readonly hours: number; readonly correct: boolean } | null;

function memoriesOf(past: readonly Past[]): Memories {
  return Object.fromEntries(
    past.flatMap((each, index) =>
      each === null
        ? []
        : [
            [
              `probe-${index}`,
              remember(
                undefined,
                { kind: 'choice', chosen: [0] },
                each.correct,
                now - each.hours * hour,
              ),
            ],
          ],
    ),
  );
}

const choices = fc.record({
  dueOnly: fc.boolean(),
  everything: fc.boolean(),
  atMost: fc.integer({ min: 1, max: 10 }),
});

describe('what to ask', () => {
  it('is what is due, longest overdue first, then what is new, then the rest if wanted', () => {
    fc.assert(
      fc.property(pasts, choices, (past, choice) => {
        const memories = memoriesOf(past);
        const chosen = chooseQuestions(asked, memories, now, choice).map(
          ({ question }) => question.id,
        );
        const all = asked.map(({ question }) => question.id);
        const known = all.filter((id) => memories[id] !== undefined);
        const dueAt = (id: string) => memories[id]?.card.due ?? '';
        const due = known
          .filter((id) => dueAt(id) <= new Date(now).toISOString())
          .sort((a, b) => dueAt(a).localeCompare(dueAt(b)));
        const fresh = choice.dueOnly ? [] : all.filter((id) => !known.includes(id));
        const rest = choice.everything ? known.filter((id) => !due.includes(id)) : [];
        expect(chosen).toEqual([...due, ...fresh, ...rest].slice(0, choice.atMost));
      }),
    );
  });

  it('is counted the same way', () => {
    fc.assert(
      fc.property(pasts, (past) => {
        const memories = memoriesOf(past);
        const questions = asked.map(({ question }) => question);
        const progress = quizProgress(questions, memories, now);
        const known = Object.values(memories);
        expect(progress.total).toBe(8);
        expect(progress.fresh).toBe(8 - known.length);
        expect(progress.right).toBe(known.filter(({ lastRight }) => lastRight).length);
        expect(progress.due).toBe(known.filter((memory) => isDue(memory, now)).length);
        if (progress.nextDue !== undefined) expect(progress.nextDue).toBeGreaterThan(now);
      }),
    );
  });

  it('takes no id for what every object has', () => {
    const question = { ...fromBank('probe-einzeln', 'single'), id: 'constructor' };
    expect(quizProgress([question], {}, now)).toMatchObject({ fresh: 1, due: 0 });
  });
});
