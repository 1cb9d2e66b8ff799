import type { History } from '../../../simulator/history.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { Fault } from '../../../simulator/scenario.ts';
import type { Run } from '../../../simulator/simulate.ts';
import type { Trace } from '../../../simulator/trace.ts';
import type { Observation } from '../../suite.ts';
import type { AnyMessage } from './wire-format.ts';
import { malformedField } from './wire-format.ts';

/** A message of the contract that a node sent or received. */
export interface Wired<Message> {
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

/** What a node sent that is no message of the contract. */
export interface Malformed {
  readonly seq: number;
  readonly node: NodeId;
  readonly field: string;
}

/** What the checks look at: wire, clients, machines. Nothing of what a node says about itself. */
export interface Seen<Message, Request = unknown, Response = unknown> extends Observation {
  readonly trace: Trace;
  readonly history: History<Request, Response>;
  readonly nodes: readonly NodeId[];
  readonly faults: readonly Fault[];
  readonly wire: readonly Wired<Message>[];
  readonly malformed: readonly Malformed[];
  readonly deviations: Run['deviations'];
  /** Findings shared by several checks, computed once a run. */
  readonly memo: Map<string, unknown>;
  readonly counts: Readonly<Record<string, number>>;
}

export function seenOf<Message extends AnyMessage, Request, Response>(
  run: Run<Request, Response>,
  format: Parameters<typeof malformedField>[0],
  faults: readonly Fault[] = [],
  counts: Readonly<Record<string, number>> = {},
): Seen<Message, Request, Response> {
  const { trace, history, fault, deviations } = run;
  const wire: Wired<Message>[] = [];
  const malformed: Malformed[] = [];
  const understood: (Message | undefined)[] = [];
  for (const event of trace.events) {
    if (event.kind === 'send') {
      const field = malformedField(format, event.message);
      if (field === undefined) understood[event.id] = event.message as Message;
      else malformed.push({ seq: event.seq, node: event.node, field });
    } else if (event.kind !== 'deliver') continue;
    const message = understood[event.id];
    if (message === undefined) continue;
    const { kind, seq, atMs, node, incarnation } = event;
    const from = event.kind === 'send' ? node : event.from;
    const to = event.kind === 'send' ? event.to : node;
    wire.push({ kind, seq, atMs, node, incarnation, from, to, message });
  }
  return {
    trace,
    history,
    fault,
    deviations,
    nodes: trace.nodes,
    faults,
    wire,
    malformed,
    memo: new Map(),
    counts: { ...run.counts, ...counts },
  };
}

/** Computes a finding once for each observation. */
export function once<Value>(
  seen: { readonly memo: Map<string, unknown> },
  key: string,
  compute: () => Value,
): Value {
  if (!seen.memo.has(key)) seen.memo.set(key, compute());
  return seen.memo.get(key) as Value;
}

/** What a node sent behind this line of its own, before anything else was delivered to it. */
export function sentAfter<Message>(
  own: readonly Wired<Message>[],
  index: number,
): readonly Wired<Message>[] {
  const rest = own.slice(index + 1);
  const next = rest.findIndex(({ kind }) => kind === 'deliver');
  return next < 0 ? rest : rest.slice(0, next);
}

/** Something that a rule forbids. */
export interface Blame {
  /** Id of the property. */
  readonly rule: string;
  readonly message: string;
  readonly events: readonly number[];
}
