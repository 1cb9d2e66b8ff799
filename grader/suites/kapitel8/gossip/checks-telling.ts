import type { NodeId } from '../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import { type ChoiceSeen, choiceRuns, choiceTicks } from './choosing.ts';
import type { GossipSeen } from './gossip-run.ts';
import { neighbours } from './listening.ts';
import type { Tick } from './observed.ts';
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
