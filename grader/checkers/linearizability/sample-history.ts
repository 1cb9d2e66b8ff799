import type { History, Operation } from '../../simulator/history.ts';
import type { KeyValueRequest, KeyValueResponse } from './models/key-value.ts';

export interface SampleOptions {
  readonly seed: number;
  readonly clients: number;
  readonly operations: number;
  readonly keys: number;
  /** How many operations in a thousand never get an answer; half of those take effect. */
  readonly unknownPerMille: number;
}

type KeyValueOperation = Operation<KeyValueRequest, KeyValueResponse>;

/** One operation on its way: the store meets it at `effectAt`, between call and return. */
interface Planned {
  readonly client: string;
  readonly request: KeyValueRequest;
  readonly invokedAt: number;
  readonly effectAt: number | undefined;
  readonly returnedAt: number | undefined;
  response: KeyValueResponse;
}

/**
 * A linearizable key-value history: clients with random latencies and pauses against one store, a
 * third each of get, put and append. The same options give the same history on every machine. For
 * tests and measurements.
 */
export function sampleHistory(options: SampleOptions): History<KeyValueRequest, KeyValueResponse> {
  const planned = plan(options);
  answer(planned);
  const events = planned.flatMap((operation, place) => [
    { at: operation.invokedAt, place, call: true },
    ...(operation.returnedAt === undefined
      ? []
      : [{ at: operation.returnedAt, place, call: false }]),
  ]);
  events.sort((a, b) => a.at - b.at || a.place - b.place);
  const seqs = planned.map(() => ({ call: 0, return: 0 }));
  for (const [seq, { place, call }] of events.entries()) {
    const of = seqs[place];
    if (of !== undefined) of[call ? 'call' : 'return'] = seq;
  }
  return planned.map(
    ({ client, request, response, invokedAt, returnedAt }, index): KeyValueOperation => ({
      index,
      client,
      request,
      invokedAtMs: Math.floor(invokedAt),
      invokedSeq: seqs[index]?.call ?? 0,
      attempts: 1,
      ...(returnedAt === undefined
        ? {}
        : {
            returned: { atMs: Math.floor(returnedAt), seq: seqs[index]?.return ?? 0, response },
          }),
    }),
  );
}

function plan(options: SampleOptions): Planned[] {
  const random = generator(options.seed);
  const freeAt = Array.from({ length: options.clients }, () => random() * 20);
  const planned: Planned[] = [];
  for (let number = 0; number < options.operations; number += 1) {
    const client = earliest(freeAt);
    const invokedAt = freeAt[client] ?? 0;
    const effectAt = invokedAt + 0.5 + random() * 30;
    const returnedAt = effectAt + 0.5 + random() * 30;
    const lost = random() * 1000 < options.unknownPerMille;
    const takesEffect = !lost || random() < 0.5;
    // An operation given up may still be under way long after.
    const delay = lost ? random() * 500 : 0;
    planned.push({
      client: `c${client + 1}`,
      request: request(random, options.keys, number),
      invokedAt,
      effectAt: takesEffect ? effectAt + delay : undefined,
      returnedAt: lost ? undefined : returnedAt,
      response: {},
    });
    freeAt[client] = (lost ? invokedAt + 100 : returnedAt) + random() * 5;
  }
  return planned;
}

function request(random: () => number, keys: number, number: number): KeyValueRequest {
  const key = `k${Math.floor(random() * keys)}`;
  const kind = (['get', 'put', 'append'] as const)[Math.floor(random() * 3)] ?? 'get';
  return kind === 'get' ? { kind, key } : { kind, key, value: `${number};` };
}

/** Lets the operations take effect in the order of their moments. */
function answer(planned: readonly Planned[]): void {
  const values = new Map<string, string>();
  const effective = planned.filter(({ effectAt }) => effectAt !== undefined);
  effective.sort((a, b) => (a.effectAt ?? 0) - (b.effectAt ?? 0));
  for (const operation of effective) {
    const { request } = operation;
    const value = values.get(request.key) ?? null;
    if (request.kind === 'get') operation.response = { value };
    if (request.kind === 'put') values.set(request.key, request.value);
    if (request.kind === 'append') values.set(request.key, (value ?? '') + request.value);
  }
}

function earliest(times: readonly number[]): number {
  let first = 0;
  for (const [place, time] of times.entries()) {
    if (time < (times[first] ?? 0)) first = place;
  }
  return first;
}

/** Numbers in [0, 1): mulberry32 (Tommy Ettinger, public domain). */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
