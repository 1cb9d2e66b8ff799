import type { NodeId } from '../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import { type ChoiceSeen, choiceRuns, choiceTicks } from './choosing.ts';
import type { GossipSeen } from './gossip-run.ts';
import { neighbours } from './listening.ts';
import { isNewerVersion, sameRumor } from './messages.ts';
import {
  type SpreadSeen,
  spreadBoundRounds,
  spreadFanout,
  spreadNodes,
  spreadQuantile,
  spreadRepeat,
  spreadRuns,
} from './spreading.ts';
import type { Tick } from './walk.ts';
import { wording } from './wording.ts';

export function checkWellFormed({ walk, run }: GossipSeen): Verdict {
  const seq = walk.malformed[0];
  if (seq === undefined) return holds;
  const event = run.trace.events[seq];
  const node = event !== undefined && 'node' in event ? event.node : '';
  return violated(wording.malformed(node), [seq]);
}

export function checkFixedTick({ walk }: GossipSeen): Verdict {
  const stray = walk.strays[0];
  if (stray !== undefined) return violated(wording.stray(stray.node, stray.atMs), [stray.seq]);
  return holds;
}

export function checkHotTold({ walk }: GossipSeen): Verdict {
  for (const { node, atMs, seq, sends, missing } of walk.ticks) {
    if (sends.length === 0) return violated(wording.missedTick(node, atMs), [seq]);
    const first = missing[0];
    if (first !== undefined) {
      return violated(wording.missingTold(node, first.to, first.rumor), [first.seq]);
    }
  }
  return holds;
}

export function checkGroup({ walk }: GossipSeen): Verdict {
  for (const tick of walk.ticks) {
    const missing = tick.group.filter((member) => !recipients(tick).has(member));
    if (tick.sends.length > 0 && missing.length > 0) {
      return violated(wording.groupForgotten(tick.node, missing), [tick.seq]);
    }
  }
  return holds;
}

export function checkTopSenders({ walk }: GossipSeen): Verdict {
  for (const tick of walk.ticks) {
    const missing = tick.top.filter((peer) => !recipients(tick).has(peer));
    if (tick.sends.length > 0 && missing.length > 0) {
      return violated(wording.topForgotten(tick.node, missing, tick.top), [tick.seq]);
    }
  }
  return holds;
}

/** Who leaves out the group or the top senders is told so there; here the number of others counts. */
export function checkFanout({ walk }: GossipSeen): Verdict {
  for (const tick of walk.ticks) {
    if (tick.sends.length === 0) continue;
    const { node, sends, fanout, seq, peers } = tick;
    const reached = recipients(tick);
    if (reached.size < sends.length) {
      const again = sends.find(({ to }, index) => sends.findIndex((one) => one.to === to) < index);
      return violated(wording.twiceToSame(node, again?.to ?? ''), [again?.seq ?? seq]);
    }
    const always = new Set([...tick.group, ...tick.top]);
    const others = [...reached].filter((peer) => !always.has(peer)).length;
    if (others > fanout) {
      return violated(
        wording.tooManyOthers(node, others, fanout),
        sends.map((send) => send.seq),
      );
    }
    const expected = Math.min(fanout, peers.length - always.size);
    const hasAlways = [...always].every((peer) => reached.has(peer));
    if (hasAlways && others < expected) {
      return violated(wording.tooFewOthers(node, others, expected), [seq]);
    }
  }
  return holds;
}

function recipients({ sends }: Tick): ReadonlySet<NodeId> {
  return new Set(sends.map(({ to }) => to));
}

/**
 * Each of five peers is drawn at least half as often as on average. The count of one peer in 12 * 50
 * independent draws is binomial (600, 1/5) with standard deviation 9.8; half the mean is 6.1 standard
 * deviations away (p < 1e-10). That 12 first draws agree by chance has probability 5^-11 < 3e-8.
 * Going through the peers in an order shuffled each time is more even still.
 */
export function checkRandomChoice({ draws }: ChoiceSeen): Verdict {
  const all = draws.flat();
  const least = (choiceRuns * choiceTicks) / neighbours.length / 2;
  for (const peer of neighbours) {
    const actual = all.filter((drawn) => drawn === peer).length;
    if (actual < least) {
      return violated(wording.neverDrawn(peer, all.length), [], { expected: least, actual });
    }
  }
  const starts = new Set(draws.map(([first]) => first));
  return starts.size > 1 ? holds : violated(wording.alwaysSameStart());
}

export function checkForwardingStops({ walk }: GossipSeen): Verdict {
  for (const { node, expired } of walk.ticks) {
    const first = expired[0];
    if (first !== undefined) {
      return violated(wording.tellsExpired(node, first.to, first.rumor), [first.seq]);
    }
  }
  return holds;
}

export function checkTellsBelieved({ walk }: GossipSeen): Verdict {
  for (const { node, unbelieved } of walk.ticks) {
    const first = unbelieved[0];
    if (first !== undefined) {
      return violated(wording.tellsUnbelieved(node, first.to, first.rumor), [first.seq]);
    }
  }
  return holds;
}

/** An answer that is not older than the right one, and not the right one: believed too easily. */
export function checkBelievesOnlyCredible({ walk }: GossipSeen): Verdict {
  for (const { node, got, expected, seq } of walk.gets) {
    if (got == null || sameRumor(got, expected)) continue;
    if (expected === null || !isNewerVersion(expected, got)) {
      return violated(wording.believesTooEarly(node, got, expected), [seq], {
        expected,
        actual: got,
      });
    }
  }
  return checkTellsBelieved({ walk } as GossipSeen);
}

export function checkBelievesCredible({ walk }: GossipSeen): Verdict {
  for (const { node, got, expected, seq } of walk.gets) {
    if (expected === null && got !== undefined) continue;
    if (got == null || (expected !== null && isNewerVersion(expected, got))) {
      return violated(wording.believesTooLate(node, got, expected), [seq], {
        expected,
        actual: got ?? null,
      });
    }
  }
  return holds;
}

/** What a node shows of a key, by answers and digests, never gets older within an incarnation. */
export function checkNeverGoesBack({ walk }: GossipSeen): Verdict {
  const latest = new Map<string, { timestamp: number; source: string; seq: number }>();
  for (const { node, incarnation, seq, key, versions } of walk.shown) {
    const owner = `${node}/${incarnation}/`;
    for (const version of versions) {
      const before = latest.get(owner + version.key);
      if (before !== undefined && isNewerVersion({ ...before, key: version.key }, version)) {
        return violated(wording.goesBack(node, version.key), [seq, before.seq]);
      }
      const { timestamp, source } = version;
      latest.set(owner + version.key, { timestamp, source, seq });
    }
    for (const [name, before] of latest) {
      if (!name.startsWith(owner)) continue;
      const known = name.slice(owner.length);
      const isShown = key === undefined || key === known;
      if (isShown && !versions.some((version) => version.key === known)) {
        return violated(wording.goesBack(node, known), [seq, before.seq]);
      }
    }
  }
  return holds;
}

export function checkNothingInvented({ walk }: GossipSeen): Verdict {
  const first = walk.invented[0];
  return first === undefined
    ? holds
    : violated(wording.invented(first.to, first.rumor), [first.seq]);
}

export function checkTimestamps({ walk }: GossipSeen): Verdict {
  for (const { node, seq, timestamp, above } of walk.puts) {
    if (timestamp === undefined) return violated(wording.noTimestamp(node), [seq]);
    if (timestamp <= above) {
      return violated(wording.timestampTooSmall(node, timestamp, above), [seq], {
        expected: `> ${above}`,
        actual: timestamp,
      });
    }
  }
  return holds;
}

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
