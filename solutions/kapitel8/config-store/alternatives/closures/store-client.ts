import type { Context } from '#simulator';
import type { StoreMessage, StoreQuery, StoreReply, StoreRequest } from './contract.ts';

export type Handler = (reply: StoreReply, sentAtMs: number) => void;

/** A function to send with, and one to receive with; ids go on where the last incarnation stopped. */
export function createAsk(context: Context<StoreMessage>, store: string, key: string) {
  const first = (context.storage.get<number>('ids') ?? 0) + 1_000_000;
  context.storage.set('ids', first);
  const open = new Map<number, { handler: Handler; sentAtMs: number }>();
  let id = first;
  return {
    token: () => `${context.self}#${first}-${id + 1}`,
    ask(method: StoreRequest['method'], query: StoreQuery, handler: Handler): void {
      id++;
      open.set(id, { handler, sentAtMs: context.now() });
      context.send(store, { type: 'StoreRequest', id, method, key, query });
    },
    receive(message: StoreMessage): void {
      if (message.type !== 'StoreReply') return;
      const asked = open.get(message.id);
      open.delete(message.id);
      asked?.handler(message, asked.sentAtMs);
    },
  };
}
