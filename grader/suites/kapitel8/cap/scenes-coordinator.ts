import * as fc from 'fast-check';
import { listDeletions, scenarioDeletions } from '../../../simulator/deletions.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { ClientScript, Crash, Fault } from '../../../simulator/scenario.ts';
import type { Submission } from '../../submission.ts';
import type { Experiment, ObserveOptions } from '../../suite.ts';
import { initial, type RegisterRequest, type Versioned } from './contract.ts';
import { walkCp } from './cp-walk.ts';
import {
  call,
  type RegisterScenario,
  type RegisterSeen,
  read,
  runRegister,
  write,
} from './register-run.ts';
import { Replica, type ReplicaScript, real } from './replicas.ts';

/** One real node, `n1`, among replicas played by the suite: all that happens is in the input. */
export interface CoordinatorInput {
  readonly scenario: RegisterScenario;
  /** Of `n2`, `n3`, …; all the nodes but the real one. */
  readonly replicas: readonly ReplicaScript[];
}

function observe(
  { scenario, replicas }: CoordinatorInput,
  submission: Submission,
  options: ObserveOptions,
): RegisterSeen {
  const played = new Map(replicas.map((script, i) => [`n${i + 2}`, new Replica(script)]));
  const scripted = Object.fromEntries(
    [...played].map(([id, replica]) => [
      id,
      (context: Parameters<Replica['create']>[0]) => replica.create(context),
    ]),
  );
  const seen = runRegister('cp', scenario, submission, options, scripted);
  const answering = Object.fromEntries([...played].map(([id, replica]) => [id, replica.answering]));
  const copies = replicas.flatMap(({ copy, says = [] }) => [
    copy,
    ...says.flatMap(({ store }) => (store === undefined ? [] : [store])),
  ]);
  seen.memo.set('walk', walkCp(seen.trace, answering, copies));
  return { ...seen, counts: { ...seen.counts, asked: seen.asked.length } };
}

/** Replicas less slow, silent or repetitive; then fewer requests and faults. */
function* deletions({ scenario, replicas }: CoordinatorInput): Generator<CoordinatorInput> {
  for (const smaller of scenarioDeletions(scenario)) yield { scenario: smaller, replicas };
  for (const [i, replica] of replicas.entries()) {
    const simpler: ReplicaScript[] = [];
    if (replica.copies !== undefined) simpler.push({ ...replica, copies: 1 });
    for (const says of listDeletions(replica.says ?? [])) simpler.push({ ...replica, says });
    for (const silentTo of listDeletions(replica.silentTo ?? [])) {
      simpler.push({ ...replica, silentTo });
    }
    for (const own of simpler) {
      if (JSON.stringify(own) === JSON.stringify(replica)) continue;
      yield { scenario, replicas: replicas.map((other, k) => (k === i ? own : other)) };
    }
  }
}

interface Setting {
  readonly clients: readonly ClientScript<RegisterRequest>[];
  readonly replicas: readonly ReplicaScript[];
  readonly faults?: readonly Fault[];
  readonly durationMs?: number;
}

function setting({ clients, replicas, faults = [], durationMs = 620 }: Setting): CoordinatorInput {
  return {
    scenario: {
      nodes: replicas.length + 1,
      seed: 5,
      latency: { minMs: 1, maxMs: 1 },
      durationMs,
      faults,
      clients,
    },
    replicas,
  };
}

const version = (time: number, node: NodeId): Versioned => ({
  tag: { time, node },
  value: `${node}.${time}`,
});
const honest: ReplicaScript = { copy: initial };
const silent: ReplicaScript = { copy: initial, silentTo: [{ type: 'query' }] };
const mute: ReplicaScript = { copy: initial, silentTo: [{ type: 'query' }, { type: 'store' }] };
const deafAtFirst: ReplicaScript = {
  copy: initial,
  silentTo: [
    { type: 'query', untilMs: 205 },
    { type: 'store', untilMs: 205 },
  ],
};
const noStore: ReplicaScript = { copy: initial, silentTo: [{ type: 'store' }] };

/** Whoever counts messages instead of nodes takes one replica for a majority. */
const repetitive: readonly CoordinatorInput[] = [
  // Five nodes: nobody but n2 answers at all, three times each.
  setting({
    clients: [call('c1', 10, real, write('a'))],
    replicas: [{ ...honest, copies: 3 }, silent, silent, silent],
  }),
  // Three replicas answer the query, n2 alone the store, three times.
  setting({
    clients: [call('c1', 10, real, write('a'))],
    replicas: [{ ...honest, copies: 3 }, noStore, noStore, noStore],
  }),
  setting({
    clients: [call('c1', 10, real, read)],
    replicas: [{ copy: version(5, 'n2'), copies: 3 }, silent, silent, silent],
  }),
  // Four nodes, two of them here: half is no majority.
  setting({
    clients: [call('c1', 10, real, write('a')), call('c2', 20, real, read)],
    replicas: [honest, silent, silent],
  }),
  setting({ clients: [call('c1', 10, real, write('a'))], replicas: [honest, noStore, noStore] }),
  // Two nodes: alone is no majority.
  setting({
    clients: [call('c1', 10, real, write('a')), call('c2', 15, real, read)],
    replicas: [silent],
  }),
];

/** What a read answers has to be with a majority before. */
const stuckWrites: readonly CoordinatorInput[] = [
  setting({
    clients: [call('c1', 10, real, read)],
    replicas: [
      { copy: version(5, 'n2'), silentTo: [{ type: 'store' }] },
      noStore,
      noStore,
      noStore,
    ],
  }),
  setting({
    clients: [call('c1', 10, real, read), call('c2', 400, real, read)],
    replicas: [{ copy: version(7, 'n2') }, honest, noStore, noStore],
    durationMs: 900,
  }),
  // Three versions of the same time: only one node has the newest.
  setting({
    clients: [call('c1', 20, real, read)],
    replicas: [
      { copy: version(5, 'n2'), says: [{ atMs: 5, store: version(5, 'n2') }] },
      { copy: version(5, 'n3') },
      silent,
      silent,
    ],
  }),
  // The first who answer agree with each other, but not with the node that asks.
  setting({
    clients: [call('c1', 10, real, read)],
    replicas: [
      { copy: version(5, 'n2') },
      { copy: version(5, 'n2') },
      { copy: initial, says: [{ atMs: 200 }] },
      honest,
    ],
  }),
  // The same value in two versions.
  setting({
    clients: [call('c1', 20, real, read)],
    replicas: [
      {
        copy: { tag: { time: 5, node: 'n2' }, value: 'x' },
        silentTo: [{ type: 'store' }],
      },
      {
        copy: { tag: { time: 3, node: 'n3' }, value: 'x' },
        silentTo: [{ type: 'store' }],
        says: [{ atMs: 5, store: { tag: { time: 3, node: 'n3' }, value: 'x' } }],
      },
      noStore,
      noStore,
    ],
  }),
  // All is well, and nothing to do.
  setting({
    clients: [call('c1', 10, real, read)],
    replicas: [honest, honest, honest, honest],
  }),
];

const heldStates = { untilMs: 150, releaseMs: 260 };

/** Answers of an operation that is over, while the next one is under way; then across a restart. */
const latecomers: readonly CoordinatorInput[] = [
  ...[[], [{ kind: 'crash', node: real, atMs: 100, downMs: 30 } satisfies Crash]].flatMap(
    (faults) => [
      // Late answers to a query.
      setting({
        clients: [call('c1', 10, real, read), call('c2', 255, real, write('b'))],
        replicas: [
          { copy: initial, held: heldStates, silentTo: [{ type: 'query', fromMs: 150 }] },
          { copy: initial, held: heldStates, silentTo: [{ type: 'query', fromMs: 150 }] },
        ],
        faults,
      }),
      setting({
        clients: [call('c1', 10, real, read), call('c2', 255, real, read)],
        replicas: [
          { copy: initial, held: heldStates, silentTo: [{ type: 'query', fromMs: 150 }] },
          { copy: initial, held: heldStates, silentTo: [{ type: 'query', fromMs: 150 }] },
        ],
        faults,
      }),
      // Late acknowledgements of a store: the query was answered at once.
      setting({
        clients: [call('c1', 10, real, write('a')), call('c2', 256, real, write('b'))],
        replicas: [
          {
            copy: initial,
            held: { untilMs: 150, releaseMs: 262 },
            silentTo: [{ type: 'store', fromMs: 150 }],
            isQuick: true,
          },
          {
            copy: initial,
            held: { untilMs: 150, releaseMs: 262 },
            silentTo: [{ type: 'store', fromMs: 150 }],
            isQuick: true,
          },
        ],
        faults,
      }),
    ],
  ),
];

/** Several clients at once, and crashes in the middle of giving out a version. */
const versions: readonly CoordinatorInput[] = [
  setting({
    clients: ['a', 'b', 'c'].map((value, i) => call(`c${i + 1}`, 10, real, write(value))),
    replicas: [honest, honest],
  }),
  setting({
    clients: ['a', 'b'].map((value, i) => call(`c${i + 1}`, 10 + i, real, write(value))),
    replicas: [{ copy: version(4, 'n3') }, honest, honest, honest],
  }),
  ...[0, 1, 2, 3, 4].map((afterEffects) =>
    setting({
      clients: [call('c1', 10, real, write('a')), call('c2', 60, real, write('b'))],
      replicas: [
        { copy: initial, silentTo: [{ type: 'query', fromMs: 40 }] },
        { copy: initial, silentTo: [{ type: 'store' }] },
      ],
      faults: [{ kind: 'crash', node: real, atMs: 12, downMs: 20, afterEffects }],
    }),
  ),
  // An empty text is a value; a value written twice has two versions.
  setting({
    clients: [
      call('c1', 10, real, write('')),
      call('c2', 60, real, read),
      call('c3', 110, real, write('')),
      call('c4', 160, real, write('')),
    ],
    replicas: [honest, honest],
  }),
  // Crashes when it has just begun to ask: by then the number of the request must be kept.
  ...[1, 2].map((afterEffects) =>
    setting({
      clients: [call('c1', 10, real, read), call('c2', 60, real, write('b'))],
      replicas: [honest, honest],
      faults: [{ kind: 'crash', node: real, atMs: 8, downMs: 20, afterEffects }],
    }),
  ),
  // The version reached n2 only, and n2 is not there when n1 starts again.
  setting({
    clients: [call('c1', 10, real, write('a')), call('c2', 60, real, write('b'))],
    replicas: [
      { copy: initial, silentTo: [{ type: 'query', fromMs: 40 }] },
      { copy: initial, silentTo: [{ type: 'store' }] },
    ],
    faults: [{ kind: 'crash', node: real, atMs: 30, downMs: 20 }],
  }),
];

const slow: ReplicaScript = {
  copy: initial,
  held: { untilMs: 150, releaseMs: 190 },
  silentTo: [{ type: 'store' }],
};

/** Where the time limit runs out: in the first phase, in the second, after a slow first one. */
const slowReplicas: readonly CoordinatorInput[] = [
  setting({ clients: [call('c1', 10, real, read)], replicas: [silent, silent] }),
  // What it has sent it has, also if the client was refused.
  setting({
    clients: [call('c1', 10, real, write('a'))],
    replicas: [noStore, { ...noStore, says: [{ atMs: 300 }] }],
  }),
  setting({ clients: [call('c1', 10, real, write('a'))], replicas: [slow, slow] }),
  // Its clock is slow, as slow as the contract allows.
  setting({
    clients: [call('c1', 10, real, write('a')), call('c2', 40, real, read)],
    replicas: [silent, silent],
    faults: [{ kind: 'drift', node: real, ratePerMille: 900 }],
  }),
  setting({
    clients: [
      call('c1', 10, real, write('a')),
      call('c2', 60, real, read),
      call('c3', 110, real, write('c')),
    ],
    replicas: [silent, silent],
  }),
];

/** Where a majority answers, a request succeeds, whatever the others do. */
const reachable: readonly CoordinatorInput[] = [
  // The copies of the majority differ.
  setting({
    clients: [call('muss-1', 10, real, read), call('muss-2', 60, real, write('b'))],
    replicas: [{ copy: version(5, 'n2') }, honest, mute, mute],
  }),
  // Who answers first in the one phase is silent in the other.
  setting({
    clients: [call('muss-1', 10, real, write('a')), call('muss-2', 60, real, read)],
    replicas: [{ copy: version(5, 'n2'), silentTo: [{ type: 'store' }] }, honest],
  }),
  // Several at once, and the version of another arrives while they are under way.
  setting({
    clients: ['a', 'b', 'c'].map((value, i) => call(`muss-${i + 1}`, 10, real, write(value))),
    replicas: [{ copy: version(5, 'n2'), says: [{ atMs: 11, store: version(5, 'n2') }] }, honest],
  }),
  // An earlier request runs out of time while a later one could succeed.
  setting({
    clients: [call('c1', 10, real, read), call('muss-1', 207, real, write('b'))],
    replicas: [deafAtFirst, deafAtFirst],
  }),
];

const emptied = (time: number): Versioned => ({ tag: { time, node: 'n2' }, value: '' });

/** The same value in a newer version, and an empty one at that. */
const sameValueStored = setting({
  clients: [call('c1', 10, real, read)],
  replicas: [
    {
      copy: emptied(6),
      says: [{ atMs: 20, store: emptied(5) }, { atMs: 30, store: emptied(6) }, { atMs: 200 }],
      silentTo: [{ type: 'query' }],
    },
    honest,
    honest,
    honest,
  ],
  faults: [{ kind: 'crash', node: real, atMs: 100, downMs: 30 }],
});

/** What the real node has sent or answered for, it has after a restart. */
const restarts: readonly CoordinatorInput[] = (['read', 'write'] as const).flatMap((kind) =>
  [undefined, 0, 1, 2, 3, 4].map((afterEffects) =>
    setting({
      clients: [call('c1', 10, real, kind === 'read' ? read : write('a'))],
      replicas: [
        { copy: version(5, 'n2') },
        { copy: initial, says: [{ atMs: 200 }] },
        { copy: initial, says: [{ atMs: 210 }] },
        honest,
      ],
      faults: [
        afterEffects === undefined
          ? { kind: 'crash', node: real, atMs: 100, downMs: 30 }
          : { kind: 'crash', node: real, atMs: 12, downMs: 30, afterEffects },
      ],
    }),
  ),
);

/** Honest replicas with different copies, some silent, under several clients. */
const varied: fc.Arbitrary<CoordinatorInput> = fc
  .constantFrom(3, 4, 5)
  .chain((nodes) =>
    fc.record({
      replicas: fc.array(replicaArbitrary, { minLength: nodes - 1, maxLength: nodes - 1 }),
      clients: fc.array(
        fc.record({ atMs: fc.integer({ min: 5, max: 330 }), isWrite: fc.boolean() }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  )
  .map(({ replicas, clients }) =>
    setting({
      clients: clients.map(({ atMs, isWrite }, i) =>
        call(`c${i + 1}`, atMs, real, isWrite ? write(`c${i + 1}`) : read),
      ),
      replicas: replicas.map((replica, i) => ({
        ...replica,
        // A version belongs to the node that gave it out.
        copy: replica.copy.tag.time === 0 ? initial : version(replica.copy.tag.time, `n${i + 2}`),
      })),
      durationMs: 700,
    }),
  );

const replicaArbitrary: fc.Arbitrary<ReplicaScript> = fc.record({
  copy: fc.integer({ min: 0, max: 6 }).map((time) => (time === 0 ? initial : version(time, 'n2'))),
  silentTo: fc.subarray([{ type: 'query' as const }, { type: 'store' as const, fromMs: 100 }]),
  copies: fc.constantFrom(1, 1, 2, 3),
});

function sceneExperiment(
  id: string,
  faults: Experiment<CoordinatorInput, RegisterSeen>['faults'],
  examples: readonly CoordinatorInput[],
  runs = 0,
): Experiment<CoordinatorInput, RegisterSeen> {
  return {
    id,
    faults,
    runs,
    inputs: runs === 0 ? fc.constantFrom(...examples) : varied,
    examples,
    observe,
    deletions,
  };
}

export const cpRepetitive = sceneExperiment('cp-zaehlen', 'reordering', repetitive, 6);
export const cpStuckWrites = sceneExperiment('cp-zurueckschreiben', 'loss', stuckWrites);
export const cpLatecomers = sceneExperiment('cp-nachzuegler', 'reordering', latecomers);
export const cpVersions = sceneExperiment('cp-versionen', 'crash', versions);
export const cpSlow = sceneExperiment('cp-frist', 'loss', slowReplicas);
export const cpReachable = sceneExperiment('cp-erreichbar', 'loss', reachable);
export const cpCoordinatorRestart = sceneExperiment('cp-koordinator-neustart', 'crash', [
  ...restarts,
  sameValueStored,
]);
