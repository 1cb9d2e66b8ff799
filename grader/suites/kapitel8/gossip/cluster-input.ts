import * as fc from 'fast-check';
import type { GossipRequest } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import { nodeIds } from '../../../simulator/arbitraries.ts';
import { explicitScenario, scenarioDeletions } from '../../../simulator/deletions.ts';
import type { ClientScript, Fault, ScriptedRequest } from '../../../simulator/scenario.ts';
import type { Experiment, FaultLevel } from '../../suite.ts';
import { grouped, plain, withinTick } from './configuration.ts';
import { type GossipScenario, type GossipSeen, observeGossip } from './gossip-run.ts';

/** Whole clusters of judged nodes: with faults, with a partition that heals, with restarts. */
export interface ClusterInput {
  readonly scenario: GossipScenario;
  /** Everybody believes everybody, or two groups that trust only each other. */
  readonly trust: 'all' | 'groups';
}

/** Time for the last questions. */
const tailMs = 200;

const keys = ['a', 'b', 'c'] as const;

export interface Plan {
  readonly nodes: number;
  /** Faults and puts happen before; then all is quiet. */
  readonly untilMs: number;
  readonly settleMs: number;
  /** Time between two anti-entropy exchanges of a node. */
  readonly antiEntropyMs: number;
}

export interface Ask {
  readonly do: 'put' | 'get';
  readonly atMs: number;
  readonly node: number;
  readonly key: string;
}

export function asksArbitrary({ nodes, untilMs }: Plan, maxLength: number): fc.Arbitrary<Ask[]> {
  return fc.array(
    fc.record({
      do: fc.constantFrom('put' as const, 'put' as const, 'get' as const),
      atMs: fc.integer({ min: 1, max: untilMs }),
      node: fc.nat({ max: nodes - 1 }),
      key: fc.constantFrom(...keys),
    }),
    { minLength: 1, maxLength },
  );
}

/** One client a node, and at the end one question for each node and key. */
function clientsFor(plan: Plan, asks: readonly Ask[]): ClientScript<GossipRequest>[] {
  const endMs = plan.untilMs + plan.settleMs;
  return nodeIds(plan.nodes).map((target, node) => {
    const requests: ScriptedRequest<GossipRequest>[] = asks
      .map((ask, index) => ({ ...ask, index }))
      .filter((ask) => ask.node === node)
      .sort((a, b) => a.atMs - b.atMs)
      .map(({ do: kind, atMs, key, index }) => ({
        atMs,
        target,
        request: kind === 'put' ? { kind, key, value: `v${index}` } : { kind, key },
      }));
    const last = keys.map((key) => ({
      atMs: endMs,
      target,
      request: { kind: 'get', key } as const,
    }));
    return { id: `c${node + 1}`, requests: [...requests, ...last] };
  });
}

interface Parts {
  readonly trust: ClusterInput['trust'];
  readonly seed: number;
  readonly faults: readonly Fault[];
  readonly asks: readonly Ask[];
}

function inputOf(plan: Plan, { trust, seed, faults, asks }: Parts): ClusterInput {
  return {
    trust,
    scenario: {
      nodes: plan.nodes,
      seed,
      latency: withinTick,
      durationMs: plan.untilMs + plan.settleMs + tailMs,
      faults,
      clients: clientsFor(plan, asks),
    },
  };
}

export function clusterExperiment(
  id: string,
  faults: FaultLevel,
  runs: number,
  plan: Plan,
  what: {
    readonly faults: fc.Arbitrary<Fault[]>;
    readonly asks: fc.Arbitrary<Ask[]>;
    readonly trust: fc.Arbitrary<ClusterInput['trust']>;
  },
  example?: { readonly faults: readonly Fault[]; readonly asks: readonly Ask[] },
): Experiment<ClusterInput, GossipSeen> {
  return {
    id,
    faults,
    runs,
    examples: example === undefined ? [] : [inputOf(plan, { ...example, trust: 'all', seed: 1 })],
    inputs: fc
      .record({ ...what, seed: fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff })) })
      .map((parts) => inputOf(plan, parts)),
    observe: ({ scenario, trust }, submission, { explain }) =>
      observeGossip(submission, { scenario, configurations: trusting(trust, plan) }, explain),
    *deletions(input) {
      for (const scenario of scenarioDeletions(input.scenario)) yield { ...input, scenario };
    },
    explicit: (input, seen) => ({ ...input, scenario: explicitScenario(input.scenario, seen.run) }),
  };
}

function trusting(trust: ClusterInput['trust'], { nodes, antiEntropyMs }: Plan) {
  const ids = nodeIds(nodes);
  if (trust === 'groups') return grouped(ids, { fanout: 1, repeat: 2, antiEntropyMs });
  return Object.fromEntries(
    ids.map((id) => [id, { ...plain, fanout: 1, repeat: 2, antiEntropyMs }]),
  );
}

/** When the last questions are asked: long after everything else. */
export function lastQuestionsMs({ scenario }: ClusterInput): number {
  return scenario.durationMs - tailMs;
}
