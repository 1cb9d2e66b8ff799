import * as fc from 'fast-check';
import type {
  ConfigFileConfiguration,
  ConfigFileRequest,
  ConfigFileResponse,
  StoreEvent,
  StoreMessage,
} from '../../../../exercises/kapitel8/config-store/contract.ts';
import { listDeletions } from '../../../simulator/deletions.ts';
import { simulate } from '../../../simulator/kernel.ts';
import type { Context, NodeId, Process } from '../../../simulator/process.ts';
import type { Trace } from '../../../simulator/trace.ts';
import { exported, type Submission } from '../../submission.ts';
import {
  holds,
  type Observation,
  type ObserveOptions,
  type Verdict,
  violated,
} from '../../suite.ts';
import {
  calmFromMs,
  type Disturbance,
  disturbancesOf,
  faultsFor,
  latency,
  monitors,
  type RecipeFaults,
  recipeDeletions,
  recipeFaults,
  recipeNodes,
} from './recipe-scenario.ts';
import { newStoreLog, type Operation, playStore, type StoreLog, storeNode } from './store-node.ts';
import { recipeWording as wording } from './wording-recipes.ts';

export interface FileInput extends RecipeFaults {
  readonly seed: number;
  readonly historyLimit: number;
  readonly operations: readonly Operation[];
}

/** What a node showed of its file. */
interface View {
  readonly node: NodeId;
  readonly incarnation: number;
  readonly seq: number;
  readonly atMs: number;
  readonly text: unknown;
  readonly index: unknown;
}

export interface FileSeen extends Observation {
  readonly trace: Trace;
  readonly views: readonly View[];
  readonly log: StoreLog;
  /** The right content after each event; `texts[0]` is that of the empty store. */
  readonly texts: readonly string[];
  readonly calmMs: number;
}

const prefix = '/app';
const durationMs = 14_000;
const askEveryMs = 80;

const key = fc.constantFrom(
  '/app/db/host',
  '/app/db/port',
  '/app/name',
  '/app/a',
  '/app/a-b',
  '/app/a/b',
  '/app/_hidden/x',
  '/application/x',
  '/other',
);
const request = fc.oneof(
  {
    arbitrary: fc.record({
      method: fc.constant('PUT' as const),
      key,
      query: fc.record({ value: fc.constantFrom('1', '2', '3', 'eins', '') }),
    }),
    weight: 8,
  },
  {
    arbitrary: fc.record({
      method: fc.constant('PUT' as const),
      key,
      query: fc.record({ value: fc.constantFrom('4', '5'), ttl: fc.constantFrom(1, 2) }),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      method: fc.constant('DELETE' as const),
      key: fc.oneof(key, fc.constantFrom('/app/db', '/app', '/app/a')),
      query: fc.constant({ recursive: true }),
    }),
    weight: 3,
  },
);

function operationsUntil(untilMs: number, maxLength: number): fc.Arbitrary<Operation[]> {
  // Several at a time, so that one is made while another one is still being told.
  const moment = fc.oneof(
    fc.integer({ min: 0, max: untilMs }),
    fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 12 })).map(([burst, ms]) => 500 + 700 * burst + ms),
  );
  const one = fc.tuple(moment, request).map(([atMs, given]) => ({ atMs, ...given }));
  return fc.array(one, { minLength: 2, maxLength, size: 'max' });
}

const seed = fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff }));

export const calmFiles: fc.Arbitrary<FileInput> = fc.record({
  nodes: fc.constant(2),
  seed,
  historyLimit: fc.constantFrom(1000, 1000, 20),
  faults: fc.constant([]),
  operations: operationsUntil(6_000, 20),
});

export const stormyFiles: fc.Arbitrary<FileInput> = fc.record({
  nodes: fc.constantFrom(2, 3),
  seed,
  historyLimit: fc.constantFrom(1000, 3, 2, 5),
  faults: recipeFaults(7_000, 4_000),
  operations: operationsUntil(8_000, 20),
});

export function* fileDeletions(input: FileInput): Generator<FileInput> {
  yield* recipeDeletions(input);
  for (const operations of listDeletions(input.operations)) yield { ...input, operations };
}

type CreateConfigFile = (
  context: Context<StoreMessage>,
  configuration: ConfigFileConfiguration,
) => Process<StoreMessage, ConfigFileRequest, ConfigFileResponse>;

export function observeFile(
  input: FileInput,
  submission: Submission,
  { explain }: ObserveOptions,
): FileSeen {
  const { nodes, historyLimit, operations } = input;
  const faults = faultsFor(input);
  const log = newStoreLog(historyLimit);
  const configuration = Object.freeze({ store: storeNode, prefix });
  const question: ConfigFileRequest = { type: 'file' };
  const run = simulate<StoreMessage, ConfigFileRequest, ConfigFileResponse>({
    scenario: {
      nodes,
      seed: input.seed,
      latency,
      durationMs,
      faults,
      clients: monitors(recipeNodes(nodes), faults, askEveryMs, durationMs, question, input.asked),
    },
    guard: submission.guard,
    inspect: explain,
    scripted: { [storeNode]: (context) => playStore(context, log, operations) as never },
    createProcess: (context) =>
      exported<CreateConfigFile>(submission, 'createConfigFile')(context, configuration),
    clientPolicy: {
      timeoutMs: 5_000,
      retryDelayMs: 1,
      maxAttempts: 1,
      interpret: () => ({ done: true }),
    },
  });
  const views = viewsIn(run.trace);
  const texts = textsOf(log.model.events.map(({ event }) => event));
  return {
    trace: run.trace,
    fault: run.fault,
    views,
    log,
    texts,
    calmMs: calmFromMs(run.trace, faults, true),
    counts: {
      shown: views.filter(({ text }) => typeof text === 'string').length,
      changes: texts.filter((text, i) => i > 0 && text !== texts[i - 1]).length,
      gaps: countGaps(log, historyLimit, disturbancesOf(run.trace, faults, true)),
    },
  };
}

function viewsIn({ events }: Trace): View[] {
  return events.flatMap((event) => {
    if (event.kind !== 'respond') return [];
    const { node, incarnation, seq, atMs } = event;
    const response = event.response as Partial<Record<string, unknown>> | null;
    const { text, index } = (typeof response === 'object' && response) || {};
    return [{ node, incarnation, seq, atMs, text, index }];
  });
}

/** Disturbances during which more happened than the history remembers. */
function countGaps(
  { happened }: StoreLog,
  historyLimit: number,
  disturbances: Disturbance[],
): number {
  return disturbances.filter(({ fromMs, untilMs }) => {
    const during = happened.filter(({ atMs }) => atMs > fromMs && atMs < untilMs);
    return during.length > historyLimit;
  }).length;
}

/** What the file has to say after each event. */
function textsOf(events: readonly StoreEvent[]): string[] {
  const values = new Map<string, string>();
  const texts = [''];
  for (const { action, node } of events) {
    for (const other of [...values.keys()]) {
      if (other.startsWith(`${node.key}/`) && action !== 'update') values.delete(other);
    }
    if (node.value === undefined) values.delete(node.key);
    else values.set(node.key, node.value);
    texts.push(render(values));
  }
  return texts;
}

function render(values: ReadonlyMap<string, string>): string {
  return [...values]
    .filter(([name]) => name.startsWith(`${prefix}/`) && !name.slice(prefix.length).includes('/_'))
    .map(([name, value]) => [name.slice(prefix.length + 1), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** The file shows one state of the store, and never an earlier one than before. */
export function checkSnapshot({ views, texts, log }: FileSeen): Verdict {
  const latest = new Map<string, number>();
  for (const { node, incarnation, seq, atMs, text, index } of views) {
    const before = latest.get(`${node} ${incarnation}`);
    if (text === null && index === 0 && before === undefined) continue;
    const reached = log.happened.filter((one) => one.atMs <= atMs).length;
    if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index > reached) {
      return violated(wording.fileFuture(node, index, reached), [seq]);
    }
    if (before !== undefined && index < before) {
      return violated(wording.fileBack(node, before, index), [seq]);
    }
    if (text !== texts[index]) {
      const values = { expected: texts[index], actual: text };
      return violated(wording.fileMixed(node, index), [seq], values);
    }
    latest.set(`${node} ${incarnation}`, index);
  }
  return holds;
}

const followMs = 300;
const recoverMs = 3_000;

/** Where nothing goes wrong: each change is in the file shortly afterwards. */
export function checkFollows(seen: FileSeen): Verdict {
  return checkLate(seen, followMs, 0);
}

/** After all faults are over the file catches up. */
export function checkRecovers(seen: FileSeen): Verdict {
  return checkLate(seen, recoverMs, seen.calmMs);
}

function checkLate({ views, texts, log }: FileSeen, allowedMs: number, calmMs: number): Verdict {
  for (const { node, seq, atMs, text, index } of views) {
    const dueMs = atMs - allowedMs;
    if (dueMs < calmMs) continue;
    const due = log.happened.filter((one) => one.atMs < dueMs).length;
    let missed = due;
    while (missed > 0 && texts[missed] === texts[missed - 1]) missed--;
    if (typeof text === 'string' && typeof index === 'number' && index >= missed) continue;
    if (typeof text !== 'string') return violated(wording.fileMissing(node, atMs), [seq]);
    const lateMs = atMs - Math.max(calmMs, log.happened[missed - 1]?.atMs ?? 0);
    return violated(wording.fileLate(node, index, missed, lateMs), [seq]);
  }
  return holds;
}
