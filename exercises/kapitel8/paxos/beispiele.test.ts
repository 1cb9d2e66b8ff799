/**
 * Beispieltests zur Aufgabe 8.9. Sie zeigen, wie Ihre Knoten im Simulator laufen, und enthalten die
 * offenen Prüfungen. Die Bewertung (`npm run check paxos`) prüft mehr.
 *
 * Starten: `npm run examples -- paxos`
 */

import { describe, expect, it } from 'vitest';
import { type ClientScript, type Context, type Fault, type Process, simulate } from '#simulator';
import { compareBallots, createMultiPaxos, createPaxos, findDuel } from './paxos.ts';
import type {
  Ballot,
  Decision,
  LogMessage,
  LogRequest,
  LogResponse,
  Message,
  Proposal,
} from './protocol.ts';

const ballot = (round: number, node: string): Ballot => ({ round, node });

interface Setting {
  readonly nodes?: number;
  readonly faults?: readonly Fault[];
  readonly clients?: readonly ClientScript<Proposal>[];
  /** Was n2 und n3 statt Ihrer Lösung senden, und wann. Sonst schweigen sie. */
  readonly script?: readonly (readonly [atMs: number, from: string, message: Message])[];
}

/** Lässt Ihre Knoten im Simulator laufen und sammelt, was n1 sendet und was Clients hören. */
function run({ nodes = 3, faults = [], clients = [], script }: Setting) {
  const scripted = (context: Context<Message>): Process<Message, Proposal, Decision> => ({
    onStart() {
      script?.forEach(([atMs, from], i) => {
        if (from === context.self) context.setTimer(String(i), atMs);
      });
    },
    onTimer(name) {
      const line = script?.[Number(name)];
      if (line !== undefined) context.send('n1', line[2]);
    },
    onMessage() {},
  });
  const result = simulate<Message, Proposal, Decision>({
    scenario: {
      nodes,
      seed: 8,
      latency: { minMs: 1, maxMs: 1 },
      durationMs: 3000,
      faults,
      clients,
    },
    createProcess: createPaxos,
    clientPolicy: {
      timeoutMs: 400,
      retryDelayMs: 20,
      maxAttempts: 12,
      interpret: () => ({ done: true }),
    },
    ...(script === undefined ? {} : { scripted: { n2: scripted, n3: scripted } }),
  });
  if (result.fault !== undefined) throw new Error(result.fault.detail);
  const sent = result.trace.events.flatMap((event) =>
    event.kind === 'send' && event.node === 'n1'
      ? [{ to: event.to, message: event.message as Message }]
      : [],
  );
  return { sent, answers: result.history.map(({ returned }) => returned?.response.chosen) };
}

function proposing(id: string, target: string, value: string, atMs = 10): ClientScript<Proposal> {
  return { id, requests: [{ atMs, request: { value }, target }] };
}

describe('Teil 1: Ballots und Acceptor', () => {
  it('(offen) ordnet Ballots zuerst nach der Runde, dann nach dem Knoten', () => {
    const sorted = [ballot(2, 'n1'), ballot(1, 'n3'), ballot(10, 'n1'), ballot(1, 'n1')];
    sorted.sort(compareBallots);
    expect(sorted.map(({ round, node }) => `${round} ${node}`)).toEqual([
      '1 n1',
      '1 n3',
      '2 n1',
      '10 n1',
    ]);
    expect(compareBallots(ballot(3, 'n2'), ballot(3, 'n2'))).toBe(0);
  });

  it('(offen) nennt im Promise den höchsten angenommenen Vorschlag', () => {
    const { sent } = run({
      script: [
        [10, 'n2', { type: 'Prepare', ballot: ballot(1, 'n2') }],
        [20, 'n2', { type: 'Accept', ballot: ballot(1, 'n2'), value: 'Anna' }],
        [30, 'n3', { type: 'Prepare', ballot: ballot(2, 'n3') }],
        [40, 'n2', { type: 'Prepare', ballot: ballot(1, 'n2') }],
        [50, 'n3', { type: 'Accept', ballot: ballot(2, 'n3'), value: 'Bert' }],
        [60, 'n2', { type: 'Prepare', ballot: ballot(3, 'n2') }],
      ],
    });
    expect(sent).toEqual([
      { to: 'n2', message: { type: 'Promise', ballot: ballot(1, 'n2'), accepted: null } },
      { to: 'n2', message: { type: 'Accepted', ballot: ballot(1, 'n2') } },
      {
        to: 'n3',
        message: {
          type: 'Promise',
          ballot: ballot(2, 'n3'),
          accepted: { ballot: ballot(1, 'n2'), value: 'Anna' },
        },
      },
      {
        to: 'n2',
        message: { type: 'Reject', ballot: ballot(1, 'n2'), promised: ballot(2, 'n3') },
      },
      { to: 'n3', message: { type: 'Accepted', ballot: ballot(2, 'n3') } },
      {
        to: 'n2',
        message: {
          type: 'Promise',
          ballot: ballot(3, 'n2'),
          accepted: { ballot: ballot(2, 'n3'), value: 'Bert' },
        },
      },
    ]);
  });
});

describe('Teil 2: Das Duell', () => {
  it('nennt nur die beiden Proposer und kommt mit 1000 Schritten aus', () => {
    const steps = findDuel({ proposers: ['p', 'q'], acceptors: ['a', 'b', 'c'], rounds: 3 });
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.length).toBeLessThanOrEqual(1000);
    expect(new Set(steps.map((step) => step.ballot.node))).toEqual(new Set(['p', 'q']));
  });
});

describe('Teil 3: Proposer und Lerner', () => {
  it('(offen) schlägt den Wert des Clients vor, wenn kein Versprechen einen anderen nennt', () => {
    const first = run({ script: [], clients: [proposing('c1', 'n1', 'Anna')] }).sent[0]?.message;
    if (first?.type !== 'Prepare') throw new Error('n1 sendet auf die Anfrage kein Prepare.');
    const { sent } = run({
      clients: [proposing('c1', 'n1', 'Anna')],
      script: [[15, 'n2', { type: 'Promise', ballot: first.ballot, accepted: null }]],
    });
    const accepts = sent.filter(({ message }) => message.type === 'Accept');
    expect(accepts.map(({ to }) => to).sort()).toEqual(expect.arrayContaining(['n2', 'n3']));
    expect(accepts[0]?.message).toEqual({ type: 'Accept', ballot: first.ballot, value: 'Anna' });
  });

  it('einigt sich auf einen von drei Werten', () => {
    const clients = ['n1', 'n2', 'n3'].map((id, i) => proposing(`c${i}`, id, `Wert ${i}`));
    const { answers } = run({ clients });
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^Wert [012]$/);
  });
});

describe('Teil 4: Abstürze', () => {
  it('behält den gewählten Wert, wenn nacheinander alle Knoten neu starten', () => {
    const faults = ['n1', 'n2', 'n3'].map((node, i): Fault => {
      return { kind: 'crash', node, atMs: 1000 + i * 200, downMs: 100 };
    });
    const clients = [proposing('c1', 'n1', 'Anna'), proposing('c2', 'n2', 'Bert', 2000)];
    expect(run({ faults, clients }).answers).toEqual(['Anna', 'Anna']);
  });
});

describe('Teil 5: Ein repliziertes Log', () => {
  it('wendet Befehle auf allen Knoten in derselben Reihenfolge an', () => {
    const writers = ['c1', 'c2'].map((clientId) => ({
      id: clientId,
      requests: [1, 2, 3].map((sequence) => ({
        atMs: 1000 + sequence * 100,
        request: {
          type: 'append' as const,
          command: { clientId, sequence, text: `${clientId}.${sequence}` },
        },
      })),
    }));
    const readers = ['n1', 'n2', 'n3'].map((target) => ({
      id: `r-${target}`,
      requests: [{ atMs: 2500, target, request: { type: 'applied' as const } }],
    }));
    const { history, fault } = simulate<LogMessage, LogRequest, LogResponse>({
      scenario: {
        nodes: 3,
        seed: 8,
        latency: { minMs: 1, maxMs: 1 },
        durationMs: 3000,
        faults: [],
        clients: [...writers, ...readers],
      },
      createProcess: createMultiPaxos,
      clientPolicy: {
        timeoutMs: 250,
        retryDelayMs: 20,
        maxAttempts: 50,
        interpret: (response) =>
          response.ok ? { done: true } : { done: false, retryAt: response.leaderHint },
      },
    });
    if (fault !== undefined) throw new Error(fault.detail);
    const logs = history.flatMap(({ returned }) =>
      returned !== undefined && 'applied' in returned.response ? [returned.response.applied] : [],
    );
    expect(logs).toHaveLength(3);
    expect(logs[0]).toHaveLength(6);
    expect(logs[1]).toEqual(logs[0]);
    expect(logs[2]).toEqual(logs[0]);
  });
});
