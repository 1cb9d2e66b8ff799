import { holds, type Verdict, violated } from '../../suite.ts';
import {
  type SpreadSeen,
  spreadBoundRounds,
  spreadFanout,
  spreadNodes,
  spreadQuantile,
  spreadRepeat,
  spreadRuns,
} from './spreading.ts';
import { wording } from './wording.ts';

export function checkGrowth({ spreads, trace }: SpreadSeen): Verdict {
  for (const spread of spreads) {
    for (const [round, informed] of spread.informed.entries()) {
      const bound = (spreadFanout + 1) ** round;
      if (informed <= bound) continue;
      const seq = spread.run.trace === trace ? spread.learnt[bound] : undefined;
      return violated(
        wording.growsTooFast(round, informed, bound),
        seq === undefined ? [] : [seq],
        { expected: bound, actual: informed },
      );
    }
  }
  return holds;
}

export function checkConvergence({ spreads }: SpreadSeen): Verdict {
  const rounds = spreads.map((spread) => spread.rounds ?? Infinity).sort((a, b) => a - b);
  const quantile = rounds[Math.ceil(spreadQuantile * spreadRuns) - 1] ?? Infinity;
  if (quantile <= spreadBoundRounds) return holds;
  const messages = spreads.reduce((sum, spread) => sum + spread.messages, 0);
  const redundancy = messages / spreads.length / (spreadNodes - 1);
  const known = Number.isFinite(quantile) ? quantile : undefined;
  return violated(wording.spreadsTooSlowly(known, spreadBoundRounds, redundancy), [], {
    expected: spreadBoundRounds,
    actual: known ?? null,
  });
}

/** Each node tells a rumor in `repeat` ticks, to `fanout` others each time: no more. */
export function checkTraffic({ spreads }: SpreadSeen): Verdict {
  const bound = spreadNodes * spreadFanout * spreadRepeat;
  for (const { messages } of spreads) {
    if (messages <= bound) continue;
    return violated(wording.tooMuchTraffic(messages, bound, messages / (spreadNodes - 1)), [], {
      expected: bound,
      actual: messages,
    });
  }
  return holds;
}
