import type {
  Store,
  StoreConfiguration,
  StoreQuery,
  StoreReply,
  StoreRequest,
} from '../../../../exercises/kapitel8/config-store/contract.ts';
import type { Context, NodeId, Process } from '../../../simulator/process.ts';
import type { ScriptedNode } from '../../../simulator/simulate.ts';
import { exported, type Submission, usedBy } from '../../submission.ts';
import { readStoreRequest } from './values.ts';

/** What an operator, or an instance that is not simulated, does to the store. */
export interface StoreStep {
  readonly atMs: number;
  readonly method: 'PUT' | 'DELETE';
  readonly key: string;
  readonly query: StoreQuery;
}

/** A time in which the store answers every new request with an error of its own. */
export interface Trouble {
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface StoreSetting {
  readonly historyLimit?: number;
  readonly steps?: readonly StoreStep[];
  readonly trouble?: readonly Trouble[];
}

type CreateStore = (configuration?: StoreConfiguration) => Store;

const tick = 'expiry';

/** The configuration store as a node: a solution of that exercise, driven by messages and a timer. */
export function storeNode(submission: Submission, setting: StoreSetting): ScriptedNode {
  const used = usedBy(submission, 'config-store');
  return {
    guard: used.guard,
    create: (context) => {
      const { historyLimit } = setting;
      const configuration = historyLimit === undefined ? {} : { historyLimit };
      const store = exported<CreateStore>(used, 'createStore')(configuration);
      return new StoreNode(context, store, setting);
    },
  };
}

class StoreNode implements Process {
  constructor(
    private readonly context: Context,
    private readonly store: Store,
    private readonly setting: StoreSetting,
  ) {}

  onStart(): void {
    for (const [index, { atMs }] of this.setting.steps?.entries() ?? []) {
      this.context.setTimer(String(index), atMs);
    }
  }

  onTimer(name: string): void {
    const step = name === tick ? undefined : this.setting.steps?.[Number(name)];
    if (step === undefined) this.store.advance(this.context.now());
    else {
      const { method, key, query } = step;
      this.handle({ type: 'StoreRequest', id: 0, method, key, query }, () => {});
    }
    this.awaitExpiry();
  }

  onMessage(from: NodeId, message: unknown): void {
    const request = readStoreRequest(message);
    if (request === undefined) return;
    const reply = (answer: StoreReply): void => this.context.send(from, answer);
    if (this.isInTrouble()) reply(troubleFor(request));
    else this.handle(request, reply);
    this.awaitExpiry();
  }

  private handle(request: StoreRequest, reply: (reply: StoreReply) => void): void {
    this.store.handle(request, this.context.now(), reply);
  }

  private isInTrouble(): boolean {
    const nowMs = this.context.now();
    return (this.setting.trouble ?? []).some(
      ({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs,
    );
  }

  private awaitExpiry(): void {
    const nextMs = this.store.nextExpiryMs();
    if (nextMs === undefined) this.context.cancelTimer(tick);
    else this.context.setTimer(tick, Math.max(0, nextMs - this.context.now()));
  }
}

/** As etcd answers while it has no leader. */
function troubleFor({ id }: StoreRequest): StoreReply {
  const body = { errorCode: 300, message: 'Raft Internal Error', cause: '', index: 0 };
  return { type: 'StoreReply', id, status: 500, index: 0, body };
}
