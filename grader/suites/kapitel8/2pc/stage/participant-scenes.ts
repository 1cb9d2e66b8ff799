import {
  crashOf,
  decision,
  inquiry,
  ofParticipant,
  participantId,
  prepare,
  reads,
  transfer,
} from './lines.ts';
import type { Play } from './play.ts';

/** What must be seen of a participant at least once, whatever chance brings. */
export const participantScenes: readonly Play[] = [
  // Commit and abort, with answers before, in between and after.
  ofParticipant(120, {
    lines: [prepare(10, 't1', 'a-30 b+5'), decision(60, 't1', 'commit')],
    clients: [...reads('a', 5, 30, 100), ...reads('b', 35, 101), ...reads('x', 40)],
  }),
  // A client that takes the participant for the coordinator.
  ofParticipant(120, {
    lines: [prepare(10, 't1', 'a-30'), decision(60, 't1', 'commit')],
    clients: [5, 30, 100].map((atMs) => transfer(atMs, 't1', 'n2.a-30 n3.b+30', participantId)),
  }),
  ofParticipant(120, {
    lines: [prepare(10, 't1', 'a-30'), decision(60, 't1', 'abort'), prepare(80, 't2', 'a-100')],
    clients: reads('a', 30, 70, 100),
  }),
  // What cannot be covered, to the last unit, and what could only be covered by what is not decided.
  ofParticipant(160, {
    lines: [
      prepare(10, 't1', 'a-101'),
      prepare(20, 't2', 'b+10 a-101'),
      prepare(30, 't3', 'a-100'),
      decision(50, 't3', 'commit'),
      prepare(70, 't4', 'a-1'),
      prepare(80, 't5', 'a+50'),
      decision(90, 't5', 'commit'),
      prepare(110, 't6', 'a-50'),
    ],
    clients: [...reads('b', 40), ...reads('a', 60, 100)],
  }),
  // A locked account takes no second transaction, one with another account among the locked neither.
  ofParticipant(160, {
    lines: [
      prepare(10, 't1', 'a-30 b+1'),
      prepare(30, 't2', 'a+10'),
      prepare(40, 't3', 'c+10 b-10'),
      prepare(50, 't4', 'd+10'),
      decision(80, 't1', 'commit'),
      prepare(100, 't5', 'a+10'),
    ],
    clients: [...reads('c', 60), ...reads('d', 65), ...reads('a', 90, 120)],
  }),
  // The vote is the same the second time, though the lock is gone or has come.
  ofParticipant(160, {
    lines: [
      prepare(10, 't1', 'a-30'),
      prepare(20, 't2', 'a-5'),
      prepare(30, 't1', 'a-30'),
      decision(50, 't1', 'commit'),
      prepare(70, 't2', 'a-5'),
      decision(90, 't2', 'abort'),
    ],
    clients: reads('a', 40, 80, 110),
  }),
  // Nor does it change when the account is covered later.
  ofParticipant(160, {
    lines: [
      prepare(10, 't1', 'a-120'),
      prepare(20, 't2', 'a+50'),
      decision(40, 't2', 'commit'),
      prepare(60, 't1', 'a-120'),
      decision(80, 't1', 'abort'),
    ],
    clients: reads('a', 50, 70, 100),
  }),
  // Every decision works once and is acknowledged each time.
  ofParticipant(200, {
    lines: [
      prepare(10, 't1', 'a-30'),
      decision(30, 't1', 'commit'),
      decision(50, 't1', 'commit'),
      prepare(70, 't1', 'a-30'),
      decision(100, 't1', 'commit'),
      prepare(130, 't2', 'a-70'),
    ],
    clients: reads('a', 40, 60, 85, 120, 150),
  }),
  // A late copy of the Prepare right behind the commit; the accounts stay free.
  ofParticipant(160, {
    lines: [
      prepare(10, 't1', 'a-30'),
      decision(30, 't1', 'commit'),
      prepare(50, 't1', 'a-30'),
      prepare(80, 't2', 'a-5'),
    ],
    clients: reads('a', 65, 100),
  }),
  // After an abort, too, a late copy of the Prepare locks nothing.
  ofParticipant(160, {
    lines: [
      prepare(10, 't1', 'a-30'),
      decision(30, 't1', 'abort'),
      prepare(50, 't1', 'a-30'),
      decision(80, 't1', 'abort'),
      prepare(100, 't2', 'a-5'),
    ],
    clients: reads('a', 65, 90, 120),
  }),
  // An abort overtakes its Prepare, of which a second copy comes later.
  ofParticipant(160, {
    lines: [
      decision(10, 't1', 'abort'),
      decision(15, 't3', 'abort'),
      prepare(30, 't1', 'a-30'),
      prepare(35, 't3', 'b-30'),
      prepare(50, 't1', 'a-30'),
      prepare(60, 't2', 'a-30'),
      decision(90, 't2', 'commit'),
    ],
    clients: [...reads('a', 45, 120), ...reads('b', 46)],
  }),
  // Two transactions at once; the one's decision leaves the other's lock alone.
  ofParticipant(200, {
    lines: [
      prepare(10, 't1', 'a-30'),
      prepare(20, 't2', 'b-40'),
      decision(40, 't2', 'abort'),
      prepare(60, 't3', 'a+1'),
      decision(80, 't3', 'abort'),
      prepare(100, 't4', 'b+7'),
      decision(120, 't1', 'commit'),
      decision(140, 't4', 'commit'),
    ],
    clients: [...reads('a', 50, 90, 130), ...reads('b', 30, 55, 110, 160)],
  }),
];

/** The coordinator is away: whoever has voted yes waits, however long it takes. */
export const waitingScenes: readonly Play[] = (
  [
    ['commit', 6000],
    ['abort', 2000],
  ] as const
).map(([outcome, atMs]) =>
  ofParticipant(atMs + 200, {
    lines: [
      prepare(10, 't1', 'a-30'),
      prepare(atMs - 100, 't2', 'a-1'),
      decision(atMs, 't1', outcome),
      decision(atMs + 100, 't2', 'abort'),
    ],
    clients: reads('a', 50, 400, 800, 1200, 1600, atMs - 50, atMs + 50),
  }),
);

const cuts = [0, 1, 2, 3, 4] as const;

/** The crash strikes between two effects of the handler, or, without a cut, right behind it. */
export const participantCrashScenes: readonly Play[] = [
  ...[...cuts, undefined].flatMap((cut) => [
    // In the handler of a Prepare.
    ofParticipant(300, {
      lines: [
        prepare(10, 't1', 'a-30 b+5'),
        prepare(70, 't2', 'a-5'),
        prepare(90, 't1', 'a-30 b+5'),
        decision(150, 't1', 'commit'),
        decision(160, 't2', 'abort'),
      ],
      faults: [crashOf(participantId, cut === undefined ? 13 : 9, 20, cut)],
      clients: [...reads('a', 60, 120, 200), ...reads('b', 61, 201)],
    }),
    // In the handler of a decision, which comes again or (acknowledged) does not.
    ofParticipant(300, {
      lines: [
        prepare(10, 't1', 'a-30 b+5'),
        decision(50, 't1', 'commit'),
        ...(cut === undefined ? [] : [decision(120, 't1', 'commit')]),
        prepare(200, 't2', 'a-70'),
      ],
      faults: [crashOf(participantId, cut === undefined ? 53 : 49, 20, cut)],
      clients: [...reads('a', 100, 180, 250), ...reads('b', 181)],
    }),
    ofParticipant(300, {
      lines: [
        prepare(10, 't1', 'a-30'),
        decision(50, 't1', 'abort'),
        ...(cut === undefined ? [] : [decision(120, 't1', 'abort')]),
        prepare(160, 't2', 'a-100'),
      ],
      faults: [crashOf(participantId, cut === undefined ? 53 : 49, 20, cut)],
      clients: reads('a', 100, 140, 200),
    }),
    // A no, and what was locked has been freed meanwhile.
    ofParticipant(300, {
      lines: [
        prepare(10, 't1', 'a-30'),
        prepare(50, 't2', 'a-5'),
        decision(120, 't1', 'commit'),
        prepare(160, 't2', 'a-5'),
      ],
      faults: [crashOf(participantId, cut === undefined ? 53 : 49, 20, cut)],
      clients: reads('a', 100, 140, 200),
    }),
    // An abort of which the Prepare is yet to come.
    ofParticipant(300, {
      lines: [decision(10, 't1', 'abort'), prepare(100, 't1', 'a-30'), prepare(160, 't2', 'a-5')],
      faults: [crashOf(participantId, cut === undefined ? 13 : 9, 20, cut)],
      clients: reads('a', 130),
    }),
  ]),
  // A no for want of cover; after the restart the account is covered.
  ofParticipant(300, {
    lines: [
      prepare(10, 't1', 'a-120'),
      prepare(80, 't2', 'a+50'),
      decision(100, 't2', 'commit'),
      prepare(120, 't1', 'a-120'),
      decision(200, 't1', 'abort'),
    ],
    faults: [crashOf(participantId, 30, 30)],
    clients: reads('a', 110, 150),
  }),
  // Twice down while it waits, and still nothing is decided.
  ofParticipant(900, {
    lines: [prepare(10, 't1', 'a-30'), decision(20, 't0', 'abort'), decision(800, 't1', 'commit')],
    faults: [crashOf(participantId, 100, 50), crashOf(participantId, 400, 100)],
    clients: reads('a', 200, 350, 600, 780, 850),
  }),
  // Down twice, with something new in between: what is new does not displace what is old.
  ofParticipant(400, {
    lines: [
      prepare(10, 't1', 'a-30'),
      decision(30, 't1', 'commit'),
      prepare(40, 't3', 'a-10'),
      decision(50, 't3', 'commit'),
      prepare(150, 't2', 'b-50'),
      decision(350, 't2', 'commit'),
    ],
    faults: [crashOf(participantId, 60, 30), crashOf(participantId, 200, 30)],
    clients: [...reads('a', 120, 300), ...reads('b', 170, 301, 370)],
  }),
  // Several at different stages when it goes down.
  ofParticipant(400, {
    lines: [
      prepare(10, 't1', 'a-30'),
      decision(30, 't1', 'commit'),
      prepare(40, 't2', 'a-50 b+5'),
      prepare(50, 't3', 'c-20'),
      decision(60, 't3', 'abort'),
      prepare(70, 't4', 'd-1'),
      decision(200, 't4', 'abort'),
      decision(210, 't2', 'commit'),
    ],
    faults: [crashOf(participantId, 100, 50)],
    clients: [
      ...reads('a', 180, 250),
      ...reads('b', 181, 251),
      ...reads('c', 182),
      ...reads('d', 183, 253),
    ],
  }),
];

/** What a participant asks and answers its like, after Bernstein et al. 1987, section 7.4. */
export const terminationScenes: readonly Play[] = [
  // Asks both others, again and again, until one of them knows.
  ...(['commit', 'abort'] as const).map((outcome) =>
    ofParticipant(900, {
      nodes: 4,
      lines: [
        prepare(10, 't1', 'a-30', ['n2', 'n3', 'n4']),
        decision(500, 't1', outcome, 'n4'),
        // Known already, from another one, and to be acknowledged nevertheless.
        decision(600, 't1', outcome),
      ],
      clients: reads('a', 100, 450, 520, 620),
    }),
  ),
  // However long it takes, and though the Prepare comes again.
  ofParticipant(2100, {
    nodes: 4,
    lines: [
      prepare(10, 't1', 'a-30', ['n2', 'n3', 'n4']),
      prepare(100, 't1', 'a-30', ['n2', 'n3', 'n4']),
      decision(2000, 't1', 'commit', 'n3'),
    ],
    clients: reads('a', 2050),
  }),
  // Two are open at once: it asks about both.
  ofParticipant(500, {
    nodes: 4,
    lines: [
      prepare(10, 't1', 'a-30', ['n2', 'n3', 'n4']),
      prepare(30, 't2', 'b-30', ['n2', 'n4']),
      decision(420, 't1', 'abort'),
      decision(430, 't2', 'abort'),
    ],
  }),
  // Asks only those who take part; nobody, once it has been told.
  ofParticipant(700, {
    nodes: 4,
    lines: [
      prepare(10, 't1', 'a-30', ['n2', 'n4']),
      prepare(20, 't2', 'b-30', ['n2', 'n3', 'n4']),
      decision(60, 't2', 'commit'),
    ],
  }),
  // Asks after a restart as well.
  ofParticipant(800, {
    nodes: 4,
    lines: [prepare(10, 't1', 'a-30', ['n2', 'n3', 'n4']), decision(650, 't1', 'commit', 'n3')],
    faults: [crashOf(participantId, 100, 50)],
    clients: reads('a', 600, 700),
  }),
  // What another one told it, it still knows after a restart.
  ...(['commit', 'abort'] as const).map((outcome) =>
    ofParticipant(500, {
      nodes: 4,
      lines: [
        prepare(10, 't1', 'a-30', ['n2', 'n3', 'n4']),
        decision(200, 't1', outcome, 'n3'),
        inquiry(330, 'n4', 't1'),
      ],
      faults: [crashOf(participantId, 250, 50)],
      clients: reads('a', 220, 320, 400),
    }),
  ),
  // Knows and says so: a commit, an abort, its own no, an abort before any Prepare.
  ofParticipant(300, {
    lines: [
      prepare(10, 't1', 'a-30'),
      decision(30, 't1', 'commit'),
      prepare(40, 't2', 'a-30'),
      decision(50, 't2', 'abort'),
      prepare(60, 't3', 'a-500'),
      decision(70, 't4', 'abort'),
      inquiry(100, 'n3', 't1'),
      inquiry(110, 'n3', 't2'),
      inquiry(120, 'n3', 't3'),
      inquiry(130, 'n3', 't4'),
    ],
    clients: reads('a', 200),
  }),
  // Does not know, and keeps quiet.
  ofParticipant(300, {
    lines: [
      prepare(10, 't1', 'a-30'),
      inquiry(50, 'n3', 't1'),
      inquiry(100, 'n3', 't1'),
      decision(150, 't1', 'commit'),
      inquiry(200, 'n3', 't1'),
    ],
    clients: reads('a', 70, 120, 250),
  }),
  // Has aborted because it was asked: the coordinator's abort is acknowledged like any other.
  ofParticipant(200, {
    lines: [inquiry(20, 'n3', 't1'), decision(60, 't1', 'abort'), decision(110, 't1', 'abort')],
    clients: reads('a', 130),
  }),
  // Has not voted yet: aborts, remembers it, and votes no later, also after a restart.
  ...[undefined, ...cuts].map((cut) =>
    ofParticipant(300, {
      lines: [
        inquiry(20, 'n3', 't1'),
        prepare(100, 't1', 'a-30'),
        prepare(115, 't1', 'a-30'),
        inquiry(130, 'n3', 't1'),
        prepare(150, 't2', 'a-5'),
        decision(200, 't1', 'abort'),
      ],
      faults:
        cut === undefined
          ? []
          : [crashOf(participantId, 19, 20, cut), crashOf(participantId, 60, 20)],
      clients: reads('a', 120),
    }),
  ),
];
