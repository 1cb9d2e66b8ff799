import { holds, type Verdict, violated } from '../../suite.ts';
import type { GossipSeen } from './gossip-run.ts';
import { isNewerVersion, sameRumor } from './messages.ts';
import { wording } from './wording.ts';

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
