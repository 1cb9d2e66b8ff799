import type { Fact } from './scene-facts.ts';
import type { WrittenQuestion } from './schema.ts';

type Written<Type extends WrittenQuestion['type']> = Extract<WrittenQuestion, { type: Type }>;

export type ChoiceQuestion = Written<'single'> | Written<'multiple'>;
export type MatchingQuestion = Written<'matching'>;
export type OrderingQuestion = Written<'ordering'>;

/** Its number is known, wherever it came from. */
export type NumericQuestion = Omit<Written<'numeric'>, 'answer'> & {
  readonly answer: number;
  /** The scene that computed it. */
  readonly scene?: string;
};

export interface PredictOption {
  readonly text: string;
  readonly correct: boolean;
  readonly explanation: string;
}

export type PredictQuestion = Omit<Written<'predict'>, 'answer' | 'options'> & {
  readonly answer: Fact;
  /** Exactly one is right; without them one answers freely. */
  readonly options?: readonly PredictOption[];
};

/** A question that can be asked and judged: computed truths are filled in. */
export type Question =
  | ChoiceQuestion
  | MatchingQuestion
  | OrderingQuestion
  | NumericQuestion
  | PredictQuestion;
