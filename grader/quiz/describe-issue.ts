import type * as z from 'zod';
import { closest } from '../catalogue/closest.ts';
import { knownFields } from './known-fields.ts';
import { questionTypes } from './schema.ts';
import { quizWording } from './wording.ts';

interface Described {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Says in German what zod found; an issue about several fields becomes one each. */
export function describeIssue(issue: z.core.$ZodIssue, data: unknown): Described[] {
  const words = quizWording.structure;
  const { path } = issue;
  const field = nameOf(path);
  const one = (message: string): Described[] => [{ path, message }];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownFields(valueAt(data, ['type']), path);
      return issue.keys.map((key) => {
        const value = valueAt(data, [...path, key]);
        const message =
          value === '' || value === null
            ? words.commaSplit(key)
            : words.unknownField(key, closest(key, known), known);
        return { path: [...path, key], message };
      });
    }
    case 'invalid_union': {
      if (path.at(-1) === 'type' || issue.discriminator === 'type') {
        const given = valueAt(data, ['type']);
        const type = typeof given === 'string' ? given : undefined;
        const meant = type === undefined ? undefined : closest(type, questionTypes);
        return one(words.unknownType(type, meant, questionTypes));
      }
      return one(valueAt(data, path) === undefined ? words.missing(field) : issue.message);
    }
    case 'invalid_type': {
      const given = valueAt(data, path);
      if (given === undefined) {
        return one(
          typeof path.at(-1) === 'number' ? words.missingEntry(field) : words.missing(field),
        );
      }
      if (given === null || given === '') return one(words.empty(field));
      const expected = issue.expected === 'tuple' ? 'array' : issue.expected;
      return one(words.wrongShape[expected] ?? words.otherShape);
    }
    case 'invalid_value':
    case 'invalid_format':
    case 'custom': {
      const given = valueAt(data, path);
      if (given === undefined) return one(words.missing(field));
      return one(given === '' ? words.empty(field) : issue.message);
    }
    case 'too_small':
      return one(
        issue.origin === 'string' ? words.empty(field) : words.tooFew(field, Number(issue.minimum)),
      );
    default:
      return one(words.otherShape);
  }
}

/** The field an issue is about: the last name on its path. */
function nameOf(path: readonly PropertyKey[]): string {
  return String(path.findLast((step) => typeof step === 'string') ?? '');
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
