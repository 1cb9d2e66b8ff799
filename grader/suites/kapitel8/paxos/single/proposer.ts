import * as fc from 'fast-check';
import { listDeletions } from '../../../../simulator/deletions.ts';
import { simulate } from '../../../../simulator/kernel.ts';
import type { Context, NodeId, Process } from '../../../../simulator/process.ts';
import type { Fault } from '../../../../simulator/scenario.ts';
import type { Experiment } from '../../../suite.ts';
import { isSame } from '../ballots.ts';
import type { AcceptedProposal, Ballot, Decision, Message, Proposal } from '../contract.ts';
import { seenOf } from '../observed.ts';
import { malformedField, singleFormat } from '../wire-format.ts';
import { paxosNodes } from './nodes.ts';
import { type SingleSeen, walked } from './nodes-walk.ts';

/** How a scripted acceptor answers n1, the only real node, in its n-th attempt (from 0). */
export interface Line {
  readonly attempt: number;
  readonly peer: NodeId;
  readonly to: 'Prepare' | 'Accept';
  readonly isRefused: boolean;
  /** A promise tells of this proposal, see {@link voteOf}; `null` tells of none. */
  readonly vote: number | null;
  readonly afterMs: number;
  readonly copies: number;
}

/** A question that n3 asks of n1's own acceptor. */
export interface Probe {
  readonly atMs: number;
  readonly type: 'Prepare' | 'Accept';
  readonly round: number;
}

export interface Casting {
  readonly nodes: number;
  readonly seed: number;
  /** What n1 itself has accepted in the beginning, see {@link voteOf}. */
  readonly ownVote: number | null;
  readonly lines: readonly Line[];
  readonly probes: readonly Probe[];
  /** Does a second client ask, while the first one still waits? */
  readonly hasSecond: boolean;
  /** How long after the first one; 60 if absent. */
  readonly secondAfterMs?: number;
  readonly endMs: number;
  /** When n3 says that „Anna“ is chosen. */
  readonly toldAtMs: number | null;
  /** n1 crashes in the first handler from then on with more effects than so many. */
  readonly cut: { readonly atMs: number; readonly afterEffects: number } | null;
}

export interface CastingSeen extends SingleSeen {
  readonly input: Casting;
}

/** In the beginning n1 has promised this round of n2's: all votes are of lower ones. */
const firstRound = 5;
const askedAtMs = 10;
export const castingMs = 800;

/** Two proposers a round: 1 stands for (1, n2), 2 for (1, n3), 3 for (2, n2) and so on. */
function voteOf(rank: number): AcceptedProposal {
  const round = Math.ceil(rank / 2);
  const node = rank % 2 === 1 ? 'n2' : 'n3';
  return { ballot: { round, node }, value: `${node}-${round}` };
}

/** The peers, played from one script. They note which ballots n1 has prepared, in order. */
function cast(input: Casting) {
  const prepared: Ballot[] = [];
  let chosen: string | undefined;
  const attemptOf = (ballot: Ballot): number => {
    const known = prepared.findIndex((own) => isSame(own, ballot));
    return known >= 0 ? known : prepared.push(ballot) - 1;
  };
  return (context: Context<Message>): Process<Message, Proposal, Decision> => {
    const { self } = context;
    const due = new Map<string, () => void>();
    const later = (ms: number, act: () => void): void => {
      const name = String(due.size);
      due.set(name, act);
      context.setTimer(name, ms);
    };
    const say = (message: Message): void => context.send('n1', message);
    return {
      onStart() {
        const { ownVote } = input;
        if (ownVote !== null && voteOf(ownVote).ballot.node === self) {
          later(2, () => say({ type: 'Accept', ...voteOf(ownVote) }));
        }
        if (self === 'n2') {
          later(4, () => say({ type: 'Prepare', ballot: { round: firstRound, node: 'n2' } }));
        }
        if (self !== 'n3') return;
        const { toldAtMs } = input;
        if (toldAtMs !== null) {
          later(toldAtMs, () => {
            chosen ??= 'Anna';
            say({ type: 'Chosen', value: chosen });
          });
        }
        for (const { atMs, type, round } of input.probes) {
          const ballot = { round, node: 'n3' };
          // What is chosen is proposed ever after.
          later(atMs, () => {
            const value = chosen ?? `n3-${round}`;
            say(type === 'Prepare' ? { type, ballot } : { type, ballot, value });
          });
        }
      },
      onTimer: (name) => due.get(name)?.(),
      onMessage(_from, message) {
        if (malformedField(singleFormat, message) !== undefined) return;
        if (message.type === 'Chosen') chosen ??= message.value;
        if (message.type !== 'Prepare' && message.type !== 'Accept') return;
        const { type, ballot } = message;
        const attempt = attemptOf(ballot);
        for (const line of input.lines) {
          if (line.attempt !== attempt || line.peer !== self || line.to !== type) continue;
          const answer = answerOf(line, ballot);
          for (let copy = 0; copy < line.copies; copy++) {
            later(line.afterMs + 3 * copy, () => say(answer));
          }
        }
      },
    };
  };
}

function answerOf({ to, isRefused, vote, afterMs }: Line, ballot: Ballot): Message {
  if (isRefused) {
    // The later it comes, the higher may be what it names: higher than n1's next attempt, perhaps.
    const round = ballot.round + (afterMs > 40 ? 6 : 1);
    return { type: 'Reject', ballot, promised: { round, node: 'n3' } };
  }
  if (to === 'Accept') return { type: 'Accepted', ballot };
  return { type: 'Promise', ballot, accepted: vote === null ? null : voteOf(vote) };
}

export function castingExperiment(
  id: string,
  runs: number,
  isCut: boolean,
  examples: readonly Casting[],
): Experiment<Casting, CastingSeen> {
  return {
    id,
    faults: isCut ? 'crash' : 'reordering',
    runs,
    inputs: castings(isCut),
    examples,
    observe(input, submission, { explain }) {
      const play = cast(input);
      const peers = Array.from({ length: input.nodes - 1 }, (_, i) => `n${i + 2}`);
      const values = input.hasSecond ? ['Anna', 'Bert'] : ['Anna'];
      const clients = values.map((value, i) => ({
        id: `c${i + 1}`,
        requests: [
          {
            atMs: askedAtMs - 1 + (input.secondAfterMs ?? 60) * i,
            request: { value },
            target: 'n1',
          },
        ],
      }));
      const faults: Fault[] =
        input.cut === null ? [] : [{ kind: 'crash', node: 'n1', ...input.cut, downMs: 12 }];
      const run = simulate<Message, Proposal, Decision>({
        scenario: {
          nodes: input.nodes,
          seed: input.seed,
          latency: { minMs: 1, maxMs: 1 },
          durationMs: input.endMs,
          faults,
          clients,
        },
        createProcess: paxosNodes(submission),
        guard: submission.guard,
        clientPolicy: {
          timeoutMs: 100_000,
          retryDelayMs: 20,
          maxAttempts: 1,
          interpret: () => ({ done: true }),
        },
        scripted: Object.fromEntries(peers.map((id) => [id, play])),
        inspect: explain,
        recordTimers: explain,
      });
      const seen = seenOf<Message, Proposal, Decision>(run, singleFormat, faults);
      return { ...seen, input, counts: { ...seen.counts, ...walked(seen).counts } };
    },
    *deletions(input) {
      for (const endMs of [30, 60, 120, 250]) if (endMs < input.endMs) yield { ...input, endMs };
      if (input.hasSecond) yield { ...input, hasSecond: false };
      for (const lines of listDeletions(input.lines)) yield { ...input, lines };
      for (const probes of listDeletions(input.probes)) yield { ...input, probes };
      if (input.ownVote !== null) yield { ...input, ownVote: null };
      if (input.toldAtMs !== null) yield { ...input, toldAtMs: null };
    },
  };
}

const line = (nodes: number): fc.Arbitrary<Line> =>
  fc.record({
    attempt: fc.nat({ max: 3 }),
    peer: fc.constantFrom(...Array.from({ length: nodes - 1 }, (_, i) => `n${i + 2}`)),
    to: fc.oneof(
      { arbitrary: fc.constant('Prepare' as const), weight: 3 },
      { arbitrary: fc.constant('Accept' as const), weight: 2 },
    ),
    isRefused: fc.integer({ min: 0, max: 5 }).map((draw) => draw === 5),
    vote: fc.option(fc.integer({ min: 1, max: 2 * (firstRound - 1) }), { nil: null, freq: 2 }),
    afterMs: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 250 })),
    copies: fc.integer({ min: 0, max: 4 }).map((draw) => (draw === 4 ? 2 : 1)),
  });

const probe: fc.Arbitrary<Probe> = fc.record({
  atMs: fc.integer({ min: 20, max: castingMs - 20 }),
  type: fc.constantFrom('Prepare' as const, 'Accept' as const),
  round: fc.integer({ min: 1, max: 12 }),
});

const rarely = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(arbitrary, { nil: null, freq: 1 });

/** After its first promise to n1 an acceptor accepts nothing lower: it tells of the same vote each time. */
function withOneVoteEach(lines: readonly Line[]): Line[] {
  const votes = new Map<NodeId, number | null>();
  return lines.map((own) => {
    const vote = votes.get(own.peer) ?? (votes.has(own.peer) ? null : own.vote);
    votes.set(own.peer, vote);
    return { ...own, vote };
  });
}

function castings(isCut: boolean): fc.Arbitrary<Casting> {
  const cut = fc.record({
    atMs: fc.constantFrom(8, 8, 11, 11, 40, 80),
    afterEffects: fc.nat({ max: 5 }),
  });
  return fc.constantFrom(3, 5).chain((nodes) =>
    fc.record({
      nodes: fc.constant(nodes),
      seed: fc.noShrink(fc.nat()),
      ownVote: rarely(fc.integer({ min: 1, max: 2 * (firstRound - 1) })),
      lines: fc
        .array(line(nodes), { minLength: 4, maxLength: nodes === 3 ? 10 : 18 })
        .map(withOneVoteEach),
      probes: fc.array(probe, { minLength: isCut ? 1 : 0, maxLength: 2 }),
      hasSecond: fc.constant(true),
      endMs: fc.constant(castingMs),
      toldAtMs: isCut ? fc.constant(null) : rarely(fc.integer({ min: 20, max: 400 })),
      cut: isCut ? cut : fc.constant(null),
    }),
  );
}
