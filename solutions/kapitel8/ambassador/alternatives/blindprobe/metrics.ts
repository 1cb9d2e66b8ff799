import type { NodeId } from '#simulator';
import type { Member, NodeStats, Stats } from './contract.ts';

/** The figures, counted where things happen. */
export function createMetrics(members: readonly Member[]) {
  const counts = { requests: 0, throttled: 0, errors: 0, inFlight: 0 };
  const durations: number[] = [];
  const nodes = new Map<NodeId, { calls: number; failures: number }>(
    members.map(({ node }) => [node, { calls: 0, failures: 0 }]),
  );
  const node = (id: NodeId) => nodes.get(id) ?? { calls: 0, failures: 0 };

  return {
    throttled(): void {
      counts.requests += 1;
      counts.throttled += 1;
    },
    began(): void {
      counts.requests += 1;
      counts.inFlight += 1;
    },
    ended(status: number, durationMs: number): void {
      counts.inFlight -= 1;
      if (status >= 500) counts.errors += 1;
      durations.push(durationMs);
    },
    called(id: NodeId): void {
      node(id).calls += 1;
    },
    failed(id: NodeId): void {
      node(id).failures += 1;
    },
    snapshot(): Stats {
      const sorted = [...durations].sort((a, b) => a - b);
      const rank = (percent: number) => sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? 0;
      const perNode: Record<NodeId, NodeStats> = {};
      for (const [id, stats] of nodes) perNode[id] = { ...stats };
      const latency = {
        count: sorted.length,
        p50Ms: rank(50),
        p95Ms: rank(95),
        maxMs: rank(100),
      };
      return { ...counts, latency, nodes: perNode };
    },
  };
}
