import { type Context, exported, type Process, type References, type TraceEvent } from '#scenes';
import type {
  Store,
  StoreReply,
  StoreRequest,
} from '../../../exercises/kapitel8/config-store/contract.ts';
import type { createStore } from '../../../exercises/kapitel8/config-store/store.ts';

const expiry = 'Ablauf';

/** The configuration store of chapter 8.4 as a node of its own: it answers, and lets entries expire. */
export function storeNode(references: References, context: Context): Process {
  const store: Store = exported<typeof createStore>(references.of('config-store'), 'createStore')();
  const awaitExpiry = (): void => {
    const nextMs = store.nextExpiryMs();
    if (nextMs === undefined) context.cancelTimer(expiry);
    else context.setTimer(expiry, Math.max(0, nextMs - context.now()));
  };
  return {
    onMessage(from, message) {
      const reply = (answer: StoreReply): void => context.send(from, answer);
      store.handle(message as StoreRequest, context.now(), reply);
      awaitExpiry();
    },
    onTimer() {
      store.advance(context.now());
      awaitExpiry();
    },
  };
}

/** A request or reply of the store as one would write it with etcd; `undefined` for other events. */
export function storeLabel(event: TraceEvent): string | undefined {
  if (event.kind !== 'send') return undefined;
  const message = event.message as StoreRequest | StoreReply;
  const head = `${event.node} → ${event.to}`;
  if (message.type === 'StoreRequest') {
    return `${head} ${message.method} ${message.key} · ${queryInWords(message)}`;
  }
  return message.type === 'StoreReply'
    ? `${head} ${message.status} · ${replyInWords(message)}`
    : undefined;
}

function queryInWords({ query }: StoreRequest): string {
  return Object.entries(query)
    .map(([name, value]) => (value === true ? name : `${name}=${shortened(String(value))}`))
    .join(', ');
}

function replyInWords({ body, index }: StoreReply): string {
  if ('errorCode' in body) return `Fehler ${body.errorCode}, Index ${index}`;
  const { action, node } = body;
  return `${action} ${node.key}, Index ${action === 'get' ? index : node.modifiedIndex}`;
}

/** Values of entries are whole descriptions; their beginning tells them apart. */
function shortened(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}
