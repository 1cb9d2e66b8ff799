import * as fc from 'fast-check';
import type {
  GossipConfiguration,
  GossipMessage,
  GossipRequest,
  Rumor,
} from '../../../../exercises/kapitel8/gossip/protocol.ts';
import { listDeletions } from '../../../simulator/deletions.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { ScriptedRequest } from '../../../simulator/scenario.ts';
import type { Submission } from '../../submission.ts';
import type { Experiment } from '../../suite.ts';
import { oneMs, plain, tickMs } from './configuration.ts';
import { type GossipSeen, neighbour, observeGossip } from './gossip-run.ts';

/**
 * One judged node `n1` among scripted neighbours that tell it things: old and new, true and forged,
 * once and many times. Here the rules leave no choice but that of the recipients.
 */
export interface Listening {
  readonly seed: number;
  readonly configuration: Pick<
    GossipConfiguration,
    'fanout' | 'repeat' | 'group' | 'trusted' | 'threshold' | 'topPercent'
  >;
  readonly steps: readonly Step[];
}

type Step =
  | {
      readonly do: 'tell';
      readonly afterMs: number;
      readonly from: NodeId;
      readonly as: 'gossip' | 'entries';
      readonly rumors: readonly Rumor[];
    }
  | { readonly do: 'put'; readonly afterMs: number; readonly key: string };

export const judged = 'n1';
export const neighbours: readonly NodeId[] = ['n2', 'n3', 'n4', 'n5', 'n6'];
const keys = ['a', 'b'] as const;

/** Each operation of the one client takes 2 ms, and each step is followed by a get. */
const stepMs = 6;

function observeListening(
  { seed, configuration, steps }: Listening,
  submission: Submission,
  explain: boolean,
): GossipSeen {
  const plans = new Map<NodeId, { atMs: number; to: NodeId; message: GossipMessage }[]>();
  const requests: ScriptedRequest<GossipRequest>[] = [];
  let atMs = 3;
  for (const [index, step] of steps.entries()) {
    atMs += stepMs + step.afterMs;
    if (step.do === 'put') {
      const value = `put${index}`;
      requests.push({ atMs, target: judged, request: { kind: 'put', key: step.key, value } });
    } else {
      const plan = plans.get(step.from) ?? [];
      plans.set(step.from, plan);
      const { as, rumors } = step;
      const message: GossipMessage =
        as === 'gossip' ? { type: 'gossip', rumors } : { type: 'entries', rumors, wanted: [] };
      plan.push({ atMs, to: judged, message });
    }
    const asked = step.do === 'put' ? step.key : (step.rumors[0]?.key ?? keys[0]);
    requests.push({ atMs: atMs + 2, target: judged, request: { kind: 'get', key: asked } });
  }
  // Long enough to see that telling ends; the last question makes a missed tick visible.
  const quietMs = (configuration.repeat + 3) * tickMs;
  requests.push({ atMs: atMs + quietMs, target: judged, request: { kind: 'get', key: keys[0] } });
  return observeGossip(
    submission,
    {
      scenario: {
        nodes: 1 + neighbours.length,
        seed,
        latency: oneMs,
        durationMs: atMs + quietMs + 10,
        faults: [],
        clients: [{ id: 'c1', requests }],
      },
      configurations: { [judged]: { ...plain, ...configuration } },
      scripted: Object.fromEntries(neighbours.map((id) => [id, neighbour(plans.get(id) ?? [])])),
    },
    explain,
  );
}

const rumor: fc.Arbitrary<Rumor> = fc
  .record({
    key: fc.constantFrom(...keys),
    timestamp: fc.integer({ min: 1, max: 4 }),
    source: fc.constantFrom('n2', 'n3', judged),
    isForged: fc.oneof(
      { weight: 5, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
  })
  .map(({ key, timestamp, source, isForged }) => {
    // A forger gives another value out as the same version: not the same rumor.
    const value = `${key}-${source}-${timestamp}${isForged ? '-x' : ''}`;
    return { key, value, timestamp, source };
  });

const tell: fc.Arbitrary<Step> = fc
  .record({
    afterMs: fc.integer({ min: 0, max: 30 }),
    from: fc.constantFrom(...neighbours),
    as: fc.constantFrom('gossip' as const, 'gossip' as const, 'entries' as const),
    rumors: fc.oneof(
      rumor.map((one) => [one]),
      fc.tuple(rumor, rumor).map(([one, other]) => (one.key === other.key ? [one] : [one, other])),
    ),
  })
  .map((step) => ({ do: 'tell', ...step }));

const put: fc.Arbitrary<Step> = fc
  .record({ afterMs: fc.integer({ min: 0, max: 60 }), key: fc.constantFrom(...keys) })
  .map((step) => ({ do: 'put', ...step }));

/** A rumor that several neighbours tell, some of them again and again: an echo. */
const echo: fc.Arbitrary<Step[]> = fc
  .tuple(
    rumor,
    fc.array(
      fc.record({
        afterMs: fc.integer({ min: 0, max: 25 }),
        from: fc.constantFrom(...neighbours.slice(0, 3)),
        as: fc.constantFrom('gossip' as const, 'gossip' as const, 'entries' as const),
      }),
      { minLength: 2, maxLength: 5 },
    ),
  )
  .map(([one, told]) => told.map((step) => ({ do: 'tell', ...step, rumors: [one] })));

const steps: fc.Arbitrary<Step[]> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: tell.map((step) => [step]) },
      { weight: 3, arbitrary: echo },
      { weight: 1, arbitrary: put.map((step) => [step]) },
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.flat());

const seed = fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff }));

function listening(
  id: string,
  runs: number,
  configuration: fc.Arbitrary<Listening['configuration']>,
  examples: readonly Listening[],
): Experiment<Listening, GossipSeen> {
  return {
    id,
    faults: 'none',
    runs,
    examples,
    inputs: fc.record({ seed, configuration, steps }),
    observe: (input, submission, { explain }) => observeListening(input, submission, explain),
    *deletions(input) {
      for (const fewer of listDeletions(input.steps)) yield { ...input, steps: fewer };
      for (const [index, step] of input.steps.entries()) {
        if (step.do !== 'tell' || step.rumors.length < 2) continue;
        const first = { ...step, rumors: step.rumors.slice(0, 1) };
        yield { ...input, steps: input.steps.with(index, first) };
      }
    },
  };
}

/** `from` tells `rumors` by gossip. */
function told(from: NodeId, ...rumors: readonly Rumor[]): Step {
  return { do: 'tell', afterMs: 0, from, as: 'gossip', rumors };
}

function made(key: string, timestamp: number, source: NodeId, value: string): Rumor {
  return { key, value, timestamp, source };
}

/** Two witnesses, but not for the same value. */
const forgery: Listening = {
  seed: 1,
  configuration: {
    fanout: 2,
    repeat: 2,
    group: [],
    trusted: [],
    threshold: 2,
    topPercent: 0,
  },
  steps: [told('n2', made('a', 3, 'n4', 'rot')), told('n3', made('a', 3, 'n4', 'blau'))],
};

const sceptical = {
  fanout: 2,
  repeat: 2,
  group: [],
  trusted: ['n4'],
  threshold: 3,
  topPercent: 0,
} as const;

/** A stranger names a trusted node as the source: the field is anybody's to fill. */
const borrowedName: Listening = {
  seed: 1,
  configuration: sceptical,
  steps: [told('n2', made('a', 3, 'n4', 'rot'))],
};

/** What is heard moves the clock on even if it is not believed: the put comes after it. */
const hearsayFirst: Listening = {
  seed: 1,
  configuration: sceptical,
  steps: [told('n2', made('b', 9, 'n2', 'rot')), { do: 'put', afterMs: 0, key: 'a' }],
};

/** `n2` tells more rumors, `n3` sends more messages; one of the two is the top half. */
const talkative: Listening = {
  seed: 1,
  configuration: {
    fanout: 1,
    repeat: 12,
    group: [],
    trusted: [],
    threshold: 1,
    topPercent: 50,
  },
  steps: [
    told('n2', made('a', 1, 'n2', 'rot'), made('b', 1, 'n2', 'neu'), made('c', 1, 'n2', 'an')),
    told('n3', made('a', 2, 'n3', 'blau')),
    told('n3', made('b', 2, 'n3', 'alt')),
  ],
};

/** Whom to believe: witnesses, trust and age. */
export const believing = listening(
  'glauben',
  25,
  fc.record({
    fanout: fc.constant(2),
    repeat: fc.constant(2),
    group: fc.constant([]),
    trusted: fc.subarray([...neighbours], { maxLength: 2 }),
    threshold: fc.integer({ min: 1, max: 3 }),
    topPercent: fc.constant(0),
  }),
  [forgery, borrowedName, hearsayFirst],
);

/** Whom to tell and for how long; everything heard is believed at once. */
export const telling = listening(
  'weitersagen',
  25,
  fc.record({
    fanout: fc.integer({ min: 1, max: 3 }),
    repeat: fc.integer({ min: 1, max: 4 }),
    group: fc.subarray([...neighbours], { maxLength: 3 }),
    trusted: fc.constant([]),
    threshold: fc.constant(1),
    topPercent: fc.constantFrom(0, 25, 50, 100),
  }),
  [talkative],
);
