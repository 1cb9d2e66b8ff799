import * as z from 'zod';
import type { SandboxOutcome } from '../../../grader/sandbox/outcome.ts';
import type { Fault, Scenario } from '../../../grader/simulator/scenario.ts';
import type { SubmissionFault, Trace } from '../../../grader/simulator/trace.ts';
import { submissionFaultSchema, traceSchema } from '../../../grader/simulator/trace-schema.ts';
import type { ChamberEnd } from '../machine/clerk-calls.ts';
import { reportSaid } from '../machine/said.ts';

/** What comes from where hostile code runs, and from addresses: read before it is believed. */

const maxNodes = 64;
const maxFaults = 200;
const maxTextLength = 2_000;

const name = z.string().max(maxTextLength);
const ms = z.number().min(0).max(1e12);
const message = z.strictObject({
  from: name,
  to: name,
  type: name,
  k: z.number().int().nonnegative(),
});
const oneMessage = { message, untilMs: ms.exactOptional() };
const nodes = z.array(name).max(maxNodes);
const perMille = z.number().min(0).max(1000);

const faultSchema: z.ZodType<Fault> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('drop'), ...oneMessage }),
  z.strictObject({ kind: z.literal('duplicate'), ...oneMessage, afterMs: ms }),
  z.strictObject({ kind: z.literal('delay'), ...oneMessage, byMs: ms }),
  z.strictObject({
    kind: z.literal('unreliable'),
    fromMs: ms,
    untilMs: ms,
    dropPerMille: perMille,
    duplicatePerMille: perMille,
    delayPerMille: perMille,
    maxExtraDelayMs: ms,
  }),
  z.strictObject({
    kind: z.literal('partition'),
    fromMs: ms,
    untilMs: ms,
    groups: z.array(nodes).max(maxNodes),
  }),
  z.strictObject({
    kind: z.literal('one-way-partition'),
    fromMs: ms,
    untilMs: ms,
    senders: nodes,
    receivers: nodes,
  }),
  z.strictObject({
    kind: z.literal('crash'),
    node: name,
    atMs: ms,
    afterEffects: z.number().int().nonnegative().exactOptional(),
    downMs: ms.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('pause'), node: name, fromMs: ms, untilMs: ms }),
  z.strictObject({ kind: z.literal('drift'), node: name, ratePerMille: z.number().positive() }),
]);
const faultsSchema = z.array(faultSchema).max(maxFaults);

const scenarioSchema = z.strictObject({
  nodes: z.number().int().positive().max(maxNodes),
  seed: z.number(),
  latency: z.strictObject({ minMs: ms, maxMs: ms }),
  durationMs: ms,
  faults: faultsSchema,
  clients: z.array(
    z.strictObject({
      id: name,
      requests: z.array(
        z.strictObject({ atMs: ms, request: z.unknown(), target: name.exactOptional() }),
      ),
    }),
  ),
});

const seqs = z.array(z.number().int().nonnegative());
const stagedSchema = z
  .strictObject({
    trace: traceSchema.exactOptional(),
    shown: seqs,
    labels: z
      .array(z.strictObject({ event: z.number().int().nonnegative(), text: name }))
      .exactOptional(),
    scenario: scenarioSchema.exactOptional(),
    fault: submissionFaultSchema.exactOptional(),
  })
  .refine(({ trace, shown, labels = [] }) => {
    const events = trace?.events ?? [];
    const isThere = (seq: number) => seq < events.length;
    return (
      (trace === undefined || isWhole(trace as Trace)) &&
      shown.every(isThere) &&
      labels.every(({ event }) => isThere(event))
    );
  });

const reportSchema = z.strictObject({
  nonce: z.string(),
  seq: z.number(),
  kind: z.literal('staged'),
  staged: stagedSchema,
});

/** How a scene went, as it was read. */
export interface ReadStaged {
  readonly trace?: Trace;
  readonly shown: readonly number[];
  readonly labels?: readonly { readonly event: number; readonly text: string }[];
  readonly scenario?: Scenario;
  readonly fault?: SubmissionFault;
}

export type StagedEnd =
  | Exclude<SandboxOutcome, { kind: 'completed' }>
  | { readonly kind: 'staged'; readonly staged: ReadStaged };

/** How playing a scene in the chamber ended. */
export function readStaged(end: ChamberEnd): StagedEnd {
  if (end.kind === 'not-completed') return end;
  if (end.kind === 'broken') return { kind: 'grader-error', detail: end.detail };
  const said = reportSaid(end, (report) => reportSchema.parse(report));
  if (said === undefined) return { kind: 'not-completed', reason: 'garbled' };
  return { kind: 'staged', staged: said.staged as ReadStaged };
}

/** Faults that an address holds; `undefined` if they are none. */
export function readFaults(value: unknown): readonly Fault[] | undefined {
  return faultsSchema.safeParse(value).data;
}

/** The player goes by numbers and names: they must be there. */
function isWhole({ nodes: known, scripted, events }: Trace): boolean {
  const isKnown = (node: string) => known.includes(node);
  return (
    known.length <= maxNodes &&
    scripted.every(isKnown) &&
    events.every((event, at) => {
      if (event.seq !== at) return false;
      if ('node' in event && !isKnown(event.node)) return false;
      if ('clock' in event && event.clock.length !== known.length) return false;
      if ('to' in event && !isKnown(event.to)) return false;
      return !('from' in event) || isKnown(event.from);
    })
  );
}
