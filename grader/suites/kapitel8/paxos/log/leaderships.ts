import { type Leadership, leadershipExperiment, type Told } from './leading.ts';

/** The well-known beginnings of a leader's life. */

const told = (peer: string, slot: number, round: number): Told => ({ peer, slot, round });

const leadership = (more: Partial<Leadership>): Leadership => ({
  nodes: 3,
  seed: 8,
  own: [],
  told: [],
  promiseAfterMs: 1,
  quietMs: 5,
  silent: [],
  late: [],
  lost: [],
  appends: [0, 10],
  again: [],
  deposed: null,
  isLong: false,
  hasRival: false,
  hasStaleReject: false,
  ...more,
});

export const leadershipRuns = leadershipExperiment('log-leader', 24, [
  leadership({}),
  leadership({ nodes: 4, again: [0] }),
  // A slot each from a promise; the highest ballot of several; one that it has accepted itself.
  leadership({ told: [told('n2', 1, 2)] }),
  leadership({ nodes: 5, told: [told('n2', 1, 2), told('n3', 1, 4)] }),
  leadership({ nodes: 5, told: [told('n2', 1, 4), told('n3', 1, 2)] }),
  // The same round: the node decides, whoever tells of it first.
  leadership({ nodes: 5, told: [told('n2', 1, 2), { ...told('n3', 1, 2), node: 'n3' }] }),
  leadership({ nodes: 5, told: [{ ...told('n2', 1, 2), node: 'n3' }, told('n3', 1, 2)] }),
  leadership({ own: [{ slot: 1, round: 4 }], told: [told('n2', 1, 2)] }),
  leadership({ own: [{ slot: 1, round: 1 }], told: [told('n2', 1, 2)] }),
  leadership({ own: [{ slot: 2, round: 1 }] }),
  // Holes: in the beginning, in the middle, several.
  leadership({ told: [told('n2', 2, 1)] }),
  leadership({ told: [told('n2', 1, 1), told('n2', 4, 1)] }),
  leadership({
    nodes: 5,
    told: [told('n2', 5, 2), told('n3', 2, 1)],
    own: [{ slot: 3, round: 2 }],
  }),
  // Chosen out of order: the first slot last.
  leadership({ late: [{ slot: 1, byMs: 80 }], appends: [0, 5, 10] }),
  leadership({
    told: [told('n2', 1, 1), told('n2', 2, 1), told('n2', 3, 2)],
    late: [{ slot: 2, byMs: 70 }],
  }),
  // A lost `Accept` is repeated.
  leadership({ lost: [1], again: [0] }),
  leadership({ lost: [2], appends: [0, 5] }),
  ...(['Reject', 'Prepare', 'Heartbeat', 'Accept'] as const).map((deposed) =>
    leadership({ deposed, isLong: true }),
  ),
  // A promise given late: the wait begins anew.
  ...[100, 120, 140].map((quietMs, i) => leadership({ quietMs, seed: 30 + i })),
  leadership({ hasStaleReject: true }),
  leadership({ isUnheard: true, isLong: true }),
  ...[0, 1, 2, 3].map((cut) => leadership({ cut })),
  // It promises a higher ballot to another one, and then has a quorum for its own: without its own vote.
  leadership({
    hasRival: true,
    promiseAfterMs: 40,
    silent: [{ ballot: 0, peer: 'n3' }],
    told: [{ peer: 'n2', slot: 1, round: 2 }],
  }),
  // Promises for a ballot come when n1 has given it up.
  ...[200, 250, 270, 285, 290].map((promiseAfterMs, i) =>
    leadership({ promiseAfterMs, seed: 20 + i, nodes: 3 + (i % 3) }),
  ),
  // One has accepted the first slot, another the second: no majority for either.
  leadership({
    nodes: 5,
    appends: [0, 2],
    silent: [
      ...['n3', 'n4', 'n5'].map((peer) => ({ ballot: 0, peer, slot: 1 })),
      ...['n2', 'n4', 'n5'].map((peer) => ({ ballot: 0, peer, slot: 2 })),
    ],
  }),
  // One has accepted the first ballot, another the second: no majority for either.
  leadership({
    nodes: 5,
    appends: [0],
    late: [{ slot: 1, byMs: 645 }],
    deposed: 'Reject',
    isLong: true,
    silent: [
      ...['n3', 'n4', 'n5'].map((peer) => ({ ballot: 0, peer })),
      ...['n2', 'n4', 'n5'].map((peer) => ({ ballot: 1, peer })),
    ],
  }),
]);
