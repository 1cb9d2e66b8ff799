import type { LogEntry, Message, Response } from './contract.ts';

/**
 * What a message on the wire is. A submission may send anything: whatever is not a message of the
 * contract is told by {@link malformedField} and looked at by no other check.
 */
type Fields = Readonly<Record<string, unknown>>;
type FieldCheck = (value: unknown) => boolean;

const isCount: FieldCheck = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isTerm: FieldCheck = (value) => Number.isSafeInteger(value) && (value as number) >= 1;
const isText: FieldCheck = (value) => typeof value === 'string';
const isFlag: FieldCheck = (value) => typeof value === 'boolean';
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldsOf: Readonly<Record<Message['type'], Readonly<Record<string, FieldCheck>>>> = {
  RequestVote: { term: isTerm, candidateId: isText, lastLogIndex: isCount, lastLogTerm: isCount },
  RequestVoteReply: { term: isTerm, voteGranted: isFlag },
  AppendEntries: {
    term: isTerm,
    leaderId: isText,
    prevLogIndex: isCount,
    prevLogTerm: isCount,
    entries: Array.isArray,
    leaderCommit: isCount,
  },
  AppendEntriesReply: { term: isTerm, success: isFlag, prevLogIndex: isCount, matchIndex: isCount },
  InstallSnapshot: {
    term: isTerm,
    leaderId: isText,
    lastIncludedIndex: isCount,
    lastIncludedTerm: isCount,
    data: (value) => isObject(value) && isObject(value.values) && isObject(value.sessions),
  },
  InstallSnapshotReply: { term: isTerm, lastIncludedIndex: isCount },
};

// As a list a type: this runs for every message of every run.
const checksOf: ReadonlyMap<string, readonly { name: string; check: FieldCheck }[]> = new Map(
  Object.entries(fieldsOf).map(([type, fields]) => [
    type,
    Object.entries(fields).map(([name, check]) => ({ name, check })),
  ]),
);

/** The first field that is not as the contract has it: `type`, `prevLogIndex`, `entries[2].term`. */
export function malformedField(value: unknown): string | undefined {
  if (!isObject(value)) return 'type';
  const type = value.type;
  const fields = typeof type === 'string' ? checksOf.get(type) : undefined;
  if (fields === undefined) return 'type';
  for (const field of fields) {
    if (!field.check(value[field.name])) return field.name;
  }
  return type === 'AppendEntries' ? malformedEntry(value.entries as readonly unknown[]) : undefined;
}

function malformedEntry(entries: readonly unknown[]): string | undefined {
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    if (!isObject(entry) || !isTerm(entry.term)) return `entries[${i}].term`;
    if (entry.request !== null && !isRequest(entry.request)) return `entries[${i}].request`;
  }
  return undefined;
}

function isRequest(value: unknown): boolean {
  return (
    isObject(value) && isText(value.clientId) && isCount(value.sequence) && isObject(value.command)
  );
}

export function asMessage(value: unknown): Message | undefined {
  return malformedField(value) === undefined ? (value as Message) : undefined;
}

/** What two entries must share to be the same command. */
export function sameRequest(a: LogEntry['request'], b: LogEntry['request']): boolean {
  if (a === null || b === null) return a === b;
  return a.clientId === b.clientId && a.sequence === b.sequence;
}

export function isResponse(value: unknown): value is Response {
  if (!isObject(value)) return false;
  if (value.ok === true) return value.value === null || isText(value.value);
  const { leaderHint } = value;
  return value.ok === false && (leaderHint === undefined || isText(leaderHint));
}
