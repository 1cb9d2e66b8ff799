import * as fc from 'fast-check';
import { nodeIds } from '../../../simulator/arbitraries.ts';
import type { Fault, Scenario } from '../../../simulator/scenario.ts';
import { endMs } from './checks/liveness.ts';
import { clusterExperiment } from './cluster.ts';
import type { Command, Request } from './contract.ts';
import { latency, tally } from './experiments.ts';

/**
 * Fixed runs in which what the properties are about certainly happens, whatever is drawn elsewhere.
 * Their own experiments, named last: a failure is better shown by a run that can be made small.
 */

function sample(faults: readonly Fault[], isAsked: boolean): Scenario<Request> {
  const command = (sequence: number): Command => ({
    kind: 'append',
    key: 'x',
    value: `c1.${sequence};`,
  });
  const times = [600, 750, 800, 1000, endMs - 1500, endMs - 1400];
  const requests = times.map((atMs, i) => ({
    atMs,
    request: { clientId: 'c1', sequence: i + 1, command: command(i + 1) },
  }));
  return {
    nodes: 3,
    seed: 8,
    latency,
    durationMs: endMs,
    faults,
    clients: isAsked ? [{ id: 'c1', requests }] : [],
  };
}

/** Nobody hears anybody for a while: who led before does not lead in the same term afterwards. */
const allAlone: Fault[] = [
  {
    kind: 'partition',
    fromMs: 720,
    untilMs: 1080,
    groups: nodeIds(3).map((id) => [id]),
  },
];

/** All nodes restart, the first in the middle of a handler. */
const allRestart: Fault[] = nodeIds(3).map((node, i) => ({
  kind: 'crash',
  node,
  atMs: 620 + i * 150,
  downMs: 120,
  ...(i === 0 ? { afterEffects: 1 } : {}),
}));

function sampleExperiment(id: string, faults: 'partition' | 'crash', samples: Scenario<Request>[]) {
  return clusterExperiment({
    id,
    faults,
    runs: 0,
    examples: samples,
    inputs: fc.constantFrom(...samples),
    count: tally,
  });
}

export const electionSample = sampleExperiment('wahl-stichprobe', 'partition', [
  sample(allAlone, false),
]);

export const replicationSample = sampleExperiment('replikation-stichprobe', 'partition', [
  sample(allAlone, true),
]);

export const crashSample = sampleExperiment('absturz-stichprobe', 'crash', [
  sample(allRestart, true),
  sample([...allAlone, ...allRestart], true),
]);
