import type { NodeId } from '#simulator';
import type { Member, Stats } from './contract.ts';

/** Counts what happens to requests and calls, and measures how long requests take. */
export class Monitor {
  private requests = 0;
  private throttled = 0;
  private errors = 0;
  private inFlight = 0;
  private readonly latenciesMs: number[] = [];
  private readonly nodes = new Map<NodeId, { calls: number; failures: number }>();

  constructor(members: readonly Member[]) {
    for (const { node } of members) this.nodes.set(node, { calls: 0, failures: 0 });
  }

  onRequest(): void {
    this.requests++;
    this.inFlight++;
  }

  onThrottled(): void {
    this.throttled++;
    this.inFlight--;
  }

  onAnswered(status: number, tookMs: number): void {
    this.inFlight--;
    if (status >= 500) this.errors++;
    this.latenciesMs.push(tookMs);
  }

  onCall(node: NodeId): void {
    const counts = this.nodes.get(node);
    if (counts !== undefined) counts.calls++;
  }

  onFailure(node: NodeId): void {
    const counts = this.nodes.get(node);
    if (counts !== undefined) counts.failures++;
  }

  stats(): Stats {
    const { requests, throttled, errors, inFlight } = this;
    const sorted = this.latenciesMs.toSorted((a, b) => a - b);
    return {
      requests,
      throttled,
      errors,
      inFlight,
      latency: {
        count: sorted.length,
        p50Ms: percentile(sorted, 50),
        p95Ms: percentile(sorted, 95),
        maxMs: sorted.at(-1) ?? 0,
      },
      nodes: Object.fromEntries([...this.nodes].map(([node, counts]) => [node, { ...counts }])),
    };
  }
}

/** Nearest rank: the smallest value such that at least `percent` % of all are not larger. */
function percentile(sorted: readonly number[], percent: number): number {
  const rank = Math.ceil((sorted.length * percent) / 100);
  return sorted[rank - 1] ?? 0;
}
