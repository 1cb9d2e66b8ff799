import * as z from 'zod';
import { traceVersion } from './trace.ts';

/**
 * The form of a saved or received trace, exactly as the types in `trace.ts` have it (a test on the
 * types sees to that). Strict: unknown fields are refused, so that a change of form is noticed.
 */

const count = z.number().int().nonnegative();
const node = z.string();

const outside = { seq: count, atMs: z.number() };
const onNode = { ...outside, node, incarnation: count, clock: z.array(count) };

export const submissionFaultSchema = z.strictObject({
  kind: z.enum([
    'exception',
    'todo',
    'step-budget',
    'recursion',
    'bad-message',
    'bad-argument',
    'asynchronous',
    'missing-export',
    'flood',
    'non-deterministic',
  ]),
  detail: z.string(),
  field: z.string().exactOptional(),
  node: node.exactOptional(),
  handler: z.string().exactOptional(),
  exercise: z.string().exactOptional(),
  location: z
    .strictObject({
      file: z.string(),
      line: z.number().int(),
      column: z.number().int().exactOptional(),
    })
    .exactOptional(),
});

export const traceEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...onNode, kind: z.literal('start') }),
  z.strictObject({
    ...onNode,
    kind: z.literal('send'),
    to: node,
    id: count,
    type: z.string(),
    k: count,
    message: z.unknown(),
  }),
  z.strictObject({
    ...onNode,
    kind: z.literal('deliver'),
    from: node,
    id: count,
    type: z.string(),
    copy: count,
    message: z.unknown(),
  }),
  z.strictObject({ ...onNode, kind: z.literal('timer'), name: z.string() }),
  z.strictObject({
    ...onNode,
    kind: z.literal('set-timer'),
    name: z.string(),
    delayMs: z.number(),
  }),
  z.strictObject({ ...onNode, kind: z.literal('cancel-timer'), name: z.string() }),
  z.strictObject({ ...onNode, kind: z.literal('store'), key: z.string(), value: z.unknown() }),
  z.strictObject({
    ...onNode,
    kind: z.literal('request'),
    client: z.string(),
    operation: count,
    attempt: count,
    request: z.unknown(),
  }),
  z.strictObject({
    ...onNode,
    kind: z.literal('respond'),
    client: z.string(),
    operation: count,
    attempt: count,
    response: z.unknown(),
  }),
  z.strictObject({ ...onNode, kind: z.literal('log'), level: z.string(), text: z.string() }),
  z.strictObject({ ...onNode, kind: z.literal('state'), state: z.unknown() }),
  z.strictObject({ ...onNode, kind: z.literal('crash'), duringHandler: z.boolean() }),
  z.strictObject({ ...onNode, kind: z.literal('fault'), fault: submissionFaultSchema }),
  z.strictObject({
    ...outside,
    kind: z.literal('drop'),
    id: count,
    from: node,
    to: node,
    type: z.string(),
    reason: z.enum(['loss', 'partition', 'receiver-down']),
  }),
  z.strictObject({
    ...outside,
    kind: z.literal('partition'),
    groups: z.array(z.array(node)),
    oneWay: z.boolean(),
  }),
  z.strictObject({ ...outside, kind: z.literal('heal') }),
  z.strictObject({ ...outside, kind: z.literal('pause'), node, untilMs: z.number() }),
  z.strictObject({
    ...outside,
    kind: z.literal('invoke'),
    client: z.string(),
    operation: count,
    request: z.unknown(),
  }),
  z.strictObject({
    ...outside,
    kind: z.literal('return'),
    client: z.string(),
    operation: count,
    response: z.unknown(),
  }),
  z.strictObject({
    ...outside,
    kind: z.literal('give-up'),
    client: z.string(),
    operation: count,
  }),
]);

export const traceSchema = z.strictObject({
  version: z.literal(traceVersion),
  nodes: z.array(node),
  scripted: z.array(node),
  events: z.array(traceEventSchema),
  end: z.enum(['idle', 'time', 'flood', 'fault']),
  endedAtMs: z.number(),
});
