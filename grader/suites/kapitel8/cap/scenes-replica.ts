import * as fc from 'fast-check';
import { listDeletions } from '../../../simulator/deletions.ts';
import type { Context, NodeId } from '../../../simulator/process.ts';
import type { Fault } from '../../../simulator/scenario.ts';
import { type Experiment, holds, type Verdict, violated } from '../../suite.ts';
import { type CpMessage, initial, type Tag, type Versioned } from './contract.ts';
import { walkCp } from './cp-walk.ts';
import type { Message, RegisterProcess } from './exports.ts';
import { type RegisterSeen, runRegister } from './register-run.ts';
import { asCpMessage, newer, newest } from './wire-format.ts';
import { cpReplicaWording as say } from './wording-cp.ts';

/** What the others ask of the one real node, `n1`: a list of lines, each sent at its time. */
export interface ReplicaInput {
  readonly lines: readonly Line[];
  readonly faults: readonly Fault[];
}

interface Line {
  readonly atMs: number;
  readonly from: NodeId;
  /** A query if there is no version. */
  readonly store?: Tag;
}

const real: NodeId = 'n1';
const nodes = 4;

const copyOf = (tag: Tag): Versioned => ({ tag, value: `${tag.node}.${tag.time}` });

function messageOf({ store }: Line, operation: number): CpMessage {
  return store === undefined
    ? { type: 'query', operation }
    : { type: 'store', operation, ...copyOf(store) };
}

/** Sends its lines; the operation's number is the line's place in the whole list. */
function speaker(id: NodeId, lines: readonly Line[]) {
  return (context: Context<Message>): RegisterProcess => ({
    onStart() {
      for (const [i, line] of lines.entries()) {
        if (line.from === id) context.setTimer(String(i), line.atMs);
      }
    },
    onTimer(name) {
      const line = lines[Number(name)];
      if (line !== undefined) context.send(real, messageOf(line, Number(name)));
    },
    onMessage() {},
    onRequest(_request, respond) {
      respond({ ok: false });
    },
  });
}

function replicaExperiment(
  id: string,
  faults: Experiment<ReplicaInput, RegisterSeen>['faults'],
  runs: number,
  inputs: fc.Arbitrary<ReplicaInput>,
  examples: readonly ReplicaInput[],
): Experiment<ReplicaInput, RegisterSeen> {
  return {
    id,
    faults,
    runs,
    inputs,
    examples,
    observe(input, submission, options) {
      const peers = Array.from({ length: nodes - 1 }, (_, i) => `n${i + 2}`);
      const lastMs = Math.max(0, ...input.lines.map(({ atMs }) => atMs));
      const scenario = {
        nodes,
        seed: 5,
        latency: { minMs: 1, maxMs: 1 },
        durationMs: lastMs + 60,
        faults: input.faults,
        clients: [],
      };
      const scripted = Object.fromEntries(peers.map((peer) => [peer, speaker(peer, input.lines)]));
      const seen = runRegister('cp', scenario, submission, options, scripted);
      const known = input.lines.flatMap(({ store }) =>
        store === undefined ? [] : [copyOf(store)],
      );
      seen.memo.set('walk', walkCp(seen.trace, {}, known));
      const states = seen.trace.events.filter(
        (event) => event.kind === 'send' && event.node === real && event.type === 'state',
      ).length;
      return { ...seen, counts: { ...seen.counts, states } };
    },
    *deletions({ lines, faults: all }) {
      for (const fewer of listDeletions(all)) yield { lines, faults: fewer };
      for (const fewer of listDeletions(lines)) yield { lines: fewer, faults: all };
    },
  };
}

const tags: fc.Arbitrary<Tag> = fc.record({
  time: fc.integer({ min: 1, max: 12 }),
  node: fc.constantFrom('n2', 'n3', 'n4'),
});

const linesArbitrary: fc.Arbitrary<readonly Line[]> = fc
  .array(
    fc.record({
      from: fc.constantFrom('n2', 'n3', 'n4'),
      store: fc.oneof(tags, fc.constant(undefined)),
    }),
    { minLength: 2, maxLength: 10 },
  )
  .map((lines) =>
    lines.map(({ from, store }, i) => ({
      atMs: 5 * (i + 1),
      from,
      ...(store === undefined ? {} : { store }),
    })),
  );

const line = (atMs: number, from: NodeId, store?: Tag): Line => ({
  atMs,
  from,
  ...(store === undefined ? {} : { store }),
});
const tag = (time: number, node: NodeId): Tag => ({ time, node });

export const cpReplica = replicaExperiment(
  'cp-kopie',
  'reordering',
  12,
  linesArbitrary.map((lines) => ({ lines, faults: [] })),
  [
    // An older store overtaken, a tie in both orders, 10 against 9.
    {
      lines: [
        line(5, 'n2'),
        line(10, 'n2', tag(5, 'n2')),
        line(15, 'n3', tag(3, 'n3')),
        line(20, 'n4'),
        line(25, 'n3', tag(5, 'n3')),
        line(30, 'n2'),
        line(35, 'n2', tag(5, 'n2')),
        line(40, 'n3'),
      ],
      faults: [],
    },
    {
      lines: [line(5, 'n2', tag(9, 'n2')), line(10, 'n3', tag(10, 'n3')), line(15, 'n4')],
      faults: [],
    },
  ],
);

/** The same around a restart: in the middle of a handler, or between two. */
export const cpRestart = replicaExperiment(
  'cp-neustart',
  'crash',
  8,
  fc
    .record({
      before: linesArbitrary,
      atMs: fc.integer({ min: 4, max: 55 }),
      afterEffects: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
    })
    .map(({ before, atMs, afterEffects }) => ({
      lines: [...before, ...['n2', 'n3', 'n4'].map((from, i) => line(120 + 5 * i, from))],
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
    ...[0, 1, 2].map((afterEffects) => ({
      lines: [line(5, 'n2', tag(5, 'n2')), line(60, 'n3'), line(65, 'n4')],
      faults: [{ kind: 'crash' as const, node: real, atMs: 3, downMs: 20, afterEffects }],
    })),
    // Between the parts of a copy, if it is stored in parts.
    ...[0, 1, 2].map((afterEffects) => ({
      lines: [
        line(5, 'n3', tag(3, 'n3')),
        line(15, 'n2', tag(5, 'n2')),
        line(60, 'n3'),
        line(65, 'n4'),
      ],
      faults: [{ kind: 'crash' as const, node: real, atMs: 12, downMs: 20, afterEffects }],
    })),
    {
      lines: [
        line(5, 'n2', tag(5, 'n2')),
        line(10, 'n3'),
        line(60, 'n3', tag(2, 'n3')),
        line(65, 'n4'),
      ],
      faults: [{ kind: 'crash' as const, node: real, atMs: 30, downMs: 20 }],
    },
  ],
);

/** Without crashes it is known exactly what the copy must be at each query. */
export function holdsNewest(seen: RegisterSeen): Verdict {
  let copy = initial.tag;
  for (const event of seen.trace.events) {
    if (event.kind === 'deliver' && event.node === real) {
      const message = asCpMessage(event.message);
      if (message?.type === 'store') copy = newest(copy, message.tag);
    }
    if (event.kind !== 'send' || event.node !== real) continue;
    const message = asCpMessage(event.message);
    if (message?.type !== 'state') continue;
    const { tag: shown, value } = message;
    const expected = copy.time === 0 ? null : copyOf(copy).value;
    if (newer(copy, shown) || newer(shown, copy)) {
      return violated(say.wrongCopy(shown, copy), [event.seq]);
    }
    if (value !== expected) return violated(say.wrongValue(copy, value, expected), [event.seq]);
  }
  return holds;
}
