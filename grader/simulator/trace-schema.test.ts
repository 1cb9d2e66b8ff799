import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import type { Trace, TraceEvent } from './trace.ts';
import { traceSchema } from './trace-schema.ts';

/** Drops `readonly`, which a schema does not express. */
type Mutable<Value> = Value extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : Value extends object
    ? { -readonly [Key in keyof Value]: Mutable<Value[Key]> }
    : Value;

type Parsed = z.infer<typeof traceSchema>;
type ParsedEvent = Parsed['events'][number];

/** Keys that one event kind has on one side only: none. */
type OtherKeys<A, B> = {
  [Kind in TraceEvent['kind']]: Exclude<
    keyof Extract<A, { kind: Kind }>,
    keyof Extract<B, { kind: Kind }>
  >;
}[TraceEvent['kind']];

const trace: Trace = {
  version: 1,
  scripted: ['n2'],
  nodes: ['n1', 'n2'],
  events: [
    { seq: 0, atMs: 0, node: 'n1', incarnation: 0, clock: [1, 0], kind: 'start' },
    {
      seq: 1,
      atMs: 1,
      node: 'n1',
      incarnation: 0,
      clock: [2, 0],
      kind: 'send',
      to: 'n2',
      id: 0,
      type: 'ping',
      k: 0,
      message: { type: 'ping' },
    },
    { seq: 2, atMs: 1, kind: 'drop', id: 0, from: 'n1', to: 'n2', type: 'ping', reason: 'loss' },
  ],
  end: 'time',
  endedAtMs: 10,
};

describe('the schema of a trace', () => {
  it('has the same type as the trace', () => {
    expectTypeOf<Parsed>().toExtend<Mutable<Trace>>();
    expectTypeOf<Mutable<Trace>>().toExtend<Parsed>();
    expectTypeOf<ParsedEvent['kind']>().toEqualTypeOf<TraceEvent['kind']>();
    expectTypeOf<OtherKeys<ParsedEvent, TraceEvent>>().toEqualTypeOf<never>();
    expectTypeOf<OtherKeys<TraceEvent, ParsedEvent>>().toEqualTypeOf<never>();
  });

  it('accepts a trace that went through JSON', () => {
    expect(traceSchema.parse(JSON.parse(JSON.stringify(trace)))).toEqual(trace);
  });

  it('refuses another version, unknown fields and unknown events', () => {
    const [start] = trace.events;
    for (const broken of [
      { ...trace, version: 2 },
      { ...trace, extra: true },
      { ...trace, events: [{ ...start, extra: true }] },
      { ...trace, events: [{ ...start, kind: 'nap' }] },
      { ...trace, events: [{ ...start, seq: -1 }] },
      { ...trace, end: undefined },
    ]) {
      expect(traceSchema.safeParse(broken).success).toBe(false);
    }
  });
});
