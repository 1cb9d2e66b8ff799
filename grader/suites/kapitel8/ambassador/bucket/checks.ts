import { holds, type Verdict, violated } from '../../../suite.ts';
import type { BucketSeen } from './play.ts';
import { bucketWording as wording } from './wording.ts';

/** What rounding may make of an amount, in tokens. */
const tolerance = 1e-6;

/** In every window: not more than the capacity and what came in meanwhile. Judged by counting alone. */
export function checkWindow({ made, config }: BucketSeen): Verdict {
  const { capacity, ratePerSecond } = config;
  const times = made
    .filter((call) => call.do === 'take' && call.returned === true)
    .map(({ atMs }) => atMs);
  for (const [first, fromMs] of times.entries()) {
    for (let last = first; last < times.length; last++) {
      const untilMs = times[last] as number;
      const allowed = capacity + (ratePerSecond * (untilMs - fromMs)) / 1000;
      const admitted = last - first + 1;
      if (admitted <= allowed + tolerance) continue;
      return violated(wording.window(fromMs, untilMs, admitted, allowed), [], {
        expected: `≤ ${allowed}`,
        actual: admitted,
      });
    }
  }
  return holds;
}

/** Whoever finds a whole token gets it. */
export function checkNeverRefused({ made }: BucketSeen): Verdict {
  for (const { do: what, returned, level, isClose, atMs } of made) {
    if (what !== 'take' || returned === true) continue;
    if (typeof returned !== 'boolean') return violated(wording.noBoolean(returned));
    if (level >= 1 && !isClose) return violated(wording.refused(atMs, level));
  }
  return holds;
}

/** `tokens` shows what is there, within its bounds. */
export function checkLevel({ made, config: { capacity } }: BucketSeen): Verdict {
  for (const { do: what, returned, level, atMs } of made) {
    if (what !== 'look') continue;
    if (typeof returned !== 'number' || Number.isNaN(returned)) {
      return violated(wording.noNumber(returned));
    }
    if (returned < -tolerance || returned > capacity + tolerance) {
      return violated(wording.outOfBounds(atMs, returned, capacity));
    }
    if (Math.abs(returned - level) > tolerance * Math.max(1, level)) {
      return violated(wording.level(atMs, level, returned), [], {
        expected: level,
        actual: returned,
      });
    }
  }
  return holds;
}

/** With a clock that is set back, every answer is as if it had stood still. */
export function checkSetBack(seen: BucketSeen): Verdict {
  for (const { do: what, returned, level, isClose, atMs } of seen.made) {
    if (what !== 'take' || isClose || returned === level >= 1) continue;
    return violated(wording.setBack(atMs, level, returned), [], {
      expected: level >= 1,
      actual: returned ?? null,
    });
  }
  return checkLevel(seen);
}
