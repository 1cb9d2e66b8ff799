import * as fc from 'fast-check';
import type {
  DnsAnswer,
  Instance,
  Question,
  SrvRecord,
  Zone,
} from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import { randomSequence } from '../../../simulator/random.ts';
import { type CallRecord, Probe } from '../../submission.ts';
import type { Experiment, Observation } from '../../suite.ts';
import { instanceNamed } from './instance-setting.ts';

type AnswerQuestion = (question: Question, instances: readonly Instance[], zone: Zone) => DnsAnswer;
type OrderTargets = (records: readonly SrvRecord[], random: () => number) => readonly SrvRecord[];

export interface AnsweringInput {
  readonly instances: readonly Instance[];
  readonly questions: readonly Question[];
  readonly zone: Zone;
}

export interface AnsweringSeen extends Observation {
  readonly calls: readonly CallRecord[];
  readonly answers: readonly unknown[];
  /** The instances as they were after the calls. */
  readonly after: readonly Instance[];
}

const domain = 'cluster.local';

/** Services whose names begin alike, two instances on one machine. */
const cast: readonly Instance[] = [
  instanceNamed('web', 'a', { address: '10.0.0.1', port: 80, weight: 10 }),
  instanceNamed('web', 'b', { address: '10.0.0.1', port: 81, weight: 0 }),
  instanceNamed('web', 'c', { address: '10.0.0.3', port: 80, priority: 0, weight: 30 }),
  instanceNamed('web2', 'a', { address: '10.0.0.4', port: 443 }),
  instanceNamed('db', 'web', { address: '10.0.0.5', port: 5432 }),
  instanceNamed('web-2', 'a-1', { address: '10.0.0.6', port: 8443 }),
];

const names = [
  'web.cluster.local',
  'web2.cluster.local',
  'db.cluster.local',
  'web-2.cluster.local',
  'a.web.cluster.local',
  'b.web.cluster.local',
  'a.web2.cluster.local',
  'web.db.cluster.local',
  'a-1.web-2.cluster.local',
  '_web._tcp.cluster.local',
  '_web2._tcp.cluster.local',
  '_db._tcp.cluster.local',
  '_web-2._tcp.cluster.local',
  '_tcp.cluster.local',
  'a.cluster.local',
  'cluster.local',
  'x.cluster.local',
  'x.web.cluster.local',
  'x.a.web.cluster.local',
  '_x._tcp.cluster.local',
  '_web._udp.cluster.local',
  'web.xcluster.local',
  'xcluster.local',
  'web.example.org',
  'local',
];

const spelling = fc.constantFrom<(name: string) => string>(
  (name) => name,
  (name) => name,
  (name) => `${name}.`,
  (name) => name.toUpperCase(),
  (name) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}.`,
);

const question: fc.Arbitrary<Question> = fc
  .tuple(fc.constantFrom(...names), spelling, fc.constantFrom('A' as const, 'SRV' as const))
  .map(([name, spell, recordType]) => ({ name: spell(name), recordType }));

export const answering: Experiment<AnsweringInput, AnsweringSeen> = {
  id: 'dns-antworten',
  faults: 'none',
  runs: 40,
  inputs: fc.record({
    instances: fc.shuffledSubarray([...cast]),
    questions: fc.array(question, { minLength: 1, maxLength: 4 }),
    zone: fc.record({
      domain: fc.constant(domain),
      ttl: fc.constantFrom(5, 30, 0),
      negativeTtl: fc.constantFrom(2, 7, 0),
    }),
  }),
  examples: [
    {
      instances: cast,
      zone: { domain, ttl: 5, negativeTtl: 2 },
      questions: names.flatMap((name) => [
        { name, recordType: 'A' as const },
        { name, recordType: 'SRV' as const },
      ]),
    },
    // Neither capitals nor a dot at the end make another name.
    {
      instances: cast,
      zone: { domain, ttl: 0, negativeTtl: 0 },
      questions: names.flatMap((name) => [
        { name: name.toUpperCase(), recordType: 'A' as const },
        { name: `${name}.`, recordType: 'SRV' as const },
      ]),
    },
    {
      instances: [],
      zone: { domain, ttl: 5, negativeTtl: 2 },
      questions: names.map((name) => ({ name, recordType: 'A' as const })),
    },
  ],
  observe({ instances, questions, zone }, submission) {
    const probe = new Probe(submission);
    const answer = probe.load<AnswerQuestion>('answerQuestion');
    const after = instances.map((instance) => ({ ...instance }));
    const answers = questions.map((asked) =>
      probe.call<unknown>('answerQuestion', [asked, instances, zone], () =>
        answer({ ...asked }, after, { ...zone }),
      ),
    );
    return { calls: probe.calls, answers, after };
  },
  *deletions(input) {
    for (let i = 0; i < input.questions.length; i++) {
      yield { ...input, questions: input.questions.filter((_, other) => other !== i) };
    }
    for (let i = 0; i < input.instances.length; i++) {
      yield { ...input, instances: input.instances.filter((_, other) => other !== i) };
    }
  },
};

export interface OrderingSeen extends Observation {
  readonly calls: readonly CallRecord[];
  readonly ordered: unknown;
  readonly after: readonly SrvRecord[];
}

function record(priority: number, weight: number, index: number): SrvRecord {
  return {
    recordType: 'SRV',
    name: '_web._tcp.cluster.local',
    ttl: 5,
    priority,
    weight,
    port: 8000 + index,
    target: `i${index}.web.cluster.local`,
  };
}

export const ordering: Experiment<readonly SrvRecord[], OrderingSeen> = {
  id: 'ziele-ordnen',
  faults: 'none',
  runs: 25,
  inputs: fc
    .array(fc.tuple(fc.constantFrom(0, 1, 2, 10), fc.constantFrom(0, 0, 1, 10, 200)), {
      maxLength: 6,
    })
    .map((pairs) => pairs.map(([priority, weight], index) => record(priority, weight, index))),
  examples: [
    [],
    [
      [10, 5],
      [2, 5],
      [2, 0],
      [0, 0],
    ].map(([p = 0, w = 0], i) => record(p, w, i)),
    [0, 0, 0].map((weight, i) => record(1, weight, i)),
  ],
  observe(records, submission) {
    const probe = new Probe(submission);
    const order = probe.load<OrderTargets>('orderTargets');
    const after = records.map((one) => ({ ...one }));
    const ordered = probe.call<unknown>('orderTargets', [records], () =>
      order(after, randomSequence(7)),
    );
    return { calls: probe.calls, ordered, after };
  },
  *deletions(records) {
    for (let i = 0; i < records.length; i++) yield records.filter((_, other) => other !== i);
  },
};

export const draws = 1000;

export interface DrawingSeen extends Observation {
  readonly calls: readonly CallRecord[];
  /** How often which order came out, as indices of the records: `1,0,2`. */
  readonly orders: Readonly<Record<string, number>>;
}

/** Groups of weights, all of one priority; every other time with a better target before them. */
export const drawing: Experiment<readonly number[], DrawingSeen> = {
  id: 'ziele-auslosen',
  faults: 'none',
  runs: 0,
  inputs: fc.constant([10, 30]),
  examples: [
    [10, 30],
    [10, 30, 60],
    [50, 50],
    [0, 40],
    [20, 0, 20],
  ],
  observe(weights, submission) {
    const probe = new Probe(submission);
    const order = probe.load<OrderTargets>('orderTargets');
    const random = randomSequence(11);
    const records = weights.map((weight, index) => record(1, weight, index));
    const best = record(0, 10, weights.length);
    const batches = 10;
    const orders: Record<string, number> = {};
    // Batches, because each call has a budget of steps of its own.
    for (let batch = 0; batch < batches; batch++) {
      const targets = batch % 2 === 0 ? records : [...records, best];
      const keys = probe.call<string[]>('orderTargets', [targets], () =>
        Array.from({ length: draws / batches }, () =>
          [...order(targets, random)]
            .filter(({ port }) => port !== best.port)
            .map(({ port }) => port - 8000)
            .join(','),
        ),
      );
      for (const key of keys) orders[key] = (orders[key] ?? 0) + 1;
    }
    return { calls: probe.calls.slice(0, 1), orders };
  },
};
