import * as z from 'zod';
import { quizWording } from './wording.ts';

/**
 * What stands in a fenced `quiz` block of a chapter. YAML is read with its failsafe schema, so every
 * value arrives as the text an author wrote: `1.10`, `no` and `null` mean what they say.
 */

const words = quizWording.schema;

/** Inline Markdown with `$KaTeX$`. */
const text = z.string().trim().min(1);

/** A number as text; a German decimal comma is told so. */
const number = z
  .string()
  .trim()
  .regex(/^[+-]?\d+(?:\.\d+)?$/, { error: words.notANumber })
  .transform(Number);

const wholeNumber = (least: number) =>
  number.refine((value) => Number.isInteger(value) && value >= least, {
    error: words.notWhole(least),
  });

const flag = z
  .enum(['true', 'false'], { error: words.notAFlag })
  .default('false')
  .transform((value) => value === 'true');

const identifier = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: words.notAnId });

const common = {
  /** Unique in the whole book: `<topic>-<what>`. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)+$/, { error: words.notAnId }),
  question: text,
  /** Section of the same chapter to read on: `#uhrenbedingung`. */
  read: z.string().regex(/^#\S+$/, { error: words.notAnAnchor }),
  /** A term of the glossary or an anchor of the chapter: what the question is about. */
  concept: text.optional(),
  points: wholeNumber(1).default(1),
};

const choices = z
  .array(z.strictObject({ text, correct: flag, explanation: text }))
  .min(2)
  .superRefine((options, context) => refuseTwice(options, 'text', context));

const single = z
  .strictObject({ ...common, type: z.literal('single'), options: choices })
  .superRefine(({ options }, context) => {
    const right = options.filter(({ correct }) => correct).length;
    if (right !== 1) refuse(context, ['options'], words.notOneRight(right));
  });

const multiple = z
  .strictObject({ ...common, type: z.literal('multiple'), options: choices })
  .superRefine(({ options }, context) => {
    const right = options.filter(({ correct }) => correct).length;
    if (right === 0) refuse(context, ['options'], words.noneRight);
    if (right === options.length) refuse(context, ['options'], words.allRight);
  });

const matching = z
  .strictObject({
    ...common,
    type: z.literal('matching'),
    pairs: z.array(z.strictObject({ left: text, right: text, explanation: text })).min(3),
    distractors: z.array(z.strictObject({ right: text, explanation: text })).default([]),
  })
  .superRefine(({ pairs, distractors }, context) => {
    refuseTwice(pairs, 'left', context, ['pairs']);
    // Two lefts may share a right; a distractor that is somebody's right would be none.
    refuseTwice(distractors, 'right', context, ['distractors']);
    for (const [index, { right }] of distractors.entries()) {
      if (pairs.some((pair) => pair.right === right)) {
        refuse(context, ['distractors', index, 'right'], words.distractorIsRight(right));
      }
    }
  });

const ordering = z
  .strictObject({
    ...common,
    type: z.literal('ordering'),
    /** In a right order. */
    items: z.array(z.strictObject({ text, explanation: text })).min(3),
    /** `[a, b]`: item a comes before item b, counted from 0. Without it, only the given order is right. */
    before: z
      .array(z.tuple([wholeNumber(0), wholeNumber(0)]))
      .min(1)
      .optional(),
  })
  .superRefine(({ items, before = [] }, context) => {
    refuseTwice(items, 'text', context, ['items']);
    for (const [index, [earlier, later]] of before.entries()) {
      const path = ['before', index];
      if (Math.max(earlier, later) >= items.length) {
        refuse(context, path, words.noSuchItem(Math.max(earlier, later), items.length));
      } else if (earlier >= later) {
        refuse(context, path, words.againstOrder(earlier, later));
      }
    }
  });

const misconceptions = z.array(z.strictObject({ value: text, explanation: text }));

const numeric = z
  .strictObject({
    ...common,
    type: z.literal('numeric'),
    answer: z.union([number, z.strictObject({ scene: identifier, fact: text })], {
      error: words.notANumericAnswer,
    }),
    /** Absolute. */
    tolerance: number.refine((value) => value >= 0, { error: words.negative }).default(0),
    unit: text.optional(),
    explanation: text,
    misconceptions: z.array(z.strictObject({ value: number, explanation: text })).min(1),
  })
  .superRefine(({ answer, tolerance, misconceptions: wrong }, context) => {
    if (typeof answer !== 'number') return;
    for (const [index, { value }] of wrong.entries()) {
      if (Math.abs(value - answer) <= tolerance) {
        refuse(context, ['misconceptions', index, 'value'], words.misconceptionIsRight(value));
      }
    }
  });

const predict = z
  .strictObject({
    ...common,
    type: z.literal('predict'),
    /** The truth always comes from this scene's computed facts. */
    scene: identifier,
    answer: z.strictObject({ fact: text }),
    options: z
      .array(z.strictObject({ text: text.optional(), value: text.optional(), explanation: text }))
      .min(2)
      .optional(),
    misconceptions: misconceptions.default([]),
    unit: text.optional(),
    explanation: text,
  })
  .superRefine(({ options, misconceptions: wrong }, context) => {
    if (options === undefined) {
      if (wrong.length === 0) refuse(context, [], words.freeWithoutMisconception);
      return;
    }
    if (wrong.length > 0) refuse(context, ['misconceptions'], words.misconceptionsAndOptions);
    for (const [index, option] of options.entries()) {
      if (option.text === undefined && option.value === undefined) {
        refuse(context, ['options', index], words.optionWithoutText);
      }
    }
    const shown = options.map((option) => ({ text: option.text ?? option.value ?? '' }));
    refuseTwice(shown, 'text', context, ['options']);
  });

export const questionSchema = z.discriminatedUnion('type', [
  single,
  multiple,
  matching,
  ordering,
  numeric,
  predict,
]);

export const questionTypes = [
  'single',
  'multiple',
  'matching',
  'ordering',
  'numeric',
  'predict',
] as const;

/** A question as its author wrote it; `predict` and some `numeric` do not know their truth yet. */
export type WrittenQuestion = z.output<typeof questionSchema>;

type Context = z.core.$RefinementCtx;
type Path = readonly (string | number)[];

function refuse(context: Context, path: Path, message: string): void {
  context.addIssue({ code: 'custom', path: [...path], message });
}

/** Two equal texts could not be told apart when answered. */
function refuseTwice<Key extends string>(
  entries: readonly Readonly<Record<Key, string>>[],
  key: Key,
  context: Context,
  path: Path = [],
): void {
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    if (seen.has(entry[key])) refuse(context, [...path, index, key], words.twice(entry[key]));
    seen.add(entry[key]);
  }
}
