import { type Step, traceOf } from '../../../grader/feedback/space-time/sample-trace.ts';
import type { Trace } from '../../../grader/simulator/trace.ts';

/** A trace of about so many events in which five nodes keep asking each other; for measuring. */
export function longTrace(events: number): Trace {
  const nodes = ['n1', 'n2', 'n3', 'n4', 'n5'];
  const steps: Step[] = nodes.map((node) => ({ kind: 'start', atMs: 0, node }));
  for (let round = 0; steps.length < events; round += 1) {
    const atMs = round * 7;
    const node = nodes[round % 5] ?? 'n1';
    const to = nodes[(round + 1 + (round % 4)) % 5] ?? 'n2';
    const term = Math.floor(round / 50);
    const message = { type: 'AppendEntries', term, prevLogIndex: round, entries: [{ term }] };
    steps.push({ kind: 'timer', atMs, node, name: 'heartbeat' });
    steps.push({ kind: 'store', atMs, node, key: 'currentTerm', value: term });
    steps.push({ kind: 'send', atMs, node, to, id: round, type: 'AppendEntries', k: 0, message });
    if (round % 9 === 0) {
      const lost = { id: round, from: node, to, type: 'AppendEntries', reason: 'loss' } as const;
      steps.push({ kind: 'drop', atMs, ...lost });
    }
    // Answers of the round before last are still under way when this one is sent.
    const before = round - 2;
    if (before < 0 || before % 9 === 0) continue;
    const receiver = nodes[(before + 1 + (before % 4)) % 5] ?? 'n2';
    const from = nodes[before % 5] ?? 'n1';
    const arrived = { id: before, type: 'AppendEntries', copy: 0, message };
    steps.push({ kind: 'deliver', atMs: atMs + 1, node: receiver, from, ...arrived });
    const state = { role: 'follower', term, log: before, commitIndex: before - 1 };
    steps.push({ kind: 'state', atMs: atMs + 1, node: receiver, state });
  }
  return traceOf(nodes, steps);
}
