import { canonical, sameData } from '../../data.ts';
import { illegal, type SequentialModel, unknownOutcome } from '../model.ts';

export type LogRequest<Value> =
  | { readonly kind: 'append'; readonly value: Value }
  /** All entries from index `from` (0 is the first) to the end. */
  | { readonly kind: 'read'; readonly from: number };

/** `index` of the appended entry, or the `entries` read. An append may be merely acknowledged. */
export interface LogResponse<Value> {
  readonly index?: number | undefined;
  readonly entries?: readonly Value[] | undefined;
}

/** A log as a list that shares its tail: appending copies nothing, and old states stay intact. */
export interface LogState<Value> {
  readonly length: number;
  readonly last?: { readonly value: Value; readonly before: LogState<Value> };
  /** Grows with the log in a way that only an equal log has. */
  readonly fingerprint: string;
}

/** An append-only log that can be read from any index. */
export function logModel<Value>(): SequentialModel<
  LogState<Value>,
  LogRequest<Value>,
  LogResponse<Value>
> {
  return {
    init: () => ({ length: 0, fingerprint: '' }),
    step(state, request, response) {
      switch (request.kind) {
        case 'append': {
          const answered = response !== unknownOutcome && response.index !== undefined;
          if (answered && response.index !== state.length) return illegal;
          return {
            length: state.length + 1,
            last: { value: request.value, before: state },
            fingerprint: `${state.fingerprint}${canonical(request.value)};`,
          };
        }
        case 'read':
          if (response === unknownOutcome) return state;
          return endsWith(state, request.from, response.entries) ? state : illegal;
      }
    },
    isRead: ({ kind }) => kind === 'read',
    foresight: {
      reachable(state, request, { index, entries }) {
        if (request.kind === 'append') return index === undefined || index >= state.length;
        if (entries === undefined || request.from + entries.length < state.length) return false;
        const overlap = Math.max(0, state.length - request.from);
        return endsWith(state, request.from, entries.slice(0, overlap));
      },
      // Nothing ever leaves a log, so what is out of reach stays so.
      enables: () => false,
    },
    fingerprint: ({ fingerprint }) => fingerprint,
    describe(request, response) {
      const answer = response === unknownOutcome ? {} : response;
      if (request.kind === 'read') {
        const call = `read(${request.from})`;
        return answer.entries === undefined ? call : `${call} → ${canonical(answer.entries)}`;
      }
      const call = `append(${canonical(request.value)})`;
      return answer.index === undefined ? call : `${call} → ${answer.index}`;
    },
    describeState: (state) => canonical(entriesOf(state)),
  };
}

function endsWith<Value>(
  state: LogState<Value>,
  from: number,
  entries: readonly Value[] | undefined,
): boolean {
  if (entries === undefined || entries.length !== Math.max(0, state.length - from)) return false;
  let rest = state;
  for (let place = entries.length - 1; place >= 0; place -= 1) {
    if (rest.last === undefined || !sameData(rest.last.value, entries[place])) return false;
    rest = rest.last.before;
  }
  return true;
}

function entriesOf<Value>(state: LogState<Value>): Value[] {
  const entries: Value[] = [];
  for (let rest = state; rest.last !== undefined; rest = rest.last.before) {
    entries.push(rest.last.value);
  }
  return entries.reverse();
}
