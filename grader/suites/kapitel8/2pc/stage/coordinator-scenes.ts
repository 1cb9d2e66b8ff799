import { coordinatorId } from '../contract.ts';
import { ack, crashOf, ofCoordinator, reads, transfer, vote } from './lines.ts';
import type { Play } from './play.ts';

const both = 'n2.a-30 n3.b+30';
const three = 'n2.a-30 n3.b+10 n4.c+20';

/** What must be seen of a coordinator at least once, whatever chance brings. */
export const coordinatorScenes: readonly Play[] = [
  // All say yes, two of three accounts at the same participant.
  ofCoordinator(400, {
    lines: [
      vote(20, 'n2', 't1', 'yes'),
      vote(30, 'n3', 't1', 'yes'),
      ack(50, 'n2', 't1'),
      ack(55, 'n3', 't1'),
    ],
    clients: [transfer(5, 't1', 'n2.a-30 n3.b+20 n2.d+10')],
  }),
  // The last yes comes just before the time is up.
  ofCoordinator(300, {
    lines: [vote(20, 'n3', 't1', 'yes'), vote(95, 'n2', 't1', 'yes')],
    clients: [transfer(5, 't1', both)],
  }),
  // Only one of the other nodes takes part.
  ofCoordinator(300, {
    nodes: 4,
    lines: [vote(20, 'n3', 't1', 'yes'), ack(60, 'n3', 't1')],
    clients: [transfer(5, 't1', 'n3.b-10 n3.c+10')],
  }),
  // One no: as the first, in between, as the last vote.
  ...[10, 25, 45].map((noMs) =>
    ofCoordinator(300, {
      nodes: 4,
      lines: [
        vote(20, 'n2', 't1', 'yes'),
        vote(30, 'n3', 't1', 'yes'),
        vote(noMs, 'n4', 't1', 'no'),
        ack(90, 'n2', 't1'),
        ack(90, 'n3', 't1'),
        ack(90, 'n4', 't1'),
      ],
      clients: [transfer(5, 't1', three)],
    }),
  ),
  // One vote never comes, or comes too late.
  ofCoordinator(400, {
    lines: [vote(20, 'n2', 't1', 'yes'), ack(200, 'n2', 't1'), ack(210, 'n3', 't1')],
    clients: [transfer(5, 't1', both)],
  }),
  ofCoordinator(300, {
    nodes: 4,
    lines: [vote(20, 'n2', 't1', 'yes'), vote(30, 'n4', 't1', 'yes')],
    clients: [transfer(5, 't1', three)],
  }),
  // Neither votes nor clients that ask again put off the end of the time.
  ofCoordinator(400, {
    lines: [vote(20, 'n2', 't1', 'yes'), vote(80, 'n2', 't1', 'yes')],
    clients: [5, 50, 90].map((atMs) => transfer(atMs, 't1', both)),
  }),
  ...(['yes', 'no'] as const).map((late) =>
    ofCoordinator(500, {
      lines: [vote(20, 'n2', 't1', 'yes'), vote(250, 'n3', 't1', late)],
      clients: [transfer(5, 't1', both), transfer(300, 't1', both)],
    }),
  ),
  // A late yes of all, after a no.
  ofCoordinator(300, {
    nodes: 4,
    lines: [
      vote(15, 'n2', 't1', 'no'),
      vote(30, 'n3', 't1', 'yes'),
      vote(40, 'n4', 't1', 'yes'),
      vote(50, 'n2', 't1', 'no'),
    ],
    clients: [transfer(5, 't1', three), transfer(120, 't1', three)],
  }),
  // Two copies are not two votes.
  ...[both, three].map((text) =>
    ofCoordinator(400, {
      nodes: 4,
      lines: [15, 20, 30, 40].map((atMs) => vote(atMs, 'n2', 't1', 'yes')),
      clients: [transfer(5, 't1', text)],
    }),
  ),
  // Two transactions at once, each with its own votes.
  ofCoordinator(500, {
    lines: [
      vote(20, 'n2', 't1', 'yes'),
      vote(30, 'n3', 't2', 'yes'),
      vote(60, 'n2', 't2', 'yes'),
      ack(300, 'n2', 't2'),
      ack(310, 'n3', 't2'),
    ],
    clients: [transfer(5, 't1', both), transfer(8, 't2', 'n2.c-5 n3.d+5')],
  }),
  ofCoordinator(500, {
    lines: [
      vote(20, 'n2', 't1', 'no'),
      vote(25, 'n2', 't2', 'yes'),
      vote(40, 'n3', 't2', 'yes'),
      ack(90, 'n2', 't1'),
      ack(95, 'n3', 't1'),
      ack(250, 'n2', 't2'),
    ],
    clients: [transfer(5, 't1', both), transfer(10, 't2', 'n2.c-5 n3.d+5')],
  }),
  // The second begins when the first's time is nearly up: each has its own time.
  ofCoordinator(500, {
    lines: [
      vote(20, 'n2', 't1', 'yes'),
      vote(150, 'n2', 't2', 'yes'),
      vote(170, 'n3', 't2', 'yes'),
    ],
    clients: [transfer(5, 't1', both), transfer(90, 't2', 'n2.c-5 n3.d+5')],
  }),
  // One acknowledges, even twice, the other does not for a while; then there is silence.
  ofCoordinator(700, {
    lines: [
      vote(20, 'n2', 't1', 'yes'),
      vote(22, 'n3', 't1', 'yes'),
      ack(40, 'n2', 't1'),
      ack(45, 'n2', 't1'),
      ack(47, 'n2', 't1'),
      ack(380, 'n3', 't1'),
    ],
    clients: [transfer(5, 't1', both)],
  }),
  ofCoordinator(1500, {
    lines: [vote(20, 'n2', 't1', 'yes'), ack(300, 'n2', 't1'), ack(1350, 'n3', 't1')],
    clients: [transfer(5, 't1', both)],
  }),
  // A client asks again: before, while and after it is decided, and when all is long over.
  ofCoordinator(5200, {
    lines: [
      vote(40, 'n2', 't1', 'yes'),
      vote(60, 'n3', 't1', 'yes'),
      ack(80, 'n2', 't1'),
      ack(90, 'n3', 't1'),
    ],
    clients: [5, 20, 50, 70, 200, 5100].map((atMs) => transfer(atMs, 't1', both)),
  }),
  ofCoordinator(300, {
    lines: [vote(20, 'n2', 't1', 'no')],
    clients: [
      ...[5, 30, 120].map((atMs) => transfer(atMs, 't1', both)),
      ...reads('a', 50).map((script) => ({
        ...script,
        requests: script.requests.map((request) => ({ ...request, target: coordinatorId })),
      })),
    ],
  }),
];

const cuts = [0, 1, 2, 3, 4, 5] as const;

/** The crash strikes between two effects of the handler, or, without a cut, right behind it. */
export const coordinatorCrashScenes: readonly Play[] = [
  ...[...cuts, undefined].flatMap((cut) => [
    // In the handler of the last yes: was it a commit, and does it stay one?
    ofCoordinator(500, {
      lines: [
        vote(20, 'n2', 't1', 'yes'),
        vote(30, 'n3', 't1', 'yes'),
        vote(150, 'n2', 't1', 'yes'),
        vote(150, 'n3', 't1', 'yes'),
      ],
      faults: [crashOf(coordinatorId, cut === undefined ? 33 : 29, 40, cut)],
      clients: [transfer(5, 't1', both), transfer(300, 't1', both)],
    }),
    // In the handler of a no.
    ofCoordinator(500, {
      nodes: 4,
      lines: [vote(20, 'n2', 't1', 'yes'), vote(25, 'n3', 't1', 'yes'), vote(30, 'n4', 't1', 'no')],
      faults: [crashOf(coordinatorId, cut === undefined ? 33 : 29, 40, cut)],
      clients: [transfer(5, 't1', three), transfer(300, 't1', three)],
    }),
    // In the handler of the request: whoever was asked must learn the outcome.
    ofCoordinator(500, {
      lines: [
        vote(12, 'n2', 't1', 'yes'),
        vote(150, 'n2', 't1', 'yes'),
        vote(150, 'n3', 't1', 'yes'),
      ],
      faults: [crashOf(coordinatorId, cut === undefined ? 8 : 4, 40, cut)],
      clients: [transfer(5, 't1', both), transfer(300, 't1', both)],
    }),
    // When the time is up.
    ofCoordinator(600, {
      lines: [
        vote(20, 'n2', 't1', 'yes'),
        vote(185, 'n2', 't1', 'yes'),
        vote(190, 'n3', 't1', 'yes'),
      ],
      faults: [crashOf(coordinatorId, cut === undefined ? 108 : 50, 40, cut)],
      clients: [transfer(5, 't1', both), transfer(350, 't1', both)],
    }),
  ]),
  // Down while the votes come in; n4 has nothing to do with it.
  ofCoordinator(500, {
    nodes: 4,
    lines: [vote(20, 'n2', 't1', 'yes'), vote(30, 'n3', 't1', 'yes')],
    faults: [crashOf(coordinatorId, 15, 100)],
    clients: [transfer(5, 't1', both), transfer(300, 't1', both)],
  }),
  // Two are undecided at once: everybody hears of both.
  ofCoordinator(500, {
    lines: [vote(20, 'n2', 't1', 'yes'), vote(22, 'n2', 't2', 'yes'), vote(24, 'n3', 't2', 'yes')],
    faults: [crashOf(coordinatorId, 18, 60)],
    clients: [
      transfer(5, 't1', both),
      transfer(10, 't2', 'n2.c-5 n3.d+5'),
      transfer(300, 't1', both),
      transfer(301, 't2', 'n2.c-5 n3.d+5'),
    ],
  }),
  // One has acknowledged, the other has not; down twice.
  ofCoordinator(900, {
    lines: [
      vote(20, 'n2', 't1', 'yes'),
      vote(22, 'n3', 't1', 'yes'),
      ack(40, 'n2', 't1'),
      ack(700, 'n3', 't1'),
      ack(710, 'n2', 't1'),
    ],
    faults: [crashOf(coordinatorId, 50, 50), crashOf(coordinatorId, 300, 60)],
    clients: [transfer(5, 't1', both), transfer(500, 't1', both)],
  }),
  // All over; then a restart, and the client asks again.
  ofCoordinator(500, {
    lines: [
      vote(20, 'n2', 't1', 'yes'),
      vote(22, 'n3', 't1', 'yes'),
      ...[40, 250].flatMap((atMs) => [ack(atMs, 'n2', 't1'), ack(atMs, 'n3', 't1')]),
    ],
    faults: [crashOf(coordinatorId, 100, 50)],
    clients: [transfer(5, 't1', both), transfer(350, 't1', both)],
  }),
  // Three transactions at different stages.
  ofCoordinator(700, {
    lines: [
      vote(20, 'n2', 't1', 'yes'),
      vote(22, 'n3', 't1', 'yes'),
      vote(30, 'n2', 't2', 'no'),
      vote(40, 'n2', 't3', 'yes'),
      ...['t1', 't2', 't3'].flatMap((tx) => [ack(400, 'n2', tx), ack(405, 'n3', tx)]),
    ],
    faults: [crashOf(coordinatorId, 60, 60)],
    clients: [
      transfer(5, 't1', both),
      transfer(10, 't2', 'n2.c-5 n3.d+5'),
      transfer(15, 't3', 'n2.e-5 n3.f+5'),
      transfer(500, 't1', both),
      transfer(501, 't2', 'n2.c-5 n3.d+5'),
      transfer(502, 't3', 'n2.e-5 n3.f+5'),
    ],
  }),
];
