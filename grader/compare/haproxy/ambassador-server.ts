import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import type {
  AmbassadorConfig,
  AmbassadorMessage,
  Call,
  ClientRequest,
  ClientResponse,
  Method,
} from '#kapitel8/ambassador';
import type { Store, StoreEvent } from '#kapitel8/config-store';
import type { Context, Process } from '#simulator';
import { type Balancer, settings } from './settings.ts';
import { healthPath, type Upstream } from './upstream.ts';

const group = 'web';
const storeNode = 'speicher';

type AmbassadorProcess = Process<AmbassadorMessage, ClientRequest, ClientResponse>;
export type CreateAmbassador = (
  context: Context<AmbassadorMessage>,
  config: AmbassadorConfig,
) => AmbassadorProcess;

export interface AmbassadorServer extends Balancer {
  /** Whom the store says to be active, with their weights. */
  registered(): Readonly<Record<string, string>>;
}

/**
 * The very process that the simulator runs, put on real sockets: messages become HTTP requests, timers
 * real timers, clients come by HTTP. The store is a solution of its own exercise, in this process.
 */
export async function startAmbassador(
  createAmbassador: CreateAmbassador,
  store: Store,
  upstreams: readonly Upstream[],
): Promise<AmbassadorServer> {
  const timers = new Map<string, NodeJS.Timeout>();
  let isClosed = false;
  const now = (): number => Math.floor(performance.now());

  /** Whatever happens to the process happens in a turn of its own. */
  const deliver = (from: string, message: AmbassadorMessage): void => {
    setImmediate(() => {
      if (!isClosed) ambassador.onMessage(from, message);
    });
  };
  const context: Context<AmbassadorMessage> = {
    self: 'ambassador',
    peers: [storeNode, ...upstreams.map(({ name }) => name)],
    send: (to, message) => {
      const upstream = upstreams.find(({ name }) => name === to);
      if (message.type === 'StoreRequest') {
        store.handle(message, now(), (reply) => deliver(to, reply));
      } else if (upstream !== undefined && message.type === 'HealthCheck') {
        checkHealth(upstream, message.id, (reply) => deliver(to, reply));
      } else if (upstream !== undefined && message.type === 'Call') {
        call(upstream, message, (reply) => deliver(to, reply));
      }
    },
    setTimer: (name, delayMs) => {
      clearTimeout(timers.get(name));
      const fire = (): void => {
        timers.delete(name);
        if (!isClosed) ambassador.onTimer?.(name);
      };
      timers.set(name, setTimeout(fire, delayMs));
    },
    cancelTimer: (name) => {
      clearTimeout(timers.get(name));
      timers.delete(name);
    },
    storage: { get: () => undefined, set: () => undefined, delete: () => undefined },
    now,
    random: Math.random,
  };
  const ambassador = createAmbassador(context, configFor(upstreams));

  const server = createServer((incoming, response) => {
    readAll(incoming).then(
      (body) => {
        const method = incoming.method as Method;
        const asked = { type: 'call', method, path: incoming.url ?? '/', body } as const;
        ambassador.onRequest?.(asked, (answer) => {
          if (answer.type !== 'call') return;
          response.statusCode = answer.status;
          response.setHeader('Connection', 'close');
          response.end(answer.body);
        });
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  ambassador.onStart?.();
  return {
    port: (server.address() as AddressInfo).port,
    registered: () => registeredIn(store, now()),
    close: () => {
      isClosed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

function configFor(upstreams: readonly Upstream[]): AmbassadorConfig {
  return {
    ...settings,
    group,
    store: storeNode,
    members: upstreams.map(({ name, weight }) => ({ node: name, weight })),
    // HAProxy has neither here: they must not come between.
    breaker: {
      failureThreshold: 1_000_000,
      coolDownMs: 1000,
      maxProbes: 1,
      successesToClose: 1,
      probeTimeoutMs: 1000,
    },
    bucket: { capacity: 1_000_000, ratePerSecond: 1_000_000 },
  };
}

function checkHealth(
  { port }: Upstream,
  id: number,
  reply: (message: AmbassadorMessage) => void,
): void {
  const options = { host: '127.0.0.1', port, path: healthPath, agent: false };
  const asked = request({ ...options, timeout: settings.healthPeriodMs }, (response) => {
    response.resume();
    reply({ type: 'HealthReply', id, healthy: response.statusCode === 200 });
  });
  asked.once('timeout', () => asked.destroy());
  // No answer: the ambassador will notice.
  asked.once('error', () => undefined);
  asked.end();
}

function call(
  { port }: Upstream,
  { id, method, path, body }: Call,
  reply: (message: AmbassadorMessage) => void,
): void {
  const options = { host: '127.0.0.1', port, method, path, agent: false };
  const asked = request({ ...options, timeout: 2 * settings.callTimeoutMs }, (response) => {
    readAll(response).then(
      (text) => reply({ type: 'CallReply', id, status: response.statusCode ?? 0, body: text }),
      () => undefined,
    );
  });
  asked.once('timeout', () => asked.destroy());
  asked.once('error', (error: NodeJS.ErrnoException) => {
    // Only a connection that never was says for sure that nothing arrived.
    if (error.code === 'ECONNREFUSED') reply({ type: 'CallRefused', id });
  });
  asked.end(body === '' ? undefined : body);
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function registeredIn(store: Store, nowMs: number): Readonly<Record<string, string>> {
  const entries: Record<string, string> = {};
  const key = `/services/${group}`;
  store.handle(
    { type: 'StoreRequest', id: 0, method: 'GET', key, query: {} },
    nowMs,
    ({ body }) => {
      if ('errorCode' in body) return;
      for (const node of (body as StoreEvent).node.nodes ?? []) {
        entries[node.key.slice(key.length + 1)] = node.value ?? '';
      }
    },
  );
  return entries;
}
