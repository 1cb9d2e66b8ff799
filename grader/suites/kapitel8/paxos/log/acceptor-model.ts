import { compare, isSame, noBallot } from '../ballots.ts';
import type { AcceptedSlot, Ballot, LogMessage } from '../contract.ts';
import { isSameValue, keyOf } from './nodes.ts';

/** A question to the acceptor of the log. */
export type LogQuestion = Extract<LogMessage, { type: 'Prepare' | 'Accept' | 'Heartbeat' }>;

export interface LogMemory {
  readonly promised: Ballot;
  readonly votes: readonly AcceptedSlot[];
}

export const blankLog: LogMemory = { promised: noBallot, votes: [] };

export const isServed = ({ promised }: LogMemory, { ballot }: LogQuestion): boolean =>
  compare(ballot, promised) >= 0;

/** What may be remembered once the question has been answered: a heartbeat may count as a promise. */
export function after(memory: LogMemory, question: LogQuestion): LogMemory[] {
  if (!isServed(memory, question)) return [memory];
  const promising = { ...memory, promised: question.ballot };
  if (question.type === 'Heartbeat') return [memory, promising];
  if (question.type === 'Prepare') return [promising];
  const { slot, ballot, value } = question;
  const others = memory.votes.filter((vote) => vote.slot !== slot);
  return [{ ...promising, votes: [...others, { slot, ballot, value }] }];
}

/** What may be on disk if the node crashes before it has answered. */
export function between(memory: LogMemory, question: LogQuestion): LogMemory[] {
  if (!isServed(memory, question)) return [memory];
  const done = after(memory, question);
  const halves = done.flatMap(({ promised, votes }) => [
    { promised, votes: memory.votes },
    { promised: memory.promised, votes },
  ]);
  return [memory, ...halves, ...done];
}

/** What a promise must name: for each slot from `first` on, the highest vote. */
export const namedFrom = ({ votes }: LogMemory, first: number): AcceptedSlot[] =>
  votes.filter(({ slot }) => slot >= first).sort((a, b) => a.slot - b.slot);

export function isSameNaming(a: readonly AcceptedSlot[], b: readonly AcceptedSlot[]): boolean {
  if (a.length !== b.length) return false;
  return b.every((vote) => {
    const other = a.find(({ slot }) => slot === vote.slot);
    return other && isSame(other.ballot, vote.ballot) && isSameValue(other.value, vote.value);
  });
}

/** Are these the answers to the question, given the memory? */
export function areAnswers(
  memory: LogMemory,
  question: LogQuestion,
  answers: readonly LogMessage[],
): boolean {
  const [answer] = answers;
  if (!isServed(memory, question)) {
    return (
      answers.length === 1 &&
      answer?.type === 'Reject' &&
      isSame(answer.ballot, question.ballot) &&
      isSame(answer.promised, memory.promised)
    );
  }
  if (question.type === 'Heartbeat') return answers.length === 0;
  if (answers.length !== 1 || answer === undefined) return false;
  if (question.type === 'Accept') {
    return (
      answer.type === 'Accepted' &&
      isSame(answer.ballot, question.ballot) &&
      answer.slot === question.slot
    );
  }
  return (
    answer.type === 'Promise' &&
    isSame(answer.ballot, question.ballot) &&
    isSameNaming(answer.accepted, namedFrom(memory, question.firstUnchosen))
  );
}

export const fingerprint = ({ promised, votes }: LogMemory): string =>
  JSON.stringify([
    promised.round,
    promised.node,
    votes.map(({ slot, ballot, value }) => [slot, ballot.round, ballot.node, keyOf(value)]).sort(),
  ]);
