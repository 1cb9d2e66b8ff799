import * as fc from 'fast-check';
import { listDeletions } from '../../../simulator/deletions.ts';
import type { Context, NodeId } from '../../../simulator/process.ts';
import type { Fault } from '../../../simulator/scenario.ts';
import { type Experiment, holds, type Verdict, violated } from '../../suite.ts';
import { walkAp } from './ap-walk.ts';
import { antiEntropyMs, initial, type Tag, type Versioned } from './contract.ts';
import type { Message, RegisterProcess } from './exports.ts';
import { type Asked, isServed } from './operations.ts';
import { call, type RegisterSeen, read, runRegister, write } from './register-run.ts';
import { asApMessage, newer, newest } from './wire-format.ts';
import { apWording as say } from './wording-ap.ts';

/** What reaches the one real node, `n1`: copies from played nodes, and clients. */
export interface MergeInput {
  readonly lines: readonly Line[];
  readonly faults: readonly Fault[];
  /** Draws whom the node tells; 5 if there is none. */
  readonly seed?: number;
}

/** A copy with this version from its own node, or a client's request. */
type Line = { readonly atMs: number } & (
  | { readonly entry: Tag; readonly from: NodeId }
  | { readonly ask: 'read' }
  /** Without a value it writes one of its own. */
  | { readonly ask: 'write'; readonly value?: string }
);

const real: NodeId = 'n1';
const nodes = 3;

const copyOf = (tag: Tag): Versioned => ({ tag, value: `${tag.node}.${tag.time}` });

function speaker(id: NodeId, lines: readonly Line[]) {
  return (context: Context<Message>): RegisterProcess => ({
    onStart() {
      for (const [i, line] of lines.entries()) {
        if ('entry' in line && line.from === id) context.setTimer(String(i), line.atMs);
      }
    },
    onTimer(name) {
      const line = lines[Number(name)];
      if (line !== undefined && 'entry' in line) {
        context.send(real, { type: 'entry', ...copyOf(line.entry) });
      }
    },
    onMessage() {},
    onRequest(_request, respond) {
      respond({ ok: false });
    },
  });
}

function mergeExperiment(
  id: string,
  faults: Experiment<MergeInput, RegisterSeen>['faults'],
  runs: number,
  inputs: fc.Arbitrary<MergeInput>,
  examples: readonly MergeInput[],
): Experiment<MergeInput, RegisterSeen> {
  return {
    id,
    faults,
    runs,
    inputs,
    examples,
    observe({ lines, faults: all, seed = 5 }, submission, options) {
      const lastMs = Math.max(0, ...lines.map(({ atMs }) => atMs));
      const scenario = {
        nodes,
        seed,
        latency: { minMs: 1, maxMs: 1 },
        durationMs: lastMs + 320,
        faults: all,
        clients: lines.flatMap((line, i) =>
          'ask' in line
            ? [
                call(
                  `c${i + 1}`,
                  line.atMs,
                  real,
                  line.ask === 'read' ? read : write(line.value ?? `c${i + 1}`),
                ),
              ]
            : [],
        ),
      };
      const peers = Array.from({ length: nodes - 1 }, (_, i) => `n${i + 2}`);
      const scripted = Object.fromEntries(peers.map((peer) => [peer, speaker(peer, lines)]));
      const seen = runRegister('ap', scenario, submission, options, scripted);
      const given = lines.flatMap((line) => ('entry' in line ? [copyOf(line.entry)] : []));
      seen.memo.set('walk-ap', walkAp(seen.trace, given));
      return seen;
    },
    *deletions({ lines, faults: all, ...rest }) {
      for (const fewer of listDeletions(all)) yield { ...rest, lines, faults: fewer };
      for (const fewer of listDeletions(lines)) yield { ...rest, lines: fewer, faults: all };
    },
  };
}

const lineArbitrary = fc.oneof(
  {
    arbitrary: fc.record({
      entry: fc.record({
        time: fc.integer({ min: 1, max: 12 }),
        node: fc.constantFrom('n2', 'n3'),
      }),
      from: fc.constantFrom('n2', 'n3'),
    }),
    weight: 3,
  },
  { arbitrary: fc.record({ ask: fc.constantFrom('read' as const, 'write' as const) }), weight: 3 },
);

const linesArbitrary: fc.Arbitrary<Line[]> = fc
  .array(lineArbitrary, { minLength: 2, maxLength: 9 })
  .map((lines) => [
    ...lines.map((line, i): Line => ({ atMs: 10 * (i + 1), ...line })),
    { atMs: 10 * (lines.length + 1), ask: 'read' },
  ]);

const entry = (atMs: number, time: number, node: NodeId, from: NodeId = node): Line => ({
  atMs,
  entry: { time, node },
  from,
});
const ask = (atMs: number, kind: 'read' | 'write'): Line => ({ atMs, ask: kind });

export const apMerge = mergeExperiment(
  'ap-zusammenfuehren',
  'reordering',
  12,
  fc
    .tuple(linesArbitrary, fc.noShrink(fc.nat()))
    .map(([lines, seed]) => ({ lines, faults: [], seed })),
  [
    {
      lines: [
        entry(10, 5, 'n2'),
        ask(20, 'read'),
        entry(30, 3, 'n3'),
        ask(40, 'read'),
        entry(50, 5, 'n3'),
        ask(60, 'read'),
        entry(70, 5, 'n2'),
        ask(80, 'read'),
        entry(90, 10, 'n2'),
        ask(100, 'read'),
      ],
      faults: [],
    },
    // Written after a large version was heard; then the old one once more.
    {
      lines: [
        entry(10, 9000, 'n2'),
        ask(20, 'write'),
        ask(30, 'read'),
        entry(40, 9000, 'n2'),
        ask(50, 'read'),
      ],
      faults: [],
    },
    { lines: [ask(10, 'read'), ask(20, 'write'), ask(30, 'write'), ask(40, 'read')], faults: [] },
    // Long after the last news: a partition may last, so it is told for ever.
    { lines: [ask(10, 'write'), ask(2000, 'read')], faults: [] },
    // An empty text is a value; and what is there already is written again all the same.
    {
      lines: [
        { atMs: 10, ask: 'write', value: '' },
        ask(20, 'read'),
        entry(30, 7, 'n2'),
        { atMs: 40, ask: 'write', value: 'n2.7' },
        { atMs: 50, ask: 'write', value: 'n2.7' },
        ask(60, 'read'),
      ],
      faults: [],
    },
  ],
);

export const apRestart = mergeExperiment(
  'ap-neustart',
  'crash',
  8,
  fc
    .record({
      lines: linesArbitrary,
      atMs: fc.integer({ min: 5, max: 60 }),
      afterEffects: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
      last: fc.array(fc.constantFrom('read' as const, 'write' as const), {
        minLength: 1,
        maxLength: 3,
      }),
    })
    .map(({ lines, atMs, afterEffects, last }) => ({
      lines: [...lines, ...last.map((kind, i) => ask(160 + 10 * i, kind))],
      faults: [
        {
          kind: 'crash' as const,
          node: real,
          atMs,
          downMs: 40,
          ...(afterEffects === undefined ? {} : { afterEffects }),
        },
      ],
    })),
  [
    {
      lines: [ask(10, 'write'), ask(80, 'read'), ask(90, 'write')],
      faults: [{ kind: 'crash', node: real, atMs: 30, downMs: 20 }],
    },
    {
      lines: [entry(10, 7, 'n2'), ask(20, 'read'), ask(80, 'read'), ask(90, 'write')],
      faults: [{ kind: 'crash', node: real, atMs: 30, downMs: 20 }],
    },
    // Heard, and asked by nobody before the crash.
    {
      lines: [entry(10, 7, 'n2'), ask(80, 'write')],
      faults: [{ kind: 'crash', node: real, atMs: 30, downMs: 20 }],
    },
    // The same value twice, and an empty one at that: the second version counts.
    {
      lines: [
        { atMs: 10, ask: 'write', value: '' },
        { atMs: 20, ask: 'write', value: '' },
        ask(80, 'read'),
      ],
      faults: [{ kind: 'crash', node: real, atMs: 40, downMs: 20 }],
    },
    // In the middle of the handler of a write: whatever a client saw must be there afterwards.
    ...[0, 1, 2].map(
      (afterEffects): MergeInput => ({
        lines: [ask(10, 'write'), ask(80, 'write'), ask(90, 'read')],
        faults: [{ kind: 'crash', node: real, atMs: 5, downMs: 20, afterEffects }],
      }),
    ),
  ],
);

/** A read shows the newest of all that reached the node: known at its arrival, at its answer, or between. */
export function mergesNewest(seen: RegisterSeen): Verdict {
  for (const one of seen.asked) {
    const response = one.answer?.response;
    if (one.request.kind !== 'read' || !isServed(one) || response?.ok !== true) continue;
    const answerSeq = one.answer?.seq ?? one.seq;
    const atLeast = newestOf(seen, one.seq, ({ answer }) => answer?.seq);
    if (newer(atLeast, response.tag)) {
      return violated(say.notMerged(one.node, response.tag, atLeast), [answerSeq]);
    }
    const atMost = newestOf(seen, answerSeq, ({ seq }) => seq);
    if (newer(response.tag, atMost)) {
      return violated(say.tooNew(one.node, response.tag, atMost), [answerSeq]);
    }
  }
  return holds;
}

/** The newest version that reached the node before `seq`, and of the writes that count by then. */
function newestOf(
  { trace, asked }: RegisterSeen,
  seq: number,
  countsFrom: (write: Asked) => number | undefined,
): Tag {
  const heard = trace.events.flatMap((event) => {
    if (event.kind !== 'deliver' || event.node !== real || event.seq > seq) return [];
    const message = asApMessage(event.message);
    return message === undefined ? [] : [message.tag];
  });
  const given = asked.flatMap((one) => {
    const response = one.answer?.response;
    const isCounted = (countsFrom(one) ?? Number.POSITIVE_INFINITY) < seq;
    return one.request.kind === 'write' && response?.ok === true && isCounted ? [response.tag] : [];
  });
  return [...heard, ...given].reduce((best, tag) => newest(best, tag), initial.tag);
}

/** A little more than the contract says, for timers that are set after something else. */
const toleranceMs = 10;

/** As long as nothing goes wrong, a node with something to tell tells it in time, again and again. */
export function tellsInTime(seen: RegisterSeen): Verdict {
  const { events, endedAtMs } = seen.trace;
  let sinceMs: number | undefined;
  for (const event of [...events, undefined]) {
    const atMs = event?.atMs ?? endedAtMs;
    if (sinceMs !== undefined && atMs - sinceMs > antiEntropyMs + toleranceMs) {
      const seqs = event === undefined ? [] : [event.seq];
      return violated(say.silentTooLong(real, atMs - sinceMs), seqs);
    }
    if (event === undefined || !('node' in event) || event.node !== real) continue;
    const message = 'message' in event ? asApMessage(event.message) : undefined;
    const hasNews = message !== undefined && message.tag.time > 0;
    if (event.kind === 'send' && hasNews) sinceMs = event.atMs;
    if (event.kind === 'deliver' && hasNews) sinceMs ??= event.atMs;
    if (event.kind === 'respond') sinceMs ??= writtenAt(seen, event.seq);
  }
  return holds;
}

function writtenAt({ asked }: RegisterSeen, seq: number): number | undefined {
  const one = asked.find(({ answer }) => answer?.seq === seq);
  return one?.request.kind === 'write' && isServed(one) ? one.answer?.atMs : undefined;
}
