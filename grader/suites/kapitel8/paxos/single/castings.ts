import type { NodeId } from '../../../../simulator/process.ts';
import { type Casting, castingExperiment, castingMs, type Line, type Probe } from './proposer.ts';

/** The well-known cases of a proposer's life, each as a casting of its own. */

const line = (attempt: number, peer: NodeId, to: Line['to'], more: Partial<Line> = {}): Line => ({
  attempt,
  peer,
  to,
  isRefused: false,
  vote: null,
  afterMs: 1,
  copies: 1,
  ...more,
});

const casting = (nodes: number, lines: Line[], more: Partial<Casting> = {}): Casting => ({
  nodes,
  seed: 8,
  ownVote: null,
  lines,
  probes: [],
  hasSecond: true,
  endMs: castingMs,
  toldAtMs: null,
  cut: null,
  ...more,
});

const promise = (attempt: number, peer: NodeId, more: Partial<Line> = {}): Line =>
  line(attempt, peer, 'Prepare', more);
const accepted = (attempt: number, peer: NodeId, more: Partial<Line> = {}): Line =>
  line(attempt, peer, 'Accept', more);
const probe = (atMs: number, type: Probe['type'], round: number): Probe => ({ atMs, type, round });

/** Everything goes well, in the first attempt or only in the third. */
const successes: Casting[] = [3, 4, 5].flatMap((nodes) => {
  const peers = Array.from({ length: nodes - 1 }, (_, i) => `n${i + 2}`);
  return [0, 2].map((attempt) =>
    casting(nodes, [
      ...peers.map((peer, i) => promise(attempt, peer, { afterMs: 1 + i })),
      ...peers.map((peer, i) => accepted(attempt, peer, { afterMs: 1 + i })),
    ]),
  );
});

/** The highest ballot decides: not the last or first to come, nor the most frequent, nor one's own. */
const values: Casting[] = [
  casting(5, [promise(0, 'n2', { vote: 3 }), promise(0, 'n3', { vote: 1, afterMs: 4 })]),
  casting(5, [promise(0, 'n2', { vote: 1 }), promise(0, 'n3', { vote: 3, afterMs: 4 })]),
  casting(5, [promise(0, 'n2', { vote: 2 }), promise(0, 'n3', { vote: 3, afterMs: 4 })]),
  // The same round: the node decides.
  casting(5, [promise(0, 'n2', { vote: 1 }), promise(0, 'n3', { vote: 2, afterMs: 4 })]),
  casting(5, [promise(0, 'n2', { vote: 2 }), promise(0, 'n3', { vote: 1, afterMs: 4 })]),
  casting(5, [promise(0, 'n2', { vote: 3 }), promise(0, 'n3', { afterMs: 4 })]),
  casting(5, [promise(0, 'n2'), promise(0, 'n3', { vote: 2, afterMs: 4 })]),
  casting(5, [promise(0, 'n2', { vote: 1 }), promise(0, 'n3', { vote: 3, afterMs: 4 })], {
    ownVote: 1,
  }),
  casting(5, [promise(0, 'n2', { vote: 2 }), promise(0, 'n3', { vote: 1, afterMs: 4 })], {
    ownVote: 4,
  }),
  casting(3, [promise(0, 'n2')], { ownVote: 2 }),
  casting(3, [promise(0, 'n2', { vote: 2 })]),
];

/**
 * What was inherited is not one's own: its own acceptor refuses it, having promised more between the
 * phases, and in the next attempt the value is free.
 */
const inheritance = casting(
  5,
  [
    promise(0, 'n2', { vote: 2 }),
    promise(0, 'n3', { afterMs: 20 }),
    promise(1, 'n3'),
    promise(1, 'n4'),
  ],
  { probes: [probe(18, 'Prepare', 30)] },
);

/** Answers that do not count. */
const counting: Casting[] = [
  casting(5, [promise(0, 'n2', { copies: 3 })]),
  casting(5, [
    promise(0, 'n2'),
    promise(0, 'n3', { isRefused: true }),
    promise(0, 'n4', { isRefused: true }),
  ]),
  casting(5, [
    promise(0, 'n2', { afterMs: 230 }),
    promise(0, 'n3', { afterMs: 240 }),
    promise(0, 'n4', { afterMs: 250 }),
  ]),
  casting(5, [promise(0, 'n2'), promise(1, 'n3'), promise(2, 'n4')]),
  casting(3, [promise(0, 'n2', { afterMs: 215 })]),
  casting(5, [promise(0, 'n2'), promise(0, 'n3'), accepted(0, 'n2', { copies: 3 })]),
  casting(5, [
    promise(0, 'n2'),
    promise(0, 'n3'),
    accepted(0, 'n2'),
    accepted(0, 'n3', { isRefused: true }),
    accepted(0, 'n4', { isRefused: true }),
  ]),
  // One acceptance in each of several ballots.
  casting(
    5,
    [0, 1, 2].flatMap((attempt) => [
      promise(attempt, 'n2'),
      promise(attempt, 'n3'),
      accepted(attempt, `n${attempt + 2}`),
    ]),
  ),
  // Acceptances of the first attempt come when a later one is under way, in either phase.
  casting(3, [promise(0, 'n2'), accepted(0, 'n2', { afterMs: 215 })]),
  casting(5, [
    ...[0, 1, 2, 3].flatMap((attempt) => [promise(attempt, 'n2'), promise(attempt, 'n3')]),
    ...[60, 100, 140, 180, 220].map((afterMs) => accepted(0, 'n2', { afterMs })),
    ...[1, 2, 3].map((attempt) => accepted(attempt, 'n3')),
  ]),
  casting(4, [
    promise(0, 'n2'),
    promise(0, 'n3', { afterMs: 6 }),
    accepted(0, 'n2'),
    accepted(0, 'n3', { afterMs: 6 }),
  ]),
];

/** Its own acceptor counts, and so it is bound like any other. */
const ownAcceptor: Casting[] = [
  casting(3, [promise(0, 'n2')], { probes: [probe(30, 'Prepare', 9)] }),
  casting(3, [promise(0, 'n2'), accepted(0, 'n2', { isRefused: true })], {
    probes: [probe(30, 'Prepare', 1), probe(34, 'Accept', 2), probe(38, 'Prepare', 40)],
  }),
  casting(3, [], {
    probes: [probe(14, 'Prepare', 2), probe(16, 'Accept', 5), probe(18, 'Prepare', 50)],
  }),
  // It promises more between its two phases: its own acceptance is missing.
  casting(
    5,
    [promise(0, 'n2'), promise(0, 'n3', { afterMs: 20 }), accepted(0, 'n2'), accepted(0, 'n3')],
    {
      probes: [probe(18, 'Prepare', 30)],
    },
  ),
];

/** It hears that a value is chosen: in the middle of an attempt, and with a client waiting. */
const told: Casting[] = [
  casting(3, [], { toldAtMs: 40 }),
  casting(3, [promise(0, 'n2')], { toldAtMs: 90, probes: [probe(200, 'Prepare', 40)] }),
  // Whoever knows the value remains an acceptor.
  casting(3, [promise(0, 'n2'), accepted(0, 'n2')], {
    probes: [probe(100, 'Prepare', 40), probe(120, 'Accept', 2)],
  }),
  ...[[], [promise(0, 'n2'), accepted(0, 'n2')]].map((lines) =>
    casting(3, lines, {
      toldAtMs: 40,
      probes: [
        probe(60, 'Accept', 30),
        probe(80, 'Prepare', 40),
        probe(100, 'Accept', 40),
        probe(120, 'Prepare', 50),
      ],
    }),
  ),
];

/** A second client while an attempt is under way, sooner than the next one may begin. */
const second = casting(3, [], { secondAfterMs: 20 });

/** After a rejection the next ballot is higher than what it named. */
const rejections: Casting[] = [
  casting(3, [promise(0, 'n2', { isRefused: true }), promise(0, 'n3', { isRefused: true })]),
  casting(3, [
    promise(0, 'n2'),
    accepted(0, 'n2', { isRefused: true }),
    promise(1, 'n3', { isRefused: true }),
  ]),
  casting(3, [], { probes: [probe(20, 'Prepare', 60)] }),
  // It comes when the next attempt has begun, and names something higher than that.
  casting(3, [promise(0, 'n2', { isRefused: true, afterMs: 205 })]),
  casting(3, [promise(0, 'n2', { isRefused: true, afterMs: 150 })]),
];

export const proposerCastings = castingExperiment('proposer-antworten', 40, false, [
  ...successes,
  ...values,
  inheritance,
  ...counting,
  ...ownAcceptor,
  ...rejections,
  ...told,
  second,
]);

/** It crashes while it begins an attempt (armed before the request comes) or its second phase. */
const cuts: Casting[] = [0, 1, 2, 3, 4].flatMap((afterEffects) => [
  casting(3, [], { cut: { atMs: 8, afterEffects }, probes: [probe(40, 'Prepare', 5)] }),
  casting(3, [], { cut: { atMs: 8, afterEffects } }),
  casting(3, [promise(0, 'n2')], {
    cut: { atMs: 11, afterEffects },
    probes: [probe(40, 'Prepare', 50)],
  }),
  casting(3, [promise(0, 'n2')], {
    ownVote: 2,
    cut: { atMs: 11, afterEffects },
    probes: [probe(40, 'Accept', 5), probe(50, 'Prepare', 50)],
  }),
]);

export const cutCastings = castingExperiment('proposer-absturz', 20, true, cuts);
