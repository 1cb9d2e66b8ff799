import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { illegal, type SequentialModel, unknownOutcome } from '../model.ts';
import { type KeyValueRequest, type KeyValueResponse, keyValueModel } from './key-value.ts';
import { type LogRequest, type LogResponse, logModel } from './log.ts';
import { type RegisterRequest, type RegisterResponse, registerModel } from './register.ts';

/** What the checker takes for granted of every model: see `SequentialModel` and `Foresight`. */
function expectLaws<State, Request, Response>(
  model: SequentialModel<State, Request, Response>,
  requests: fc.Arbitrary<Request>,
  responses: fc.Arbitrary<Response>,
): void {
  const { foresight, isRead } = model;
  if (foresight === undefined || isRead === undefined) throw new Error('nothing to check');
  const seen = { legal: 0, reads: 0, outOfReach: 0, enabled: 0 };
  const story = fc.array(requests, { maxLength: 5 });
  fc.assert(
    fc.property(story, requests, responses, requests, (before, request, response, other) => {
      const state = before.reduce<State>((at, past) => {
        const next = model.step(at, past, unknownOutcome);
        return next === illegal ? at : next;
      }, model.init());
      const after = model.step(state, request, response);
      if (after !== illegal) {
        seen.legal += 1;
        expect(foresight.reachable(state, request, response)).toBe(true);
        const read = isRead.call(model, request, response);
        if (read) seen.reads += 1;
        if (read) expect(model.fingerprint(after)).toBe(model.fingerprint(state));
      }
      if (foresight.reachable(state, request, response)) return;
      seen.outOfReach += 1;
      const next = model.step(state, other, unknownOutcome);
      if (next === illegal || !foresight.reachable(next, request, response)) return;
      seen.enabled += 1;
      expect(foresight.enables(other, request, response)).toBe(true);
    }),
    { numRuns: 5_000, seed: 8 },
  );
  expect(seen.legal).toBeGreaterThan(200);
  expect(seen.reads).toBeGreaterThan(50);
  expect(seen.outOfReach).toBeGreaterThan(200);
}

const digit = fc.constantFrom(0, 1, 2);

describe('the laws of a model', () => {
  it('hold for the register', () => {
    const requests: fc.Arbitrary<RegisterRequest<number>> = fc.oneof(
      fc.constant({ kind: 'read' as const }),
      digit.map((value) => ({ kind: 'write' as const, value })),
      fc.record({ kind: fc.constant('cas' as const), expected: digit, value: digit }),
    );
    const responses: fc.Arbitrary<RegisterResponse<number>> = fc.record(
      { value: digit, swapped: fc.boolean() },
      { requiredKeys: [] },
    );
    expectLaws(registerModel(0), requests, responses);
  });

  it('hold for key-value', () => {
    const key = fc.constant('x');
    const value = fc.constantFrom('', 'a', 'b', 'ab');
    const stored = fc.constantFrom(null, '', 'a', 'b', 'ab', 'ba', 'aab');
    const requests: fc.Arbitrary<KeyValueRequest> = fc.oneof(
      fc.record({ kind: fc.constant('get' as const), key }),
      fc.record({ kind: fc.constant('put' as const), key, value }),
      fc.record({ kind: fc.constant('append' as const), key, value }),
      fc.record({ kind: fc.constant('cas' as const), key, expected: stored, value }),
    );
    const responses: fc.Arbitrary<KeyValueResponse> = fc.record(
      { value: stored },
      { requiredKeys: [] },
    );
    expectLaws(keyValueModel, requests, responses);
  });

  it('hold for the log', () => {
    const requests: fc.Arbitrary<LogRequest<number>> = fc.oneof(
      digit.map((value) => ({ kind: 'append' as const, value })),
      fc.nat(3).map((from) => ({ kind: 'read' as const, from })),
    );
    const responses: fc.Arbitrary<LogResponse<number>> = fc.record(
      { index: fc.nat(4), entries: fc.array(digit, { maxLength: 3 }) },
      { requiredKeys: [] },
    );
    expectLaws(logModel<number>(), requests, responses);
  });
});
