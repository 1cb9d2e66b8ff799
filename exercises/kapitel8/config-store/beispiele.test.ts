/**
 * Beispieltests zur Aufgabe 8.4. Sie zeigen den Umgang mit Ihrer Lösung und die vier offenen Prüfungen: den
 * Index, das Setzen, Compare-and-swap und die Kette eines Watch. Die Bewertung (`npm run check config-store`)
 * prüft mehr.
 *
 * Starten: `npm run examples config-store`
 */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Context, type Process, simulate } from '#simulator';
import type {
  ConfigFileRequest,
  ConfigFileResponse,
  LockRequest,
  LockResponse,
  Store,
  StoreEvent,
  StoreMessage,
  StoreQuery,
  StoreReply,
  StoreRequest,
} from './contract.ts';
import { createConfigFile, createElection, createLock, createStore } from './store.ts';

let lastId = 0;

/** Schickt eine Anfrage und gibt die Antwort zurück; `undefined`, wenn sie (noch) nicht kommt. */
function ask(
  store: Store,
  method: StoreRequest['method'],
  key: string,
  query: StoreQuery = {},
  nowMs = 0,
): StoreReply | undefined {
  let answer: StoreReply | undefined;
  const id = ++lastId;
  store.handle({ type: 'StoreRequest', id, method, key, query }, nowMs, (reply) => {
    answer = reply;
  });
  return answer;
}

describe('Teil 1: Schlüssel, Verzeichnisse und ein Index', () => {
  it('antwortet wie etcd in der Vorlesung', () => {
    const store = createStore();
    expect(ask(store, 'PUT', '/foo', { value: 'bar' })).toMatchObject({
      status: 201,
      index: 1,
      body: {
        action: 'set',
        node: { key: '/foo', value: 'bar', createdIndex: 1, modifiedIndex: 1 },
      },
    });
    expect(ask(store, 'GET', '/foo')).toMatchObject({
      status: 200,
      index: 1,
      body: {
        action: 'get',
        node: { key: '/foo', value: 'bar', createdIndex: 1, modifiedIndex: 1 },
      },
    });
  });

  it('Index (offen): zählt genau die gelungenen Änderungen', () => {
    const keys = fc.constantFrom('/a', '/a/b', '/c');
    const requests = fc.array(fc.tuple(fc.constantFrom('PUT', 'GET', 'DELETE'), keys));
    fc.assert(
      fc.property(requests, (list) => {
        const store = createStore();
        let changes = 0;
        for (const [method, key] of list) {
          const reply = ask(store, method as StoreRequest['method'], key, { value: 'x' });
          const isError = reply !== undefined && 'errorCode' in reply.body;
          if (method !== 'GET' && !isError) changes++;
          expect(reply?.index).toBe(changes);
        }
      }),
    );
  });

  it('Setzen (offen): ersetzt den Knoten und zeigt den alten', () => {
    const store = createStore();
    ask(store, 'PUT', '/a', { value: 'x' });
    ask(store, 'PUT', '/b', { value: 'x' });
    expect(ask(store, 'PUT', '/a', { value: 'y' })).toMatchObject({
      status: 200,
      body: {
        action: 'set',
        node: { value: 'y', createdIndex: 3, modifiedIndex: 3 },
        prevNode: { key: '/a', value: 'x', createdIndex: 1, modifiedIndex: 1 },
      },
    });
  });

  it('zeigt ein Verzeichnis geordnet und ohne Verstecktes', () => {
    const store = createStore();
    for (const key of ['/d/b', '/d/a', '/d/_x']) ask(store, 'PUT', key, { value: '1' });
    const event = ask(store, 'GET', '/d', { sorted: true })?.body as StoreEvent | undefined;
    expect(event?.node.dir).toBe(true);
    expect(event?.node.nodes?.map(({ key }) => key)).toEqual(['/d/a', '/d/b']);
  });
});

describe('Teil 2: Bedingte Änderungen', () => {
  it('Compare-and-swap (offen): ändert nur, wenn es passt', () => {
    const store = createStore();
    ask(store, 'PUT', '/a', { value: 'x' });
    expect(ask(store, 'PUT', '/a', { value: 'z', prevValue: 'y' })).toMatchObject({
      status: 412,
      index: 1,
      body: { errorCode: 101 },
    });
    expect(ask(store, 'PUT', '/a', { value: 'y', prevIndex: 1 })).toMatchObject({
      status: 200,
      index: 2,
      body: { action: 'compareAndSwap', node: { value: 'y', createdIndex: 1, modifiedIndex: 2 } },
    });
    expect(ask(store, 'PUT', '/a', { value: 'z', prevIndex: 1, prevValue: 'y' })?.status).toBe(412);
    expect(ask(store, 'PUT', '/b', { value: 'z', prevValue: 'y' })?.status).toBe(404);
  });
});

describe('Teil 3: Lebensdauer', () => {
  it('lässt verfallen, was fällig ist, und zählt das als Änderung', () => {
    const store = createStore();
    ask(store, 'PUT', '/a', { value: 'x', ttl: 2 }, 1_000);
    expect(store.nextExpiryMs()).toBe(3_000);
    expect(ask(store, 'GET', '/a', {}, 2_500)?.body).toMatchObject({ node: { ttl: 1 } });
    expect(ask(store, 'GET', '/a', {}, 3_000)).toMatchObject({ status: 404, index: 2 });
    expect(store.nextExpiryMs()).toBeUndefined();
  });
});

describe('Teil 4: Beobachten', () => {
  it('Watch (offen): sieht jede Änderung einmal, in ihrer Reihenfolge', () => {
    const store = createStore();
    for (const value of ['1', '2', '3']) ask(store, 'PUT', '/a/b', { value });
    ask(store, 'PUT', '/other', { value: '4' });
    const seen: unknown[] = [];
    let waitIndex = 1;
    for (;;) {
      const reply = ask(store, 'GET', '/a', { wait: true, recursive: true, waitIndex });
      if (reply === undefined) break;
      const { node } = reply.body as StoreEvent;
      seen.push(node.value);
      waitIndex = node.modifiedIndex + 1;
    }
    expect(seen).toEqual(['1', '2', '3']);
  });

  it('weckt einen wartenden Beobachter', () => {
    const store = createStore();
    const replies: StoreReply[] = [];
    const request = { type: 'StoreRequest', id: 1000, method: 'GET', key: '/a' } as const;
    store.handle({ ...request, query: { wait: true } }, 0, (reply) => replies.push(reply));
    ask(store, 'PUT', '/b', { value: 'x' });
    expect(replies).toEqual([]);
    ask(store, 'PUT', '/a', { value: 'x' });
    expect(replies).toMatchObject([{ id: 1000, body: { action: 'set', node: { key: '/a' } } }]);
  });
});

/** Ihr eigener Speicher als Knoten im Simulator; fehlt er noch, schlagen die Tests darunter fehl. */
function storeNode(context: Context<StoreMessage>): Process<StoreMessage, never, never> {
  const store = createStore();
  const schedule = (): void => {
    const next = store.nextExpiryMs();
    if (next !== undefined) context.setTimer('expiry', Math.max(0, next - context.now()));
  };
  return {
    onMessage(from, message) {
      if (message.type !== 'StoreRequest') return;
      store.handle(message, context.now(), (reply) => context.send(from, reply));
      schedule();
    },
    onTimer() {
      store.advance(context.now());
      schedule();
    },
  };
}

const scenario = {
  nodes: 3,
  seed: 1,
  latency: { minMs: 1, maxMs: 5 },
  durationMs: 6_000,
  faults: [],
};
const clientPolicy = {
  timeoutMs: 10_000,
  retryDelayMs: 1,
  maxAttempts: 1,
  interpret: () => ({ done: true }) as const,
};

describe('Teile 5 bis 7: Rezepte', () => {
  it('gibt die Sperre nach der Freigabe weiter', () => {
    const configuration = { store: 'n1', key: '/lock', ttl: 2 };
    const run = simulate<StoreMessage, LockRequest, LockResponse>({
      scenario: {
        ...scenario,
        clients: ['n2', 'n3'].map((target, i) => ({
          id: `c${i}`,
          requests: [
            { atMs: 100 * i, target, request: { type: 'acquire' } },
            { atMs: 3_000 + 1_000 * i, target, request: { type: 'release' } },
          ],
        })),
      },
      clientPolicy,
      createProcess: (context) =>
        context.self === 'n1' ? (storeNode(context) as never) : createLock(context, configuration),
    });
    expect(run.fault).toBeUndefined();
    const grants = run.history.filter(({ request }) => request.type === 'acquire');
    expect(grants.map(({ returned }) => returned?.response.type)).toEqual(['granted', 'granted']);
    const [first, second] = grants.map(({ returned }) => returned?.atMs ?? 0);
    expect(first).toBeLessThan(500);
    expect(second).toBeGreaterThan(3_000);
    expect(second).toBeLessThan(3_600);
  });

  it('wählt einen Leader, den alle kennen', () => {
    const configuration = { store: 'n1', key: '/leader', ttl: 2 };
    const run = simulate({
      scenario: {
        ...scenario,
        clients: ['n2', 'n3'].map((target, i) => ({
          id: `c${i}`,
          requests: [{ atMs: 5_000, target, request: { type: 'leader' as const } }],
        })),
      },
      clientPolicy,
      createProcess: (context: Context<StoreMessage>) =>
        context.self === 'n1'
          ? (storeNode(context) as never)
          : createElection(context, configuration),
    });
    expect(run.fault).toBeUndefined();
    const leaders = run.history.map(({ returned }) => returned?.response);
    expect(leaders[0]).toMatchObject({ type: 'leader', leader: expect.stringMatching(/^n[23]$/) });
    expect(leaders[1]).toEqual(leaders[0]);
  });

  it('schreibt die Konfigurationsdatei', () => {
    const sent: StoreRequest[] = [];
    // Ein Speicher, der nur eines kann: den Inhalt von /app beim Index 7 nennen.
    const fake = (context: Context<StoreMessage>): Process<StoreMessage> => ({
      onMessage(from, message) {
        if (message.type !== 'StoreRequest') return;
        sent.push(message);
        if (message.query.wait === true) return;
        const entry = { createdIndex: 7, modifiedIndex: 7 };
        const nodes = [{ key: '/app/name', value: 'shop', ...entry }];
        const node = { key: '/app', dir: true as const, nodes, ...entry };
        const body = { action: 'get' as const, node };
        context.send(from, { type: 'StoreReply', id: message.id, status: 200, index: 7, body });
      },
    });
    const run = simulate<StoreMessage, ConfigFileRequest, ConfigFileResponse>({
      scenario: {
        ...scenario,
        nodes: 2,
        clients: [{ id: 'c', requests: [{ atMs: 500, target: 'n2', request: { type: 'file' } }] }],
      },
      clientPolicy,
      createProcess: (context) =>
        context.self === 'n1'
          ? (fake(context) as never)
          : createConfigFile(context, { store: 'n1', prefix: '/app' }),
    });
    expect(run.fault).toBeUndefined();
    expect(run.history[0]?.returned?.response).toEqual({
      type: 'file',
      text: 'name=shop\n',
      index: 7,
    });
    expect(sent.find(({ query }) => query.wait === true)?.query.waitIndex).toBe(8);
  });
});
