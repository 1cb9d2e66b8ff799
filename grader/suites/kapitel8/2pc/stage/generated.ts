import * as fc from 'fast-check';
import type { NodeId } from '../../../../simulator/process.ts';
import type { ClientScript, Crash } from '../../../../simulator/scenario.ts';
import { type Change, coordinatorId, type Request } from '../contract.ts';
import { participantId, reads } from './lines.ts';
import type { Line, Play } from './play.ts';

/** Plays by chance: several transactions, copies, delays, and crashes if wanted. */

const accounts = ['a', 'b', 'c'] as const;
const seeds = fc.noShrink(fc.nat());

/** Crashes of one node, most of them between two effects of a handler. */
function crashes(node: NodeId, max: number, untilMs: number): fc.Arbitrary<Crash[]> {
  const crash = fc
    .record({
      atMs: fc.integer({ min: 8, max: untilMs }),
      downMs: fc.integer({ min: 10, max: 60 }),
      afterEffects: fc.option(fc.nat({ max: 4 }), { nil: undefined, freq: 4 }),
    })
    .map(({ atMs, downMs, afterEffects }): Crash => {
      const cut = afterEffects === undefined ? {} : { afterEffects };
      return { kind: 'crash', node, atMs, downMs, ...cut };
    });
  return fc.array(crash, { minLength: max === 0 ? 0 : 1, maxLength: max });
}

const changes: fc.Arbitrary<Change[]> = fc
  .uniqueArray(fc.constantFrom(...accounts), { minLength: 1, maxLength: 2 })
  .chain((own) =>
    fc
      .tuple(...own.map(() => fc.constantFrom(-30, 20, -70, 50, -120)))
      .map((amounts) => own.map((account, i) => ({ account, amount: amounts[i] ?? 0 }))),
  );

const offsets = (max: number, maxLength: number) =>
  fc.array(fc.integer({ min: 1, max }), { maxLength });

/** One transaction as its participant sees it. */
const story = fc.record({
  changes,
  atMs: fc.integer({ min: 5, max: 200 }),
  copies: offsets(200, 2),
  /** Earlier than the Prepare: an abort overtakes it. */
  decideAfterMs: fc.integer({ min: -30, max: 150 }),
  wanted: fc.constantFrom('commit', 'commit', 'abort', undefined),
  repeats: offsets(150, 2),
});

function storyLines(tx: string, own: typeof story extends fc.Arbitrary<infer T> ? T : never) {
  const participants = [participantId, 'n3'];
  const { changes: list, atMs, copies, decideAfterMs, wanted, repeats } = own;
  const prepared: Line[] = [0, ...copies].map((afterMs) => ({
    atMs: atMs + afterMs,
    from: coordinatorId,
    message: { type: 'Prepare', tx, changes: list, participants },
  }));
  if (wanted === undefined) return prepared;
  const decidedAtMs = Math.max(1, atMs + decideAfterMs);
  const decided: Line[] = [0, ...repeats].map((afterMs) => ({
    atMs: decidedAtMs + afterMs,
    from: coordinatorId,
    message: { type: 'Decision', tx, outcome: wanted },
  }));
  return [...prepared, ...decided];
}

export function participantPlays(maxCrashes: number): fc.Arbitrary<Play> {
  return fc
    .record({
      seed: seeds,
      stories: fc.array(story, { minLength: 1, maxLength: 4 }),
      times: fc.uniqueArray(fc.integer({ min: 1, max: 480 }), { minLength: 4, maxLength: 10 }),
      faults: crashes(participantId, maxCrashes, 350),
    })
    .map(({ seed, stories, times, faults }) => ({
      real: participantId,
      nodes: 3,
      seed,
      durationMs: 500,
      lines: stories.flatMap((own, i) => storyLines(`t${i + 1}`, own)),
      faults,
      clients: times.flatMap((atMs, i) => reads(accounts[i % accounts.length] ?? 'a', atMs)),
    }));
}

/** What one participant does with one transaction, as its coordinator sees it. */
const conduct = fc.record({
  vote: fc.constantFrom('yes', 'yes', 'yes', 'no', undefined),
  afterMs: fc.integer({ min: 4, max: 130 }),
  copies: offsets(150, 2),
  acks: offsets(250, 3),
});

const order = fc.record({
  atMs: fc.integer({ min: 5, max: 150 }),
  conducts: fc.tuple(
    fc.option(conduct, { nil: undefined, freq: 3 }),
    conduct,
    fc.option(conduct, { nil: undefined, freq: 1 }),
  ),
  repeats: offsets(300, 2),
});

function orderOf(tx: string, own: typeof order extends fc.Arbitrary<infer T> ? T : never) {
  const lines: Line[] = [];
  const booked: { participant: NodeId; account: string; amount: number }[] = [];
  own.conducts.forEach((does, i) => {
    if (does === undefined) return;
    const from = `n${i + 2}`;
    booked.push({ participant: from, account: `${tx}a`, amount: i === 1 ? 10 : -5 });
    const votedAtMs = own.atMs + does.afterMs;
    for (const afterMs of does.vote === undefined ? [] : [0, ...does.copies]) {
      const message = { type: 'Vote', tx, vote: does.vote ?? 'no' } as const;
      lines.push({ atMs: votedAtMs + afterMs, from, message });
    }
    for (const afterMs of does.acks) {
      lines.push({ atMs: votedAtMs + afterMs, from, message: { type: 'Ack', tx } });
    }
  });
  const request = { kind: 'transfer', tx, changes: booked } as const;
  const clients: ClientScript<Request>[] = [0, ...own.repeats].map((afterMs, i) => ({
    id: `client-${tx}-${i}`,
    requests: [{ atMs: own.atMs + afterMs, target: coordinatorId, request }],
  }));
  return { lines, clients };
}

export function coordinatorPlays(maxCrashes: number): fc.Arbitrary<Play> {
  return fc
    .record({
      seed: seeds,
      orders: fc.array(order, { minLength: 1, maxLength: 3 }),
      faults: crashes(coordinatorId, maxCrashes, 350),
    })
    .map(({ seed, orders, faults }) => {
      const parts = orders.map((own, i) => orderOf(`t${i + 1}`, own));
      return {
        real: coordinatorId,
        nodes: 4,
        seed,
        durationMs: 750,
        lines: parts.flatMap(({ lines }) => lines),
        faults,
        clients: parts.flatMap(({ clients }) => clients),
      };
    });
}

/** Inquiries of others in between, for the cooperative termination protocol. */
export function terminationPlays(): fc.Arbitrary<Play> {
  const questions = fc.array(
    fc.tuple(fc.integer({ min: 5, max: 450 }), fc.integer({ min: 1, max: 4 })),
    { minLength: 2, maxLength: 6 },
  );
  return fc
    .tuple(participantPlays(1), questions, fc.boolean())
    .map(([play, asked, crashesToo]) => ({
      ...play,
      faults: crashesToo ? play.faults : [],
      lines: [
        ...play.lines,
        ...asked.map(
          ([atMs, tx]): Line => ({ atMs, from: 'n3', message: { type: 'Inquiry', tx: `t${tx}` } }),
        ),
      ],
    }));
}
