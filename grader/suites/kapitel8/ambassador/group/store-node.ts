import {
  type AmbassadorMessage,
  groupKey,
} from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import type {
  Store,
  StoreEvent,
  StoreReply,
  StoreRequest,
} from '../../../../../exercises/kapitel8/config-store/contract.ts';
import type { Context, NodeId, Process } from '../../../../simulator/process.ts';
import type { ScriptedNode } from '../../../../simulator/simulate.ts';
import { exported, type Submission, usedBy } from '../../../submission.ts';
import { fieldOf } from '../exports.ts';
import { group, type Meddling } from './input.ts';

/** A change of the store, as the store itself tells it. */
export interface Logged {
  readonly atMs: number;
  readonly event: StoreEvent;
}

/** The configuration store as a node: the solution of that exercise behind messages. */
export function storeNode(
  submission: Submission,
  meddling: readonly Meddling[],
  log: Logged[],
): ScriptedNode {
  const used = usedBy(submission, 'config-store');
  return {
    guard: used.guard,
    create: (context) =>
      new StoreNode(context, exported<() => Store>(used, 'createStore')(), meddling, log),
  };
}

class StoreNode implements Process {
  constructor(
    private readonly context: Context<unknown>,
    private readonly store: Store,
    private readonly meddling: readonly Meddling[],
    private readonly log: Logged[],
  ) {}

  onStart(): void {
    this.listen(1);
    // The name is what the trace shows of it.
    for (const change of this.meddling) this.context.setTimer(meddlingName(change), change.atMs);
  }

  /** Somebody else writes. */
  onTimer(name: string): void {
    const change = this.meddling.find((one) => meddlingName(one) === name);
    if (change === undefined) return;
    const { method, key, value } = change;
    const query = value === undefined ? {} : { value };
    this.handle({
      type: 'StoreRequest',
      id: 0,
      method,
      key: key.startsWith('/') ? key : `${groupKey(group)}/${key}`,
      query,
    });
  }

  onMessage(from: NodeId, message: unknown): void {
    if (!isStoreRequest(message)) return;
    this.handle(message, (reply) => this.context.send(from, reply satisfies AmbassadorMessage));
  }

  private handle(request: StoreRequest, reply: (reply: StoreReply) => void = () => {}): void {
    this.store.handle(request, this.context.now(), reply);
  }

  /** Notes every change, by watching everything from inside. */
  private listen(waitIndex: number): void {
    const query = { wait: true, recursive: true, waitIndex };
    this.handle({ type: 'StoreRequest', id: 0, method: 'GET', key: '/', query }, ({ body }) => {
      if ('errorCode' in body) return;
      this.log.push({ atMs: this.context.now(), event: body });
      this.listen(body.node.modifiedIndex + 1);
    });
  }
}

function meddlingName({ atMs, method, key, value }: Meddling): string {
  return `von anderer Hand: ${method} ${key}${method === 'PUT' ? ` = ${value}` : ''} (${atMs})`;
}

const keyPattern = /^(\/[a-z0-9_.-]+)*\/?$/;

/** The store takes what its contract says; anything else has no answer here. */
export function isStoreRequest(message: unknown): message is StoreRequest {
  const key = fieldOf(message, 'key');
  const query = fieldOf(message, 'query');
  return (
    fieldOf(message, 'type') === 'StoreRequest' &&
    typeof fieldOf(message, 'id') === 'number' &&
    ['GET', 'PUT', 'POST', 'DELETE'].includes(String(fieldOf(message, 'method'))) &&
    typeof key === 'string' &&
    key.startsWith('/') &&
    keyPattern.test(key) &&
    typeof query === 'object' &&
    query !== null
  );
}
