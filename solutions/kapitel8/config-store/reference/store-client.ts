import type { Context, NodeId } from '#simulator';
import type { StoreMessage, StoreQuery, StoreReply, StoreRequest } from './contract.ts';

type OnReply = (reply: StoreReply) => void;

/** So many ids has each incarnation; what an earlier one asked is never mistaken for one's own. */
const idsPerIncarnation = 1_000_000;

/** Sends requests to the store and brings each answer, once, to whoever still waits for it. */
export class StoreClient {
  /** How often this node has started, itself included. */
  readonly incarnation: number;
  private lastId: number;
  private readonly waiting = new Map<number, OnReply>();

  constructor(
    private readonly context: Context<StoreMessage>,
    private readonly store: NodeId,
  ) {
    this.incarnation = (context.storage.get<number>('incarnation') ?? 0) + 1;
    context.storage.set('incarnation', this.incarnation);
    this.lastId = this.incarnation * idsPerIncarnation;
  }

  ask(method: StoreRequest['method'], key: string, query: StoreQuery, onReply: OnReply): number {
    const id = ++this.lastId;
    this.waiting.set(id, onReply);
    this.context.send(this.store, { type: 'StoreRequest', id, method, key, query });
    return id;
  }

  /** The answer to this request, should it still come, does not count any more. */
  forget(id: number): void {
    this.waiting.delete(id);
  }

  receive(message: StoreMessage): void {
    if (message.type !== 'StoreReply') return;
    const onReply = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    onReply?.(message);
  }
}
