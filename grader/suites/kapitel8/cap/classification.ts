import * as fc from 'fast-check';
import { ContextError } from '../../../simulator/context-error.ts';
import { Probe } from '../../submission.ts';
import { type Experiment, holds, type Observation, type Verdict, violated } from '../../suite.ts';
import {
  type Entry,
  productGuarantees,
  productMechanisms,
  protocolGuarantees,
  protocolProgress,
} from './reasons.ts';
import { classificationWording as say } from './wording-classification.ts';

export type Question =
  | 'protocols-guarantee'
  | 'protocols-progress'
  | 'products-guarantee'
  | 'products-mechanism';

/** Which constant, which field, and what is right or wrong with each answer. */
const questions: Readonly<
  Record<
    Question,
    {
      readonly constant: 'protocols' | 'products';
      readonly field: string;
      readonly entries: readonly Entry[];
    }
  >
> = {
  'protocols-guarantee': { constant: 'protocols', field: 'guarantee', entries: protocolGuarantees },
  'protocols-progress': { constant: 'protocols', field: 'progress', entries: protocolProgress },
  'products-guarantee': { constant: 'products', field: 'guarantee', entries: productGuarantees },
  'products-mechanism': { constant: 'products', field: 'mechanism', entries: productMechanisms },
};

export interface ClassificationSeen extends Observation {
  readonly answers: Readonly<Record<'protocols' | 'products', unknown>>;
}

/** The constants are data: there is one input, and nothing to draw. */
export const classifications: Experiment<null, ClassificationSeen> = {
  id: 'einordnung',
  faults: 'none',
  runs: 0,
  inputs: fc.constant(null),
  examples: [null],
  observe(_input, submission) {
    const constant = (name: 'protocols' | 'products') =>
      new Probe(submission).call<unknown>(name, [], () => {
        const value = submission.instantiate()[name];
        if (typeof value !== 'object' || value === null)
          throw new ContextError('missing-export', name);
        return value;
      });
    const answers = { protocols: constant('protocols'), products: constant('products') };
    return isBegun(answers) ? { answers } : { answers, fault: { kind: 'todo', detail: say.todo } };
  },
};

/** The skeleton's constants hold no answer at all: that is not yet a wrong one. */
function isBegun(answers: ClassificationSeen['answers']): boolean {
  return Object.values(questions).some(({ constant, field, entries }) =>
    entries.some(({ subject }) => {
      const answer = fieldOf(fieldOf(answers[constant], subject), field);
      return answer !== undefined && answer !== null;
    }),
  );
}

/** Every wrong answer is told with its reason; what is right is counted only. */
export function classified(question: Question): (seen: ClassificationSeen) => Verdict {
  const { constant, field, entries } = questions[question];
  return ({ answers }) => {
    const given = entries.map((entry) => ({
      entry,
      answer: fieldOf(fieldOf(answers[constant], entry.subject), field),
    }));
    const wrong = given.filter(({ entry, answer }) => answer !== entry.right);
    if (wrong.length === 0) return holds;
    const lines = wrong.map(({ entry: { name, wrong: reasons }, answer }) =>
      say.line(name, answer, typeof answer === 'string' ? reasons[answer] : undefined),
    );
    const right = given.filter(({ entry, answer }) => answer === entry.right);
    const confirmed = right.map(({ entry }) =>
      say.confirmed(entry.name, entry.right, entry.because),
    );
    return violated(
      [say.heading(constant, field, wrong.length, entries.length), ...lines, ...confirmed].join(
        '\n',
      ),
    );
  };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
