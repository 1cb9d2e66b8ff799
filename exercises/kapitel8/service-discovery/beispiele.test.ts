/**
 * Beispieltests zur Aufgabe 8.12. Sie zeigen den Umgang mit Ihrer Lösung: Die Antworten des Speichers sind von Hand
 * geschrieben, der Knoten bekommt sie der Reihe nach. Die Bewertung (`npm run check service-discovery`) prüft mehr.
 *
 * Starten: `npm run examples service-discovery`
 */

import { describe, expect, it } from 'vitest';
import type { StoreEvent, StoreReply, StoreRequest } from '#kapitel8/config-store';
import type { Context, Process } from '#simulator';
import type { Instance, SrvRecord, Zone } from './contract.ts';
import {
  answerQuestion,
  createConfigurationWriter,
  createInstance,
  createRegistry,
  createResolver,
  orderTargets,
  renderTemplate,
} from './instance.ts';

const web: Instance = {
  service: 'web',
  id: 'a',
  address: '10.0.0.1',
  port: 80,
  priority: 1,
  weight: 10,
  version: '1.0.0',
};
const key = '/services/web/a';

describe('Teil 1: eine Instanz meldet sich an', () => {
  const configuration = {
    store: 'n1',
    instance: web,
    ttlSeconds: 3,
    refreshMs: 1000,
    checkTtlMs: 2000,
    retryMs: 200,
  };

  it('meldet sich mit dem ersten guten Befund an und frischt dann auf', () => {
    const node = start(createInstance, configuration);
    expect(node.asked()).toEqual([]);
    expect(node.request({ type: 'report', healthy: true })).toEqual([{ type: 'noted' }]);
    const [register] = node.asked();
    expect(register).toMatchObject({ method: 'PUT', key, query: { ttl: 3 } });
    expect(JSON.parse(register?.query.value ?? '')).toEqual(web);

    node.hear(done(register, 'set', 7), 10);
    node.wait(1000);
    const [refresh] = node.asked();
    expect(refresh).toMatchObject({
      method: 'PUT',
      key,
      query: { refresh: true, prevExist: true, ttl: 3 },
    });
    expect(refresh?.id).not.toBe(register?.id);
  });

  it('meldet sich nach einem schlechten Befund ab, und zwar nur den eigenen Eintrag', () => {
    const node = start(createInstance, configuration);
    node.request({ type: 'report', healthy: true });
    const [register] = node.asked();
    node.hear(done(register, 'set', 7), 10);
    node.request({ type: 'report', healthy: false });
    expect(node.asked()).toMatchObject([
      { method: 'DELETE', key, query: { prevValue: register?.query.value } },
    ]);
  });

  it('antwortet auf „stop“, sobald das Abmelden bestätigt ist', () => {
    const node = start(createInstance, configuration);
    node.request({ type: 'report', healthy: true });
    node.hear(done(node.asked()[0], 'set', 7), 10);
    const answers = node.request({ type: 'stop' });
    expect(answers).toEqual([]);
    node.hear(done(node.asked()[0], 'compareAndDelete', 8), 10);
    expect(answers).toEqual([{ type: 'stopped' }]);
  });
});

describe('Teil 2: die Registratur', () => {
  const configuration = { store: 'n1', watchers: ['n3'], retryMs: 200, watchMs: 1000 };

  it('liest, beobachtet ab dem nächsten Index, gibt Auskunft und meldet Änderungen', () => {
    const node = start(createRegistry, configuration);
    const early = node.request({ type: 'lookup', service: 'web' });
    const [read] = node.asked();
    expect(read).toMatchObject({ method: 'GET', key: '/services', query: { recursive: true } });

    node.hear(listing(read, 4), 5);
    expect(early).toEqual([{ type: 'instances', instances: [] }]);
    const [watch] = node.asked();
    expect(watch?.query).toMatchObject({ wait: true, recursive: true, waitIndex: 5 });

    node.hear(done(watch, 'set', 9, JSON.stringify(web)), 5);
    expect(node.sentTo('n3')).toEqual([
      { type: 'Change', number: 1, kind: 'added', instance: web },
    ]);
    expect(node.asked()[0]?.query.waitIndex).toBe(10);
    expect(node.request({ type: 'describe', service: 'web', id: 'a' })).toEqual([
      { type: 'description', instance: web },
    ]);
  });

  it('fragt nach einer verlorenen Antwort mit demselben waitIndex noch einmal', () => {
    const node = start(createRegistry, configuration);
    node.hear(listing(node.asked()[0], 4), 5);
    expect(node.asked()[0]?.query.waitIndex).toBe(5);
    node.wait(1000);
    expect(node.asked()[0]?.query.waitIndex).toBe(5);
  });
});

describe('Teil 3: dynamisches DNS', () => {
  const zone: Zone = { domain: 'cluster.local', ttl: 5, negativeTtl: 2 };

  it('nennt die Adressen eines Dienstes', () => {
    const question = { name: 'Web.cluster.local.', recordType: 'A' } as const;
    expect(answerQuestion(question, [web, { ...web, id: 'b', port: 81 }], zone)).toEqual({
      rcode: 'NOERROR',
      answers: [{ recordType: 'A', name: 'web.cluster.local', ttl: 5, address: '10.0.0.1' }],
      additional: [],
      negativeTtl: null,
    });
  });

  it('nennt mit SRV auch den Port, und die Adresse des Ziels dazu', () => {
    const question = { name: '_web._tcp.cluster.local', recordType: 'SRV' } as const;
    const { answers, additional } = answerQuestion(question, [web], zone);
    expect(answers).toMatchObject([{ port: 80, target: 'a.web.cluster.local' }]);
    expect(additional).toMatchObject([{ name: 'a.web.cluster.local', address: '10.0.0.1' }]);
  });

  it('versucht die kleinere Priorität zuerst', () => {
    const record = (priority: number): SrvRecord => ({
      recordType: 'SRV',
      name: '_web._tcp.cluster.local',
      ttl: 5,
      priority,
      weight: 10,
      port: 80,
      target: `p${priority}.web.cluster.local`,
    });
    const ordered = orderTargets([record(10), record(2)], () => 0.5);
    expect(ordered.map(({ priority }) => priority)).toEqual([2, 10]);
  });

  it('löst einmal auf und antwortet dann aus dem Cache, mit der verbleibenden TTL', () => {
    const node = start(createResolver, { server: 'n1', timeoutMs: 200, attempts: 2 });
    const question = { name: 'web.cluster.local', recordType: 'A' } as const;
    const first = node.request({ type: 'resolve', question });
    const [query] = node.sentTo('n1') as { id: number }[];
    const record = { recordType: 'A', name: question.name, ttl: 5, address: '10.0.0.1' };
    const answer = { rcode: 'NOERROR', answers: [record], additional: [], negativeTtl: null };
    node.hear({ type: 'DnsReply', id: query?.id ?? 0, question, answer }, 10);
    expect(first).toEqual([{ type: 'resolved', rcode: 'NOERROR', answers: [record] }]);

    node.wait(2000);
    expect(node.request({ type: 'resolve', question })).toEqual([
      { type: 'resolved', rcode: 'NOERROR', answers: [{ ...record, ttl: 3 }] },
    ]);
    expect(node.sentTo('n1')).toEqual([]);
  });
});

describe('Teil 4: dynamische Konfigurationsdateien', () => {
  const template = '# {{count}}\n{{#instances}}{{id}} {{address}}:{{port}}\n{{/instances}}';

  it('füllt die Vorlage, Instanzen nach id geordnet', () => {
    const text = renderTemplate(template, [{ ...web, id: 'b', address: '10.0.0.2' }, web]);
    expect(text).toBe('# 2\na 10.0.0.1:80\nb 10.0.0.2:80\n');
  });

  it('schreibt die Datei und gibt dem Leser Bescheid, aber nur bei einer Änderung', () => {
    const node = start(createConfigurationWriter, {
      store: 'n1',
      service: 'web',
      template,
      path: '/etc/proxy.cfg',
      reader: 'n3',
      retryMs: 200,
      watchMs: 1000,
    });
    node.hear(listing(node.asked()[0], 4), 5);
    expect(node.disk.get('/etc/proxy.cfg')).toBe('# 0\n');
    expect(node.sentTo('n3')).toEqual([{ type: 'Reload', path: '/etc/proxy.cfg' }]);

    node.hear(done(node.asked()[0], 'set', 5, JSON.stringify(web)), 5);
    expect(node.disk.get('/etc/proxy.cfg')).toBe('# 1\na 10.0.0.1:80\n');
    expect(node.sentTo('n3')).toHaveLength(1);

    const renamed = JSON.stringify({ ...web, version: '2.0.0' });
    node.hear(done(node.asked()[0], 'set', 6, renamed), 5);
    expect(node.sentTo('n3')).toEqual([]);
  });
});

// --- der Knoten von Hand bedient ------------------------------------------------------------------------

type Create = (context: Context<never>, configuration: never) => Process<never, never, never>;

/** Ein Knoten `n2` mit eigener Uhr, eigenem Speicher und einer Liste dessen, was er sendet. */
function start(create: unknown, configuration: unknown) {
  const disk = new Map<string, unknown>();
  const timers = new Map<string, number>();
  let nowMs = 0;
  let sent: { to: string; message: unknown }[] = [];
  const context: Context = {
    self: 'n2',
    peers: ['n1', 'n3'],
    send: (to, message) => void sent.push({ to, message: structuredClone(message) }),
    setTimer: (name, delayMs) => void timers.set(name, nowMs + delayMs),
    cancelTimer: (name) => void timers.delete(name),
    storage: {
      get: <Value>(name: string) => disk.get(name) as Value | undefined,
      set: (name, value) => void disk.set(name, value),
      delete: (name) => void disk.delete(name),
    },
    now: () => nowMs,
    random: () => 0.5,
  };
  const node = (create as Create)(context as Context<never>, configuration as never) as Process;
  node.onStart?.();

  /** Lässt Zeit vergehen; fällige Timer laufen ab. */
  function wait(ms: number): void {
    const untilMs = nowMs + ms;
    for (;;) {
      const [next] = [...timers].sort(([, a], [, b]) => a - b);
      if (next === undefined || next[1] > untilMs) break;
      timers.delete(next[0]);
      nowMs = next[1];
      node.onTimer?.(next[0]);
    }
    nowMs = untilMs;
  }

  function sentTo(to: string): unknown[] {
    const messages = sent.filter((entry) => entry.to === to).map(({ message }) => message);
    sent = sent.filter((entry) => entry.to !== to);
    return messages;
  }

  return {
    disk,
    wait,
    /** Was seit dem letzten Blick an diesen Knoten ging. */
    sentTo,
    /** Die Anfragen an den Speicher seit dem letzten Blick. */
    asked: () => sentTo('n1') as StoreRequest[],
    hear(message: unknown, afterMs: number): void {
      wait(afterMs);
      node.onMessage('n1', message);
    },
    /** Die Antworten auf diese Anfrage; die Liste wächst, wenn später geantwortet wird. */
    request(request: unknown): unknown[] {
      const answers: unknown[] = [];
      node.onRequest?.(request, (response) => void answers.push(response));
      return answers;
    },
  };
}

function done(
  request: StoreRequest | undefined,
  action: StoreEvent['action'],
  index: number,
  value?: string,
): StoreReply {
  const node = {
    key,
    createdIndex: index,
    modifiedIndex: index,
    ...(value === undefined ? {} : { value }),
  };
  return { type: 'StoreReply', id: request?.id ?? -1, status: 200, index, body: { action, node } };
}

/** Ein leeres Verzeichnis, gelesen bei diesem Index. */
function listing(request: StoreRequest | undefined, index: number): StoreReply {
  const node = { key: '/services', dir: true, createdIndex: 1, modifiedIndex: 1 } as const;
  const body = { action: 'get', node } as const;
  return { type: 'StoreReply', id: request?.id ?? -1, status: 200, index, body };
}
