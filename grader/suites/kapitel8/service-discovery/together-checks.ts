import { sameData } from '../../../checkers/data.ts';
import type { NodeId } from '../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import { times } from './instance-setting.ts';
import { registry } from './registry-run.ts';
import { type Lookup, placed, type Span, type TogetherSeen, watchMs } from './together.ts';

import { registryWording as wording } from './wording-registry.ts';

/** Some messages take some ms each. */
const travelMs = 60;

/** A dead instance: its lease ends, and the event that tells of it may get lost once. */
function deadBoundMs(losses: number): number {
  return times.ttlSeconds * 1000 + watchMs * (1 + losses) + travelMs;
}

/** A ready instance: it registers (again, if its lease has lapsed), and the registry hears of it. */
function readyBoundMs(losses: number): number {
  return times.refreshMs + (times.retryMs + watchMs) * (1 + losses) + travelMs;
}

export function checkDeadVanish({ lookups, spans, losses }: TogetherSeen): Verdict {
  const boundMs = deadBoundMs(losses);
  for (const { atMs, seq, listed } of lookups) {
    for (const instance of listed ?? []) {
      const node = nodeOf(instance);
      const wasReady = spans.some(
        (span) => span.node === node && span.fromMs <= atMs && span.untilMs >= atMs - boundMs,
      );
      if (node === undefined || wasReady) continue;
      const id = `${placed[node]?.id} auf ${node}`;
      return violated(wording.deadListed(registry, id, atMs, boundMs), [seq]);
    }
  }
  return holds;
}

export function checkReadyListed({ lookups, spans, losses }: TogetherSeen): Verdict {
  const boundMs = readyBoundMs(losses);
  for (const { atMs, seq, listed } of lookups) {
    if (listed === undefined) continue;
    for (const { node } of longReady(spans, atMs, boundMs)) {
      const id = placed[node]?.id ?? '';
      // While an id moves from one machine to another, either may stand for it.
      const isListed = listed.some((instance) => placed[nodeOf(instance) ?? '']?.id === id);
      if (isListed) continue;
      return violated(wording.readyMissing(registry, `${id} auf ${node}`, atMs, boundMs), [seq]);
    }
  }
  return holds;
}

export function checkCallersServed({ lookups, spans, losses }: TogetherSeen): Verdict {
  const boundMs = readyBoundMs(losses);
  for (const lookup of lookups) {
    const { atMs, seq, listed } = lookup;
    if (longReady(spans, atMs, boundMs).length === 0) continue;
    if (listed === undefined) return violated(wording.lookupUnanswered(registry, atMs), [seq]);
    if (!namesAlive(lookup, spans)) return violated(wording.nobodyListed(registry, atMs), [seq]);
  }
  return holds;
}

/** Does the answer name an instance that is ready at this moment? */
function namesAlive({ listed, atMs }: Lookup, spans: readonly Span[]): boolean {
  return (listed ?? []).some((instance) => {
    const node = nodeOf(instance);
    return spans.some((span) => span.node === node && span.fromMs <= atMs && atMs <= span.untilMs);
  });
}

/** Who has been ready without interruption for so long. */
function longReady(spans: readonly Span[], atMs: number, boundMs: number): readonly Span[] {
  return spans.filter(({ fromMs, untilMs }) => fromMs <= atMs - boundMs && atMs < untilMs);
}

function nodeOf(instance: unknown): NodeId | undefined {
  return Object.entries(placed).find(([, one]) => sameData(one, instance))?.[0];
}
