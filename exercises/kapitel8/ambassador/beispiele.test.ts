/**
 * Beispieltests zur Aufgabe 8.13. Sie zeigen den Umgang mit Ihrer Lösung und die offenen Prüfungen.
 * Die Bewertung (`npm run check ambassador`) prüft mehr.
 *
 * Starten: `npm run examples ambassador`
 */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoreReply, StoreRequest } from '#kapitel8/config-store';
import { type Context, type Process, simulate } from '#simulator';
import {
  createAmbassador,
  createBalancer,
  createCircuitBreaker,
  createTokenBucket,
} from './ambassador.ts';
import type {
  AmbassadorConfig,
  AmbassadorMessage,
  BreakerConfig,
  ClientRequest,
  ClientResponse,
} from './contract.ts';

const breakerConfig: BreakerConfig = {
  failureThreshold: 2,
  coolDownMs: 100,
  maxProbes: 1,
  successesToClose: 2,
  probeTimeoutMs: 50,
};

describe('Teil 1: Circuit Breaker', () => {
  it('folgt dem Ablauf aus dem Kapitel', () => {
    const breaker = createCircuitBreaker(breakerConfig);
    const [first, second, third] = [breaker.acquire(0), breaker.acquire(0), breaker.acquire(0)];
    if (first === undefined || second === undefined || third === undefined) {
      throw new Error('Geschlossen gibt acquire immer ein Ticket.');
    }
    breaker.failure(first, 10);
    expect(breaker.state(10)).toBe('closed');
    breaker.failure(second, 20);
    expect(breaker.state(20)).toBe('open');
    breaker.failure(third, 30);
    expect(breaker.acquire(119)).toBeUndefined();
    const probe = breaker.acquire(120);
    expect(probe).toBeDefined();
    expect(breaker.acquire(125)).toBeUndefined();
    breaker.success(probe ?? 0, 130);
    expect(breaker.state(130)).toBe('half-open');
    expect(breaker.acquire(140)).toBeDefined();
    expect(breaker.state(200)).toBe('open');
    expect(breaker.state(400)).toBe('half-open');
  });

  it('Geschlossen (offen): öffnet genau nach so vielen Fehlschlägen hintereinander', () => {
    const threshold = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(threshold, fc.array(fc.boolean()), (failureThreshold, results) => {
        const breaker = createCircuitBreaker({ ...breakerConfig, failureThreshold });
        let inARow = 0;
        for (const [i, isSuccess] of results.entries()) {
          const ticket = breaker.acquire(i);
          if (ticket === undefined) throw new Error('Geschlossen gibt acquire immer ein Ticket.');
          if (isSuccess) breaker.success(ticket, i);
          else breaker.failure(ticket, i);
          inARow = isSuccess ? 0 : inARow + 1;
          expect(breaker.state(i)).toBe(inARow >= failureThreshold ? 'open' : 'closed');
          if (inARow >= failureThreshold) return;
        }
      }),
    );
  });
});

describe('Teil 2: Drosselung', () => {
  it('lässt einen Stoß zu und danach die Rate', () => {
    const bucket = createTokenBucket({ capacity: 2, ratePerSecond: 4 }, 1000);
    expect([bucket.take(1000), bucket.take(1000), bucket.take(1000)]).toEqual([true, true, false]);
    expect([bucket.take(1249), bucket.take(1250), bucket.take(1250)]).toEqual([false, true, false]);
  });

  it('Inhalt (offen): stimmt und bleibt zwischen 0 und dem Vorrat', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 })), (pauses) => {
        const bucket = createTokenBucket({ capacity: 3, ratePerSecond: 7 }, 0);
        let [nowMs, expected] = [0, 3];
        for (const pauseMs of pauses) {
          nowMs += pauseMs;
          expected = Math.min(3, expected + (7 * pauseMs) / 1000);
          expect(bucket.tokens(nowMs)).toBeCloseTo(expected, 6);
          if (bucket.take(nowMs)) expected -= 1;
        }
      }),
    );
  });
});

describe('Teil 3: Lastverteilung', () => {
  const members = [
    { node: 'n3', weight: 3 },
    { node: 'n4', weight: 1 },
    { node: 'n5', weight: 2 },
  ];

  it('verteilt eine Runde nach Gewichten', () => {
    const balancer = createBalancer(members);
    const picks = Array.from({ length: 6 }, () => balancer.pick(['n5', 'n3', 'n4']));
    expect(picks.sort()).toEqual(['n3', 'n3', 'n3', 'n4', 'n5', 'n5']);
  });

  it('Kandidaten (offen): wählt nur unter ihnen, und nichts, wenn es keine gibt', () => {
    fc.assert(
      fc.property(fc.array(fc.subarray(['n3', 'n4', 'n5'])), (lists) => {
        const balancer = createBalancer(members);
        for (const candidates of lists) {
          const picked = balancer.pick(candidates);
          if (candidates.length === 0) expect(picked).toBeUndefined();
          else expect(candidates).toContain(picked);
        }
      }),
    );
  });
});

// --- Teil 4 bis 6 --------------------------------------------------------------------------------

const config: AmbassadorConfig = {
  group: 'web',
  members: [
    { node: 'n3', weight: 1 },
    { node: 'n4', weight: 1 },
  ],
  store: 'n2',
  healthPeriodMs: 100,
  riseAfter: 2,
  fallAfter: 2,
  callTimeoutMs: 60,
  maxAttempts: 2,
  breaker: breakerConfig,
  bucket: { capacity: 10, ratePerSecond: 10 },
};

/** Ein Knoten der Gruppe: gesund, antwortet auf jeden Aufruf mit diesem Status. */
function instance(context: Context<AmbassadorMessage>, status: number): AmbassadorProcess {
  return {
    onMessage(from, message) {
      const { type } = message;
      if (type === 'HealthCheck') {
        context.send(from, { type: 'HealthReply', id: message.id, healthy: true });
      } else if (type === 'Call') {
        context.send(from, { type: 'CallReply', id: message.id, status, body: context.self });
      }
    },
  };
}

/** Ein Speicher, der nur das Nötigste kann: ein Verzeichnis lesen, einen Eintrag schreiben und löschen. */
function tinyStore(
  context: Context<AmbassadorMessage>,
  entries: Map<string, string>,
): AmbassadorProcess {
  function answer({ id, method, key, query }: StoreRequest): StoreReply {
    const node = { key, createdIndex: 1, modifiedIndex: 1 };
    const reply = { type: 'StoreReply', id, status: 200, index: 1 } as const;
    if (method === 'GET') {
      const below = [...entries].filter(([entry]) => entry.startsWith(`${key}/`));
      const nodes = below.map(([entry, value]) => ({ ...node, key: entry, value }));
      return { ...reply, body: { action: 'get', node: { ...node, dir: true, nodes } } };
    }
    if (method === 'DELETE') entries.delete(key);
    else entries.set(key, query.value ?? '');
    return { ...reply, body: { action: method === 'DELETE' ? 'delete' : 'set', node } };
  }
  return {
    onMessage(from, message) {
      if (message.type === 'StoreRequest') context.send(from, answer(message));
    },
  };
}

type AmbassadorProcess = Process<AmbassadorMessage, ClientRequest, ClientResponse>;

/** Der Ambassador auf n1, der Speicher auf n2, zwei Knoten der Gruppe; ein Client fragt der Reihe nach. */
function play(statusOfN3: number, requests: readonly (readonly [number, ClientRequest])[]) {
  const entries = new Map<string, string>();
  const run = simulate<AmbassadorMessage, ClientRequest, ClientResponse>({
    scenario: {
      nodes: 4,
      seed: 1,
      latency: { minMs: 2, maxMs: 2 },
      durationMs: 3000,
      faults: [],
      clients: [
        {
          id: 'c1',
          requests: requests.map(([atMs, request]) => ({ atMs, request, target: 'n1' })),
        },
      ],
    },
    createProcess: (context) => {
      if (context.self === 'n1') return createAmbassador(context, config);
      if (context.self === 'n2') return tinyStore(context, entries);
      return instance(context, context.self === 'n3' ? statusOfN3 : 200);
    },
    clientPolicy: {
      timeoutMs: 1000,
      retryDelayMs: 1,
      maxAttempts: 1,
      interpret: () => ({ done: true }),
    },
  });
  expect(run.fault).toBeUndefined();
  return { entries, responses: run.history.map(({ returned }) => returned?.response) };
}

function get(path: string): ClientRequest {
  return { type: 'call', method: 'GET', path, body: '' };
}

describe('Teil 4 bis 6: der Ambassador', () => {
  it('meldet die aktiven Knoten mit ihrem Gewicht an', () => {
    const { entries } = play(200, []);
    expect([...entries].sort()).toEqual([
      ['/services/web/n3', '1'],
      ['/services/web/n4', '1'],
    ]);
  });

  it('verteilt reihum', () => {
    const { responses } = play(200, [
      [1000, get('/a')],
      [1100, get('/b')],
      [1200, get('/c')],
      [1300, get('/d')],
    ]);
    const bodies = responses.map((response) => response?.type === 'call' && response.body);
    expect(bodies.sort()).toEqual(['n3', 'n3', 'n4', 'n4']);
  });

  it('weicht einem Knoten aus, der mit 500 antwortet, und zählt beides', () => {
    const { responses } = play(500, [
      [1000, get('/a')],
      [1100, get('/b')],
      [1200, { type: 'stats' }],
    ]);
    expect(responses.slice(0, 2)).toEqual([
      { type: 'call', status: 200, body: 'n4' },
      { type: 'call', status: 200, body: 'n4' },
    ]);
    const last = responses[2];
    expect(last).toMatchObject({
      type: 'stats',
      stats: {
        requests: 2,
        throttled: 0,
        errors: 0,
        inFlight: 0,
        latency: { count: 2 },
        nodes: { n4: { calls: 2, failures: 0 } },
      },
    });
    // Jeder Aufruf an n3 schlug fehl, und mindestens einer ging dorthin.
    const { calls = 0, failures = 0 } = (last?.type === 'stats' && last.stats.nodes.n3) || {};
    expect(calls).toBeGreaterThan(0);
    expect(failures).toBe(calls);
  });

  it('wiederholt ein POST nicht, das angekommen ist', () => {
    const post = { type: 'call', method: 'POST', path: '/a', body: 'x' } as const;
    const { responses } = play(500, [
      [1000, post],
      [1050, post],
    ]);
    const statuses = responses.map((response) => response?.type === 'call' && response.status);
    expect(statuses.sort()).toEqual([200, 500]);
  });
});
