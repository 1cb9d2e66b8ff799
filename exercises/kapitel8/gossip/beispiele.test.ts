/**
 * Beispieltests zur Aufgabe 8.6. Sie zeigen den Umgang mit Ihrer Lösung und die offenen Prüfungen aus
 * Teil 1. Die Bewertung (`npm run check gossip`) prüft mehr.
 *
 * Starten: `npm run examples -- gossip`
 */

import { describe, expect, it } from 'vitest';
import { type ClientScript, type Fault, type Process, simulate } from '#simulator';
import { createGossip, createMember, isNewer, merge, minimumRounds, supersedes } from './gossip.ts';
import type {
  Entries,
  GossipConfiguration,
  GossipMessage,
  GossipRequest,
  GossipResponse,
  MembershipMessage,
  MembershipRequest,
  MembershipResponse,
  Rumor,
} from './protocol.ts';

function rumor(key: string, value: string, timestamp: number, source: string): Rumor {
  return { key, value, timestamp, source };
}

describe('Teil 1: Versionen, Zusammenführen, Konvergenz', () => {
  it('(offen) ordnet Versionen nach Zeitstempel, dann nach Quelle', () => {
    expect(isNewer(rumor('a', 'neu', 2, 'n1'), rumor('a', 'alt', 1, 'n9'))).toBe(true);
    expect(isNewer(rumor('a', 'x', 2, 'n2'), rumor('a', 'y', 2, 'n10'))).toBe(true);
    expect(isNewer(rumor('a', 'y', 2, 'n10'), rumor('a', 'x', 2, 'n2'))).toBe(false);
    expect(isNewer(rumor('a', 'x', 2, 'n2'), rumor('a', 'x', 2, 'n2'))).toBe(false);
  });

  it('(offen) führt kommutativ, assoziativ und idempotent zusammen', () => {
    const a: Entries = {
      farbe: rumor('farbe', 'rot', 3, 'n1'),
      form: rumor('form', 'eckig', 1, 'n1'),
    };
    const b: Entries = { farbe: rumor('farbe', 'blau', 3, 'n2') };
    const c: Entries = { form: rumor('form', 'rund', 2, 'n3') };
    expect(merge(a, b)).toEqual(merge(b, a));
    expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
    expect(merge(a, a)).toEqual(a);
    expect(merge(a, b)).toEqual({ farbe: b.farbe, form: a.form });
  });

  it('(offen) berechnet die Mindestzahl der Runden', () => {
    expect(minimumRounds(1, 3)).toBe(0);
    expect(minimumRounds(8, 1)).toBe(3);
    expect(minimumRounds(9, 1)).toBe(4);
    expect(minimumRounds(125, 4)).toBe(3);
  });
});

/** Glaubt alles, gehört zu keiner Gruppe, gleicht in der Versuchszeit nicht ab. */
const plain: GossipConfiguration = {
  tickMs: 20,
  fanout: 1,
  repeat: 3,
  group: [],
  trusted: [],
  threshold: 1,
  topPercent: 0,
  antiEntropyMs: 1_000_000,
};

interface Setting {
  readonly nodes: number;
  readonly durationMs: number;
  readonly configuration?: Partial<GossipConfiguration>;
  readonly faults?: readonly Fault[];
  readonly clients: readonly ClientScript<GossipRequest>[];
  /** Knoten, die nicht Ihre Lösung spielen, sondern zu einer Zeit etwas erzählen. */
  readonly tellers?: Readonly<Record<string, { readonly atMs: number; readonly rumor: Rumor }>>;
}

function teller({ atMs, rumor: told }: { readonly atMs: number; readonly rumor: Rumor }) {
  return (context: {
    setTimer(name: string, delayMs: number): void;
    send(to: string, message: GossipMessage): void;
  }): Process<GossipMessage, GossipRequest, GossipResponse> => ({
    onStart: () => context.setTimer('erzählen', atMs),
    onTimer: () => context.send('n1', { type: 'gossip', rumors: [told] }),
    onMessage() {},
  });
}

/** Lässt Ihre Knoten im Simulator laufen. */
function run({ nodes, durationMs, configuration, faults = [], clients, tellers = {} }: Setting) {
  const result = simulate<GossipMessage, GossipRequest, GossipResponse>({
    scenario: {
      nodes,
      seed: 8,
      latency: { minMs: 1, maxMs: 10 },
      durationMs,
      faults,
      clients,
    },
    createProcess: (context) => createGossip(context, { ...plain, ...configuration }),
    scripted: Object.fromEntries(
      Object.entries(tellers).map(([node, plan]) => [node, teller(plan)]),
    ),
    clientPolicy: {
      timeoutMs: 100,
      retryDelayMs: 1,
      maxAttempts: 1,
      interpret: () => ({ done: true }),
    },
  });
  if (result.fault !== undefined) throw new Error(result.fault.detail);
  const gossip = result.trace.events.flatMap((event) =>
    event.kind === 'send' && event.type === 'gossip' ? [event] : [],
  );
  return { gossip, answers: result.history.map(({ returned }) => returned?.response) };
}

function put(atMs: number, target: string, value: string): ClientScript<GossipRequest> {
  const request = { kind: 'put', key: 'farbe', value } as const;
  return { id: `setzt-${target}`, requests: [{ atMs, target, request }] };
}

function get(atMs: number, target: string): ClientScript<GossipRequest> {
  return {
    id: `liest-${target}`,
    requests: [{ atMs, target, request: { kind: 'get', key: 'farbe' } }],
  };
}

describe('Teil 2: virale Verbreitung', () => {
  it('antwortet auf put und get aus dem eigenen Zustand', () => {
    const requests: ClientScript<GossipRequest>['requests'] = [
      { atMs: 1, target: 'n1', request: { kind: 'get', key: 'farbe' } },
      { atMs: 30, target: 'n1', request: { kind: 'put', key: 'farbe', value: 'rot' } },
      { atMs: 60, target: 'n1', request: { kind: 'get', key: 'farbe' } },
    ];
    const { answers } = run({ nodes: 2, durationMs: 100, clients: [{ id: 'c', requests }] });
    expect(answers[0]).toEqual({ kind: 'entry', entry: null });
    expect(answers[1]).toMatchObject({ kind: 'stored' });
    expect(answers[2]).toMatchObject({ entry: { key: 'farbe', value: 'rot', source: 'n1' } });
  });

  it('erzählt nur im Takt und nur repeat Takte lang', () => {
    const { gossip } = run({ nodes: 2, durationMs: 400, clients: [put(1, 'n1', 'rot')] });
    const ofFirst = gossip.filter(({ node }) => node === 'n1').map(({ atMs }) => atMs);
    expect(ofFirst).toEqual([20, 40, 60]);
  });

  it('vergisst die Gruppe nie', () => {
    const { gossip } = run({
      nodes: 6,
      durationMs: 70,
      configuration: { group: ['n4'] },
      clients: [put(1, 'n1', 'rot')],
      tellers: { n4: { atMs: 1_000, rumor: rumor('farbe', 'rot', 1, 'n4') } },
    });
    for (const atMs of [20, 40, 60]) {
      const to = gossip
        .filter((sent) => sent.node === 'n1' && sent.atMs === atMs)
        .map((sent) => sent.to);
      expect(to).toContain('n4');
      expect(to).toHaveLength(2);
    }
  });

  it('glaubt erst, was zwei verschiedene Nachbarn erzählt haben', () => {
    const told = rumor('farbe', 'rot', 5, 'n2');
    const { answers } = run({
      nodes: 3,
      durationMs: 200,
      configuration: { threshold: 2 },
      clients: [get(60, 'n1'), { ...get(160, 'n1'), id: 'liest-später' }],
      tellers: { n2: { atMs: 10, rumor: told }, n3: { atMs: 100, rumor: told } },
    });
    expect(answers).toEqual([
      { kind: 'entry', entry: null },
      { kind: 'entry', entry: told },
    ]);
  });
});

describe('Teil 3: Anti-Entropie', () => {
  it('gleicht nach einer Partition ab', () => {
    const { answers } = run({
      nodes: 4,
      durationMs: 3_000,
      configuration: { antiEntropyMs: 50 },
      faults: [
        {
          kind: 'partition',
          fromMs: 0,
          untilMs: 300,
          groups: [
            ['n1', 'n2'],
            ['n3', 'n4'],
          ],
        },
      ],
      clients: [put(5, 'n1', 'rot'), get(2_900, 'n3'), get(2_900, 'n4')],
    });
    for (const answer of answers.slice(1)) {
      expect(answer).toMatchObject({ kind: 'entry', entry: { value: 'rot', source: 'n1' } });
    }
  });
});

describe('Teil 4 (Bonus): Mitgliedschaft', () => {
  it('ordnet Meldungen nach Inkarnation, dann nach Status', () => {
    const alive = (incarnation: number) => ({ node: 'n2', status: 'alive', incarnation }) as const;
    const dead = { node: 'n2', status: 'dead', incarnation: 0 } as const;
    expect(supersedes(dead, alive(0))).toBe(true);
    expect(supersedes(alive(0), dead)).toBe(false);
    expect(supersedes(alive(1), dead)).toBe(true);
    expect(supersedes(dead, dead)).toBe(false);
  });

  it('entdeckt einen Absturz', () => {
    const { fault, history } = simulate<MembershipMessage, MembershipRequest, MembershipResponse>({
      scenario: {
        nodes: 3,
        seed: 8,
        latency: { minMs: 1, maxMs: 10 },
        durationMs: 2_000,
        faults: [{ kind: 'crash', node: 'n3', atMs: 250 }],
        clients: ['n1', 'n2'].map((target) => ({
          id: `fragt-${target}`,
          requests: [{ atMs: 1_900, target, request: { kind: 'members' } }],
        })),
      },
      createProcess: (context) =>
        createMember(context, { periodMs: 100, pingTimeoutMs: 30, helpers: 1, suspectMs: 300 }),
      clientPolicy: {
        timeoutMs: 100,
        retryDelayMs: 1,
        maxAttempts: 1,
        interpret: () => ({ done: true }),
      },
    });
    expect(fault).toBeUndefined();
    for (const { returned } of history) {
      const statuses = returned?.response.members.map(({ node, status }) => [node, status]);
      expect(Object.fromEntries(statuses ?? [])).toEqual({ n1: 'alive', n2: 'alive', n3: 'dead' });
    }
  });
});
