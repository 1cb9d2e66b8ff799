import type { History, Operation } from '../../../simulator/history.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { NodeEvent, Trace } from '../../../simulator/trace.ts';
import type { RegisterRequest, RegisterResponse } from './contract.ts';
import { asResponse } from './wire-format.ts';

type RequestEvent = Extract<NodeEvent, { kind: 'request' }>;

/** A request that reached a node, and what came of it there. */
export interface Asked {
  readonly client: string;
  readonly node: NodeId;
  readonly incarnation: number;
  readonly request: RegisterRequest;
  readonly atMs: number;
  readonly seq: number;
  /** The network doubled the request: which of the answers belongs to which copy, nobody can tell. */
  isDoubled: boolean;
  answer?: {
    readonly atMs: number;
    readonly seq: number;
    /** `undefined`: not a response of the contract. */
    readonly response: RegisterResponse | undefined;
  };
}

/**
 * All requests as the nodes saw them. A request counts from its arrival to its answer at the node: what
 * clients see lies around that, so that a history legal here is legal for them as well.
 */
export function askedOf(trace: Trace): Asked[] {
  const all: Asked[] = [];
  const byKey = new Map<string, Asked[]>();
  for (const event of trace.events) {
    if (event.kind === 'request') {
      const key = keyOf(event);
      const same = byKey.get(key) ?? [];
      const { client, node, incarnation, atMs, seq } = event;
      const request = event.request as RegisterRequest;
      const asked = { client, node, incarnation, request, atMs, seq, isDoubled: same.length > 0 };
      for (const other of same) other.isDoubled = true;
      byKey.set(key, [...same, asked]);
      all.push(asked);
    } else if (event.kind === 'respond') {
      const open = byKey
        .get(keyOf(event))
        ?.find(
          ({ answer, incarnation }) => answer === undefined && incarnation === event.incarnation,
        );
      if (open === undefined) continue;
      const { atMs, seq, response } = event;
      open.answer = { atMs, seq, response: asResponse(response) };
    }
  }
  return all;
}

function keyOf({
  client,
  operation,
  attempt,
}: Pick<RequestEvent, 'client' | 'operation' | 'attempt'>) {
  return `${client} ${operation} ${attempt}`;
}

export type RegisterOperation = Operation<RegisterRequest, { readonly value?: string | null }>;

/**
 * The history to be linearized. A refused or unanswered write may have taken effect, or may yet; a
 * refused or unanswered read says nothing.
 */
export function historyOf(asked: readonly Asked[]): RegisterOperation[] {
  return asked.flatMap(({ client, request, atMs, seq, isDoubled, answer }, index) => {
    const call = { index, client, request, invokedAtMs: atMs, invokedSeq: seq, attempts: 1 };
    const response = answer?.response;
    if (isDoubled || answer === undefined || response === undefined || !response.ok) {
      return request.kind === 'write' ? [call] : [];
    }
    const value = request.kind === 'write' ? {} : { value: response.value };
    return [{ ...call, returned: { atMs: answer.atMs, seq: answer.seq, response: value } }];
  });
}

/** The history that clients saw, where none of their messages was lost or doubled. */
export function clientHistoryOf(
  history: History<RegisterRequest, RegisterResponse>,
): RegisterOperation[] {
  return history.flatMap(({ returned, ...call }): RegisterOperation[] => {
    const response = returned === undefined ? undefined : asResponse(returned.response);
    if (returned === undefined || response?.ok !== true) {
      return call.request.kind === 'write' ? [call] : [];
    }
    const value = call.request.kind === 'write' ? {} : { value: response.value };
    return [{ ...call, returned: { ...returned, response: value } }];
  });
}

/** Answered with a value. */
export function isServed({ answer }: Asked): boolean {
  return answer?.response?.ok === true;
}

export function isRefused({ answer }: Asked): boolean {
  return answer?.response?.ok === false;
}

/** Did the node crash or stand still between the two times? Then it owes no answer. */
export function wasDisturbed(trace: Trace, node: NodeId, fromMs: number, untilMs: number): boolean {
  return trace.events.some((event) => {
    if (event.kind === 'crash') {
      return event.node === node && event.atMs >= fromMs && event.atMs <= untilMs;
    }
    if (event.kind === 'pause') {
      return event.node === node && event.atMs <= untilMs && event.untilMs >= fromMs;
    }
    return false;
  });
}
