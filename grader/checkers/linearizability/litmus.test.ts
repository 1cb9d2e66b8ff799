import { describe, expect, it } from 'vitest';
import { checkLinearizable, type NotLinearizable } from './check.ts';
import { describeOperation, explainViolation } from './explain.ts';
import { HistoryBuilder } from './history-builder.ts';
import type { SequentialModel } from './model.ts';
import { type KeyValueRequest, type KeyValueResponse, keyValueModel } from './models/key-value.ts';
import { type LogRequest, type LogResponse, logModel } from './models/log.ts';
import { type RegisterRequest, type RegisterResponse, registerModel } from './models/register.ts';

const register = registerModel(0);
const registerHistory = () =>
  new HistoryBuilder<RegisterRequest<number>, RegisterResponse<number>>();
const read = { kind: 'read' } as const;
const write = (value: number) => ({ kind: 'write', value }) as const;
const cas = (expected: number, value: number) => ({ kind: 'cas', expected, value }) as const;

function verdictOf<State, Request, Response>(
  model: SequentialModel<State, Request, Response>,
  builder: HistoryBuilder<Request, Response>,
) {
  return checkLinearizable(model, builder.build()).verdict;
}

function violationOf<State, Request, Response>(
  model: SequentialModel<State, Request, Response>,
  builder: HistoryBuilder<Request, Response>,
): NotLinearizable<Request, Response> {
  const result = checkLinearizable(model, builder.build());
  if (result.verdict !== 'not-linearizable') throw new Error(result.verdict);
  return result;
}

describe('a register', () => {
  it('must not be read stale after a write returned', () => {
    const history = registerHistory().now('c1', write(1), {}).now('c2', read, { value: 0 });
    const violation = violationOf(register, history);
    expect(violation.longestPrefix.map(({ index }) => index)).toEqual([0]);
    expect(violation.cannotBePlaced.index).toBe(1);
    expect(violation.state).toBe('1');
  });

  it('may be read either way while a write is running', () => {
    for (const value of [0, 1]) {
      const history = registerHistory();
      const returnWrite = history.call('c1', write(1));
      history.now('c2', read, { value });
      returnWrite({});
      expect(verdictOf(register, history)).toBe('linearizable');
    }
  });

  it('must not go back to the old value while a write is running', () => {
    const history = registerHistory();
    const returnWrite = history.call('c1', write(1));
    history.now('c2', read, { value: 1 }).now('c3', read, { value: 0 });
    returnWrite({});
    expect(violationOf(register, history).cannotBePlaced.client).toBe('c3');
  });

  it('must not be read from the future', () => {
    const history = registerHistory().now('c1', read, { value: 1 }).now('c2', write(1), {});
    const violation = violationOf(register, history);
    expect(violation.longestPrefix).toEqual([]);
    expect(violation.cannotBePlaced.client).toBe('c1');
  });

  it('must not lose an update: two compare-and-swaps on the same value', () => {
    const history = registerHistory();
    const first = history.call('c1', cas(0, 1));
    const second = history.call('c2', cas(0, 2));
    first({ swapped: true });
    second({ swapped: true });
    expect(verdictOf(register, history)).toBe('not-linearizable');
  });

  it('lets one of two compare-and-swaps fail', () => {
    const history = registerHistory();
    const first = history.call('c1', cas(0, 1));
    const second = history.call('c2', cas(0, 2));
    first({ swapped: false });
    second({ swapped: true });
    expect(verdictOf(register, history)).toBe('linearizable');
  });

  it('must show a write to all readers in one order', () => {
    const history = registerHistory();
    const one = history.call('c1', write(1));
    const two = history.call('c2', write(2));
    history.now('c3', read, { value: 1 }).now('c3', read, { value: 2 });
    history.now('c4', read, { value: 1 });
    one({});
    two({});
    expect(verdictOf(register, history)).toBe('not-linearizable');
  });
});

describe('a write of unknown outcome', () => {
  it('may be seen late', () => {
    const history = registerHistory();
    history.call('c1', write(1));
    history.now('c2', read, { value: 0 }).now('c2', write(2), {}).now('c2', read, { value: 2 });
    history.now('c3', read, { value: 1 });
    expect(verdictOf(register, history)).toBe('linearizable');
  });

  it('may never be seen', () => {
    const history = registerHistory();
    history.call('c1', write(1));
    history.now('c2', read, { value: 0 }).now('c2', read, { value: 0 });
    const result = checkLinearizable(register, history.build());
    expect(result.verdict === 'linearizable' && result.order.map(({ index }) => index)).toEqual([
      1, 2,
    ]);
  });

  it('must not be seen and then unseen', () => {
    const history = registerHistory();
    history.call('c1', write(1));
    history.now('c2', read, { value: 1 }).now('c2', read, { value: 0 });
    expect(violationOf(register, history).cannotBePlaced.index).toBe(2);
  });

  it('must not be seen before its call', () => {
    const history = registerHistory().now('c2', read, { value: 1 });
    history.call('c1', write(1));
    expect(verdictOf(register, history)).toBe('not-linearizable');
  });

  it('takes effect at most once', () => {
    const history = new HistoryBuilder<KeyValueRequest, KeyValueResponse>();
    history.call('c1', { kind: 'append', key: 'x', value: 'a' });
    history.now('c2', { kind: 'get', key: 'x' }, { value: 'aa' });
    expect(verdictOf(keyValueModel, history)).toBe('not-linearizable');
  });

  it('takes effect as often as it was asked for', () => {
    const history = new HistoryBuilder<KeyValueRequest, KeyValueResponse>();
    history.call('c1', { kind: 'append', key: 'x', value: 'a' });
    history.call('c3', { kind: 'append', key: 'x', value: 'a' });
    history.now('c2', { kind: 'get', key: 'x' }, { value: 'aa' });
    expect(verdictOf(keyValueModel, history)).toBe('linearizable');
  });
});

describe('key-value', () => {
  const history = () => new HistoryBuilder<KeyValueRequest, KeyValueResponse>();

  it('keeps keys apart, and orders all operations together', () => {
    const builder = history()
      .now('c1', { kind: 'put', key: 'x', value: '1' }, {})
      .now('c1', { kind: 'put', key: 'y', value: '2' }, {})
      .now('c2', { kind: 'get', key: 'x' }, { value: '1' })
      .now('c2', { kind: 'get', key: 'z' }, { value: null });
    const result = checkLinearizable(keyValueModel, builder.build());
    if (result.verdict !== 'linearizable') throw new Error(result.verdict);
    expect(result.order.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  });

  it('notices an append that was carried out twice', () => {
    const builder = history()
      .now('c1', { kind: 'append', key: 'x', value: 'a' }, {})
      .now('c2', { kind: 'get', key: 'x' }, { value: 'aa' });
    expect(violationOf(keyValueModel, builder)).toMatchObject({ partition: 'x', state: '"a"' });
  });

  it('judges the values that writes answer with', () => {
    const put = { kind: 'put', key: 'x', value: 'a' } as const;
    const swap = { kind: 'cas', key: 'x', expected: 'a', value: 'b' } as const;
    expect(verdictOf(keyValueModel, history().now('c1', put, { value: 'a' }))).toBe('linearizable');
    expect(verdictOf(keyValueModel, history().now('c1', put, { value: 'b' }))).toBe(
      'not-linearizable',
    );
    const failed = history().now('c1', swap, { value: null });
    expect(verdictOf(keyValueModel, failed)).toBe('linearizable');
    const wrong = history().now('c1', put, {}).now('c1', swap, { value: null });
    expect(verdictOf(keyValueModel, wrong)).toBe('not-linearizable');
  });
});

describe('a log', () => {
  const model = logModel<string>();
  const history = () => new HistoryBuilder<LogRequest<string>, LogResponse<string>>();
  const append = (value: string) => ({ kind: 'append', value }) as const;

  it('gives each entry an index of its own', () => {
    const builder = history();
    const first = builder.call('c1', append('a'));
    builder.now('c2', append('b'), { index: 0 });
    first({ index: 0 });
    expect(verdictOf(model, builder)).toBe('not-linearizable');
  });

  it('may be read from the middle, but never loses an entry', () => {
    const builder = history()
      .now('c1', append('a'), { index: 0 })
      .now('c1', append('b'), { index: 1 })
      .now('c2', { kind: 'read', from: 1 }, { entries: ['b'] });
    expect(verdictOf(model, builder)).toBe('linearizable');
    builder.now('c2', { kind: 'read', from: 0 }, { entries: ['a'] });
    expect(violationOf(model, builder).state).toBe('["a","b"]');
  });
});

describe('the explanation', () => {
  it('shows the longest legal order and what does not fit after it', () => {
    const builder = new HistoryBuilder<KeyValueRequest, KeyValueResponse>()
      .now('c1', { kind: 'put', key: 'x', value: 'alt' }, {})
      .now('c1', { kind: 'put', key: 'x', value: 'neu' }, {})
      .now('c2', { kind: 'get', key: 'x' }, { value: 'alt' });
    expect(explainViolation(keyValueModel, violationOf(keyValueModel, builder))).toEqual([
      'Für die Anfragen an den Schlüssel „x“ gibt es keine Reihenfolge, die alle Antworten erklärt.',
      'So weit lassen sie sich ordnen:',
      '   1. c1: put(x, "alt")',
      '   2. c1: put(x, "neu")',
      'Danach ist der Zustand "neu".',
      'Dazu passt keine Reihenfolge mehr: c2: get(x) → "alt"',
    ]);
  });

  it('leaves out the beginning of a long prefix', () => {
    const builder = registerHistory();
    for (let value = 1; value <= 12; value += 1) builder.now('c1', write(value), {});
    builder.now('c2', read, { value: 3 });
    const lines = explainViolation(register, violationOf(register, builder), 2);
    expect(lines[2]).toBe('      … 10 Anfragen ausgelassen');
    expect(lines[3]).toBe('  11. c1: write(11)');
  });

  it('says when nothing fits at all, and what was not answered yet', () => {
    const builder = registerHistory();
    const first = builder.call('c1', read);
    const second = builder.call('c2', read);
    first({ value: 1 });
    second({ value: 2 });
    expect(explainViolation(register, violationOf(register, builder)).slice(1)).toEqual([
      'Schon die erste Antwort ist nicht erklärbar.',
      'Am Anfang ist der Zustand 0.',
      'Dazu passt keine Reihenfolge mehr: c1: read() → 1',
    ]);
    const open = registerHistory();
    open.call('c1', cas(0, 1));
    const [operation] = open.build();
    if (operation === undefined) throw new Error('no operation');
    expect(describeOperation(register, operation)).toBe('cas(0, 1) (noch ohne Antwort)');
  });
});
