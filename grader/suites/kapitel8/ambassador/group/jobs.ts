import {
  type AmbassadorConfig,
  type ClientRequest,
  idempotentMethods,
  ownStatus,
} from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import type { NodeId } from '../../../../simulator/process.ts';

export type ForwardRequest = Extract<ClientRequest, { type: 'call' }>;

export type Outcome =
  | { readonly kind: 'reply'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'refused' }
  | { readonly kind: 'timeout' };

/** A call to a node, as the wire shows it. */
export interface Attempt {
  readonly job: Job;
  readonly node: NodeId;
  readonly seq: number;
  readonly sentMs: number;
  readonly dueMs: number;
  /** Number of its ticket in the model of the node's breaker; -1 if it should not have one. */
  readonly ticket: number;
  outcome?: Outcome;
  endedMs?: number;
  /** The delivery that ended it; its own sending if it had no answer. */
  endedSeq?: number;
}

/** A client's request and all that became of it. */
export interface Job {
  readonly request: ForwardRequest;
  readonly seq: number;
  readonly arrivedMs: number;
  readonly attempts: Attempt[];
  /** Whether the bucket let it in, as the ambassador decided; `undefined` until that shows. */
  isAdmitted?: boolean;
  answeredMs?: number;
  answeredStatus?: unknown;
}

export function hasFailed(outcome: Outcome): boolean {
  return outcome.kind !== 'reply' || outcome.status >= 500;
}

/** May it be asked of another node after this failure? */
export function isRepeatable({ method }: ForwardRequest, outcome: Outcome): boolean {
  return outcome.kind === 'refused' || idempotentMethods.includes(method);
}

/** What the client is to hear if this was the last call; the body of own answers is free. */
export function answerTo(outcome: Outcome): { readonly status: number; readonly body?: unknown } {
  switch (outcome.kind) {
    case 'reply':
      return { status: outcome.status, body: outcome.body };
    case 'refused':
      return { status: ownStatus.badGateway };
    case 'timeout':
      return { status: ownStatus.gatewayTimeout };
  }
}

/** True if the rules let this failed job go on to another node, provided there is one. */
export function mayGoOn(job: Job, config: AmbassadorConfig): boolean {
  const last = job.attempts.at(-1);
  if (last?.outcome === undefined || !hasFailed(last.outcome)) return false;
  return job.attempts.length < config.maxAttempts && isRepeatable(job.request, last.outcome);
}
