import type { NodeId } from '../../../simulator/process.ts';
import type { NodeEvent, Trace } from '../../../simulator/trace.ts';

export type SendEvent = Extract<NodeEvent, { kind: 'send' }>;
export type RespondEvent = Extract<NodeEvent, { kind: 'respond' }>;
export type Cause = Extract<NodeEvent, { kind: 'start' | 'deliver' | 'timer' | 'request' }>;

/** One run of one handler: what called it and what it did, in order. */
export interface Handling {
  readonly cause: Cause;
  readonly sends: readonly SendEvent[];
  readonly responds: readonly RespondEvent[];
}

/** Handlers run one at a time, so all that follows a cause on its node belongs to it. */
export function handlingsOf(trace: Trace): readonly Handling[] {
  const handlings: { cause: Cause; sends: SendEvent[]; responds: RespondEvent[] }[] = [];
  for (const event of trace.events) {
    switch (event.kind) {
      case 'start':
      case 'deliver':
      case 'timer':
      case 'request':
        handlings.push({ cause: event, sends: [], responds: [] });
        break;
      case 'send':
        handlings.at(-1)?.sends.push(event);
        break;
      case 'respond':
        handlings.at(-1)?.responds.push(event);
        break;
    }
  }
  return handlings;
}

/** The handlings of one node, in order. */
export function handlingsOn(handlings: readonly Handling[], node: NodeId): readonly Handling[] {
  return handlings.filter(({ cause }) => cause.node === node);
}
