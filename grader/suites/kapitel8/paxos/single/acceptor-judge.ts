import type { TraceEvent } from '../../../../simulator/trace.ts';
import type { Message } from '../contract.ts';
import type { Blame } from '../observed.ts';
import { malformedField, singleFormat } from '../wire-format.ts';
import { acceptorWording as say } from '../wording/acceptor.ts';
import {
  after,
  between,
  blank,
  isAnswer,
  isSameVote,
  isServed,
  type Memory,
  type Question,
} from './acceptor-model.ts';

/** What n1 did over one question. */
interface Episode {
  readonly question: Question;
  readonly asked: number;
  readonly answers: readonly {
    readonly seq: number;
    readonly to: string;
    readonly message: unknown;
  }[];
  readonly isCut: boolean;
}

function episodes(events: readonly TraceEvent[], questions: readonly Question[]): Episode[] {
  const found: Episode[] = [];
  let next = 0;
  let current: { -readonly [Key in keyof Episode]: Episode[Key] } | undefined;
  for (const event of events) {
    if (!('node' in event) || event.node !== 'n1') continue;
    if (event.kind === 'deliver') {
      const question = questions[next++];
      if (question === undefined) break;
      current = { question, asked: event.seq, answers: [], isCut: false };
      found.push(current);
    } else if (event.kind === 'crash' && current !== undefined) current.isCut = true;
    else if (event.kind === 'send' && current !== undefined) {
      if (event.type === 'Chosen') continue;
      const { seq, to, message } = event;
      current.answers = [...current.answers, { seq, to, message }];
    }
  }
  return found;
}

/**
 * Compares n1 with all that an acceptor could remember. A crash may leave more than one possibility:
 * what it had not told anybody may be stored or not.
 */
export function judgeAcceptor(
  events: readonly TraceEvent[],
  questions: readonly Question[],
): { blames: Blame[]; counts: Record<string, number> } {
  const counts: Record<string, number> = {};
  const reach = (name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  let memories: readonly Memory[] = [blank];
  let hasCrashed = false;
  for (const episode of episodes(events, questions)) {
    const { question, answers, isCut } = episode;
    const [answer] = answers;
    const isReadable =
      answer !== undefined && malformedField(singleFormat, answer.message) === undefined;
    if (answers.length === 0 && isCut) {
      memories = distinct(memories.flatMap((memory) => between(memory, question)));
      hasCrashed = true;
      continue;
    }
    const fitting =
      isReadable && answers.length === 1 && answer.to === question.ballot.node
        ? memories.filter((memory) => isAnswer(memory, question, answer.message as Message))
        : [];
    if (fitting.length === 0) {
      return { blames: blamesOf(episode, memories[0] as Memory, hasCrashed), counts };
    }
    const [before] = fitting as [Memory];
    for (const name of shown(before, question, hasCrashed)) reach(name);
    memories = fitting.map((memory) => after(memory, question));
    hasCrashed ||= isCut;
  }
  return { blames: [], counts };
}

function distinct(memories: readonly Memory[]): Memory[] {
  return [...new Map(memories.map((memory) => [JSON.stringify(memory), memory])).values()];
}

/** Which rules a right answer speaks for. */
function shown(memory: Memory, question: Question, hasCrashed: boolean): string[] {
  const isRejected = !isServed(memory, question);
  const tells = question.type === 'Prepare' && !isRejected && memory.accepted !== null;
  if (hasCrashed) {
    return [...(isRejected ? ['promise-durable'] : []), ...(tells ? ['accepted-durable'] : [])];
  }
  return [
    'answers-once',
    ...(isRejected
      ? [memory.promisedBy === 'Accept' ? 'accept-promises' : 'promise-kept']
      : ['serves']),
    ...(tells ? ['promise-tells'] : []),
  ];
}

function blamesOf(episode: Episode, memory: Memory, hasCrashed: boolean): Blame[] {
  const { question, asked, answers } = episode;
  const [answer] = answers;
  const events = answer === undefined ? [asked] : [answer.seq, asked];
  const blame = (rule: string, message: string): Blame[] => [{ rule, message, events }];
  const reply = answer?.message as Message | undefined;
  const isReadable = reply !== undefined && malformedField(singleFormat, reply) === undefined;
  const isPositive = isReadable && (reply.type === 'Promise' || reply.type === 'Accepted');
  const isWrongVote =
    isReadable && reply.type === 'Promise' && !isSameVote(reply.accepted, memory.accepted);
  if (hasCrashed) {
    if (isPositive && !isServed(memory, question)) {
      return blame('promise-durable', say.forgotPromise(question, memory.promised));
    }
    if (isWrongVote) {
      return blame(
        'accepted-durable',
        say.forgotAccepted(question.ballot, reply.accepted, memory.accepted),
      );
    }
    return [
      ...blame('promise-durable', say.brokenAfterRestart(question)),
      ...blame('accepted-durable', say.brokenAfterRestart(question)),
    ];
  }
  if (answers.length === 0) return blame('answers-once', say.unanswered(question));
  if (answers.length > 1) return blame('answers-once', say.answeredOften(question, answers.length));
  if (!isReadable) {
    const field = malformedField(singleFormat, reply) ?? 'type';
    return blame('answers-once', say.malformed('n1', field));
  }
  const isFitting =
    answer?.to === question.ballot.node &&
    (reply.type === 'Reject' ||
      reply.type === (question.type === 'Prepare' ? 'Promise' : 'Accepted'));
  if (!isFitting) return blame('answers-once', say.answeredElse(question, reply.type));
  if (isPositive && !isServed(memory, question)) {
    const rule = memory.promisedBy === 'Accept' ? 'accept-promises' : 'promise-kept';
    return blame(rule, say.brokePromise(question, memory.promised, memory.promisedBy));
  }
  if (isWrongVote) {
    return blame(
      'promise-tells',
      say.wrongAccepted(question.ballot, reply.accepted, memory.accepted),
    );
  }
  if (reply.type === 'Reject' && isServed(memory, question)) {
    return blame('serves', say.refused(question, memory.promised));
  }
  if (reply.type === 'Reject') {
    return blame(
      'answers-once',
      say.wrongPromised(question.ballot, reply.promised, memory.promised),
    );
  }
  return blame('answers-once', say.answeredElse(question, reply.type));
}
