import * as fc from 'fast-check';
import { listDeletions } from '../../../../simulator/deletions.ts';
import { simulate } from '../../../../simulator/kernel.ts';
import type { Context, NodeId } from '../../../../simulator/process.ts';
import type { TraceEvent } from '../../../../simulator/trace.ts';
import type { Experiment } from '../../../suite.ts';
import type { LogMessage, LogRequest, LogResponse } from '../contract.ts';
import { type Blame, seenOf } from '../observed.ts';
import { crashes } from '../single/acceptor.ts';
import { logFormat, malformedField } from '../wire-format.ts';
import { logWording as say } from '../wording/log.ts';
import {
  after,
  areAnswers,
  between,
  blankLog,
  fingerprint,
  isSameNaming,
  isServed,
  type LogMemory,
  type LogQuestion,
  namedFrom,
} from './acceptor-model.ts';
import { type LogProcess, type LogSeen, logNodes } from './nodes.ts';

/** A question that a scripted proposer asks of n1, and whether n1 crashes over it. */
export interface LogAsk {
  readonly type: LogQuestion['type'];
  readonly from: NodeId;
  readonly round: number;
  /** Of an `Accept` the slot, of a `Prepare` the first slot asked for. */
  readonly slot: number;
  readonly cut?: number | undefined;
}

export interface LogAcceptorSeen extends LogSeen {
  readonly blames: readonly Blame[];
}

/** All questions are over before n1 may stand itself, even if it counts from the very beginning. */
const paceMs = 12;
const maxAsks = 11;

function questionOf({ type, from, round, slot }: LogAsk): LogQuestion {
  const ballot = { round, node: from };
  switch (type) {
    case 'Prepare':
      return { type, ballot, firstUnchosen: slot };
    case 'Heartbeat':
      return { type, ballot, firstUnchosen: 1 };
    case 'Accept': {
      // Every third value is a no-op.
      const text = `${from}-${round}-${slot}`;
      const value = (round + slot) % 3 === 0 ? null : { clientId: text, sequence: 1, text };
      return { type, ballot, slot, value };
    }
  }
}

function experiment(
  id: string,
  asks: fc.Arbitrary<LogAsk[]>,
  examples: readonly LogAsk[][],
): Experiment<readonly LogAsk[], LogAcceptorSeen> {
  return {
    id,
    faults: id.endsWith('absturz') ? 'crash' : 'none',
    runs: 25,
    inputs: asks,
    examples,
    observe(input, submission, { explain }) {
      const faults = crashes(input, paceMs);
      const play = (context: Context<LogMessage>): LogProcess => ({
        onStart() {
          for (const [i, ask] of input.entries()) {
            if (ask.from === context.self) context.setTimer(String(i), (i + 1) * paceMs);
          }
        },
        onTimer(name) {
          const ask = input[Number(name)];
          if (ask !== undefined) context.send('n1', questionOf(ask));
        },
        onMessage() {},
      });
      const run = simulate<LogMessage, LogRequest, LogResponse>({
        scenario: {
          nodes: 3,
          seed: 8,
          latency: { minMs: 1, maxMs: 1 },
          durationMs: (input.length + 1) * paceMs,
          faults,
          clients: [],
        },
        createProcess: logNodes(submission),
        guard: submission.guard,
        scripted: { n2: play, n3: play },
        inspect: explain,
      });
      const seen = seenOf<LogMessage, LogRequest, LogResponse>(run, logFormat, faults);
      const { blames, counts } = judge(seen.trace.events, input.map(questionOf));
      return { ...seen, blames, counts: { ...seen.counts, ...counts } };
    },
    deletions: listDeletions,
  };
}

interface Episode {
  readonly question: LogQuestion;
  readonly asked: number;
  readonly answers: { readonly seq: number; readonly to: NodeId; readonly message: unknown }[];
  isCut: boolean;
}

const answerTypes: readonly unknown[] = ['Promise', 'Accepted', 'Reject', 'Missing'];

function episodesOf(events: readonly TraceEvent[], questions: readonly LogQuestion[]): Episode[] {
  const episodes: Episode[] = [];
  for (const event of events) {
    if (!('node' in event) || event.node !== 'n1') continue;
    const current = episodes.at(-1);
    if (event.kind === 'deliver') {
      const question = questions[episodes.length];
      if (question === undefined) break;
      episodes.push({ question, asked: event.seq, answers: [], isCut: false });
    } else if (current === undefined) continue;
    else if (event.kind === 'crash') current.isCut = true;
    else if (event.kind === 'send' && answerTypes.includes(event.type)) current.answers.push(event);
  }
  return episodes;
}

function judge(events: readonly TraceEvent[], questions: readonly LogQuestion[]) {
  const counts: Record<string, number> = {};
  const reach = (name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  let memories: readonly LogMemory[] = [blankLog];
  let hasCrashed = false;
  for (const episode of episodesOf(events, questions)) {
    const { question, answers, isCut } = episode;
    if (isCut && answers.length === 0) {
      memories = distinct(memories.flatMap((memory) => between(memory, question)));
      hasCrashed = true;
      continue;
    }
    const isReadable = answers.every(
      ({ to, message }) =>
        to === question.ballot.node && malformedField(logFormat, message) === undefined,
    );
    const messages = answers.map(({ message }) => message as LogMessage);
    const fitting = isReadable
      ? memories.filter((memory) => areAnswers(memory, question, messages))
      : [];
    if (fitting.length === 0) {
      return { blames: [blameOf(episode, memories[0] as LogMemory, hasCrashed)], counts };
    }
    const [first] = fitting as [LogMemory];
    const isRejected = !isServed(first, question);
    const names = question.type === 'Prepare' && !isRejected && first.votes.length > 0;
    if (hasCrashed && (isRejected || names)) reach('log-durable');
    if (!hasCrashed && isRejected) reach('log-rejected');
    if (!hasCrashed && names) reach('promise-tells-slots');
    memories = distinct(fitting.flatMap((memory) => after(memory, question)));
    hasCrashed ||= isCut;
  }
  return { blames: [], counts };
}

const distinct = (memories: readonly LogMemory[]): LogMemory[] => [
  ...new Map(memories.map((memory) => [fingerprint(memory), memory])).values(),
];

function blameOf(episode: Episode, memory: LogMemory, hasCrashed: boolean): Blame {
  const { question, asked, answers } = episode;
  const [answer] = answers;
  const { type, ballot } = question;
  const events = answer === undefined ? [asked] : [answer.seq, asked];
  const bad = answers
    .map(({ message }) => malformedField(logFormat, message))
    .find((field) => field !== undefined);
  const reply = bad === undefined ? (answer?.message as LogMessage | undefined) : undefined;
  const rule = (own: string): string => (hasCrashed ? 'log-durable' : own);
  if (bad !== undefined) {
    return { rule: rule('log-progress'), message: say.malformed('n1', bad), events };
  }
  if (!isServed(memory, question)) {
    const isServedAll = reply?.type === 'Promise' || reply?.type === 'Accepted';
    const words = hasCrashed ? say.forgotPromise : say.brokePromise;
    return isServedAll
      ? {
          rule: rule('slot-agreement'),
          message: words('n1', memory.promised, type, ballot),
          events,
        }
      : {
          rule: rule(type === 'Heartbeat' ? 'steps-down' : 'log-progress'),
          message: say.wrongReject(type, ballot, memory.promised),
          events,
        };
  }
  if (reply?.type === 'Promise' && question.type === 'Prepare') {
    const expected = namedFrom(memory, question.firstUnchosen);
    if (!isSameNaming(reply.accepted, expected)) {
      const message = say.wrongPromise(ballot, question.firstUnchosen, reply.accepted, expected);
      return { rule: rule('promise-tells-slots'), message, events };
    }
  }
  if (reply?.type === 'Reject') {
    const message = say.refused('n1', type, ballot, memory.promised);
    return { rule: rule('log-progress'), message, events };
  }
  return { rule: rule('log-progress'), message: say.unanswered(type, ballot), events };
}

const ask: fc.Arbitrary<LogAsk> = fc.record({
  type: fc.oneof(
    { arbitrary: fc.constant('Prepare' as const), weight: 3 },
    { arbitrary: fc.constant('Accept' as const), weight: 4 },
    { arbitrary: fc.constant('Heartbeat' as const), weight: 1 },
  ),
  from: fc.constantFrom('n2', 'n3'),
  round: fc.integer({ min: 1, max: 4 }),
  slot: fc.integer({ min: 1, max: 3 }),
});

const prepare = (from: NodeId, round: number, slot = 1): LogAsk => ({
  type: 'Prepare',
  from,
  round,
  slot,
});
const accept = (from: NodeId, round: number, slot: number): LogAsk => ({
  type: 'Accept',
  from,
  round,
  slot,
});
const heartbeat = (from: NodeId, round: number): LogAsk => ({
  type: 'Heartbeat',
  from,
  round,
  slot: 1,
});

const lessons: LogAsk[][] = [
  [accept('n2', 1, 1), accept('n2', 1, 3), prepare('n3', 2, 1), prepare('n2', 3, 2)],
  [accept('n2', 1, 2), accept('n3', 2, 2), accept('n3', 2, 1), prepare('n2', 3, 1)],
  [prepare('n3', 3), accept('n2', 1, 1), accept('n2', 2, 2), prepare('n2', 1), heartbeat('n2', 2)],
  [accept('n3', 3, 1), accept('n2', 2, 2), prepare('n2', 2), heartbeat('n2', 3), prepare('n2', 4)],
  [prepare('n2', 2), prepare('n2', 2), accept('n2', 2, 1), prepare('n2', 2), heartbeat('n2', 2)],
];

export const logQuestions = experiment(
  'log-fragen',
  fc.array(ask, { minLength: 4, maxLength: maxAsks }),
  lessons,
);

const cutLessons: LogAsk[][] = [0, 1, 2, 3, 4].flatMap((cut) => [
  [{ ...prepare('n3', 3), cut }, accept('n2', 2, 1), prepare('n2', 4)],
  [accept('n2', 1, 2), { ...accept('n3', 3, 1), cut }, accept('n2', 2, 2), prepare('n2', 4)],
  [accept('n2', 1, 1), accept('n2', 1, 3), { ...accept('n3', 2, 3), cut }, prepare('n2', 3)],
  [
    accept('n2', 1, 2),
    accept('n2', 1, 1),
    { ...prepare('n3', 3), cut },
    prepare('n2', 4),
    prepare('n3', 4),
  ],
]);

export const logQuestionsCrash = experiment(
  'log-fragen-absturz',
  fc.array(
    fc
      .tuple(ask, fc.option(fc.nat({ max: 5 }), { nil: undefined, freq: 1 }))
      .map(([question, cut]): LogAsk => ({ ...question, cut })),
    { minLength: 3, maxLength: maxAsks },
  ),
  cutLessons,
);
