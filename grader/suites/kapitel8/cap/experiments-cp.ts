import * as fc from 'fast-check';
import { type FaultMix, faultsArbitrary, nodeIds } from '../../../simulator/arbitraries.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { ClientScript, Fault } from '../../../simulator/scenario.ts';
import { servedByMajority, servedWhenHealed } from './checks-cp.ts';
import type { CpMessage, RegisterRequest } from './contract.ts';
import { call, clusterExperiment, type RegisterScenario, read, write } from './register-run.ts';

/** Experiments on the CP register in which all nodes are the submission's own. */

const messageTypes: readonly CpMessage['type'][] = ['query', 'state', 'store', 'stored'];
export const latency = { minMs: 1, maxMs: 5 };
export const seeds = fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff }));
export const sizes = fc.constantFrom(3, 3, 4, 5, 5);

/** All faults are over, and messages late by chance have arrived. */
export const calmFromMs = 1700;
const faultsUntilMs = 1200;
const durationMs = 2300;

/** Clients that write values of their own and read, at nodes drawn anew each time. */
export function clientsArbitrary(
  nodes: number,
  count: number,
  untilMs: number,
): fc.Arbitrary<ClientScript<RegisterRequest>[]> {
  const request = fc.record({
    atMs: fc.integer({ min: 5, max: untilMs }),
    target: fc.constantFrom(...nodeIds(nodes)),
    isWrite: fc.boolean(),
  });
  return fc
    .array(fc.array(request, { minLength: 2, maxLength: 7 }), {
      minLength: count,
      maxLength: count,
    })
    .map((clients) =>
      clients.map((requests, i) => ({
        id: `c${i + 1}`,
        requests: requests
          .toSorted((a, b) => a.atMs - b.atMs)
          .map(({ atMs, target, isWrite }, k) => ({
            atMs,
            target,
            request: isWrite ? write(`c${i + 1}.${k + 1}`) : read,
          })),
      })),
    );
}

/** When all is over, every node is read and written once. */
export function lateClients(nodes: number, fromMs: number): ClientScript<RegisterRequest>[] {
  return nodeIds(nodes).flatMap((id, i) => [
    call(`spät-${id}`, fromMs + i * 30, id, i % 2 === 0 ? write(`spät.${id}`) : read),
    call(`zuletzt-${id}`, fromMs + 200 + i * 20, id, read),
  ]);
}

function scenarios(mixes: readonly FaultMix[]): fc.Arbitrary<RegisterScenario> {
  return fc.tuple(sizes, fc.constantFrom(...mixes)).chain(([nodes, mix]) =>
    fc.record({
      nodes: fc.constant(nodes),
      seed: seeds,
      latency: fc.constant(latency),
      durationMs: fc.constant(durationMs),
      faults: fc
        .tuple(
          faultsArbitrary({ nodes, mix, fromMs: 20, untilMs: faultsUntilMs, messageTypes }),
          latecomers,
        )
        .map(([faults, late]): Fault[] => [...faults, ...late]),
      clients: clientsArbitrary(nodes, 4, faultsUntilMs).map((clients) => [
        ...clients,
        ...lateClients(nodes, calmFromMs),
      ]),
    }),
  );
}

/** A window in which some messages take so long that their operation is over when they arrive. */
const latecomers: fc.Arbitrary<Fault[]> = fc
  .tuple(fc.boolean(), fc.integer({ min: 0, max: 600 }), fc.integer({ min: 100, max: 450 }))
  .map(([isUsed, fromMs, maxExtraDelayMs]) =>
    isUsed
      ? [
          {
            kind: 'unreliable',
            fromMs,
            untilMs: fromMs + 400,
            dropPerMille: 0,
            duplicatePerMille: 100,
            delayPerMille: 400,
            maxExtraDelayMs,
          },
        ]
      : [],
  );

export const cpDisturbed = clusterExperiment('cp', {
  id: 'cp-stoerungen',
  faults: 'partition',
  runs: 14,
  inputs: scenarios(['loss', 'reordering', 'partition']),
  count: (seen) => ({ healed: servedWhenHealed(seen) }),
});

export const cpCrashes = clusterExperiment('cp', {
  id: 'cp-abstuerze',
  faults: 'crash',
  runs: 14,
  inputs: scenarios(['crash', 'everything']),
  count: (seen) => ({ healed: servedWhenHealed(seen) }),
});

const splitFromMs = 100;
const splitUntilMs = 1100;

/** A clean partition into two or three groups; every node is asked before, while and after it lasts. */
export function splitScenario(
  groups: readonly (readonly NodeId[])[],
  seed: number,
): RegisterScenario {
  const ids = groups.flat().toSorted();
  const faults: Fault[] = [
    { kind: 'partition', fromMs: splitFromMs, untilMs: splitUntilMs, groups },
  ];
  return {
    nodes: ids.length,
    seed,
    latency,
    durationMs: splitUntilMs + 800,
    faults,
    clients: [
      call('vorher', 20, ids[0] ?? 'n1', write('vorher')),
      ...ids.flatMap((id, i) => [
        call(`a-${id}`, splitFromMs + 40 + 25 * i, id, write(`a.${id}`)),
        call(`b-${id}`, splitFromMs + 420 + 20 * i, id, read),
      ]),
      ...lateClients(ids.length, splitUntilMs + 60),
    ],
  };
}

const splits: fc.Arbitrary<RegisterScenario> = fc
  .constantFrom(2, 3, 4, 5)
  .chain((nodes) =>
    fc.tuple(
      fc.array(fc.nat({ max: 2 }), { minLength: nodes, maxLength: nodes }).map((places) => {
        const ids = nodeIds(nodes);
        const groups = [0, 1, 2].map((place) => ids.filter((_, i) => places[i] === place));
        const used = groups.filter((group) => group.length > 0);
        return used.length > 1 ? used : [ids.slice(0, 1), ids.slice(1)];
      }),
      seeds,
    ),
  )
  .map(([groups, seed]) => splitScenario(groups, seed));

export const cpSplit = clusterExperiment('cp', {
  id: 'cp-partition',
  faults: 'partition',
  runs: 5,
  inputs: splits,
  examples: [
    splitScenario([['n1', 'n2'], ['n3']], 5),
    splitScenario(
      [
        ['n1', 'n2'],
        ['n3', 'n4'],
      ],
      5,
    ),
    splitScenario(
      [
        ['n2', 'n4'],
        ['n1', 'n3', 'n5'],
      ],
      5,
    ),
    splitScenario([['n1'], ['n2']], 5),
  ],
  count: (seen) => ({ healed: servedWhenHealed(seen), majority: servedByMajority(seen) }),
});

/**
 * A write gets stuck: `n1` has asked a majority and is cut off before its new version reaches anybody.
 * Later one node reads where `n1` can be reached, and another where it cannot.
 */
function stuckScenario(seed: number, readers: number): RegisterScenario {
  const cut = (fromMs: number, untilMs: number, apart: readonly NodeId[]): Fault => ({
    kind: 'partition',
    fromMs,
    untilMs,
    groups: [apart, nodeIds(5).filter((id) => !apart.includes(id))],
  });
  return {
    nodes: 5,
    seed,
    latency: { minMs: 10, maxMs: 10 },
    durationMs: 900,
    faults: [
      // Queries arrive at 130, states are back at 140; what n1 sends then is lost.
      {
        kind: 'one-way-partition',
        fromMs: 135,
        untilMs: 400,
        senders: ['n1'],
        receivers: nodeIds(5).slice(1),
      },
      cut(400, 600, ['n4', 'n5']),
      cut(600, 900, ['n1', 'n2']),
    ],
    clients: [
      call('schreibt-a', 20, 'n1', write('a')),
      call('schreibt-b', 110, 'n1', write('b')),
      ...Array.from({ length: readers }, (_, i) =>
        call(`liest-b${i + 1}`, 410 + 90 * i, i % 2 === 0 ? 'n2' : 'n3', read),
      ),
      call('liest-danach', 620, 'n4', read),
      call('liest-zuletzt', 760, 'n5', read),
    ],
  };
}

export const cpStuck = clusterExperiment('cp', {
  id: 'cp-steckengeblieben',
  faults: 'partition',
  runs: 0,
  inputs: fc.constant(stuckScenario(5, 1)),
  examples: [stuckScenario(5, 1), stuckScenario(5, 2)],
});
