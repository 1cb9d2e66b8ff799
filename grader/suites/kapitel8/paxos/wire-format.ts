import type { Decision, LogMessage, LogResponse, Message } from './contract.ts';

/**
 * What a message on the wire is. A submission may send anything: whatever is not a message of the
 * contract is told by {@link malformedField} and looked at by no other check.
 */
type Fields = Readonly<Record<string, unknown>>;
type FieldCheck = (value: unknown) => boolean;
type Format = Readonly<Record<string, Readonly<Record<string, FieldCheck>>>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: FieldCheck = (value) => typeof value === 'string' && value !== '';
const isPositive: FieldCheck = (value) => Number.isSafeInteger(value) && (value as number) >= 1;
const isBallot: FieldCheck = (value) =>
  isObject(value) && isPositive(value.round) && isText(value.node);
const isCommand: FieldCheck = (value) =>
  isObject(value) &&
  isText(value.clientId) &&
  isPositive(value.sequence) &&
  typeof value.text === 'string';
const isLogValue: FieldCheck = (value) => value === null || isCommand(value);

export const singleFormat: Format = {
  Prepare: { ballot: isBallot },
  Promise: {
    ballot: isBallot,
    accepted: (value) =>
      value === null || (isObject(value) && isBallot(value.ballot) && isText(value.value)),
  },
  Accept: { ballot: isBallot, value: isText },
  Accepted: { ballot: isBallot },
  Reject: { ballot: isBallot, promised: isBallot },
  Chosen: { value: isText },
};

export const logFormat: Format = {
  Prepare: { ballot: isBallot, firstUnchosen: isPositive },
  Promise: {
    ballot: isBallot,
    accepted: (value) =>
      Array.isArray(value) &&
      value.every(
        (entry) =>
          isObject(entry) &&
          isPositive(entry.slot) &&
          isBallot(entry.ballot) &&
          isLogValue(entry.value),
      ),
  },
  Accept: { ballot: isBallot, slot: isPositive, value: isLogValue },
  Accepted: { ballot: isBallot, slot: isPositive },
  Reject: { ballot: isBallot, promised: isBallot },
  Chosen: { slot: isPositive, value: isLogValue },
  Heartbeat: { ballot: isBallot, firstUnchosen: isPositive },
  Missing: { firstUnchosen: isPositive },
};

/** The first field that is not as the contract has it, `type` for a message that it does not know. */
export function malformedField(format: Format, value: unknown): string | undefined {
  if (!isObject(value) || typeof value.type !== 'string') return 'type';
  const fields = Object.hasOwn(format, value.type) ? format[value.type] : undefined;
  if (fields === undefined) return 'type';
  for (const name in fields) {
    if (fields[name]?.(value[name]) !== true) return name;
  }
  return undefined;
}

export const isDecision = (value: unknown): value is Decision =>
  isObject(value) && isText(value.chosen);

export function isLogResponse(value: unknown): value is LogResponse {
  if (!isObject(value)) return false;
  if (value.ok === false) return value.leaderHint === undefined || isText(value.leaderHint);
  if (value.ok !== true) return false;
  if (Array.isArray(value.applied)) {
    return value.applied.every((text) => typeof text === 'string');
  }
  return isPositive(value.position);
}

export type AnyMessage = Message | LogMessage;
