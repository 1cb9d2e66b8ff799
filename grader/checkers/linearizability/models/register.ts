import { canonical, sameData } from '../../data.ts';
import { illegal, type SequentialModel, unknownOutcome } from '../model.ts';

export type RegisterRequest<Value> =
  | { readonly kind: 'read' }
  | { readonly kind: 'write'; readonly value: Value }
  | { readonly kind: 'cas'; readonly expected: Value; readonly value: Value };

/** `value` answers a read, `swapped` a compare-and-swap; a write is only acknowledged. */
export interface RegisterResponse<Value> {
  readonly value?: Value;
  readonly swapped?: boolean;
}

/** One register with read, write and compare-and-swap; values are data, compared by content. */
export function registerModel<Value>(
  initial: Value,
): SequentialModel<Value, RegisterRequest<Value>, RegisterResponse<Value>> {
  return {
    init: () => initial,
    step(state, request, response) {
      switch (request.kind) {
        case 'read':
          if (response === unknownOutcome) return state;
          return 'value' in response && sameData(response.value, state) ? state : illegal;
        case 'write':
          return sameData(request.value, state) ? state : request.value;
        case 'cas': {
          const swaps = sameData(state, request.expected);
          if (response !== unknownOutcome && response.swapped !== swaps) return illegal;
          return swaps && !sameData(request.value, state) ? request.value : state;
        }
      }
    },
    isRead: (request, { swapped }) =>
      request.kind === 'read' || (request.kind === 'cas' && swapped === false),
    foresight: {
      reachable: (state, request, { value, swapped }) =>
        request.kind === 'read'
          ? sameData(value, state)
          : request.kind === 'write' || swapped !== true || sameData(request.expected, state),
      enables: (operation, request, { value }) =>
        operation.kind !== 'read' &&
        request.kind !== 'write' &&
        sameData(operation.value, request.kind === 'read' ? value : request.expected),
    },
    fingerprint: canonical,
    describe(request, response) {
      const answer = response === unknownOutcome ? {} : response;
      switch (request.kind) {
        case 'read':
          return `read()${'value' in answer ? ` → ${canonical(answer.value)}` : ''}`;
        case 'write':
          return `write(${canonical(request.value)})`;
        case 'cas': {
          const call = `cas(${canonical(request.expected)}, ${canonical(request.value)})`;
          return answer.swapped === undefined ? call : `${call} → ${answer.swapped}`;
        }
      }
    },
    describeState: canonical,
  };
}
