import * as fc from 'fast-check';
import { nodeIds } from '../../../simulator/arbitraries.ts';
import type { NodeId } from '../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import { linearizability, linearizable } from './checks-common.ts';
import { latency, seeds } from './experiments-cp.ts';
import { isRefused, isServed } from './operations.ts';
import {
  call,
  clusterExperiment,
  type RegisterScenario,
  type RegisterSeen,
  read,
  write,
} from './register-run.ts';
import { theoremWording as say } from './wording-theorem.ts';

/**
 * The proof of Gilbert & Lynch 2002, Theorem 1, as a script for both registers: written here, and when
 * that is over, read over there.
 */
function script(here: readonly NodeId[], there: readonly NodeId[], seed: number): RegisterScenario {
  const [writer = 'n1'] = here;
  const [reader = 'n2'] = there;
  return {
    nodes: here.length + there.length,
    seed,
    latency,
    durationMs: 2000,
    faults: [{ kind: 'partition', fromMs: 400, untilMs: 2000, groups: [here, there] }],
    clients: [
      call('vorher', 20, writer, write('alt')),
      call('hier-schreibt', 440, writer, write('neu')),
      call('dort-liest', 800, reader, read),
      call('dort-schreibt', 1150, reader, write('anders')),
      call('hier-liest', 1500, writer, read),
    ],
  };
}

const scripts: fc.Arbitrary<RegisterScenario> = fc
  .constantFrom(2, 3, 4, 5)
  .chain((nodes) =>
    fc.tuple(
      fc.shuffledSubarray(nodeIds(nodes), { minLength: nodes, maxLength: nodes }),
      fc.integer({ min: 1, max: nodes - 1 }),
      seeds,
    ),
  )
  .map(([ids, size, seed]) => script(ids.slice(0, size), ids.slice(size), seed));

const head = {
  faults: 'partition' as const,
  runs: 3,
  inputs: scripts,
  examples: [
    script(['n1', 'n2'], ['n3'], 5),
    script(['n3'], ['n1', 'n2'], 5),
    script(['n1', 'n2'], ['n3', 'n4'], 5),
    script(['n5'], ['n1', 'n2', 'n3', 'n4'], 5),
  ],
  // Without one of its parts it would be no proof.
  isWhole: true,
};

export const cpTheorem = clusterExperiment('cp', { id: 'theorem-cp', ...head });
export const apTheorem = clusterExperiment('ap', { id: 'theorem-ap', ...head });

/** Consistent: whoever has no majority refuses, the others serve, and all answers fit together. */
export function givesUpAvailability(
  seen: RegisterSeen,
  { faults, nodes }: RegisterScenario,
): Verdict {
  const [split] = faults;
  const groups = split?.kind === 'partition' ? split.groups : [];
  for (const one of seen.asked.filter(({ client }) => client !== 'vorher')) {
    const reach = groups.find((group) => group.includes(one.node))?.length ?? 1;
    const isMajority = reach > nodes / 2;
    const events = [one.answer?.seq ?? one.seq, one.seq];
    if (!isMajority && isServed(one)) {
      return violated(say.claimsBoth(one.node, one.request.kind, reach, nodes), events);
    }
    if (!isMajority && !isRefused(one)) return violated(say.silent(one.node), events);
    if (isMajority && !isServed(one)) return violated(say.refusesAll(one.node), events);
  }
  return linearizable(seen);
}

/** Available: every request is served, and so no order explains the answers. */
export function givesUpConsistency(seen: RegisterSeen): Verdict {
  const unserved = seen.asked.find((one) => !isServed(one));
  if (unserved !== undefined) {
    const { node, answer, seq } = unserved;
    return violated(say.notAvailable(node), [answer?.seq ?? seq, seq]);
  }
  return linearizability(seen).verdict === 'not-linearizable'
    ? holds
    : violated(say.stillLinearizable, seen.asked.map(({ seq }) => seq).slice(-1));
}
