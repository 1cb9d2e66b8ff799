import type { Fault } from '../../../../simulator/scenario.ts';
import { burst, doing, member, series } from './asks.ts';
import { checkingScenes } from './checking-scenes.ts';
import {
  type Ask,
  ambassador,
  type CallBehaviour,
  calm,
  type GroupInput,
  memberId,
  well,
} from './input.ts';

const forwarding: GroupInput = { ...calm, durationMs: 1500 };

const fromFirst = { from: memberId(0), to: ambassador };

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
    asks: [...series('GET', 8), ...series('stats', 1, 40, 800)],
  },
  // Whatever its number, a status from 500 on is a failure, and what failed so may have been done.
  {
    ...forwarding,
    members: [member(doing('error')), member(well)],
    asks: [
      ...series('GET', 14, 30),
      ...series('POST', 14, 30, 880),
      ...series('stats', 1, 40, 1400),
    ],
  },
  // Answers that come too late or twice: each call has failed once, however often that is said.
  {
    ...forwarding,
    members: [member(doing('error')), member(doing('refuse'))],
    asks: [...series('GET', 4, 150), ...series('stats', 1, 40, 1300)],
    faults: [0, 2].flatMap((k): Fault[] => [
      { kind: 'delay', message: { ...fromFirst, type: 'CallReply', k }, byMs: 90 },
      { kind: 'duplicate', message: { ...fromFirst, type: 'CallReply', k: k + 1 }, afterMs: 30 },
    ]),
  },
  // Inactive by the time it answers: it was asked while it was active, and its answer counts.
  {
    ...forwarding,
    callTimeoutMs: 110,
    members: [member(well, { fromMs: 723, health: 'sick', calls: 'ok' })],
    asks: [...series('GET', 1, 40, 880), ...series('stats', 1, 40, 1000)],
    faults: [{ kind: 'delay', message: { ...fromFirst, type: 'CallReply', k: 0 }, byMs: 50 }],
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
  // Several fail over at the same moment: they, too, are spread.
  {
    ...forwarding,
    members: [member(doing('refuse')), member(well), member(well)],
    asks: [...burst('GET', 6, 450), ...burst('GET', 6, 480)],
  },
  // Twelve different durations, two of them long: text is not sorted like numbers.
  {
    ...forwarding,
    durationMs: 3000,
    callTimeoutMs: 110,
    members: [member(well), member(doing('late'), doing('ok', 900))],
    asks: [...series('GET', 12, 60), ...series('stats', 2, 300, 2100)],
  },
  ...checkingScenes,
];
