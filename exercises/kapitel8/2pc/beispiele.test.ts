/**
 * Beispieltests zur Aufgabe 8.10. Sie zeigen, wie Ihre Knoten im Simulator laufen, und enthalten die
 * offenen Prüfungen. Die Bewertung (`npm run check 2pc`) prüft mehr.
 *
 * Starten: `npm run examples -- 2pc`
 */

import { describe, expect, it } from 'vitest';
import { type ClientScript, type Context, type Fault, type Process, simulate } from '#simulator';
import { createCoordinator, createParticipant } from './coordinator.ts';
import {
  coordinatorId,
  type Message,
  type Request,
  type Response,
  type TransferRequest,
} from './protocol.ts';

/** Was ein Knoten statt Ihrer Lösung sendet: wann, an wen, was. */
type Line = readonly [atMs: number, to: string, message: Message];

interface Setting {
  readonly nodes: number;
  readonly durationMs: number;
  readonly faults?: readonly Fault[];
  readonly clients?: readonly ClientScript<Request>[];
  /** Knoten, die nach Drehbuch senden und sonst nichts tun. */
  readonly scripts?: Readonly<Record<string, readonly Line[]>>;
}

function scripted(lines: readonly Line[]) {
  return (context: Context<Message>): Process<Message, Request, Response> => ({
    onStart() {
      lines.forEach(([atMs], i) => {
        context.setTimer(String(i), atMs);
      });
    },
    onTimer(name) {
      const line = lines[Number(name)];
      if (line !== undefined) context.send(line[1], line[2]);
    },
    onMessage() {},
  });
}

/** Lässt Ihre Knoten im Simulator laufen und sammelt, was auf der Leitung und bei Clients war. */
function run({ nodes, durationMs, faults = [], clients = [], scripts = {} }: Setting) {
  const result = simulate<Message, Request, Response>({
    scenario: { nodes, seed: 8, latency: { minMs: 1, maxMs: 1 }, durationMs, faults, clients },
    createProcess: (context) =>
      context.self === coordinatorId ? createCoordinator(context) : createParticipant(context),
    clientPolicy: {
      timeoutMs: 10_000,
      retryDelayMs: 20,
      maxAttempts: 1,
      interpret: () => ({ done: true }),
    },
    scripted: Object.fromEntries(
      Object.entries(scripts).map(([node, lines]) => [node, scripted(lines)]),
    ),
  });
  if (result.fault !== undefined) throw new Error(result.fault.detail);
  const sent = result.trace.events.flatMap((event) =>
    event.kind === 'send'
      ? [{ atMs: event.atMs, from: event.node, to: event.to, message: event.message as Message }]
      : [],
  );
  return {
    sent,
    answers: result.history.map(({ client, invokedAtMs, returned }) => ({
      client,
      askedAtMs: invokedAtMs,
      answeredAtMs: returned?.atMs,
      response: returned?.response,
    })),
  };
}

/** Ein Client, der zu diesen Zeiten nach einem Konto fragt. */
function reading(target: string, account: string, ...times: number[]): ClientScript<Request> {
  const requests = times.map((atMs) => {
    return { atMs, target, request: { kind: 'balance', account } as const };
  });
  return { id: `leser-${target}-${account}`, requests };
}

/** Ein Client, der von n2/a nach n3/b überweist. */
function transferring(atMs: number, tx: string, amount: number): ClientScript<Request> {
  const request: TransferRequest = {
    kind: 'transfer',
    tx,
    changes: [
      { participant: 'n2', account: 'a', amount: -amount },
      { participant: 'n3', account: 'b', amount },
    ],
  };
  return { id: `client-${tx}`, requests: [{ atMs, target: coordinatorId, request }] };
}

const prepare = (tx: string, account: string, amount: number): Message => ({
  type: 'Prepare',
  tx,
  changes: [{ account, amount }],
  participants: ['n2', 'n3'],
});
const vote = (tx: string, yesOrNo: 'yes' | 'no'): Message => ({ type: 'Vote', tx, vote: yesOrNo });
const decision = (tx: string, outcome: 'commit' | 'abort'): Message => ({
  type: 'Decision',
  tx,
  outcome,
});

describe('Teil 1: Der Teilnehmer', () => {
  it('(offen) antwortet „undecided“, bis die Entscheidung da ist', () => {
    const { answers, sent } = run({
      nodes: 3,
      durationMs: 400,
      scripts: {
        n1: [
          [10, 'n2', prepare('t1', 'a', -30)],
          [200, 'n2', decision('t1', 'commit')],
        ],
        n3: [],
      },
      clients: [reading('n2', 'a', 0, 20, 190, 210), reading('n2', 'x', 25)],
    });
    expect(sent.filter(({ to }) => to === 'n1').map(({ message }) => message)).toEqual([
      { type: 'Vote', tx: 't1', vote: 'yes' },
      { type: 'Ack', tx: 't1' },
    ]);
    const own = answers.filter(({ client }) => client === 'leser-n2-a');
    expect(own.map(({ response }) => response)).toEqual([
      { kind: 'balance', amount: 100 },
      { kind: 'undecided', tx: 't1' },
      { kind: 'undecided', tx: 't1' },
      { kind: 'balance', amount: 70 },
    ]);
    const other = answers.find(({ client }) => client === 'leser-n2-x');
    expect(other?.response).toEqual({ kind: 'balance', amount: 100 });
  });

  it('stimmt mit „no“, wenn das Konto ins Minus geriete oder gesperrt ist', () => {
    const { sent } = run({
      nodes: 3,
      durationMs: 100,
      scripts: {
        n1: [
          [10, 'n2', prepare('t1', 'a', -101)],
          [20, 'n2', prepare('t2', 'a', -100)],
          [30, 'n2', prepare('t3', 'a', 5)],
        ],
        n3: [],
      },
    });
    const votes = sent.flatMap(({ message }) => (message.type === 'Vote' ? [message.vote] : []));
    expect(votes).toEqual(['no', 'yes', 'no']);
  });
});

describe('Teil 2: Der Koordinator', () => {
  it('(offen) bricht beim ersten „no“ ab, auch wenn die anderen zustimmen', () => {
    const { sent, answers } = run({
      nodes: 3,
      durationMs: 90,
      clients: [transferring(5, 't1', 30)],
      scripts: { n2: [[20, 'n1', vote('t1', 'yes')]], n3: [[30, 'n1', vote('t1', 'no')]] },
    });
    const decisions = sent.filter(({ message }) => message.type === 'Decision');
    expect(decisions.length).toBeGreaterThan(0);
    for (const { message } of decisions) expect(message).toEqual(decision('t1', 'abort'));
    expect(answers[0]?.response).toEqual({ kind: 'outcome', tx: 't1', outcome: 'abort' });
  });

  it('wiederholt die Entscheidung, bis alle quittiert haben', () => {
    const ack: Message = { type: 'Ack', tx: 't1' };
    const { sent } = run({
      nodes: 3,
      durationMs: 600,
      clients: [transferring(5, 't1', 30)],
      scripts: {
        n2: [
          [20, 'n1', vote('t1', 'yes')],
          [40, 'n1', ack],
        ],
        n3: [
          [20, 'n1', vote('t1', 'yes')],
          [230, 'n1', ack],
        ],
      },
    });
    const times = (to: string) =>
      sent.filter((own) => own.to === to && own.message.type === 'Decision').length;
    expect(times('n2')).toBe(1);
    expect(times('n3')).toBeGreaterThanOrEqual(3);
    expect(sent.filter(({ atMs, from }) => from === 'n1' && atMs > 240)).toEqual([]);
  });
});

describe('Teil 3: Absturz und Neustart', () => {
  it('hält die Sperre auch nach einem eigenen Neustart', () => {
    const { answers } = run({
      nodes: 3,
      durationMs: 400,
      faults: [{ kind: 'crash', node: 'n2', atMs: 50, downMs: 50 }],
      scripts: {
        n1: [
          [10, 'n2', prepare('t1', 'a', -30)],
          [200, 'n2', decision('t1', 'commit')],
        ],
        n3: [],
      },
      clients: [reading('n2', 'a', 150, 250)],
    });
    expect(answers.map(({ response }) => response)).toEqual([
      { kind: 'undecided', tx: 't1' },
      { kind: 'balance', amount: 70 },
    ]);
  });
});

describe('Teil 4: Das ganze System', () => {
  it('überweist zwischen zwei Teilnehmern', () => {
    const { answers } = run({
      nodes: 3,
      durationMs: 500,
      clients: [transferring(5, 't1', 30), reading('n2', 'a', 100), reading('n3', 'b', 100)],
    });
    expect(answers.map(({ response }) => response)).toEqual([
      { kind: 'outcome', tx: 't1', outcome: 'commit' },
      { kind: 'balance', amount: 70 },
      { kind: 'balance', amount: 130 },
    ]);
  });

  it('macht das Blockieren sichtbar: Der Koordinator fehlt zwei Sekunden lang', () => {
    const times = Array.from({ length: 13 }, (_, i) => i * 200);
    const { answers } = run({
      nodes: 3,
      durationMs: 3000,
      // Er stürzt ab, nachdem alle gestimmt haben und ehe die Stimmen bei ihm sind.
      faults: [{ kind: 'crash', node: 'n1', atMs: 12, downMs: 2000 }],
      clients: [
        transferring(10, 't1', 30),
        reading('n2', 'a', ...times),
        reading('n3', 'b', ...times),
      ],
    });
    for (const [node, account] of [['n2', 'a'] as const, ['n3', 'b'] as const]) {
      const own = answers.filter(({ client }) => client === `leser-${node}-${account}`);
      const line = own.map(({ askedAtMs, response }) =>
        response?.kind === 'balance'
          ? `${askedAtMs} ms: ${response.amount}`
          : `${askedAtMs} ms: ${response?.kind === 'undecided' ? 'unentschieden' : '?'}`,
      );
      console.log(`${node}, Konto ${account}\n  ${line.join('\n  ')}`);
      // Vor dem Ja und nach dem Neustart des Koordinators gibt es einen Stand, dazwischen keinen.
      expect(own[0]?.response).toEqual({ kind: 'balance', amount: 100 });
      expect(own.slice(1, 11).map(({ response }) => response)).toEqual(
        Array.from({ length: 10 }, () => ({ kind: 'undecided', tx: 't1' })),
      );
      expect(own.at(-1)?.response?.kind).toBe('balance');
    }
  });
});
