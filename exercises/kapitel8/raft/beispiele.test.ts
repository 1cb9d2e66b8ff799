/**
 * Beispieltests zur Aufgabe 8.8. Sie zeigen, wie Ihre Knoten im Simulator laufen, und enthalten die
 * offenen Prüfungen. Die Bewertung (`npm run check raft`) prüft mehr.
 *
 * Starten: `npm run examples -- raft`
 */

import { describe, expect, it } from 'vitest';
import { type ClientScript, type Context, type Fault, type Process, simulate } from '#simulator';
import type { Command, LogEntry, Message, Request, Response } from './protocol.ts';
import { createRaft } from './raft.ts';

interface Setting {
  readonly nodes: number;
  readonly durationMs: number;
  readonly faults?: readonly Fault[];
  readonly clients?: readonly ClientScript<Request>[];
  /** Was n2 statt Ihrer Lösung sendet, und wann. Alle anderen außer n1 schweigen dann. */
  readonly script?: readonly (readonly [atMs: number, message: Message])[];
}

/** Ein Knoten, der nach Drehbuch sendet und sonst nichts tut. */
function scripted(lines: NonNullable<Setting['script']>) {
  return (context: Context<Message>): Process<Message, Request, Response> => ({
    onStart() {
      lines.forEach(([atMs], i) => {
        context.setTimer(String(i), atMs);
      });
    },
    onTimer(name) {
      const line = lines[Number(name)];
      if (line !== undefined) context.send('n1', line[1]);
    },
    onMessage() {},
  });
}

/** Lässt Ihre Knoten im Simulator laufen und sammelt, was auf der Leitung war. */
function run({ nodes, durationMs, faults = [], clients = [], script }: Setting) {
  const others = Array.from({ length: nodes - 1 }, (_, i) => `n${i + 2}`);
  const result = simulate<Message, Request, Response>({
    scenario: { nodes, seed: 8, latency: { minMs: 1, maxMs: 1 }, durationMs, faults, clients },
    createProcess: createRaft,
    clientPolicy: {
      timeoutMs: 250,
      retryDelayMs: 20,
      maxAttempts: 12,
      interpret: (response) =>
        response.ok ? { done: true } : { done: false, retryAt: response.leaderHint },
    },
    ...(script === undefined
      ? {}
      : {
          scripted: Object.fromEntries(
            others.map((id) => [id, scripted(id === 'n2' ? script : [])]),
          ),
        }),
  });
  if (result.fault !== undefined) throw new Error(result.fault.detail);
  const sent = result.trace.events.flatMap((event) =>
    event.kind === 'send'
      ? [{ atMs: event.atMs, from: event.node, to: event.to, message: event.message as Message }]
      : [],
  );
  return { sent, answers: result.history.map(({ returned }) => returned?.response) };
}

/** Was n1 der Reihe nach antwortet. */
function repliesOfN1(script: NonNullable<Setting['script']>, type: Message['type']) {
  const { sent } = run({ nodes: 3, durationMs: 140, script });
  return sent.filter(({ from, message }) => from === 'n1' && message.type === type);
}

describe('Teil 1: Wahl eines Leaders', () => {
  it('einigt sich in drei Sekunden auf einen Leader', () => {
    const { sent } = run({ nodes: 3, durationMs: 3000 });
    const late = sent.filter(
      ({ atMs, message }) => atMs > 2000 && message.type === 'AppendEntries',
    );
    expect(new Set(late.map(({ from }) => from)).size).toBe(1);
    expect(new Set(late.map(({ to }) => to)).size).toBe(2);
  });

  it('(offen) gibt in einem Term nur eine Stimme', () => {
    const vote = (term: number, candidateId: string): Message => ({
      type: 'RequestVote',
      term,
      candidateId,
      lastLogIndex: 0,
      lastLogTerm: 0,
    });
    // n2 fragt hier auch im Namen von n3: Wer kandidiert, steht in der Nachricht.
    const replies = repliesOfN1(
      [
        [10, vote(3, 'n2')],
        [20, vote(3, 'n3')],
        [30, vote(3, 'n2')],
        [40, vote(2, 'n2')],
        [50, vote(4, 'n3')],
      ],
      'RequestVoteReply',
    );
    expect(replies.map(({ message }) => message)).toEqual([
      { type: 'RequestVoteReply', term: 3, voteGranted: true },
      { type: 'RequestVoteReply', term: 3, voteGranted: false },
      { type: 'RequestVoteReply', term: 3, voteGranted: true },
      { type: 'RequestVoteReply', term: 3, voteGranted: false },
      { type: 'RequestVoteReply', term: 4, voteGranted: true },
    ]);
  });
});

describe('Teil 2: Replikation des Logs', () => {
  it('(offen) vergleicht den Eintrag vor den neuen', () => {
    const entry = (sequence: number): LogEntry => ({
      term: 1,
      request: { clientId: 'c1', sequence, command: { kind: 'put', key: 'x', value: 'a' } },
    });
    const append = (prevLogIndex: number, prevLogTerm: number, entries: LogEntry[]): Message => ({
      type: 'AppendEntries',
      term: 1,
      leaderId: 'n2',
      prevLogIndex,
      prevLogTerm,
      entries,
      leaderCommit: 0,
    });
    const replies = repliesOfN1(
      [
        [10, append(0, 0, [entry(1), entry(2)])],
        [20, append(2, 1, [])],
        [30, append(5, 1, [])],
        [40, append(0, 0, [entry(1)])],
        [50, append(2, 1, [entry(3)])],
      ],
      'AppendEntriesReply',
    );
    expect(replies.map(({ message }) => message)).toMatchObject([
      { success: true, prevLogIndex: 0, matchIndex: 2 },
      { success: true, prevLogIndex: 2, matchIndex: 2 },
      { success: false, prevLogIndex: 5, matchIndex: 0 },
      // Eine überholte, kürzere Nachricht: Der zweite Eintrag bleibt trotzdem stehen …
      { success: true, prevLogIndex: 0, matchIndex: 1 },
      // … und der dritte schließt an ihn an.
      { success: true, prevLogIndex: 2, matchIndex: 3 },
    ]);
  });
});

/** Ein Client, der diese Befehle einen nach dem anderen ausführen lässt. */
function asking(fromMs: number, commands: readonly Command[]): ClientScript<Request> {
  return {
    id: 'c1',
    requests: commands.map((command, i) => ({
      atMs: fromMs,
      request: { clientId: 'c1', sequence: i + 1, command },
    })),
  };
}

describe('Teil 3: Persistenz und Neustart', () => {
  it('behält das Log, wenn nacheinander alle Knoten neu starten', () => {
    const faults = ['n1', 'n2', 'n3'].map((node, i): Fault => {
      return { kind: 'crash', node, atMs: 2000 + i * 1500, downMs: 100 };
    });
    const before = asking(1500, [{ kind: 'put', key: 'x', value: 'bleibt' }]);
    const after = { ...asking(7000, [{ kind: 'get', key: 'x' }]), id: 'c2' };
    const { answers } = run({ nodes: 3, durationMs: 9000, faults, clients: [before, after] });
    expect(answers.at(-1)).toEqual({ ok: true, value: 'bleibt' });
  });
});

describe('Teil 4: Linearisierbarer Schlüssel-Wert-Speicher', () => {
  it('(offen) führt die Befehle aus, wie der Vertrag sie beschreibt', () => {
    const { answers } = run({
      nodes: 3,
      durationMs: 4000,
      clients: [
        asking(1500, [
          { kind: 'get', key: 'x' },
          { kind: 'append', key: 'x', value: 'a' },
          { kind: 'append', key: 'x', value: 'b' },
          { kind: 'cas', key: 'x', expected: 'a', value: 'c' },
          { kind: 'cas', key: 'x', expected: 'ab', value: 'c' },
          { kind: 'get', key: 'x' },
          { kind: 'put', key: 'x', value: 'd' },
        ]),
      ],
    });
    const values = [null, 'a', 'ab', 'ab', 'ab', 'c', 'd'];
    expect(answers).toEqual(values.map((value) => ({ ok: true, value })));
  });
});
