import { doing, member, series } from './asks.ts';
import { ambassador, type Behaviour, calm, type GroupInput, memberId, well } from './input.ts';

const checking: GroupInput = { ...calm, durationMs: 1500 };

const fromFirst = { from: memberId(0), to: ambassador };

/** Scenes in which it matters who is active: requests show what the checks have told. */
export const checkingScenes: readonly GroupInput[] = [
  // Nobody is there yet, then somebody is, then nobody any more.
  {
    ...checking,
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
    ...checking,
    durationMs: 2000,
    members: [member(well), member(well, { fromMs: 523, health: 'sick', calls: 'ok' })],
    asks: series('GET', 14, 100, 430),
  },
  // Late answers to old checks come when the node has long been silent, and one would do.
  {
    ...checking,
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
  // One check without an answer, one answered „not healthy“: that makes two in a row.
  {
    ...checking,
    members: [
      member(
        well,
        { fromMs: 723, health: 'silent', calls: 'ok' },
        { fromMs: 823, health: 'sick', calls: 'ok' },
      ),
    ],
    asks: series('GET', 6, 16, 882),
  },
  // Checks are answered slowly, but each before the next: that is in time.
  {
    ...checking,
    members: [member(well)],
    asks: series('GET', 8, 40, 210),
    faults: Array.from({ length: 9 }, (_, k) => ({
      kind: 'delay',
      message: { ...fromFirst, type: 'HealthReply', k },
      byMs: 80,
    })),
  },
  // Three checks fail, but never two in a row: the only node stays active.
  {
    ...checking,
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
    ...checking,
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
    ...checking,
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
  // Hardly on one side, one check speaks for the other: that is one of two, not the second.
  {
    ...checking,
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
    ...checking,
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
];
