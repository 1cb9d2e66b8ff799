import type { Latency, Stats } from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import type { NodeId } from '../../../../simulator/process.ts';
import { fieldOf } from '../exports.ts';
import type { CallLedger } from './call-ledger.ts';
import type { Findings } from './finding.ts';
import { hasFailed } from './jobs.ts';
import { statsWording as wording } from './wording-stats.ts';

/** Compares an answer to `stats` with what the wire has shown until then. */
export function judgeStats(
  ledger: CallLedger,
  members: readonly NodeId[],
  response: unknown,
  seq: number,
  findings: Findings,
): void {
  const stats = fieldOf(response, 'stats');
  if (fieldOf(response, 'type') !== 'stats' || typeof stats !== 'object' || stats === null) {
    findings.add('stats-requests', wording.noStats(response), [seq]);
    return;
  }
  const expected = expectedStats(ledger, members);
  for (const field of ['requests', 'throttled', 'errors', 'inFlight'] as const) {
    const actual = fieldOf(stats, field);
    if (actual === expected[field]) continue;
    findings.add('stats-requests', wording.count(field, expected[field], actual), [seq], {
      expected: expected[field],
      actual: actual ?? null,
    });
    break;
  }
  for (const field of ['count', 'p50Ms', 'p95Ms', 'maxMs'] as const) {
    const actual = fieldOf(fieldOf(stats, 'latency'), field);
    if (actual === expected.latency[field]) continue;
    const durations = answeredMs(ledger);
    const message = wording.latency(field, durations, expected.latency[field], actual);
    findings.add('stats-latency', message, [seq], {
      expected: expected.latency[field],
      actual: actual ?? null,
    });
    break;
  }
  judgeNodes(expected, stats, seq, findings);
  findings.count('stats');
  if (expected.requests >= 4) findings.count('stats-with-requests');
  if (expected.errors > 0) findings.count('stats-with-errors');
  if (expected.throttled > 0) findings.count('stats-with-throttled');
  if (expected.inFlight > 0) findings.count('stats-with-open');
  if (expected.latency.p95Ms > expected.latency.p50Ms) findings.count('stats-with-spread');
  if (Object.values(expected.nodes).some(({ failures }) => failures > 0)) {
    findings.count('stats-with-failures');
  }
}

function judgeNodes(expected: Stats, stats: object, seq: number, findings: Findings): void {
  for (const [node, counts] of Object.entries(expected.nodes)) {
    const own = fieldOf(fieldOf(stats, 'nodes'), node);
    for (const field of ['calls', 'failures'] as const) {
      const actual = fieldOf(own, field);
      if (actual === counts[field]) continue;
      findings.add('stats-nodes', wording.node(node, field, counts[field], actual), [seq], {
        expected: counts[field],
        actual: actual ?? null,
      });
      return;
    }
  }
}

function expectedStats(ledger: CallLedger, members: readonly NodeId[]): Stats {
  const jobs = [...ledger.jobs.values()];
  const answered = jobs.filter(({ answeredMs }) => answeredMs !== undefined);
  return {
    requests: jobs.length,
    throttled: jobs.filter(({ isAdmitted }) => isAdmitted === false).length,
    errors: answered.filter(({ answeredStatus }) => Number(answeredStatus) >= 500).length,
    inFlight: jobs.length - answered.length,
    latency: expectedLatency(answeredMs(ledger)),
    nodes: Object.fromEntries(
      members.map((node) => {
        const calls = ledger.callsTo(node);
        const failed = calls.filter(({ outcome }) => outcome !== undefined && hasFailed(outcome));
        return [node, { calls: calls.length, failures: failed.length }];
      }),
    ),
  };
}

/** How long the answered requests that were let in took, in order. */
function answeredMs(ledger: CallLedger): readonly number[] {
  return [...ledger.jobs.values()]
    .filter(({ isAdmitted, answeredMs }) => isAdmitted !== false && answeredMs !== undefined)
    .map(({ arrivedMs, answeredMs = 0 }) => answeredMs - arrivedMs)
    .sort((a, b) => a - b);
}

function expectedLatency(sorted: readonly number[]): Latency {
  // The smallest value for which enough of all are not larger, found by trying them all.
  const percentile = (share: number): number =>
    sorted.find((value) => {
      const notLarger = sorted.filter((other) => other <= value).length;
      return notLarger * 100 >= share * sorted.length;
    }) ?? 0;
  return {
    count: sorted.length,
    p50Ms: percentile(50),
    p95Ms: percentile(95),
    maxMs: sorted.at(-1) ?? 0,
  };
}
