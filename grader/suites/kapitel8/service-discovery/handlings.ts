import type { NodeId } from '../../../simulator/process.ts';
import type { NodeEvent, Trace } from '../../../simulator/trace.ts';

export type SendEvent = Extract<NodeEvent, { kind: 'send' }>;
export type RespondEvent = Extract<NodeEvent, { kind: 'respond' }>;
export type StoreWriteEvent = Extract<NodeEvent, { kind: 'store' }>;
export type CrashEvent = Extract<NodeEvent, { kind: 'crash' }>;
export type Cause = Extract<NodeEvent, { kind: 'start' | 'deliver' | 'timer' | 'request' }>;

/** One run of one handler: what called it and what it did, in order. */
export interface Handling {
  readonly cause: Cause;
  readonly sends: readonly SendEvent[];
  readonly responds: readonly RespondEvent[];
  readonly writes: readonly StoreWriteEvent[];
  /** The node crashed in the middle of it: what is missing may have been cut off. */
  readonly isCut: boolean;
}

/** What happened on one node: handlers and crashes. Handlers run one at a time. */
export type Happening =
  | { readonly kind: 'handling'; readonly handling: Handling }
  | { readonly kind: 'crash'; readonly crash: CrashEvent };

interface Growing {
  readonly cause: Cause;
  readonly sends: SendEvent[];
  readonly responds: RespondEvent[];
  readonly writes: StoreWriteEvent[];
  isCut: boolean;
}

export function happeningsOn(trace: Trace, node: NodeId): readonly Happening[] {
  const happenings: Happening[] = [];
  let current: Growing | undefined;
  for (const event of trace.events) {
    if (!('clock' in event) || event.node !== node) continue;
    switch (event.kind) {
      case 'start':
      case 'deliver':
      case 'timer':
      case 'request':
        current = { cause: event, sends: [], responds: [], writes: [], isCut: false };
        happenings.push({ kind: 'handling', handling: current });
        break;
      case 'send':
        current?.sends.push(event);
        break;
      case 'respond':
        current?.responds.push(event);
        break;
      case 'store':
        current?.writes.push(event);
        break;
      case 'crash':
        if (event.duringHandler && current !== undefined) current.isCut = true;
        current = undefined;
        happenings.push({ kind: 'crash', crash: event });
        break;
    }
  }
  return happenings;
}
