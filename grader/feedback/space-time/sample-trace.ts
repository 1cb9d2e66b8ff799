import type { NodeEvent, OutsideEvent, Trace } from '../../simulator/trace.ts';

type Without<Event, Keys extends PropertyKey> = Event extends unknown ? Omit<Event, Keys> : never;

/** An event as a test writes it: numbering and clocks are added. */
export type Step =
  | Without<NodeEvent, 'seq' | 'incarnation' | 'clock'>
  | Without<OutsideEvent, 'seq'>;

/** A trace by hand, with sequence numbers, incarnations and true vector clocks. */
export function traceOf(nodes: readonly string[], steps: readonly Step[]): Trace {
  const clocks = new Map(nodes.map((node) => [node, nodes.map(() => 0)]));
  const incarnations = new Map<string, number>();
  const sent = new Map<number, readonly number[]>();
  const events = steps.map((step, seq) => {
    if (!('node' in step) || step.kind === 'pause') return { ...step, seq };
    const { node } = step;
    const clock = clocks.get(node) ?? [];
    const heard = step.kind === 'deliver' ? (sent.get(step.id) ?? []) : [];
    for (const [lane, tick] of heard.entries()) clock[lane] = Math.max(clock[lane] ?? 0, tick);
    const own = nodes.indexOf(node);
    clock[own] = (clock[own] ?? 0) + 1;
    if (step.kind === 'start') incarnations.set(node, (incarnations.get(node) ?? -1) + 1);
    if (step.kind === 'send') sent.set(step.id, [...clock]);
    return { ...step, seq, incarnation: incarnations.get(node) ?? 0, clock: [...clock] };
  });
  const last = steps[steps.length - 1];
  return {
    version: 1,
    nodes,
    scripted: [],
    events,
    end: 'idle',
    endedAtMs: last?.atMs ?? 0,
  };
}

/** Something of every kind: two clients, a lost message, a duplicate, a crash, a pause, a cut. */
export const everything: Trace = traceOf(
  ['n1', 'n2', 'n3'],
  [
    { kind: 'start', atMs: 0, node: 'n1' },
    { kind: 'start', atMs: 0, node: 'n2' },
    { kind: 'start', atMs: 0, node: 'n3' },
    { kind: 'set-timer', atMs: 0, node: 'n1', name: 'wahl', delayMs: 10 },
    { kind: 'state', atMs: 0, node: 'n1', state: { rolle: 'folger', term: 0 } },
    { kind: 'timer', atMs: 10, node: 'n1', name: 'wahl' },
    { kind: 'store', atMs: 10, node: 'n1', key: 'term', value: 1 },
    {
      kind: 'send',
      atMs: 10,
      node: 'n1',
      to: 'n2',
      id: 0,
      type: 'Stimme?',
      k: 0,
      message: { type: 'Stimme?', term: 1, log: [{ term: 1 }] },
    },
    {
      kind: 'send',
      atMs: 10,
      node: 'n1',
      to: 'n3',
      id: 1,
      type: 'Stimme?',
      k: 0,
      message: { type: 'Stimme?', term: 1, log: [] },
    },
    { kind: 'drop', atMs: 10, id: 1, from: 'n1', to: 'n3', type: 'Stimme?', reason: 'loss' },
    { kind: 'state', atMs: 10, node: 'n1', state: { rolle: 'kandidat', term: 1 } },
    { kind: 'state', atMs: 10, node: 'n1', state: { rolle: 'kandidat', term: 1 } },
    {
      kind: 'deliver',
      atMs: 13,
      node: 'n2',
      from: 'n1',
      id: 0,
      type: 'Stimme?',
      copy: 0,
      message: { type: 'Stimme?', term: 1, log: [{ term: 1 }] },
    },
    {
      kind: 'send',
      atMs: 13,
      node: 'n2',
      to: 'n1',
      id: 2,
      type: 'Ja',
      k: 0,
      message: { type: 'Ja', term: 1 },
    },
    { kind: 'crash', atMs: 13, node: 'n2', duringHandler: true },
    {
      kind: 'deliver',
      atMs: 17,
      node: 'n1',
      from: 'n2',
      id: 2,
      type: 'Ja',
      copy: 0,
      message: { type: 'Ja', term: 1 },
    },
    {
      kind: 'deliver',
      atMs: 19,
      node: 'n1',
      from: 'n2',
      id: 2,
      type: 'Ja',
      copy: 1,
      message: { type: 'Ja', term: 1 },
    },
    { kind: 'invoke', atMs: 20, client: 'c1', operation: 0, request: { kind: 'put', key: 'x' } },
    {
      kind: 'request',
      atMs: 22,
      node: 'n1',
      client: 'c1',
      operation: 0,
      attempt: 0,
      request: { kind: 'put', key: 'x' },
    },
    { kind: 'partition', atMs: 23, groups: [['n1'], ['n2', 'n3']], oneWay: false },
    { kind: 'pause', atMs: 24, node: 'n3', untilMs: 30 },
    {
      kind: 'respond',
      atMs: 25,
      node: 'n1',
      client: 'c1',
      operation: 0,
      attempt: 0,
      response: { ok: true },
    },
    { kind: 'return', atMs: 27, client: 'c1', operation: 0, response: { ok: true } },
    { kind: 'invoke', atMs: 28, client: 'c2', operation: 1, request: 'lies' },
    { kind: 'start', atMs: 29, node: 'n2' },
    { kind: 'heal', atMs: 31 },
    { kind: 'log', atMs: 32, node: 'n3', level: 'log', text: 'Hallo' },
    { kind: 'cancel-timer', atMs: 32, node: 'n3', name: 'wahl' },
    { kind: 'give-up', atMs: 40, client: 'c2', operation: 1 },
    {
      kind: 'fault',
      atMs: 41,
      node: 'n3',
      fault: { kind: 'exception', detail: 'x ist undefiniert', node: 'n3', handler: 'onTimer' },
    },
  ],
);
