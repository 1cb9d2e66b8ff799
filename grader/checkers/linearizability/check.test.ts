import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { History, Operation } from '../../simulator/history.ts';
import { bruteForce } from './brute-force.ts';
import { checkLinearizable } from './check.ts';
import { illegal, type SequentialModel, unknownOutcome } from './model.ts';
import { type KeyValueRequest, type KeyValueResponse, keyValueModel } from './models/key-value.ts';
import { type LogRequest, type LogResponse, logModel } from './models/log.ts';
import { type RegisterRequest, type RegisterResponse, registerModel } from './models/register.ts';
import { sampleHistory } from './sample-history.ts';

/** Calls and returns at arbitrary places, with arbitrary answers: most of them are broken. */
function arbitraryHistory<Request, Response>(
  exchange: fc.Arbitrary<{ request: Request; response: Response }>,
  maxLength: number,
): fc.Arbitrary<History<Request, Response>> {
  const span = fc.record({ exchange, from: fc.nat(20), length: fc.nat(12), answered: fc.nat(5) });
  return fc.array(span, { maxLength }).map((spans) =>
    spans.map(({ exchange: { request, response }, from, length, answered }, index) => ({
      index,
      client: `c${index}`,
      request,
      invokedAtMs: from,
      // Seqs collide now and then: operations that touch count as concurrent.
      invokedSeq: from,
      attempts: 1,
      ...(answered === 0 ? {} : { returned: { atMs: 0, seq: from + length, response } }),
    })),
  );
}

const digit = fc.constantFrom(0, 1, 2);

const registerExchange = fc.oneof(
  digit.map((value) => ({ request: { kind: 'read' as const }, response: { value } })),
  digit.map((value) => ({ request: { kind: 'write' as const, value }, response: {} })),
  fc.tuple(digit, digit, fc.boolean()).map(([expected, value, swapped]) => ({
    request: { kind: 'cas' as const, expected, value },
    response: { swapped },
  })),
) as fc.Arbitrary<{ request: RegisterRequest<number>; response: RegisterResponse<number> }>;

const text = fc.constantFrom('a', 'b');
const stored = fc.constantFrom(null, '', 'a', 'b', 'aa', 'ab', 'ba');
const keyValueExchange = fc
  .tuple(
    fc.constantFrom('get', 'put', 'append', 'cas'),
    fc.constantFrom('x', 'y'),
    text,
    stored,
    stored,
  )
  .map(([kind, key, value, expected, answer]) => ({
    request: (kind === 'cas'
      ? { kind, key, value, expected }
      : { kind, key, value }) as KeyValueRequest,
    response: (kind === 'get' || answer === '' ? { value: answer } : {}) as KeyValueResponse,
  }));

const logExchange = fc.oneof(
  fc.tuple(digit, fc.option(fc.nat(3))).map(([value, index]) => ({
    request: { kind: 'append' as const, value },
    response: index === null ? {} : { index },
  })),
  fc.tuple(fc.nat(2), fc.array(digit, { maxLength: 3 })).map(([from, entries]) => ({
    request: { kind: 'read' as const, from },
    response: { entries },
  })),
) as fc.Arbitrary<{ request: LogRequest<number>; response: LogResponse<number> }>;

/** Compares with the brute-force checker, and checks the evidence given for either verdict. */
function agrees<State, Request, Response>(
  model: SequentialModel<State, Request, Response>,
  history: History<Request, Response>,
): 'linearizable' | 'not-linearizable' | 'unknown' {
  const result = checkLinearizable(model, history);
  expect(result.verdict).toBe(bruteForce(model, history) ? 'linearizable' : 'not-linearizable');
  if (result.verdict === 'linearizable') {
    expectLegal(model, result.order);
    const answered = history.filter(({ returned }) => returned !== undefined);
    for (const operation of answered) expect(result.order).toContain(operation);
  }
  if (result.verdict === 'not-linearizable') {
    expectLegal(model, result.longestPrefix);
    const { cannotBePlaced: culprit, longestPrefix, partition } = result;
    const part = history.filter(({ request }) => model.partition?.(request) === partition);
    const before = part.filter((other) => returnsEarlier(other, culprit));
    for (const other of before) expect(longestPrefix).toContain(other);
    // The culprit is the first return that cannot be explained, neither earlier nor later.
    expect(bruteForce(model, onlyReturned(part, before))).toBe(true);
    expect(bruteForce(model, onlyReturned(part, [...before, culprit]))).toBe(false);
  }
  return result.verdict;
}

function returnsEarlier(a: Operation, b: Operation): boolean {
  if (a.returned === undefined || b.returned === undefined) return false;
  return (
    a.returned.seq - b.returned.seq < 0 || (a.returned.seq === b.returned.seq && a.index < b.index)
  );
}

/** The history in which only these operations have returned yet. */
function onlyReturned<Request, Response>(
  history: History<Request, Response>,
  answered: History<Request, Response>,
): History<Request, Response> {
  return history.map((operation) => {
    const { returned: _, ...pending } = operation;
    return answered.includes(operation) ? operation : pending;
  });
}

/** Replays an order: every response is right, and real time is kept. */
function expectLegal<State, Request, Response>(
  model: SequentialModel<State, Request, Response>,
  order: readonly Operation<Request, Response>[],
): void {
  const states = new Map<string, State>();
  expect(new Set(order).size).toBe(order.length);
  let latestCall = Number.NEGATIVE_INFINITY;
  let backwards = 0;
  for (const [place, operation] of order.entries()) {
    const key = model.partition?.(operation.request) ?? '';
    const next = model.step(
      states.get(key) ?? model.init(),
      operation.request,
      operation.returned?.response ?? unknownOutcome,
    );
    if (next === illegal) throw new Error(`illegal at ${place}`);
    states.set(key, next);
    // Nothing placed before it was called only after it had returned.
    if (operation.returned !== undefined && operation.returned.seq < latestCall) backwards += 1;
    latestCall = Math.max(latestCall, operation.invokedSeq);
  }
  expect(backwards).toBe(0);
}

/** Runs a property and makes sure that it saw both verdicts often. */
function expectAgreement<State, Request, Response>(
  model: SequentialModel<State, Request, Response>,
  histories: fc.Arbitrary<History<Request, Response>>,
  numRuns: number,
): void {
  const seen = { linearizable: 0, 'not-linearizable': 0, unknown: 0 };
  fc.assert(
    fc.property(histories, (history) => {
      seen[agrees(model, history)] += 1;
    }),
    { numRuns, seed: 8 },
  );
  expect(seen.linearizable).toBeGreaterThan(numRuns / 10);
  expect(seen['not-linearizable']).toBeGreaterThan(numRuns / 10);
}

describe('against a brute-force checker', () => {
  it('agrees on arbitrary register histories', () => {
    expectAgreement(registerModel(0), arbitraryHistory(registerExchange, 7), 3_000);
  });

  it('agrees on arbitrary key-value histories', () => {
    expectAgreement(keyValueModel, arbitraryHistory(keyValueExchange, 7), 3_000);
  });

  it('agrees on arbitrary log histories', () => {
    expectAgreement(logModel<number>(), arbitraryHistory(logExchange, 6), 3_000);
  });

  it('agrees without the optional parts of a model', () => {
    const { isRead: _, foresight: __, ...plain } = registerModel(0);
    expectAgreement(plain, arbitraryHistory(registerExchange, 6), 1_000);
  });

  it('agrees on histories that are linearizable but for one answer', () => {
    const options = fc.record({
      seed: fc.integer(),
      clients: fc.integer({ min: 2, max: 4 }),
      operations: fc.constant(8),
      keys: fc.constant(1),
      unknownPerMille: fc.constantFrom(0, 300),
      broken: fc.option(fc.nat(7)),
    });
    const histories = options.map(({ broken, ...rest }) =>
      sampleHistory(rest).map((operation) =>
        operation.index === broken && operation.returned !== undefined
          ? { ...operation, returned: { ...operation.returned, response: { value: '1;' } } }
          : operation,
      ),
    );
    expectAgreement(keyValueModel, histories, 1_500);
  });
});

describe('on large histories', () => {
  it('accepts what a linearizable store did, and finds a legal order of it', () => {
    for (const unknownPerMille of [0, 20]) {
      const options = { seed: 8, clients: 30, operations: 1_000, keys: 5, unknownPerMille };
      const history = sampleHistory(options);
      const result = checkLinearizable(keyValueModel, history);
      if (result.verdict !== 'linearizable') throw new Error(result.verdict);
      expectLegal(keyValueModel, result.order);
      expect(result.order.length).toBeGreaterThan(950);
    }
  });

  it('rejects them if a single read is wrong', () => {
    const options = { seed: 8, clients: 30, operations: 1_000, keys: 5, unknownPerMille: 0 };
    const history = sampleHistory(options);
    const reads = history.filter(({ request }) => request.kind === 'get');
    const read = reads[Math.floor(reads.length / 2)];
    if (read?.returned === undefined) throw new Error('no read');
    const broken = history.map((operation) =>
      operation === read && operation.returned !== undefined
        ? { ...operation, returned: { ...operation.returned, response: { value: 'nie' } } }
        : operation,
    );
    const result = checkLinearizable(keyValueModel, broken);
    if (result.verdict !== 'not-linearizable') throw new Error(result.verdict);
    expect(result.partition).toBe(read.request.key);
    expect(result.cannotBePlaced.index).toBe(read.index);
  });
});

describe('the budget', () => {
  const history = sampleHistory({
    seed: 3,
    clients: 20,
    operations: 400,
    keys: 2,
    unknownPerMille: 0,
  });

  it('runs out into unknown, and is never exceeded', () => {
    for (const budget of [0, 1, 10, 100]) {
      const result = checkLinearizable(keyValueModel, history, { budget });
      expect(result.verdict).toBe('unknown');
      expect(result.steps).toBeLessThanOrEqual(budget);
    }
  });

  it('suffices as soon as it covers the steps needed, and not before', () => {
    const oneKey = history.filter(({ request }) => request.key === 'k0');
    const { verdict, steps } = checkLinearizable(keyValueModel, oneKey);
    expect(verdict).toBe('linearizable');
    expect(checkLinearizable(keyValueModel, oneKey, { budget: steps }).verdict).toBe(verdict);
    expect(checkLinearizable(keyValueModel, oneKey, { budget: steps - 1 }).verdict).toBe('unknown');
  });

  it('names the partitions left undecided', () => {
    const result = checkLinearizable(keyValueModel, history, { budget: 10 });
    if (result.verdict !== 'unknown') throw new Error(result.verdict);
    expect([...result.partitions].sort()).toEqual(['k0', 'k1']);
  });

  it('lets a hard partition not hide a violation in another', () => {
    const wrong: Operation<KeyValueRequest, KeyValueResponse> = {
      index: history.length,
      client: 'c99',
      request: { kind: 'get', key: 'klein' },
      invokedAtMs: 0,
      invokedSeq: 0,
      attempts: 1,
      returned: { atMs: 1, seq: 1, response: { value: 'nie' } },
    };
    const result = checkLinearizable(keyValueModel, [...history, wrong], { budget: 20 });
    expect(result).toMatchObject({ verdict: 'not-linearizable', partition: 'klein' });
  });
});

it('refuses a history in which an operation returns before its call', () => {
  const [operation] = sampleHistory({
    seed: 1,
    clients: 1,
    operations: 1,
    keys: 1,
    unknownPerMille: 0,
  });
  if (operation?.returned === undefined) throw new Error('no operation');
  const backwards = { ...operation, invokedSeq: operation.returned.seq + 1 };
  expect(() => checkLinearizable(keyValueModel, [backwards])).toThrow(RangeError);
});

it('accepts the empty history', () => {
  expect(checkLinearizable(keyValueModel, [])).toEqual({
    verdict: 'linearizable',
    order: [],
    steps: 0,
  });
});
