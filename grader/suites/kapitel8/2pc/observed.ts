import type { History } from '../../../simulator/history.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { Fault } from '../../../simulator/scenario.ts';
import type { Run } from '../../../simulator/simulate.ts';
import type { Trace } from '../../../simulator/trace.ts';
import type { Observation } from '../../suite.ts';
import type { Request, Response } from './contract.ts';
import { type Handling, handlingsOf } from './handlings.ts';

/** What the checks look at: wire, clients, machines. Nothing of what a node says about itself. */
export interface CommitSeen extends Observation {
  readonly trace: Trace;
  readonly history: History<Request, Response>;
  readonly faults: readonly Fault[];
  readonly handlings: readonly Handling[];
  /** The nodes on which the submission ran. */
  readonly real: readonly NodeId[];
  readonly deviations: Run['deviations'];
  /** Until then nothing more has happened than the trace tells: it may have ended for want of events. */
  readonly untilMs: number;
  /** Findings shared by several checks, computed once a run. */
  readonly memo: Map<string, unknown>;
  readonly counts: Readonly<Record<string, number>>;
}

export function commitSeen(faults: readonly Fault[], run: Run<Request, Response>): CommitSeen {
  const { trace, history, fault, deviations } = run;
  return {
    trace,
    history,
    fault,
    deviations,
    untilMs: trace.endedAtMs,
    faults,
    handlings: handlingsOf(trace),
    real: trace.nodes.filter((id) => !trace.scripted.includes(id)),
    memo: new Map(),
    counts: { ...run.counts },
  };
}

/** Computes a finding once for each observation. */
export function once<Value>(seen: CommitSeen, key: string, compute: () => Value): Value {
  if (!seen.memo.has(key)) seen.memo.set(key, compute());
  return seen.memo.get(key) as Value;
}
