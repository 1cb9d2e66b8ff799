import { burst, doing, member, series } from './asks.ts';
import {
  type Ask,
  ambassador,
  type Behaviour,
  type CallBehaviour,
  calm,
  type GroupInput,
  memberId,
  well,
} from './input.ts';

const forwarding: GroupInput = { ...calm, durationMs: 1500 };

const broken: readonly CallBehaviour[] = ['refuse', 'error', 'silent', 'late'];

/** Scenes of forwarding; in some of them somebody asks for the figures as well. */
export const forwardingScenes: readonly GroupInput[] = [
  // One of two always fails, in each way: idempotent requests get through, others only if refused.
  ...broken.map(
    (calls): GroupInput => ({
      ...forwarding,
      durationMs: 2200,
      members: [member(doing(calls)), member(well)],
      asks: [
        ...(
          [
            'GET',
            'GET',
            'POST',
            'POST',
            'PUT',
            'PUT',
            'PATCH',
            'PATCH',
            'DELETE',
            'DELETE',
          ] as const
        ).map((what, i): Ask => ({ client: 0, atMs: 450 + 100 * i, what })),
        ...series('stats', 3, 290, 1370),
      ],
    }),
  ),
  // All fail: bounded, and everybody only once.
  ...broken.map(
    (calls): GroupInput => ({
      ...forwarding,
      maxAttempts: 3,
      members: [1, 2, 3, 4].map(() => member(doing(calls))),
      asks: [...series('GET', 2, 330), ...series('stats', 1, 40, 1200)],
    }),
  ),
  // Refused first, then failed: what has arrived somewhere is not repeated, whatever came before.
  {
    ...forwarding,
    members: [member(doing('refuse')), member(doing('error')), member(doing('error'))],
    asks: series('POST', 6, 60),
  },
  // Fewer nodes than attempts.
  {
    ...forwarding,
    maxAttempts: 4,
    members: [member(doing('error')), member(doing('refuse'))],
    asks: series('GET', 3, 50),
  },
  // Not found is an answer like any other.
  {
    ...forwarding,
    members: [member(doing('missing')), member(doing('missing'))],
    asks: [...series('GET', 4), ...series('stats', 1, 40, 700)],
  },
  // Nobody is there yet, then somebody is, then nobody any more.
  {
    ...forwarding,
    durationMs: 2200,
    members: [
      member(
        { fromMs: 0, health: 'silent', calls: 'ok' },
        { fromMs: 523, health: 'good', calls: 'ok' },
        { fromMs: 1223, health: 'silent', calls: 'ok' },
      ),
    ],
    asks: [...series('GET', 18, 100, 50), ...series('stats', 1, 40, 1950)],
  },
  // One node is inactive, though it would answer.
  {
    ...forwarding,
    durationMs: 2000,
    members: [member(well), member(well, { fromMs: 523, health: 'sick', calls: 'ok' })],
    asks: series('GET', 14, 100, 430),
  },
  // Many at once, on different ways to an answer; asked for the figures in the middle of it.
  {
    ...forwarding,
    members: [member(doing('late')), member(well), member(doing('silent'))],
    asks: [
      ...burst('GET', 4, 450),
      ...burst('GET', 4, 453),
      { client: 4, atMs: 480, what: 'stats' },
      { client: 4, atMs: 530, what: 'stats' },
      { client: 4, atMs: 900, what: 'stats' },
    ],
  },
  // Late answers to old checks come when the node has long been silent, and one would do.
  {
    ...forwarding,
    durationMs: 2000,
    riseAfter: 1,
    members: [member(well, { fromMs: 923, health: 'silent', calls: 'ok' }), member(well)],
    asks: series('GET', 34, 20, 1030),
    faults: [6, 7, 8, 9].map((k) => ({
      kind: 'delay',
      message: { from: memberId(0), to: ambassador, type: 'HealthReply', k },
      byMs: 150 + 60 * k,
    })),
  },
  // Three checks fail, but never two in a row: the only node stays active.
  {
    ...forwarding,
    durationMs: 2400,
    fallAfter: 3,
    members: [
      member(
        well,
        ...[823, 1123, 1423, 1723].flatMap((fromMs): Behaviour[] => [
          { fromMs, health: 'silent', calls: 'ok' },
          { fromMs: fromMs + 100, health: 'good', calls: 'ok' },
        ]),
      ),
    ],
    asks: series('GET', 30, 40, 1030),
  },
  // Three checks are passed, but never two in a row: that makes nobody active.
  {
    ...forwarding,
    riseAfter: 3,
    members: [
      member(
        ...[0, 1, 2, 3, 4].flatMap((k): Behaviour[] => [
          { ...well, fromMs: Math.max(0, 200 * k - 77) },
          { fromMs: 200 * k + 23, health: 'silent', calls: 'ok' },
        ]),
      ),
    ],
    asks: series('GET', 12, 40, 430),
  },
  // The table of the chapter: nine checks, two to become active and three to become inactive.
  {
    ...forwarding,
    riseAfter: 2,
    fallAfter: 3,
    members: [
      member(
        well,
        { fromMs: 123, health: 'silent', calls: 'ok' },
        { fromMs: 323, health: 'good', calls: 'ok' },
        { fromMs: 423, health: 'silent', calls: 'ok' },
        { fromMs: 723, health: 'good', calls: 'ok' },
        { fromMs: 823, health: 'silent', calls: 'ok' },
      ),
    ],
    asks: series('GET', 22, 40, 110),
  },
  // Several fail over at the same moment: they, too, are spread.
  {
    ...forwarding,
    members: [member(doing('refuse')), member(well), member(well)],
    asks: [...burst('GET', 6, 450), ...burst('GET', 6, 480)],
  },
  // Hardly on one side, one check speaks for the other: that is one of two, not the second.
  {
    ...forwarding,
    members: [
      member(
        well,
        ...[
          [123, 'silent'],
          [223, 'good'],
          [623, 'silent'],
          [823, 'good'],
          [923, 'silent'],
        ].map(([fromMs, health]) => ({ fromMs: Number(fromMs), health, calls: 'ok' }) as Behaviour),
      ),
    ],
    asks: [...series('GET', 5, 17, 306), ...series('GET', 6, 17, 906)],
  },
  // An answer to a check comes twice: it still was one check, for the better and for the worse.
  {
    ...forwarding,
    riseAfter: 2,
    fallAfter: 2,
    members: [member(well, { fromMs: 823, health: 'sick', calls: 'ok' }, doing('ok', 923))],
    asks: [...series('GET', 6, 16, 12), ...series('GET', 12, 20, 790)],
    faults: [0, 9].map((k) => ({
      kind: 'duplicate',
      message: { from: memberId(0), to: ambassador, type: 'HealthReply', k },
      afterMs: 5,
    })),
  },
  // Twelve different durations, two of them long: text is not sorted like numbers.
  {
    ...forwarding,
    durationMs: 3000,
    callTimeoutMs: 110,
    members: [member(well), member(doing('late'), doing('ok', 900))],
    asks: [...series('GET', 12, 60), ...series('stats', 2, 300, 2100)],
  },
];
