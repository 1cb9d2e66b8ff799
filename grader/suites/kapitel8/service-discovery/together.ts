import * as fc from 'fast-check';
import type {
  Instance,
  InstanceMessage,
  InstanceRequest,
  RegistryMessage,
  RegistryRequest,
} from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import { listDeletions } from '../../../simulator/deletions.ts';
import { simulate } from '../../../simulator/kernel.ts';
import type { Context, NodeId, Process } from '../../../simulator/process.ts';
import type { ClientScript, Fault } from '../../../simulator/scenario.ts';
import type { NodeEvent, Trace } from '../../../simulator/trace.ts';
import { exported, type Submission } from '../../submission.ts';
import type { Experiment, Observation } from '../../suite.ts';
import { type CreateInstance, once } from './instance-run.ts';
import { configurationOf, instanceNamed, store, times } from './instance-setting.ts';
import { type CreateRegistry, registry } from './registry-run.ts';
import { storeNode } from './store-node.ts';
import { isRecord } from './values.ts';

/** Instances and registry of the submission together, and a caller who asks again and again. */
export interface TogetherInput {
  readonly seed: number;
  readonly untilMs: number;
  readonly shifts: readonly Shift[];
  readonly faults: readonly Fault[];
}

/** One service process: it reports well from `fromMs` on until it is stopped, hangs or the run ends. */
export interface Shift {
  readonly node: NodeId;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly end: 'stop' | 'hang';
}

/** Where which instance runs. `n5` takes over the id of `n3` on another machine, in another version. */
export const placed: Readonly<Record<NodeId, Instance>> = {
  n3: instanceNamed('web', 'a'),
  n4: instanceNamed('web', 'b', { version: '2.0.0' }),
  n5: instanceNamed('web', 'a', { address: '10.0.1.5', version: '1.1.0' }),
};

export const watchMs = 500;
const registryTimes = { retryMs: 150, watchMs } as const;
const reportEveryMs = 700;
const lookUpEveryMs = 250;

/** Spans of time in which the instance on a node was ready, as far as its node was up to know it. */
export interface Span {
  readonly node: NodeId;
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface Lookup {
  readonly atMs: number;
  readonly seq: number;
  /** `undefined`: not answered. */
  readonly listed: readonly unknown[] | undefined;
}

export interface TogetherSeen extends Observation {
  readonly spans: readonly Span[];
  readonly lookups: readonly Lookup[];
  /** Single messages lost: each may cost one more timeout. */
  readonly losses: number;
}

function clientsOf({ shifts, untilMs }: TogetherInput): ClientScript[] {
  const services = shifts.map((shift, index): ClientScript<InstanceRequest> => {
    const requests = [];
    const endMs = Math.min(shift.untilMs, untilMs);
    for (let atMs = shift.fromMs; atMs < endMs; atMs += reportEveryMs) {
      requests.push({
        atMs,
        target: shift.node,
        request: { type: 'report', healthy: true } as const,
      });
    }
    if (shift.end === 'stop' && shift.untilMs < untilMs) {
      requests.push({
        atMs: shift.untilMs,
        target: shift.node,
        request: { type: 'stop' } as const,
      });
    }
    return { id: `service${index + 1}`, requests };
  });
  const caller: ClientScript<RegistryRequest> = {
    id: 'caller',
    requests: Array.from({ length: Math.ceil(untilMs / lookUpEveryMs) }, (_, i) => ({
      atMs: 50 + i * lookUpEveryMs,
      target: registry,
      request: { type: 'lookup', service: 'web' },
    })),
  };
  return [...services, caller];
}

function observe(input: TogetherInput, submission: Submission, explain: boolean): TogetherSeen {
  const create = (context: Context): Process => {
    const instance = placed[context.self];
    if (instance !== undefined) {
      return exported<CreateInstance>(submission, 'createInstance')(
        context as Context<InstanceMessage>,
        configurationOf(instance),
      ) as Process;
    }
    return exported<CreateRegistry>(submission, 'createRegistry')(
      context as Context<RegistryMessage>,
      { store, watchers: [], ...registryTimes },
    ) as Process;
  };
  const run = simulate<unknown, unknown, unknown>({
    scenario: {
      nodes: 5,
      seed: input.seed,
      latency: { minMs: 1, maxMs: 5 },
      durationMs: input.untilMs + 100,
      faults: input.faults,
      clients: clientsOf(input),
    },
    createProcess: create,
    guard: submission.guard,
    // A machine that is down answers nobody: its service goes on reporting all the same.
    clientPolicy: { ...once, timeoutMs: 300 },
    inspect: explain,
    recordTimers: explain,
    scripted: { [store]: storeNode(submission, {}) },
  });
  const { trace } = run;
  const lookups = lookupsIn(trace);
  const spans = Object.keys(placed).flatMap((node) => spansOf(trace, node));
  const losses = input.faults.filter(({ kind }) => kind === 'drop').length;
  const counts = {
    ...run.counts,
    answered: lookups.filter(({ listed }) => (listed?.length ?? 0) > 0).length,
    leavings: spans.filter(({ untilMs }) => untilMs < trace.endedAtMs).length,
    returns: spans.filter((span) =>
      spans.some((one) => one.node === span.node && one.untilMs < span.fromMs),
    ).length,
  };
  return { trace, fault: run.fault, spans, lookups, losses, counts };
}

/** By the rules of part 1, from what the service reported and when its node was up. */
function spansOf(trace: Trace, node: NodeId): Span[] {
  const spans: Span[] = [];
  let fromMs: number | undefined;
  let untilMs = 0;
  let isStopped = false;
  const close = (atMs: number): void => {
    if (fromMs !== undefined) spans.push({ node, fromMs, untilMs: Math.min(atMs, untilMs) });
    fromMs = undefined;
  };
  for (const event of trace.events) {
    if (!('clock' in event) || event.node !== node) continue;
    if (fromMs !== undefined && untilMs <= event.atMs) close(untilMs);
    if (event.kind === 'start') isStopped = false;
    else if (event.kind === 'crash') close(event.atMs);
    else if (event.kind === 'request' && isRecord(event.request)) {
      if (event.request.type === 'stop') {
        isStopped = true;
        close(event.atMs);
      } else if (!isStopped) {
        fromMs ??= event.atMs;
        untilMs = event.atMs + times.checkTtlMs;
      }
    }
  }
  close(trace.endedAtMs);
  return spans;
}

function lookupsIn({ events }: Trace): Lookup[] {
  const requests = events.filter(
    (event): event is Extract<NodeEvent, { kind: 'request' }> =>
      event.kind === 'request' && event.node === registry,
  );
  return requests.map((asked) => {
    const respond = events.find(
      (event): event is Extract<NodeEvent, { kind: 'respond' }> =>
        event.kind === 'respond' && event.operation === asked.operation && event.seq > asked.seq,
    );
    const response = respond?.response;
    const isList = isRecord(response) && Array.isArray(response.instances);
    const { atMs, seq } = respond ?? asked;
    return { atMs, seq, listed: isList ? (response.instances as unknown[]) : undefined };
  });
}

function* deletions(input: TogetherInput): Generator<TogetherInput> {
  for (const faults of listDeletions(input.faults)) yield { ...input, faults };
  for (const shifts of listDeletions(input.shifts)) yield { ...input, shifts };
  for (const untilMs of [2000, 3000, 4000, 5000]) {
    if (untilMs < input.untilMs) yield { ...input, untilMs };
  }
}

const crash = (node: NodeId, atMs: number, downMs?: number): Fault => ({
  kind: 'crash',
  node,
  atMs,
  ...(downMs === undefined ? {} : { downMs }),
});
const shift = (node: NodeId, fromMs = 20, untilMs = 9000, end: Shift['end'] = 'stop'): Shift => ({
  node,
  fromMs,
  untilMs,
  end,
});

const seed = fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff }));
const time = fc.integer({ min: 900, max: 2400 });
const lostReply: fc.Arbitrary<Fault> = fc
  .record({ to: fc.constantFrom('n2', 'n3', 'n4'), k: fc.nat({ max: 6 }) })
  .map(({ to, k }) => ({ kind: 'drop', message: { from: store, to, type: 'StoreReply', k } }));

/** `b` on n4 works all the time; `a` on n3 comes, goes, moves or dies. */
const story: fc.Arbitrary<Pick<TogetherInput, 'shifts' | 'faults'>> = fc.oneof(
  fc.record({ atMs: time, downMs: fc.integer({ min: 50, max: 2500 }) }).map(({ atMs, downMs }) => ({
    shifts: [shift('n3'), shift('n4', 40)],
    faults: [crash('n3', atMs, downMs)],
  })),
  fc.record({ atMs: time }).map(({ atMs }) => ({
    shifts: [shift('n3'), shift('n4', 40)],
    faults: [crash('n3', atMs)],
  })),
  fc
    .record({ atMs: time, overlapMs: fc.integer({ min: 100, max: 2000 }) })
    .map(({ atMs, overlapMs }) => ({
      shifts: [shift('n3', 20, atMs + overlapMs), shift('n5', atMs), shift('n4', 40)],
      faults: [],
    })),
  fc
    .record({ atMs: time, end: fc.constantFrom('stop' as const, 'hang' as const) })
    .map(({ atMs, end }) => ({
      shifts: [shift('n3', 20, atMs, end), shift('n4', 40)],
      faults: [],
    })),
);

export const together: Experiment<TogetherInput, TogetherSeen> = {
  id: 'zusammenspiel',
  faults: 'crash',
  runs: 10,
  inputs: fc
    .record({ seed, story, lost: fc.array(lostReply, { maxLength: 1 }) })
    .map(({ seed: one, story: told, lost }) => ({
      seed: one,
      untilMs: 6000,
      shifts: told.shifts,
      faults: [...told.faults, ...lost],
    })),
  examples: [
    // Restart: down for less than the lease, and up again for good.
    {
      seed: 1,
      untilMs: 5000,
      shifts: [shift('n3'), shift('n4', 40)],
      faults: [crash('n3', 1200, 400)],
    },
    // Crash: the lease has to end.
    { seed: 2, untilMs: 6000, shifts: [shift('n3'), shift('n4', 40)], faults: [crash('n3', 1500)] },
    // Crash before the first refresh: only the registration has given the lease its end.
    {
      seed: 7,
      untilMs: 3800,
      shifts: [shift('n3'), shift('n4', 40)],
      faults: [crash('n3', 300)],
    },
    // The only machine comes back after its lease has ended.
    { seed: 3, untilMs: 6000, shifts: [shift('n3')], faults: [crash('n3', 1000, 2500)] },
    // Move: the same id on another machine, without a neighbour to help out.
    { seed: 4, untilMs: 4500, shifts: [shift('n3', 20, 2000), shift('n5', 700)], faults: [] },
    // Swap: another id in another version.
    { seed: 5, untilMs: 4500, shifts: [shift('n3', 20, 2600), shift('n4', 900)], faults: [] },
    // The service hangs, its companion lives on.
    {
      seed: 6,
      untilMs: 5000,
      shifts: [shift('n3', 20, 1500, 'hang'), shift('n4', 40)],
      faults: [],
    },
  ],
  observe: (input, submission, { explain }) => observe(input, submission, explain),
  deletions,
};
