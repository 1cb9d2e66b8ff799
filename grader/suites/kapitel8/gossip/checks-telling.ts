import type { NodeId } from '../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import type { GossipSeen } from './gossip-run.ts';
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

export function checkForwardingStops({ walk }: GossipSeen): Verdict {
  for (const { node, expired } of walk.ticks) {
    const first = expired[0];
    if (first !== undefined) {
      return violated(wording.tellsExpired(node, first.to, first.rumor), [first.seq]);
    }
  }
  return holds;
}
