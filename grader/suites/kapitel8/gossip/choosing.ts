import * as fc from 'fast-check';
import type { GossipRequest } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import type { NodeId } from '../../../simulator/process.ts';
import { mix } from '../../../simulator/random.ts';
import type { Trace } from '../../../simulator/trace.ts';
import type { Experiment, Observation } from '../../suite.ts';
import { oneMs, plain, tickMs } from './configuration.ts';
import { type GossipRun, neighbour, runGossip } from './gossip-run.ts';
import { judged, neighbours } from './listening.ts';

/** One node draws one of five neighbours fifty times, in many worlds. */

export const choiceTicks = 50;
export const choiceRuns = 12;

export interface ChoiceSeen extends Observation {
  readonly trace: Trace;
  /** For each run: who got a message, in order. */
  readonly draws: readonly (readonly NodeId[])[];
}

export const choosing: Experiment<number, ChoiceSeen> = {
  id: 'auslosung',
  faults: 'none',
  runs: 1,
  inputs: fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff })),
  observe(baseSeed, submission, { explain }) {
    const request: GossipRequest = { kind: 'put', key: 'a', value: 'neu' };
    const runs: GossipRun[] = [];
    for (let k = 0; k < choiceRuns; k++) {
      const run = runGossip(
        submission,
        {
          scenario: {
            nodes: 1 + neighbours.length,
            seed: mix(baseSeed, k),
            latency: oneMs,
            durationMs: (choiceTicks + 1) * tickMs - 1,
            faults: [],
            clients: [{ id: 'c1', requests: [{ atMs: 3, target: judged, request }] }],
          },
          configurations: { [judged]: { ...plain, fanout: 1, repeat: choiceTicks } },
          scripted: Object.fromEntries(neighbours.map((id) => [id, neighbour([])])),
        },
        explain,
      );
      runs.push(run);
      if (run.fault !== undefined) break;
    }
    const draws = runs.map(drawsOf);
    return {
      trace: (runs.at(-1) as GossipRun).trace,
      fault: runs.at(-1)?.fault,
      draws,
      counts: { draws: draws.flat().length },
    };
  },
};

function drawsOf(run: GossipRun): readonly NodeId[] {
  return run.trace.events.flatMap((event) =>
    event.kind === 'send' && event.type === 'gossip' ? [event.to] : [],
  );
}
