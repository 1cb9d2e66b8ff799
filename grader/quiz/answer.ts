import * as z from 'zod';

/**
 * An answer to a question, by the order its author wrote things in, so that it means the same however
 * they were shuffled for display.
 */
export const answerSchema = z.discriminatedUnion('kind', [
  /** Indices of the options chosen. */
  z.strictObject({ kind: z.literal('choice'), chosen: z.array(z.int().min(0)) }),
  /** For each pair, the index into {@link rightsOf} chosen for its left side. */
  z.strictObject({ kind: z.literal('matching'), rights: z.array(z.int().min(0)) }),
  /** Indices of the items in the order given. */
  z.strictObject({ kind: z.literal('order'), items: z.array(z.int().min(0)) }),
  /** A number or a short text as typed. */
  z.strictObject({ kind: z.literal('written'), text: z.string() }),
]);
export type Answer = z.infer<typeof answerSchema>;

export type AnswerOf<Kind extends Answer['kind']> = Extract<Answer, { kind: Kind }>;
