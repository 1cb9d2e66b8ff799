import type { Message, Response } from './contract.ts';

/**
 * What a message or response on the wire is. A submission may send anything: whatever is not of the
 * contract counts as not sent, and the checks say what is missing.
 */
type Fields = Readonly<Record<string, unknown>>;
type FieldCheck = (value: unknown) => boolean;

const isText: FieldCheck = (value) => typeof value === 'string';
const isWhole: FieldCheck = (value) => Number.isSafeInteger(value);
const isOutcome: FieldCheck = (value) => value === 'commit' || value === 'abort';
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isChange: FieldCheck = (value) =>
  isObject(value) && isText(value.account) && isWhole(value.amount);
const isListOf =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    Array.isArray(value) && value.every(check);

const messageFields: Readonly<Record<Message['type'], Readonly<Record<string, FieldCheck>>>> = {
  Prepare: { tx: isText, changes: isListOf(isChange), participants: isListOf(isText) },
  Vote: { tx: isText, vote: (value) => value === 'yes' || value === 'no' },
  Decision: { tx: isText, outcome: isOutcome },
  Ack: { tx: isText },
  Inquiry: { tx: isText },
};

const responseFields: Readonly<Record<Response['kind'], Readonly<Record<string, FieldCheck>>>> = {
  outcome: { tx: isText, outcome: isOutcome },
  balance: { amount: isWhole },
  undecided: { tx: isText },
  'wrong-node': {},
};

/** The first field that is not as the contract has it: `type`, `vote`. */
export function malformedField(value: unknown): string | undefined {
  return firstWrong(value, 'type', messageFields);
}

export function asMessage(value: unknown): Message | undefined {
  return malformedField(value) === undefined ? (value as Message) : undefined;
}

export function asResponse(value: unknown): Response | undefined {
  return firstWrong(value, 'kind', responseFields) === undefined ? (value as Response) : undefined;
}

function firstWrong(
  value: unknown,
  tag: string,
  table: Readonly<Record<string, Readonly<Record<string, FieldCheck>>>>,
): string | undefined {
  if (!isObject(value)) return tag;
  const name = value[tag];
  if (typeof name !== 'string' || !Object.hasOwn(table, name)) return tag;
  return Object.entries(table[name] ?? {}).find(([field, check]) => !check(value[field]))?.[0];
}
