import type { Operation } from './history.ts';
import { hashText, mix } from './random.ts';
import type { ClientScript } from './scenario.ts';

/** A client's state: one request at a time, retried until it is answered or given up. */
export class ClientRuntime {
  next = 0;
  /** The operation under way, or `undefined`. */
  current: OperationRecord | undefined;
  /** Index of the node to ask next. */
  target: number;

  constructor(
    /** Index among the network's endpoints. */
    readonly endpoint: number,
    readonly script: ClientScript,
    seed: number,
    nodeCount: number,
  ) {
    this.target = mix(seed, hashText(script.id)) % nodeCount;
  }
}

/** An operation while it may still change; finished ones are read as {@link Operation}. */
export interface OperationRecord extends Operation {
  attempts: number;
  returned?: { readonly atMs: number; readonly seq: number; readonly response: unknown };
  /** Attempts for which the next one has been scheduled already. */
  retried: number;
}

export function toOperation(record: OperationRecord): Operation {
  const { retried: _, ...operation } = record;
  return operation;
}
