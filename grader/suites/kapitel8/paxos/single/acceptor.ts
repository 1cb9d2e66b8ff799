import * as fc from 'fast-check';
import { listDeletions } from '../../../../simulator/deletions.ts';
import { simulate } from '../../../../simulator/kernel.ts';
import type { Context, NodeId, Process } from '../../../../simulator/process.ts';
import type { Fault } from '../../../../simulator/scenario.ts';
import type { Experiment } from '../../../suite.ts';
import type { Ballot, Decision, Message, Proposal } from '../contract.ts';
import { type Blame, type Seen, seenOf } from '../observed.ts';
import { singleFormat } from '../wire-format.ts';
import { judgeAcceptor } from './acceptor-judge.ts';
import type { Question } from './acceptor-model.ts';
import { paxosNodes } from './nodes.ts';

/** A question that a scripted proposer asks of n1, and whether n1 crashes over it. */
export interface Ask {
  readonly type: 'Prepare' | 'Accept';
  readonly from: NodeId;
  readonly round: number;
  /** It crashes in the handler after so many effects, at the latest right behind the handler. */
  readonly cut?: number | undefined;
}

export interface AcceptorSeen extends Seen<Message, Proposal, Decision> {
  readonly blames: readonly Blame[];
}

/** Time between two questions; a crash over one of them is repaired before the next. */
const paceMs = 10;

/** One value a ballot, as every proposer is bound to propose. */
export function questionOf({ type, from, round }: Ask): Question {
  const ballot: Ballot = { round, node: from };
  return { type, ballot, value: `${from}-${round}` };
}

function asker(asks: readonly Ask[]) {
  return (context: Context<Message>): Process<Message, Proposal, Decision> => ({
    onStart() {
      for (const [i, ask] of asks.entries()) {
        if (ask.from === context.self) context.setTimer(String(i), (i + 1) * paceMs);
      }
    },
    onTimer(name) {
      const ask = asks[Number(name)];
      if (ask === undefined) return;
      const { type, ballot, value } = questionOf(ask);
      context.send('n1', type === 'Prepare' ? { type, ballot } : { type, ballot, value });
    },
    onMessage() {},
  });
}

/** Over each question with a `cut`, and again behind its handler if that had fewer effects. */
export function crashes(asks: readonly Pick<Ask, 'cut'>[], paceMs: number): Fault[] {
  return asks.flatMap(({ cut }, i): Fault[] => {
    if (cut === undefined) return [];
    const crash = { kind: 'crash', node: 'n1', downMs: 4 } as const;
    const atMs = (i + 1) * paceMs;
    return [
      { ...crash, atMs, afterEffects: cut },
      { ...crash, atMs: atMs + 3 },
    ];
  });
}

function acceptorExperiment(
  id: string,
  runs: number,
  asks: fc.Arbitrary<Ask[]>,
  examples: readonly Ask[][],
): Experiment<readonly Ask[], AcceptorSeen> {
  return {
    id,
    faults: id === 'acceptor-absturz' ? 'crash' : 'none',
    runs,
    inputs: asks,
    examples,
    observe(input, submission, { explain }) {
      const faults = crashes(input, paceMs);
      const scripted = asker(input);
      const run = simulate<Message, Proposal, Decision>({
        scenario: {
          nodes: 3,
          seed: 8,
          latency: { minMs: 1, maxMs: 1 },
          durationMs: (input.length + 1) * paceMs,
          faults,
          clients: [],
        },
        createProcess: paxosNodes(submission),
        guard: submission.guard,
        scripted: { n2: scripted, n3: scripted },
        inspect: explain,
      });
      const seen = seenOf<Message, Proposal, Decision>(run, singleFormat, faults);
      const { blames, counts } = judgeAcceptor(seen.trace.events, input.map(questionOf));
      return { ...seen, blames, counts: { ...seen.counts, ...counts } };
    },
    deletions: listDeletions,
  };
}

const peers = ['n2', 'n3'] as const;
const ask = fc.record({
  type: fc.constantFrom('Prepare' as const, 'Accept' as const),
  from: fc.constantFrom(...peers),
  round: fc.integer({ min: 1, max: 4 }),
});
const cutAsk = fc.tuple(ask, fc.option(fc.nat({ max: 4 }), { nil: undefined, freq: 1 }));

const prepare = (from: NodeId, round: number): Ask => ({ type: 'Prepare', from, round });
const accept = (from: NodeId, round: number): Ask => ({ type: 'Accept', from, round });

/** All that an acceptor must do, in one lesson each. */
const lessons: Ask[][] = [
  [prepare('n2', 2), prepare('n3', 1), accept('n3', 1), accept('n2', 2)],
  [prepare('n3', 1), prepare('n2', 1), accept('n2', 1), accept('n3', 1), prepare('n2', 1)],
  [accept('n3', 2), accept('n2', 2), prepare('n2', 2), prepare('n2', 1), prepare('n2', 3)],
  [prepare('n2', 1), accept('n2', 1), prepare('n2', 1), accept('n2', 1), prepare('n3', 2)],
  [accept('n2', 1), accept('n3', 2), prepare('n2', 1), prepare('n3', 3), accept('n2', 2)],
  [prepare('n2', 1), accept('n3', 3), accept('n2', 2), prepare('n2', 4)],
];

export const acceptorQuestions = acceptorExperiment(
  'acceptor-fragen',
  40,
  fc.array(ask, { minLength: 4, maxLength: 9 }),
  lessons,
);

/** Each lesson with a crash over one of its questions, after so many effects. */
const cutLessons: Ask[][] = [0, 1, 2, 3].flatMap((cut) => [
  [{ ...prepare('n2', 3), cut }, prepare('n3', 2), accept('n3', 2), prepare('n2', 4)],
  [{ ...accept('n2', 3), cut }, accept('n3', 2), prepare('n3', 2), prepare('n2', 4)],
  [accept('n3', 1), { ...accept('n2', 3), cut }, prepare('n3', 3)],
  [prepare('n2', 2), { ...accept('n2', 2), cut }, prepare('n3', 3)],
  [accept('n2', 2), { ...prepare('n3', 4), cut }, accept('n2', 3), prepare('n2', 5)],
]);

export const acceptorCrashes = acceptorExperiment(
  'acceptor-absturz',
  40,
  fc.array(
    cutAsk.map(([question, cut]): Ask => ({ ...question, cut })),
    { minLength: 3, maxLength: 8 },
  ),
  cutLessons,
);
