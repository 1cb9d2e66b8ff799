import * as fc from 'fast-check';
import type {
  GossipMessage,
  GossipRequest,
  Rumor,
  Version,
} from '../../../../exercises/kapitel8/gossip/protocol.ts';
import { listDeletions } from '../../../simulator/deletions.ts';
import type { ScriptedRequest } from '../../../simulator/scenario.ts';
import type { Experiment } from '../../suite.ts';
import { oneMs, plain } from './configuration.ts';
import { type GossipSeen, neighbour, observeGossip } from './gossip-run.ts';
import { judged, neighbours } from './listening.ts';

/** A scripted neighbour compares digests with one judged node. */
export interface DigestInput {
  readonly seed: number;
  /** 1: the node believes everything; 2: it knows what the neighbour tells by hearsay only. */
  readonly threshold: 1 | 2;
  readonly steps: readonly DigestStep[];
}

type DigestStep =
  | {
      readonly do: 'entries';
      readonly rumors: readonly Rumor[];
      readonly wanted: readonly string[];
    }
  | { readonly do: 'digest'; readonly versions: readonly Version[] }
  | { readonly do: 'put'; readonly key: string };

const stepMs = 7;
const keys = ['a', 'b', 'c', 'd'] as const;

const version = fc.record({
  key: fc.constantFrom(...keys),
  timestamp: fc.integer({ min: 1, max: 3 }),
  source: fc.constantFrom('n1', 'n3', 'n5'),
});
const versions = fc.uniqueArray(version, { maxLength: 4, selector: ({ key }) => key });

const step: fc.Arbitrary<DigestStep> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('entries' as const),
      rumors: versions.map((list) =>
        list.map((one) => ({ ...one, value: `${one.key}-${one.source}-${one.timestamp}` })),
      ),
      wanted: fc.subarray([...keys]),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('digest' as const), versions }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('put' as const), key: fc.constantFrom(...keys) }),
  },
);

export const comparingDigests: Experiment<DigestInput, GossipSeen> = {
  id: 'abgleich',
  faults: 'none',
  runs: 25,
  examples: [
    // Asked for again and again, one by one and together; for two of the keys there is nothing.
    {
      seed: 1,
      threshold: 1,
      steps: [
        { do: 'put', key: 'a' },
        { do: 'put', key: 'c' },
        ...(['a', 'c', 'ac', 'abcd', 'a', 'c', 'ca', 'dcba', 'ab', 'cd'] as const).map(
          (wanted): DigestStep => ({ do: 'entries', rumors: [], wanted: [...wanted] }),
        ),
      ],
    },
    {
      seed: 1,
      threshold: 2,
      steps: [
        // Hearsay is no entry: the key still has to be asked for.
        {
          do: 'entries',
          rumors: [{ key: 'a', timestamp: 2, source: 'n3', value: 'rot' }],
          wanted: [],
        },
        { do: 'digest', versions: [{ key: 'a', timestamp: 2, source: 'n3' }] },
      ],
    },
    {
      seed: 1,
      threshold: 1,
      steps: [
        // The same timestamp: only the source tells which is newer.
        {
          do: 'entries',
          rumors: [
            { key: 'a', timestamp: 2, source: 'n3', value: 'rot' },
            { key: 'b', timestamp: 2, source: 'n3', value: 'neu' },
            { key: 'c', timestamp: 2, source: 'n3', value: 'an' },
          ],
          wanted: ['a', 'd'],
        },
        {
          do: 'digest',
          versions: [
            { key: 'a', timestamp: 2, source: 'n1' },
            { key: 'b', timestamp: 2, source: 'n5' },
            { key: 'd', timestamp: 1, source: 'n5' },
          ],
        },
      ],
    },
  ],
  inputs: fc.record({
    seed: fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff })),
    threshold: fc.constantFrom(1 as const, 1 as const, 1 as const, 2 as const),
    steps: fc.array(step, { minLength: 1, maxLength: 8 }),
  }),
  observe({ seed, threshold, steps }, submission, { explain }) {
    const requests: ScriptedRequest<GossipRequest>[] = [];
    const plan: { atMs: number; to: string; message: GossipMessage }[] = [];
    let atMs = 0;
    for (const [index, one] of steps.entries()) {
      atMs += stepMs;
      if (one.do === 'put') {
        const value = `put${index}`;
        requests.push({ atMs, target: judged, request: { kind: 'put', key: one.key, value } });
      } else {
        plan.push({ atMs, to: judged, message: messageOf(one) });
      }
    }
    for (const key of keys) {
      requests.push({ atMs: atMs + stepMs, target: judged, request: { kind: 'get', key } });
    }
    return observeGossip(
      submission,
      {
        scenario: {
          nodes: 1 + neighbours.length,
          seed,
          latency: oneMs,
          durationMs: atMs + stepMs + 20,
          faults: [],
          clients: [{ id: 'c1', requests }],
        },
        configurations: { [judged]: { ...plain, threshold } },
        scripted: Object.fromEntries(
          neighbours.map((id) => [id, neighbour(id === 'n2' ? plan : [])]),
        ),
      },
      explain,
    );
  },
  *deletions(input) {
    for (const steps of listDeletions(input.steps)) yield { ...input, steps };
  },
};

function messageOf(step: Exclude<DigestStep, { do: 'put' }>): GossipMessage {
  return step.do === 'digest'
    ? { type: 'digest', versions: step.versions }
    : { type: 'entries', rumors: step.rumors, wanted: step.wanted };
}
