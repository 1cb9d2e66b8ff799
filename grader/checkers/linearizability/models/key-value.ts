import { illegal, type SequentialModel, unknownOutcome } from '../model.ts';

export type KeyValueRequest =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: string }
  /** Appends to the value; an absent one counts as `''`. */
  | { readonly kind: 'append'; readonly key: string; readonly value: string }
  /** Sets `value` if the value is `expected`; otherwise nothing happens. */
  | {
      readonly kind: 'cas';
      readonly key: string;
      readonly expected: string | null;
      readonly value: string;
    };

/**
 * `value`: of a get what was read, of a put or append the new value, of a compare-and-swap the value
 * before it. Only a get must carry it; where others do, it is judged as well.
 */
export interface KeyValueResponse {
  readonly value?: string | null | undefined;
}

/** A map from strings to strings, partitioned by key: the state is one key's value. */
export const keyValueModel: SequentialModel<string | null, KeyValueRequest, KeyValueResponse> = {
  init: () => null,
  step(state, request, response) {
    const next = after(state, request);
    if (response === unknownOutcome) return next;
    if (response.value === undefined) return request.kind === 'get' ? illegal : next;
    const right = request.kind === 'cas' ? state : next;
    return response.value === right ? next : illegal;
  },
  isRead: (request, { value }) =>
    request.kind === 'get' ||
    (request.kind === 'cas' && value !== undefined && value !== request.expected),
  foresight: {
    reachable(state, request, response) {
      const needed = neededBy(request, response);
      // Appends can only lead to values that begin with the present one.
      if (typeof needed === 'string') return needed.startsWith(state ?? '');
      return needed === undefined || state === null;
    },
    enables(operation, request, response) {
      if (operation.kind !== 'put' && operation.kind !== 'cas') return false;
      const needed = neededBy(request, response);
      return typeof needed !== 'string' || needed.startsWith(operation.value);
    },
  },
  // A prefix keeps the absent value apart from every string.
  fingerprint: (state) => (state === null ? 'absent' : `=${state}`),
  partition: ({ key }) => key,
  describe(request, response) {
    const answered = response !== unknownOutcome && response.value !== undefined;
    return `${call(request)}${answered ? ` → ${shown(response.value)}` : ''}`;
  },
  describeState: shown,
};

function after(state: string | null, request: KeyValueRequest): string | null {
  switch (request.kind) {
    case 'get':
      return state;
    case 'put':
      return request.value;
    case 'append':
      return (state ?? '') + request.value;
    case 'cas':
      return state === request.expected ? request.value : state;
  }
}

/** The value before an operation that its response tells of; `undefined` if it tells of none. */
function neededBy(
  request: KeyValueRequest,
  { value }: KeyValueResponse,
): string | null | undefined {
  if (request.kind === 'put') return undefined;
  if (request.kind !== 'append') return value;
  return value?.endsWith(request.value)
    ? value.slice(0, -request.value.length || undefined)
    : undefined;
}

function call(request: KeyValueRequest): string {
  switch (request.kind) {
    case 'get':
      return `get(${request.key})`;
    case 'put':
    case 'append':
      return `${request.kind}(${request.key}, ${shown(request.value)})`;
    case 'cas':
      return `cas(${request.key}, ${shown(request.expected)}, ${shown(request.value)})`;
  }
}

function shown(value: string | null | undefined): string {
  return JSON.stringify(value ?? null);
}
