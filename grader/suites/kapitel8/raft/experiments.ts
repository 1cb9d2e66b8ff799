import * as fc from 'fast-check';
import { type FaultMix, faultsArbitrary, nodeIds } from '../../../simulator/arbitraries.ts';
import type { ClientScript, Fault, Scenario } from '../../../simulator/scenario.ts';
import { ledgerOf } from './checks/ledger.ts';
import { calmFromMs, endMs, timeoutsSeen } from './checks/liveness.ts';
import { snapshotsSent } from './checks/snapshots.ts';
import { clusterExperiment } from './cluster.ts';
import type { Command, Message, Request } from './contract.ts';
import type { RaftSeen } from './observed.ts';
import { shrinkingDuration } from './shrinking-duration.ts';

/** Experiments in which all nodes are the submission's own. */

const messageTypes: readonly Message['type'][] = [
  'RequestVote',
  'RequestVoteReply',
  'AppendEntries',
  'AppendEntriesReply',
];

export const latency = { minMs: 1, maxMs: 5 };
const seeds = fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff }));
const sizes = fc.constantFrom(3, 5);

interface Options {
  readonly mixes: readonly FaultMix[];
  readonly durationMs: number;
  readonly clients?: fc.Arbitrary<ClientScript<Request>[]>;
}

export function scenarios({
  mixes,
  durationMs,
  clients,
}: Options): fc.Arbitrary<Scenario<Request>> {
  return fc.tuple(sizes, fc.constantFrom(...mixes)).chain(([nodes, mix]) =>
    fc.record({
      durationMs: shrinkingDuration(durationMs),
      nodes: fc.constant(nodes),
      seed: seeds,
      latency: fc.constant(latency),
      faults: fc
        .tuple(
          faultsArbitrary({ nodes, mix, fromMs: 200, untilMs: calmFromMs, messageTypes }),
          mix === 'none' ? fc.constant([]) : isolations(nodes),
        )
        .map(([some, others]): Fault[] => [...some, ...others]),
      clients: clients ?? fc.constant([]),
    }),
  );
}

/** One node after the other is cut off for a while: whoever leads loses its followers once. */
function isolations(nodes: number): fc.Arbitrary<Fault[]> {
  const ids = nodeIds(nodes);
  return fc
    .record({
      order: fc.shuffledSubarray(ids, { minLength: 0, maxLength: 2 }),
      lengthMs: fc.integer({ min: 150, max: 400 }),
    })
    .map(({ order, lengthMs }) =>
      order.map((id, i) => ({
        kind: 'partition' as const,
        fromMs: 350 + i * lengthMs,
        untilMs: Math.min(calmFromMs, 350 + (i + 1) * lengthMs),
        groups: [[id], ids.filter((other) => other !== id)],
      })),
    );
}

const keys = ['x', 'y'] as const;

function command(client: string, sequence: number): fc.Arbitrary<Command> {
  const key = fc.constantFrom(...keys);
  const value = `${client}.${sequence};`;
  return fc.oneof(
    { arbitrary: key.map((own): Command => ({ kind: 'get', key: own })), weight: 3 },
    { arbitrary: key.map((own): Command => ({ kind: 'append', key: own, value })), weight: 4 },
    { arbitrary: key.map((own): Command => ({ kind: 'put', key: own, value })), weight: 1 },
    {
      arbitrary: key.map((own): Command => ({ kind: 'cas', key: own, expected: null, value })),
      weight: 1,
    },
  );
}

/** A client with requests at random times while the faults last, and two when they are over. */
function clientScript(id: string): fc.Arbitrary<ClientScript<Request>> {
  return fc
    .array(fc.integer({ min: 300, max: calmFromMs }), { minLength: 2, maxLength: 8 })
    .chain((times) => {
      const sorted = [...times].sort((a, b) => a - b);
      const lateMs = endMs - 1500;
      const all = [...sorted, lateMs, lateMs + 100];
      return fc.tuple(...all.map((_, i) => command(id, i + 1))).map((commands) => ({
        id,
        requests: commands.map((own, i) => ({
          atMs: all[i] ?? lateMs,
          request: { clientId: id, sequence: i + 1, command: own },
        })),
      }));
    });
}

const clients = fc
  .tuple(clientScript('c1'), clientScript('c2'), clientScript('c3'))
  .map((scripts) => [...scripts]);

/** What must have happened for a run to say something. */
export function tally(seen: RaftSeen): Record<string, number> {
  const { leaderships, maxCommit } = ledgerOf(seen);
  const writes = seen.history.filter(({ returned }) => returned?.response.ok === true);
  return {
    elections: leaderships.size,
    'leader-changes': Math.max(0, leaderships.size - 1),
    commits: maxCommit,
    answers: writes.length,
    retries: seen.history.filter(({ attempts }) => attempts > 1).length,
  };
}

export const calm = clusterExperiment({
  id: 'ruhe',
  faults: 'none',
  runs: 4,
  inputs: scenarios({ mixes: ['none'], durationMs: 3500 }),
  count: tally,
});

/** Every node alone, all the time. */
export const isolation = clusterExperiment({
  id: 'isolation',
  isWhole: true,
  faults: 'partition',
  runs: 3,
  inputs: fc.tuple(sizes, seeds).map(([nodes, seed]) => ({
    nodes,
    seed,
    latency,
    durationMs: 4000,
    faults: [
      {
        kind: 'partition' as const,
        fromMs: 0,
        untilMs: 4000,
        groups: nodeIds(nodes).map((id) => [id]),
      },
    ],
    clients: [],
  })),
  count: (seen) => ({ timeouts: timeoutsSeen(seen) }),
});

export const disturbedElections = clusterExperiment({
  id: 'wahl-mit-stoerungen',
  faults: 'partition',
  runs: 12,
  inputs: scenarios({ mixes: ['loss', 'reordering', 'partition'], durationMs: endMs }),
  count: tally,
});

export const disturbedReplication = clusterExperiment({
  id: 'replikation-mit-stoerungen',
  faults: 'partition',
  runs: 14,
  inputs: scenarios({
    mixes: ['loss', 'reordering', 'partition', 'partition'],
    durationMs: endMs,
    clients,
  }),
  count: tally,
});

export const crashes = clusterExperiment({
  id: 'abstuerze',
  faults: 'crash',
  runs: 16,
  inputs: scenarios({ mixes: ['crash', 'everything'], durationMs: endMs, clients }),
  count: tally,
});

/** Busy clients while one node is cut off or down: its log falls far behind. */
const busyClients: ClientScript<Request>[] = ['c1', 'c2', 'c3', 'c4'].map((id) => ({
  id,
  requests: Array.from({ length: 26 }, (_, i) => ({
    atMs: i < 24 ? 350 + i * 30 : endMs - 1200 + i * 20,
    request: {
      clientId: id,
      sequence: i + 1,
      command:
        i % 5 === 4
          ? ({ kind: 'get', key: 'x' } as const)
          : ({ kind: 'append', key: i % 2 === 0 ? 'x' : 'y', value: `${id}.${i + 1};` } as const),
    },
  })),
}));

export const laggards = clusterExperiment({
  id: 'nachzuegler',
  faults: 'crash',
  runs: 4,
  inputs: fc
    .record({
      durationMs: shrinkingDuration(endMs),
      nodes: sizes,
      seed: seeds,
      behind: fc.nat(4),
      isDown: fc.boolean(),
      restart: fc.nat(4),
    })
    .map(({ durationMs, nodes, seed, behind, isDown, restart }): Scenario<Request> => {
      const ids = nodeIds(nodes);
      const lost = ids[behind % nodes] ?? 'n1';
      const fromMs = 330;
      const untilMs = calmFromMs - 80;
      const away: Fault = isDown
        ? { kind: 'crash', node: lost, atMs: fromMs, downMs: untilMs - fromMs }
        : {
            kind: 'partition',
            fromMs,
            untilMs,
            groups: [[lost], ids.filter((id) => id !== lost)],
          };
      const again = ids[restart % nodes] ?? 'n1';
      return {
        nodes,
        seed,
        latency,
        durationMs,
        faults: [away, { kind: 'crash', node: again, atMs: calmFromMs - 40, downMs: 30 }],
        clients: busyClients,
      };
    }),
  count: (seen) => ({ ...tally(seen), snapshots: snapshotsSent(seen) }),
});
