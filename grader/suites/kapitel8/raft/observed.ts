import type { History } from '../../../simulator/history.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { Fault, Scenario } from '../../../simulator/scenario.ts';
import type { ClientPolicy, Run } from '../../../simulator/simulate.ts';
import type { Trace, TraceEvent } from '../../../simulator/trace.ts';
import type { Observation } from '../../suite.ts';
import type { Message, Request, Response } from './contract.ts';
import { asMessage, isResponse } from './wire-format.ts';

/** A message of the contract that a node sent or received. */
export interface Wired {
  readonly kind: 'send' | 'deliver';
  readonly seq: number;
  readonly atMs: number;
  /** The node on which this happened: sender of a `send`, receiver of a `deliver`. */
  readonly node: NodeId;
  readonly incarnation: number;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: Message;
}

/** What the checks look at: wire, clients, machines. Nothing of what a node says about itself. */
export interface RaftSeen extends Observation {
  readonly trace: Trace;
  readonly history: History<Request, Response>;
  readonly nodes: readonly NodeId[];
  readonly faults: readonly Fault[];
  /** Sends and deliveries of well-formed messages, in order. */
  readonly wire: readonly Wired[];
  readonly deviations: Run['deviations'];
  /** Findings shared by several checks, computed once a run. */
  readonly memo: Map<string, unknown>;
  readonly counts: Readonly<Record<string, number>>;
}

export function raftSeen(
  scenario: Scenario<Request>,
  run: Run<Request, Response>,
  counts: Readonly<Record<string, number>> = {},
): RaftSeen {
  const { trace, history, fault, deviations } = run;
  return {
    trace,
    history,
    fault,
    deviations,
    nodes: trace.nodes,
    faults: scenario.faults,
    wire: wireOf(trace.events),
    memo: new Map(),
    counts: { ...run.counts, ...counts },
  };
}

/** Sends and deliveries of well-formed messages; each message is examined once, when it is sent. */
function wireOf(events: readonly TraceEvent[]): Wired[] {
  const wire: Wired[] = [];
  const understood: (Message | undefined)[] = [];
  for (const event of events) {
    if (event.kind === 'send') understood[event.id] = asMessage(event.message);
    else if (event.kind !== 'deliver') continue;
    const message = understood[event.id];
    if (message === undefined) continue;
    const { kind, seq, atMs, node, incarnation } = event;
    const from = event.kind === 'send' ? node : event.from;
    const to = event.kind === 'send' ? event.to : node;
    wire.push({ kind, seq, atMs, node, incarnation, from, to, message });
  }
  return wire;
}

/** Computes a finding once for each observation. */
export function once<Value>(seen: RaftSeen, key: string, compute: () => Value): Value {
  if (!seen.memo.has(key)) seen.memo.set(key, compute());
  return seen.memo.get(key) as Value;
}

/**
 * Clients ask again after `timeoutMs`, far longer than a command takes when nothing is wrong, and go
 * where a node sends them. They never tire: being sent on by all nodes in turn, 22 ms a time, they ask
 * for more than four seconds, longer than a correct cluster needs for a leader.
 */
export const clientPolicy: ClientPolicy<Request, Response> = {
  timeoutMs: 250,
  retryDelayMs: 20,
  maxAttempts: 200,
  interpret(response) {
    if (!isResponse(response)) return { done: false };
    return response.ok ? { done: true } : { done: false, retryAt: response.leaderHint };
  },
};
