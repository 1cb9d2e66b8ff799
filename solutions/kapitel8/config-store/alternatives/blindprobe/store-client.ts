import type { Context, NodeId } from '#simulator';
import type { StoreMessage, StoreQuery, StoreReply, StoreRequest } from './contract.ts';

export interface StoreClient {
  /** Which life of this node: 1, 2, … */
  readonly life: number;
  /** Asks if the budget allows it; otherwise the caller has to try again later. */
  ask(
    method: StoreRequest['method'],
    key: string,
    query: StoreQuery,
    onReply: (reply: StoreReply, sentAt: number) => void,
  ): void;
  receive(message: StoreMessage): void;
}

const BURST = 20;
const PER_MS = 5 / 1000;

export function createStoreClient(context: Context<StoreMessage>, store: NodeId): StoreClient {
  const life = (context.storage.get<number>('life') ?? 0) + 1;
  context.storage.set('life', life);
  const open = new Map<number, (reply: StoreReply) => void>();
  let count = 0;
  let budget = BURST;
  let budgetAt = context.now();
  return {
    life,
    ask(method, key, query, onReply) {
      const sentAt = context.now();
      budget = Math.min(BURST, budget + (sentAt - budgetAt) * PER_MS);
      budgetAt = sentAt;
      if (budget < 1) return;
      budget--;
      const id = life * 1_000_000 + ++count;
      open.set(id, (reply) => onReply(reply, sentAt));
      context.send(store, { type: 'StoreRequest', id, method, key, query });
    },
    receive(message) {
      if (message.type !== 'StoreReply') return;
      const handler = open.get(message.id);
      open.delete(message.id);
      handler?.(message);
    },
  };
}
