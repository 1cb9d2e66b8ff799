import type { NodeId } from '../../../simulator/process.ts';
import type { NodeEvent, Trace, TraceEvent } from '../../../simulator/trace.ts';
import type { Message, Request, Response } from './contract.ts';
import { asMessage, asResponse } from './wire-format.ts';

/** A well-formed message that a node sent in a handler. */
export interface Sent<Content extends Message = Message> {
  readonly seq: number;
  readonly to: NodeId;
  readonly message: Content;
}

export interface Answered {
  readonly seq: number;
  readonly client: string;
  readonly operation: number;
  /** `undefined` if it is not a response of the contract. */
  readonly response: Response | undefined;
}

/** What made a node act. */
export type Trigger =
  | { readonly kind: 'start' | 'timer' }
  | { readonly kind: 'message'; readonly from: NodeId; readonly message: Message }
  | {
      readonly kind: 'request';
      readonly client: string;
      readonly operation: number;
      readonly request: Request;
    };

/** One run of a handler and all it did: what checks look at instead of single events. */
export interface Handling {
  readonly node: NodeId;
  readonly seq: number;
  readonly atMs: number;
  readonly incarnation: number;
  readonly trigger: Trigger;
  readonly sent: readonly Sent[];
  readonly answered: readonly Answered[];
  /** Sequence number of the first message that is not of the contract. */
  readonly malformed: number | undefined;
  /** A crash cut it short: what it would have done next is not known. */
  readonly isCut: boolean;
}

interface OpenHandling {
  readonly handling: Omit<Handling, 'isCut' | 'malformed'>;
  readonly sent: Sent[];
  readonly answered: Answered[];
  malformed: number | undefined;
  isCut: boolean;
}

/** The handlers of all nodes in the order in which they ran. */
export function handlingsOf({ events }: Trace): Handling[] {
  const done: OpenHandling[] = [];
  const open = new Map<NodeId, OpenHandling>();
  for (const event of events) {
    const trigger = triggerOf(event);
    if (trigger !== undefined) {
      const { node, seq, atMs, incarnation } = event as NodeEvent;
      const sent: Sent[] = [];
      const answered: Answered[] = [];
      const handling = { node, seq, atMs, incarnation, trigger, sent, answered };
      const opened = { handling, sent, answered, malformed: undefined, isCut: false };
      open.set(node, opened);
      done.push(opened);
    } else {
      addEffect(event, open);
    }
  }
  return done.map(({ handling, malformed, isCut }) => ({ ...handling, malformed, isCut }));
}

function triggerOf(event: TraceEvent): Trigger | undefined {
  switch (event.kind) {
    case 'start':
    case 'timer':
      return { kind: event.kind };
    case 'deliver': {
      const message = asMessage(event.message);
      return message === undefined
        ? { kind: 'timer' }
        : { kind: 'message', from: event.from, message };
    }
    case 'request':
      return {
        kind: 'request',
        client: event.client,
        operation: event.operation,
        request: event.request as Request,
      };
    default:
      return undefined;
  }
}

function addEffect(event: TraceEvent, open: Map<NodeId, OpenHandling>): void {
  if (!('node' in event)) return;
  const own = open.get(event.node);
  if (own === undefined) return;
  if (event.kind === 'send') {
    const message = asMessage(event.message);
    if (message === undefined) own.malformed ??= event.seq;
    else own.sent.push({ seq: event.seq, to: event.to, message });
  } else if (event.kind === 'respond') {
    const { seq, client, operation } = event;
    own.answered.push({ seq, client, operation, response: asResponse(event.response) });
  } else if (event.kind === 'crash') {
    if (event.duringHandler) own.isCut = true;
    open.delete(event.node);
  }
}

export function sentOf<Type extends Message['type']>(
  { sent }: Pick<Handling, 'sent'>,
  type: Type,
): Sent<Extract<Message, { type: Type }>>[] {
  return sent.filter(({ message }) => message.type === type) as Sent<
    Extract<Message, { type: Type }>
  >[];
}
