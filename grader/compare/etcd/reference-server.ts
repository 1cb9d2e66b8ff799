import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type {
  Store,
  StoreEvent,
  StoreNode,
  StoreQuery,
  StoreReply,
  StoreRequest,
} from '#kapitel8/config-store';
import type { Server } from './etcd-server.ts';

const methods: ReadonlySet<string> = new Set(['GET', 'PUT', 'POST', 'DELETE']);
const flags = ['dir', 'prevExist', 'recursive', 'sorted', 'wait', 'refresh'] as const;
const earlyErrors: ReadonlySet<number> = new Set([201, 211, 212]);
const memberId = '8e9e05c52164694d';

/** A field that HTTP could carry but the store's own requests cannot: errors of etcd's HTTP layer. */
class BadField extends Error {
  constructor(
    readonly errorCode: 202 | 203 | 209,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** Puts a store behind HTTP as etcd's v2 API does: real time, query and form fields, long polls. */
export async function startReference(store: Store): Promise<Server> {
  let timer: NodeJS.Timeout | undefined;
  let lastId = 0;
  const schedule = (): void => {
    clearTimeout(timer);
    const next = store.nextExpiryMs();
    if (next === undefined) return;
    timer = setTimeout(
      () => {
        store.advance(Date.now());
        schedule();
      },
      Math.max(0, next - Date.now()),
    );
  };

  const server = createServer((incoming, response) => {
    readAll(incoming).then(
      (body) => {
        const url = new URL(incoming.url ?? '/', 'http://localhost');
        if (!url.pathname.startsWith('/v2/keys')) return answerStatic(url.pathname, response);
        try {
          const request = requestOf(++lastId, incoming.method ?? 'GET', url, body);
          const index = indexOf(store, ++lastId);
          let isAnswered = false;
          store.handle(request, Date.now(), (reply) => {
            isAnswered = true;
            answer(reply, response);
          });
          if (!isAnswered) beginWaiting(response, index);
          schedule();
        } catch (error) {
          if (!(error instanceof BadField)) throw error;
          const { errorCode, reason: cause } = error;
          answerJson(response, 400, 0, { errorCode, message: 'bad field', cause, index: 0 });
        }
      },
      () => response.destroy(),
    );
  });

  /** What a client asks of the server itself: as an etcd that is alone in its cluster. */
  const answerStatic = (path: string, response: ServerResponse): void => {
    const member = { id: memberId, name: 'referenz', peerURLs: [], clientURLs: [url] };
    const pages: Readonly<Record<string, string>> = {
      '/v2/machines': url,
      '/v2/members': JSON.stringify({ members: [member] }),
      '/v2/stats/leader': JSON.stringify({ leader: memberId, followers: {} }),
    };
    const page = pages[path];
    response.statusCode = page === undefined ? 404 : 200;
    response.end(page ?? '404 page not found\n');
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        clearTimeout(timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function indexOf(store: Store, id: number): number {
  let index = 0;
  const request = { type: 'StoreRequest', id, method: 'GET', key: '/', query: {} } as const;
  store.handle(request, Date.now(), (reply) => {
    index = reply.index;
  });
  return index;
}

/** The head of a long poll goes out at once, as the index at its arrival. */
function beginWaiting(response: ServerResponse, index: number): void {
  response.writeHead(200, { 'Content-Type': 'application/json', 'X-Etcd-Index': String(index) });
  response.flushHeaders();
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function requestOf(id: number, method: string, url: URL, body: string): StoreRequest {
  if (!methods.has(method)) throw new BadField(209, method);
  const fields = new URLSearchParams(url.search);
  for (const [name, value] of new URLSearchParams(body)) {
    if (!fields.has(name)) fields.set(name, value);
  }
  const key = decodeURIComponent(url.pathname.slice('/v2/keys'.length)) || '/';
  return {
    type: 'StoreRequest',
    id,
    method: method as StoreRequest['method'],
    key,
    query: queryOf(fields),
  };
}

function queryOf(fields: URLSearchParams): StoreQuery {
  const query: Record<string, StoreQuery[keyof StoreQuery]> = {};
  for (const name of ['value', 'prevValue']) {
    const value = fields.get(name);
    if (value !== null) query[name] = value;
  }
  for (const name of flags) {
    const value = fields.get(name);
    if (value === null) continue;
    if (!/^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value))
      throw new BadField(209, name);
    query[name] = /^(1|t)/i.test(value);
  }
  for (const name of ['prevIndex', 'waitIndex', 'ttl']) {
    const value = fields.get(name);
    if (value === null) continue;
    if (name === 'ttl' && value === '') query.ttl = null;
    else if (/^\d+$/.test(value)) query[name] = Number(value);
    else throw new BadField(name === 'ttl' ? 202 : 203, name);
  }
  return query;
}

function answer({ status, index, body }: StoreReply, response: ServerResponse): void {
  if (!('errorCode' in body)) return answerJson(response, status, index, toJson(body));
  // etcd refuses these before it asks the store, and knows no index there.
  const isEarly = earlyErrors.has(body.errorCode);
  const error = isEarly ? { ...body, index: 0 } : body;
  answerJson(response, status, error.index, error);
}

function answerJson(response: ServerResponse, status: number, index: number, body: unknown): void {
  if (!response.headersSent) {
    response.writeHead(status, {
      'Content-Type': 'application/json',
      'X-Etcd-Index': String(index),
    });
  }
  response.end(`${JSON.stringify(body)}\n`);
}

function toJson({ action, node, prevNode }: StoreEvent): unknown {
  return { action, node: nodeToJson(node), ...(prevNode && { prevNode: nodeToJson(prevNode) }) };
}

/** As etcd writes it: what is empty or 0 is left out, and times are dates. */
function nodeToJson(node: StoreNode): unknown {
  const { key, expirationMs, ttl, nodes, createdIndex, modifiedIndex, ...rest } = node;
  return {
    ...(key === '/' ? {} : { key }),
    ...rest,
    ...(expirationMs === undefined ? {} : { expiration: new Date(expirationMs).toISOString() }),
    ...(ttl ? { ttl } : {}),
    ...(nodes === undefined ? {} : { nodes: nodes.map(nodeToJson) }),
    ...(modifiedIndex === 0 ? {} : { modifiedIndex }),
    ...(createdIndex === 0 ? {} : { createdIndex }),
  };
}
