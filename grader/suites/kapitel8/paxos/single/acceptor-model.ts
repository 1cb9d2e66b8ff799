import { compare, isSame, noBallot } from '../ballots.ts';
import type { AcceptedProposal, Ballot, Message } from '../contract.ts';

/** A question to an acceptor. */
export interface Question {
  readonly type: 'Prepare' | 'Accept';
  readonly ballot: Ballot;
  readonly value: string;
}

/** What an acceptor remembers. */
export interface Memory {
  readonly promised: Ballot;
  /** By which kind of question it came to be promised: told apart only to name the mistake. */
  readonly promisedBy: 'Prepare' | 'Accept';
  readonly accepted: AcceptedProposal | null;
}

export const blank: Memory = { promised: noBallot, promisedBy: 'Prepare', accepted: null };

export const isServed = ({ promised }: Memory, { ballot }: Question): boolean =>
  compare(ballot, promised) >= 0;

export function after(memory: Memory, question: Question): Memory {
  if (!isServed(memory, question)) return memory;
  const { type, ballot, value } = question;
  const promisedBy = isSame(ballot, memory.promised) ? memory.promisedBy : type;
  const accepted = type === 'Accept' ? { ballot, value } : memory.accepted;
  return { promised: ballot, promisedBy, accepted };
}

/** What may be on disk if the node crashes in the handler before it has answered. */
export function between(memory: Memory, question: Question): Memory[] {
  const done = after(memory, question);
  const halves =
    question.type === 'Accept'
      ? [
          { ...done, accepted: memory.accepted },
          { ...memory, accepted: done.accepted },
        ]
      : [];
  return isServed(memory, question) ? [memory, ...halves, done] : [memory];
}

/** Is this the answer to the question, given the memory? */
export function isAnswer(memory: Memory, question: Question, answer: Message): boolean {
  if (!('ballot' in answer) || !isSame(answer.ballot, question.ballot)) return false;
  if (!isServed(memory, question)) {
    return answer.type === 'Reject' && isSame(answer.promised, memory.promised);
  }
  if (question.type === 'Accept') return answer.type === 'Accepted';
  return answer.type === 'Promise' && isSameVote(answer.accepted, memory.accepted);
}

export function isSameVote(a: AcceptedProposal | null, b: AcceptedProposal | null): boolean {
  if (a === null || b === null) return a === b;
  return isSame(a.ballot, b.ballot) && a.value === b.value;
}
