/**
 * Beispieltests zur Aufgabe 8.5. Sie enthalten die offenen Prüfungen und eine Vorführung: Beide Register
 * spielen dasselbe Drehbuch, und Sie sehen, wer was antwortet. Die Bewertung (`npm run check cap`) prüft
 * mehr.
 *
 * Starten: `npm run examples -- cap`
 */

import { describe, expect, it } from 'vitest';
import { type ClientScript, type Context, type Fault, type Process, simulate } from '#simulator';
import {
  createApRegister,
  createCpRegister,
  findDilemma,
  isNewer,
  products,
  protocols,
} from './cap.ts';
import {
  type ApMessage,
  answerWithinMs,
  type CpMessage,
  convergeWithinMs,
  type DilemmaTask,
  type RegisterRequest,
  type RegisterResponse,
  type Tag,
} from './contract.ts';

interface Setting {
  readonly nodes: number;
  readonly durationMs: number;
  readonly faults?: readonly Fault[];
  readonly clients?: readonly ClientScript<RegisterRequest>[];
}

type CreateNode<Message> = (
  context: Context<Message>,
) => Process<Message, RegisterRequest, RegisterResponse>;

/** Lässt ein Register im Simulator laufen; `script` spricht statt Ihrer Lösung als n2. */
function run<Message>(
  createProcess: CreateNode<Message>,
  { nodes, durationMs, faults = [], clients = [] }: Setting,
  script?: readonly (readonly [atMs: number, message: Message])[],
) {
  const speaker: CreateNode<Message> = (context) => ({
    onStart() {
      script?.forEach(([atMs], i) => {
        context.setTimer(String(i), atMs);
      });
    },
    onTimer(name) {
      const line = script?.[Number(name)];
      if (line !== undefined) context.send('n1', line[1]);
    },
    onMessage() {},
  });
  const result = simulate<Message, RegisterRequest, RegisterResponse>({
    scenario: { nodes, seed: 5, latency: { minMs: 1, maxMs: 3 }, durationMs, faults, clients },
    createProcess,
    clientPolicy: {
      timeoutMs: answerWithinMs + 60,
      retryDelayMs: 1,
      maxAttempts: 1,
      interpret: () => ({ done: true }),
    },
    ...(script === undefined ? {} : { scripted: { n2: speaker } }),
  });
  if (result.fault !== undefined) throw new Error(result.fault.detail);
  return result;
}

/** Ein Client, der nur eine Frage hat. */
function asks(
  id: string,
  atMs: number,
  target: string,
  request: RegisterRequest,
): ClientScript<RegisterRequest> {
  return { id, requests: [{ atMs, target, request }] };
}

const read: RegisterRequest = { kind: 'read' };
const write = (value: string): RegisterRequest => ({ kind: 'write', value });
const tag = (time: number, node: string): Tag => ({ time, node });
const split = (fromMs: number, untilMs: number, groups: readonly (readonly string[])[]): Fault => ({
  kind: 'partition',
  fromMs,
  untilMs,
  groups,
});

describe('Teil 1: das konsistente Register', () => {
  it('(offen) ordnet Versionen total', () => {
    expect(isNewer(tag(10, 'n1'), tag(9, 'n2'))).toBe(true);
    expect(isNewer(tag(9, 'n2'), tag(10, 'n1'))).toBe(false);
    expect(isNewer(tag(5, 'n2'), tag(5, 'n1'))).toBe(true);
    expect(isNewer(tag(5, 'n1'), tag(5, 'n2'))).toBe(false);
    expect(isNewer(tag(5, 'n1'), tag(5, 'n1'))).toBe(false);
  });

  it('(offen) eine Kopie läuft nie zurück', () => {
    const store = (operation: number, own: Tag, value: string): CpMessage => ({
      type: 'store',
      operation,
      tag: own,
      value,
    });
    const { trace } = run(createCpRegister, { nodes: 2, durationMs: 150 }, [
      [10, { type: 'query', operation: 1 }],
      [30, store(2, tag(5, 'n2'), 'neuer')],
      [50, store(3, tag(3, 'n2'), 'älter')],
      [70, { type: 'query', operation: 4 }],
    ]);
    const answers = trace.events.flatMap((event) =>
      event.kind === 'send' && event.node === 'n1' ? [event.message] : [],
    );
    expect(answers).toEqual([
      { type: 'state', operation: 1, tag: { time: 0, node: '' }, value: null },
      { type: 'stored', operation: 2 },
      { type: 'stored', operation: 3 },
      { type: 'state', operation: 4, tag: tag(5, 'n2'), value: 'neuer' },
    ]);
  });

  it('liest überall, was irgendwo geschrieben ist', () => {
    const { history } = run(createCpRegister, {
      nodes: 3,
      durationMs: 300,
      clients: [
        asks('c1', 10, 'n1', write('a')),
        asks('c2', 100, 'n2', read),
        asks('c3', 150, 'n3', read),
      ],
    });
    const answers = history.map(({ returned }) => returned?.response);
    expect(answers).toMatchObject(Array(3).fill({ ok: true, value: 'a' }));
  });

  it('(offen) lehnt ohne Mehrheit ab, mit Mehrheit nicht', () => {
    const { history } = run(createCpRegister, {
      nodes: 3,
      durationMs: 900,
      faults: [split(100, 900, [['n1', 'n2'], ['n3']])],
      clients: [
        asks('mehrheit-schreibt', 150, 'n1', write('a')),
        asks('minderheit-schreibt', 150, 'n3', write('b')),
        asks('minderheit-liest', 200, 'n3', read),
        asks('mehrheit-liest', 450, 'n2', read),
      ],
    });
    const answers = Object.fromEntries(
      history.map(({ client, returned }) => [client, returned?.response]),
    );
    expect(answers).toMatchObject({
      'mehrheit-schreibt': { ok: true, value: 'a' },
      'mehrheit-liest': { ok: true, value: 'a' },
      'minderheit-schreibt': { ok: false },
      'minderheit-liest': { ok: false },
    });
  });
});

describe('Teil 2: das verfügbare Register', () => {
  it('(offen) erfüllt jede Anfrage, auch ganz allein', () => {
    const { history } = run(createApRegister, {
      nodes: 3,
      durationMs: 700,
      faults: [split(0, 700, [['n1'], ['n2'], ['n3']])],
      clients: ['n1', 'n2', 'n3'].flatMap((id) => [
        asks(`schreibt-${id}`, 50, id, write(id)),
        asks(`liest-${id}`, 380, id, read),
      ]),
    });
    const answers = history.map(({ client, returned }) => [client.slice(-2), returned?.response]);
    expect(answers).toHaveLength(6);
    for (const [id, response] of answers) expect(response).toMatchObject({ ok: true, value: id });
  });

  it('(offen) behält von zwei Versionen die neuere', () => {
    const entry = (own: Tag): ApMessage => ({ type: 'entry', tag: own, value: `wert-${own.time}` });
    const { history } = run(
      createApRegister,
      {
        nodes: 2,
        durationMs: 500,
        clients: [
          asks('c1', 20, 'n1', read),
          asks('c2', 40, 'n1', read),
          asks('c3', 50, 'n1', write('neu')),
        ],
      },
      [
        [10, entry(tag(5, 'n2'))],
        [30, entry(tag(3, 'n2'))],
      ],
    );
    const [first, second, third] = history.map(({ returned }) => returned?.response);
    expect(first).toEqual({ ok: true, tag: tag(5, 'n2'), value: 'wert-5' });
    expect(second).toEqual(first);
    expect(third).toMatchObject({ ok: true, value: 'neu', tag: { node: 'n1' } });
    const written = third?.ok === true ? third.tag.time : 0;
    expect(written).toBeGreaterThan(5);
  });

  it('gleicht sich nach einer Partition ab', () => {
    const healedAtMs = 300;
    const { history } = run(createApRegister, {
      nodes: 3,
      durationMs: healedAtMs + convergeWithinMs + 400,
      faults: [split(0, healedAtMs, [['n1'], ['n2', 'n3']])],
      clients: [
        asks('c1', 20, 'n1', write('links')),
        asks('c2', 20, 'n3', write('rechts')),
        ...['n1', 'n2', 'n3'].map((id) =>
          asks(`ende-${id}`, healedAtMs + convergeWithinMs, id, read),
        ),
      ],
    });
    const last = history.slice(2).map(({ returned }) => returned?.response);
    expect(last[0]).toMatchObject({ ok: true });
    expect(new Set(last.map((response) => JSON.stringify(response))).size).toBe(1);
  });
});

describe('Teil 3: das Theorem am eigenen Code', () => {
  const task: DilemmaTask = { groups: [['n1', 'n2'], ['n3']], fromMs: 100, untilMs: 1500 };

  /** Spielt Ihr Drehbuch mit einem Register; in der Reihenfolge, in der die Clients fragen. */
  function play<Message>(create: CreateNode<Message>) {
    const clients = findDilemma(task).map(({ atMs, node, request }, i) =>
      asks(`c${i + 1}`, atMs, node, request),
    );
    const { history } = run(create, {
      nodes: task.groups.flat().length,
      durationMs: task.untilMs,
      faults: [split(task.fromMs, task.untilMs, task.groups)],
      clients,
    });
    return {
      history,
      targets: new Map(clients.map(({ id, requests: [own] }) => [id, own?.target])),
    };
  }

  function show(name: string, { history, targets }: ReturnType<typeof play>): string {
    const lines = history.map(({ client, request, invokedAtMs, returned }) => {
      const asked = request.kind === 'read' ? 'read' : `write „${request.value}“`;
      const response = returned?.response;
      const answer =
        response === undefined
          ? 'keine Antwort'
          : response.ok
            ? response.value === null
              ? 'null, die Anfangsversion'
              : `„${response.value}“ in Version (${response.tag.time}, ${response.tag.node})`
            : 'abgelehnt';
      const time = `${invokedAtMs}–${returned?.atMs ?? '?'} ms`.padEnd(13);
      return `  ${time} ${client} an ${targets.get(client)}: ${asked.padEnd(14)} → ${answer}`;
    });
    return [name, ...lines].join('\n');
  }

  it('Vorführung: dieselbe Partition, zwei Register', () => {
    const [cp, ap] = [play(createCpRegister), play(createApRegister)];
    const groups = task.groups.map((group) => group.join(', ')).join(' | ');
    console.log(
      [
        `Von ${task.fromMs} bis ${task.untilMs} ms getrennt: ${groups}`,
        show('Ihr CP-Register gibt die Verfügbarkeit auf:', cp),
        show('Ihr AP-Register gibt die Konsistenz auf:', ap),
      ].join('\n'),
    );
    expect(cp.history.some(({ returned }) => returned?.response.ok === false)).toBe(true);
    expect(ap.history.every(({ returned }) => returned?.response.ok === true)).toBe(true);
  });
});

describe('Teil 4: Einordnung', () => {
  it('lässt keine Frage offen', () => {
    const answers = [...Object.values(protocols), ...Object.values(products)];
    expect(answers.flatMap((answer) => Object.values(answer))).not.toContain(null);
  });
});
