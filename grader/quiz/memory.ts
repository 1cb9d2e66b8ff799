import { type Card, createEmptyCard, fsrs, Rating, State } from 'ts-fsrs';
import * as z from 'zod';
import { type Answer, answerSchema } from './answer.ts';

/** Times as ISO 8601 in UTC. */
const time = z.iso.datetime();

/** What is remembered of one question: the last answer, and how well it sits. */
export const memorySchema = z.strictObject({
  asked: z.int().min(1),
  right: z.int().min(0),
  /** Of the last answer. */
  lastRight: z.boolean(),
  given: answerSchema,
  at: time,
  /** State of the scheduler for this question. */
  card: z.strictObject({
    due: time,
    stability: z.number(),
    difficulty: z.number(),
    scheduledDays: z.number(),
    learningSteps: z.int(),
    reps: z.int(),
    lapses: z.int(),
    state: z.enum(['new', 'learning', 'review', 'relearning']),
  }),
});
export type Memory = z.infer<typeof memorySchema>;

/**
 * FSRS 6 (Free Spaced Repetition Scheduler): the next date is when the chance to still know the answer
 * falls to nine tenths. A wrong answer comes back after ten minutes. Without fuzz, so that equal
 * answers at equal times give equal dates.
 */
const scheduler = fsrs({
  request_retention: 0.9,
  maximum_interval: 365,
  enable_fuzz: false,
  enable_short_term: true,
  learning_steps: ['10m'],
  relearning_steps: ['10m'],
});

/** The memory after an answer given at `at` (milliseconds since 1970). */
export function remember(
  before: Memory | undefined,
  given: Answer,
  correct: boolean,
  at: number,
): Memory {
  const now = new Date(at);
  const card = before === undefined ? createEmptyCard(now) : toCard(before);
  const next = scheduler.next(card, now, correct ? Rating.Good : Rating.Again).card;
  return {
    asked: (before?.asked ?? 0) + 1,
    right: (before?.right ?? 0) + (correct ? 1 : 0),
    lastRight: correct,
    given,
    at: now.toISOString(),
    card: {
      due: next.due.toISOString(),
      stability: next.stability,
      difficulty: next.difficulty,
      scheduledDays: next.scheduled_days,
      learningSteps: next.learning_steps,
      reps: next.reps,
      lapses: next.lapses,
      state: stateNames[next.state],
    },
  };
}

/** Whether the question should be asked again by now. */
export function isDue({ card }: Memory, now: number): boolean {
  return Date.parse(card.due) <= now;
}

const stateNames = {
  [State.New]: 'new',
  [State.Learning]: 'learning',
  [State.Review]: 'review',
  [State.Relearning]: 'relearning',
} as const satisfies Record<State, Memory['card']['state']>;

const states: Record<Memory['card']['state'], State> = {
  new: State.New,
  learning: State.Learning,
  review: State.Review,
  relearning: State.Relearning,
};

function toCard({ card, at }: Memory): Card {
  return {
    due: new Date(card.due),
    stability: card.stability,
    difficulty: card.difficulty,
    elapsed_days: 0,
    scheduled_days: card.scheduledDays,
    learning_steps: card.learningSteps,
    reps: card.reps,
    lapses: card.lapses,
    state: states[card.state],
    last_review: new Date(at),
  };
}
