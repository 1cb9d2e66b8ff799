import type {
  StoreQuery,
  StoreRequest,
} from '../../../../exercises/kapitel8/config-store/contract.ts';
import { type Model, normalise } from './model.ts';

/**
 * One call of the store. What depends on what happened before (indexes, values to compare with) is
 * named relative to it, so that a step still means the same when others are left out.
 */
export interface Step {
  /** Time since the step before. */
  readonly afterMs?: number;
  readonly method: StoreRequest['method'] | 'advance';
  readonly key: string;
  readonly value?: string;
  readonly dir?: boolean;
  readonly ttl?: number | null;
  readonly prevExist?: boolean;
  /** Compare with the value at the key (`match`), with another one, or with the empty one. */
  readonly compareValue?: 'match' | 'other' | 'empty';
  readonly compareIndex?: 'match' | 'created' | 'other' | 'zero';
  readonly recursive?: boolean;
  readonly sorted?: boolean;
  readonly refresh?: boolean;
  readonly wait?: boolean;
  /** `waitIndex`, relative to the index of the next event: 0 is the next one, -1 the last one. */
  readonly since?: number;
  /** Watches on where the k-th answered watch (from the latest) has got to. */
  readonly again?: number;
}

/** A watch that was answered, for those that go on from there. */
export interface AnsweredWatch {
  readonly request: StoreRequest;
  readonly modifiedIndex: number;
}

/** The request that a step stands for, given what happened before; `undefined` for none. */
export function requestOf(
  step: Step,
  id: number,
  model: Model,
  answered: readonly AnsweredWatch[],
): StoreRequest | undefined {
  if (step.method === 'advance') return undefined;
  if (step.again !== undefined) {
    const last = answered[answered.length - 1 - (step.again % Math.max(1, answered.length))];
    if (last === undefined) return undefined;
    const { request, modifiedIndex } = last;
    return { ...request, id, query: { ...request.query, waitIndex: modifiedIndex + 1 } };
  }
  const { method, key } = step;
  return { type: 'StoreRequest', id, method, key, query: queryOf(step, model) };
}

function queryOf(step: Step, model: Model): StoreQuery {
  const { value, dir, ttl, prevExist, recursive, sorted, refresh, wait, since } = step;
  const entry = model.at(normalise(step.key));
  const current = typeof entry === 'number' ? undefined : entry;
  const query: Record<string, StoreQuery[keyof StoreQuery]> = {
    value,
    dir,
    ttl,
    prevExist,
    recursive,
    sorted,
    refresh,
    wait,
  };
  if (since !== undefined) query.waitIndex = Math.max(0, model.index + 1 + since);
  if (step.compareValue !== undefined)
    query.prevValue = valueFor(step.compareValue, current?.value);
  if (step.compareIndex !== undefined) {
    query.prevIndex = indexFor(step.compareIndex, current?.modifiedIndex, current?.createdIndex);
  }
  return Object.fromEntries(Object.entries(query).filter(([, given]) => given !== undefined));
}

function valueFor(kind: NonNullable<Step['compareValue']>, current: string | undefined): string {
  if (kind === 'empty') return '';
  // An empty value cannot be compared with: that would be error 201.
  return kind === 'match' && current !== undefined && current !== '' ? current : 'anders';
}

function indexFor(
  kind: NonNullable<Step['compareIndex']>,
  modifiedIndex = 0,
  createdIndex = 0,
): number {
  switch (kind) {
    case 'match':
      return modifiedIndex || 1;
    case 'created':
      return createdIndex || 1;
    case 'other':
      return modifiedIndex + 1;
    case 'zero':
      return 0;
  }
}

/** How errors and events are counted and told apart: by what was asked for. */
export type Kind =
  | 'get'
  | 'set'
  | 'create'
  | 'update'
  | 'cas'
  | 'refresh'
  | 'delete'
  | 'cad'
  | 'post'
  | 'wait'
  | 'advance';

export function kindOf(request: StoreRequest | undefined): Kind {
  if (request === undefined) return 'advance';
  const { method, query } = request;
  const compares = query.prevValue !== undefined || (query.prevIndex ?? 0) > 0;
  switch (method) {
    case 'GET':
      return query.wait === true ? 'wait' : 'get';
    case 'POST':
      return 'post';
    case 'DELETE':
      return compares ? 'cad' : 'delete';
    case 'PUT':
      if (query.refresh === true) return 'refresh';
      if (query.prevExist === false) return 'create';
      if (compares) return 'cas';
      return query.prevExist === true ? 'update' : 'set';
  }
}

/** `PUT /a (value=x, ttl=5)`: a request as it is told to a student. */
export function describeRequest(request: StoreRequest | undefined): string {
  if (request === undefined) return 'advance';
  const query = Object.entries(request.query)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(', ');
  return `${request.method} ${request.key}${query === '' ? '' : ` (${query})`}`;
}
