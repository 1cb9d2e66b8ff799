import * as fc from 'fast-check';
import type { Fault } from '../../../../simulator/scenario.ts';
import { type Ask, ambassador, type Behaviour, type CallBehaviour, memberId } from './input.ts';

const firstAskMs = 420;
const lastAskMs = 2200;

export const methods: readonly Ask['what'][] = [
  'GET',
  'GET',
  'POST',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
];

const calls = fc.constantFrom<CallBehaviour[]>(
  'ok',
  'ok',
  'error',
  'refuse',
  'silent',
  'missing',
  'late',
);

/** A few ways to behave, one after the other. */
export const behaviours: fc.Arbitrary<Behaviour[]> = fc
  .array(
    fc.record({
      fromMs: fc.integer({ min: 0, max: 20 }).map((n) => 100 * n + 23),
      health: fc.constantFrom<Behaviour['health'][]>('good', 'good', 'good', 'silent', 'sick'),
      calls,
    }),
    { minLength: 1, maxLength: 4, size: 'max' },
  )
  .map((list) => {
    const sorted = list.sort((a, b) => a.fromMs - b.fromMs);
    // At first everybody is well, as far as health goes: there is somebody to forward to.
    return sorted.map((one, i) => (i === 0 ? { ...one, fromMs: 0, health: 'good' as const } : one));
  });

/** So many requests, from four clients. */
export function asksArbitrary(
  count: { readonly min: number; readonly max: number },
  what: fc.Arbitrary<Ask['what']> = fc.constantFrom(...methods),
): fc.Arbitrary<Ask[]> {
  return fc.array(
    fc.record({
      client: fc.nat({ max: 3 }),
      atMs: fc.integer({ min: firstAskMs, max: lastAskMs }),
      what,
    }),
    { minLength: count.min, maxLength: count.max, size: 'max' },
  );
}

/** Losses and doubles, but no delays: what is in time and what is not stays clear. */
export const losses: fc.Arbitrary<Fault[]> = fc.array(
  fc.oneof(
    fc
      .record({
        fromMs: fc.integer({ min: 0, max: 1500 }),
        lengthMs: fc.integer({ min: 100, max: 900 }),
        dropPerMille: fc.integer({ min: 50, max: 300 }),
      })
      .map(
        ({ fromMs, lengthMs, dropPerMille }): Fault => ({
          kind: 'unreliable',
          fromMs,
          untilMs: fromMs + lengthMs,
          dropPerMille,
          duplicatePerMille: 0,
          delayPerMille: 0,
          maxExtraDelayMs: 0,
        }),
      ),
    fc
      .record({
        member: fc.nat({ max: 3 }),
        type: fc.constantFrom('Call', 'CallReply', 'CallRefused', 'HealthReply'),
        k: fc.nat({ max: 6 }),
        afterMs: fc.integer({ min: 1, max: 90 }),
      })
      .map(({ member, type, k, afterMs }): Fault => {
        const own = memberId(member);
        const [from, to] = type === 'Call' ? [ambassador, own] : [own, ambassador];
        return { kind: 'duplicate', message: { from, to, type, k }, afterMs };
      }),
  ),
  { maxLength: 3 },
);

/** The fields of a record as arbitraries that always give what they are. */
export function constants<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> } {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, fc.constant(value)]),
  ) as { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> };
}

/** A node of weight 1 that behaves like that. */
export const member = (...list: readonly Behaviour[]) => ({ weight: 1, behaviours: list });
/** Well as far as health checks go. */
export const doing = (calls: CallBehaviour, fromMs = 0): Behaviour => ({
  fromMs,
  health: 'good',
  calls,
});

/** So many of them, one after the other. */
export function series(what: Ask['what'], count: number, everyMs = 40, fromMs = 450): Ask[] {
  return Array.from({ length: count }, (_, i) => ({
    client: 0,
    atMs: fromMs + everyMs * i,
    what,
  }));
}

/** All at the same moment. */
export function burst(what: Ask['what'], count: number, atMs: number): Ask[] {
  return Array.from({ length: count }, (_, client) => ({ client, atMs, what }));
}
