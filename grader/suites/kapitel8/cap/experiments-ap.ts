import * as fc from 'fast-check';
import { type FaultMix, faultsArbitrary, nodeIds } from '../../../simulator/arbitraries.ts';
import type { ClientScript, Fault } from '../../../simulator/scenario.ts';
import { countFinal, finalClient } from './checks-ap.ts';
import { convergeWithinMs, type RegisterRequest } from './contract.ts';
import { clientsArbitrary, latency, seeds, sizes } from './experiments-cp.ts';
import { isServed } from './operations.ts';
import { call, clusterExperiment, type RegisterScenario, read, write } from './register-run.ts';

/** Experiments on the AP register in which all nodes are the submission's own. */

const faultsUntilMs = 700;

function finals(nodes: number, lastFaultMs: number): ClientScript<RegisterRequest>[] {
  return nodeIds(nodes).map((id) =>
    call(`${finalClient}-${id}`, lastFaultMs + convergeWithinMs, id, read),
  );
}

function healing(
  nodes: number,
  seed: number,
  lastFaultMs: number,
  faults: readonly Fault[],
  clients: readonly ClientScript<RegisterRequest>[],
): RegisterScenario {
  return {
    nodes,
    seed,
    latency,
    durationMs: lastFaultMs + convergeWithinMs + 350,
    faults,
    clients: [...clients, ...finals(nodes, lastFaultMs)],
  };
}

function scenarios(mixes: readonly FaultMix[]): fc.Arbitrary<RegisterScenario> {
  return fc.tuple(sizes, fc.constantFrom(...mixes)).chain(([nodes, mix]) =>
    fc
      .record({
        seed: seeds,
        faults: faultsArbitrary({
          nodes,
          mix,
          fromMs: 20,
          untilMs: faultsUntilMs,
          messageTypes: ['entry'],
        }),
        clients: clientsArbitrary(nodes, 3, faultsUntilMs),
      })
      .map(({ seed, faults, clients }) => healing(nodes, seed, faultsUntilMs, faults, clients)),
  );
}

export const apDisturbed = clusterExperiment('ap', {
  id: 'ap-stoerungen',
  faults: 'partition',
  runs: 8,
  inputs: scenarios(['loss', 'reordering', 'partition']),
  count: (seen) => ({ finals: countFinal(seen) }),
});

export const apCrashes = clusterExperiment('ap', {
  id: 'ap-abstuerze',
  faults: 'crash',
  runs: 8,
  inputs: scenarios(['crash', 'everything']),
  count: (seen) => ({ finals: countFinal(seen) }),
});

/** Both sides of a clean partition are written, some nodes restart in it; then it heals. */
function splitFault(nodes: number, size: number): Fault {
  const ids = nodeIds(nodes);
  return {
    kind: 'partition',
    fromMs: 0,
    untilMs: 300,
    groups: [ids.slice(0, size), ids.slice(size)],
  };
}

const restart = (node: string, atMs: number): Fault => ({ kind: 'crash', node, atMs, downMs: 40 });

export const apHealing = clusterExperiment('ap', {
  id: 'ap-heilung',
  faults: 'partition',
  runs: 5,
  inputs: fc
    .record({
      nodes: fc.constantFrom(2, 3, 4, 5),
      seed: seeds,
      size: fc.integer({ min: 1, max: 4 }),
      writers: fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 4 }),
      restarts: fc.array(fc.nat({ max: 4 }), { maxLength: 2 }),
    })
    .map(({ nodes, seed, size, writers, restarts }) => {
      const ids = nodeIds(nodes);
      const idOf = (i: number) => ids[i % nodes] ?? 'n1';
      return healing(
        nodes,
        seed,
        300,
        [
          splitFault(nodes, 1 + ((size - 1) % (nodes - 1))),
          ...[...new Set(restarts.map(idOf))].map((id, i) => restart(id, 150 + 10 * i)),
        ],
        writers.map((writer, i) =>
          call(`c${i + 1}`, 10 + 20 * i, idOf(writer), write(`c${i + 1}`)),
        ),
      );
    }),
  examples: [
    // The same time on both sides: the name decides. Once the last write is on the one side, once on the other.
    healing(
      2,
      5,
      300,
      [splitFault(2, 1)],
      [call('c1', 10, 'n1', write('links')), call('c2', 20, 'n2', write('rechts'))],
    ),
    healing(
      3,
      5,
      300,
      [splitFault(3, 1)],
      [
        call('c2', 10, 'n3', write('rechts')),
        call('c1', 20, 'n1', write('links')),
        call('c3', 30, 'n1', write('links 2')),
      ],
    ),
    // Only n1 knows it; only n5 knows it.
    healing(5, 5, 300, [splitFault(5, 1)], [call('c1', 10, 'n1', write('links'))]),
    healing(5, 5, 300, [splitFault(5, 4)], [call('c1', 10, 'n5', write('rechts'))]),
    // Nobody has anything to tell for a while; and an empty text is a value.
    healing(3, 5, 300, [splitFault(3, 1)], [call('c1', 120, 'n1', write('spät'))]),
    healing(
      3,
      5,
      300,
      [splitFault(3, 1)],
      [
        call('c2', 20, 'n3', write('rechts')),
        call('c1', 40, 'n1', write('')),
        call('c3', 60, 'n1', write('')),
      ],
    ),
    // Somebody is gone for good: whoever told only that one tells nobody.
    ...['n2', 'n3', 'n4'].map((gone) =>
      healing(
        4,
        5,
        300,
        [splitFault(4, 1), { kind: 'crash', node: gone, atMs: 150 }],
        [call('c1', 20, 'n1', write('links'))],
      ),
    ),
    // The only one that knows it restarts.
    healing(3, 5, 300, [splitFault(3, 1), restart('n1', 150)], [call('c1', 10, 'n1', write('a'))]),
    healing(
      3,
      5,
      300,
      [splitFault(3, 2), ...nodeIds(3).map((id, i) => restart(id, 150 + 10 * i))],
      [call('c1', 10, 'n3', write('a'))],
    ),
  ],
  count: (seen) => ({ finals: countFinal(seen) }),
});

/** Nobody reaches anybody, or everybody else is gone for good. */
function aloneScenario(nodes: number, seed: number, isCrash: boolean): RegisterScenario {
  const ids = nodeIds(nodes);
  const faults: Fault[] = isCrash
    ? ids.slice(1).map((node) => ({ kind: 'crash', node, atMs: 50 }))
    : [{ kind: 'partition', fromMs: 50, untilMs: 1200, groups: ids.map((id) => [id]) }];
  const asked = isCrash ? ids.slice(0, 1) : ids;
  return {
    nodes,
    seed,
    latency,
    durationMs: 1150,
    faults,
    clients: asked.map((id, i) => ({
      id: `c${i + 1}`,
      requests: [read, write(`${id}.1`), read, write(`${id}.2`), read].map((request, k) => ({
        atMs: 70 + 90 * k,
        target: id,
        request,
      })),
    })),
  };
}

export const apAlone = clusterExperiment('ap', {
  id: 'ap-allein',
  faults: 'partition',
  runs: 3,
  inputs: fc
    .tuple(fc.constantFrom(2, 3, 4, 5), seeds, fc.boolean())
    .map(([nodes, seed, isCrash]) => aloneScenario(nodes, seed, isCrash)),
  examples: [aloneScenario(3, 5, false), aloneScenario(3, 5, true)],
  count: ({ asked }) => ({ alone: asked.filter(isServed).length }),
});
