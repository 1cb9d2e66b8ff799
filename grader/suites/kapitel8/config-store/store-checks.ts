import { holds, type Verdict, violated } from '../../suite.ts';
import type { Aspect } from './differences.ts';
import { concerns, normalise } from './model.ts';
import type { Kind } from './steps.ts';
import type { Difference, StoreSeen } from './store-run.ts';

type Test = (difference: Difference, seen: StoreSeen) => boolean;

/** The first difference that a property is about. */
export function firstOf(test: Test): (seen: StoreSeen) => Verdict {
  return (seen) => {
    const found = seen.differences.find((difference) => test(difference, seen));
    if (found === undefined) return holds;
    const { message, call, expected, actual } = found;
    return violated(message, [call], { expected, actual });
  };
}

const ofKind =
  (...kinds: readonly Kind[]) =>
  ({ kind }: Difference): boolean =>
    kinds.includes(kind);

const about =
  (...aspects: readonly Aspect[]) =>
  ({ aspect }: Difference): boolean =>
    aspects.includes(aspect);

/** All that may be wrong with answers to these requests, except that the index is miscounted. */
export const anything = (...kinds: readonly Kind[]): Test => {
  const isKind = ofKind(...kinds);
  return (difference) => isKind(difference) && difference.aspect !== 'index';
};

/** The same, but only where the request was to succeed. */
export const successOf = (...kinds: readonly Kind[]): Test => {
  const isOne = anything(...kinds);
  return (difference, seen) => !difference.isRefusal && isOne(difference, seen);
};

export const refusalOf = (...kinds: readonly Kind[]): Test => {
  const isOne = anything(...kinds);
  return (difference, seen) => difference.isRefusal && isOne(difference, seen);
};

export const isIndex: Test = (difference) =>
  difference.aspect === 'index' && difference.kind !== 'wait' && difference.kind !== 'refresh';

/** What was there before, or came along, although the request before it failed. */
export const isTrace: Test = (difference) =>
  (difference.aspect === 'index' && difference.isRefusal) ||
  (difference.kind === 'get' && about('content', 'outcome')(difference));

export const isLifetime: Test = (difference) =>
  difference.aspect === 'nextExpiry' ||
  (ofKind('set', 'create', 'update', 'cas', 'post')(difference) &&
    about('expiration', 'previous', 'reply')(difference));

export const isVisible: Test = (difference) =>
  about('outcome', 'reply', 'twice')(difference)
    ? difference.kind !== 'refresh'
    : difference.kind === 'get' && about('content', 'expiration')(difference);

export const isCounted: Test = (difference) =>
  difference.kind !== 'refresh' && about('index', 'modified', 'created')(difference);

export const isRefresh: Test = ({ kind }) => kind === 'refresh';

// --- watches ------------------------------------------------------------------------------------

type Blame = 'order' | 'match' | 'refresh' | 'history' | 'reply';

/** Which rule of part 4 a difference is about. */
function blameOf(difference: Difference, { model }: StoreSeen): Blame | undefined {
  const { aspect, kind, isRefusal, event, request, actual } = difference;
  if (aspect === 'snapshot' || aspect === 'twice') return 'reply';
  if (kind !== 'wait' || request === undefined) return undefined;
  if (isRefusal) return 'history';
  if (aspect === 'outcome') return codeIn(actual) === 401 ? 'history' : 'reply';
  switch (aspect) {
    case 'unanswered':
      return isSwept(difference) ? 'match' : 'order';
    case 'untimely':
    case 'event': {
      if (event === undefined) return 'order';
      const { modifiedIndex, key } = event.node;
      const logged = model.events[modifiedIndex - 1];
      // An event that never happened like this is no matter of matching.
      if (logged?.event.node.key !== key) return 'order';
      if (logged.isRefresh) return 'refresh';
      return concerns(logged.event, request) ? 'order' : 'match';
    }
    default:
      return 'reply';
  }
}

/** The code of the error that was answered: by itself, or in a whole answer. */
function codeIn(actual: unknown): unknown {
  if (typeof actual !== 'object' || actual === null || !('body' in actual)) return actual;
  return (actual.body as { errorCode?: unknown } | null)?.errorCode;
}

/** The event is about a directory above what is watched. */
function isSwept({ event, request }: Difference): boolean {
  if (event === undefined || request === undefined) return false;
  return normalise(request.key).startsWith(`${event.node.key}/`);
}

export const blames =
  (blame: Blame): Test =>
  (difference, seen) =>
    blameOf(difference, seen) === blame;
