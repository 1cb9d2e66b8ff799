import type {
  StoreError,
  StoreEvent,
  StoreNode,
  StoreReply,
} from '../../../../exercises/kapitel8/config-store/contract.ts';
import { differenceWording as wording } from './wording-store.ts';

/** What about an answer is wrong. */
export type Aspect =
  /** No answer at all, or one that is none. */
  | 'reply'
  /** A second answer to the same request, or one that nobody asked for. */
  | 'twice'
  /** Succeeded instead of failing, failed instead of succeeding, or with another error. */
  | 'outcome'
  | 'status'
  | 'index'
  | 'action'
  | 'content'
  | 'order'
  | 'created'
  | 'modified'
  | 'previous'
  | 'expiration'
  | 'nextExpiry'
  /** A waiting GET that should have been answered by now. */
  | 'unanswered'
  /** A waiting GET answered although nothing happened that concerns it. */
  | 'untimely'
  /** The event is not the one it should be. */
  | 'event'
  /** An answer that changed after it was given. */
  | 'snapshot';

/** After one of these, submission and model have gone different ways: nothing can be compared. */
const parting: ReadonlySet<Aspect> = new Set<Aspect>([
  'reply',
  'twice',
  'outcome',
  'index',
  'content',
  'modified',
  'expiration',
  'unanswered',
  'untimely',
  'event',
]);

export function parts(aspect: Aspect): boolean {
  return parting.has(aspect);
}

export interface Flaw {
  readonly aspect: Aspect;
  readonly message: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

/** Errors found before the store is looked at: there, the index is left open. */
const withoutIndex: ReadonlySet<number> = new Set([201, 211, 212]);

/** All that is wrong with an answer; what follows from something worse is not repeated. */
export function compareReplies(
  asked: string,
  expected: StoreReply,
  actual: StoreReply,
  isOpen: (key: string) => boolean,
): Flaw[] {
  const flaws: Flaw[] = [];
  const note = (aspect: Aspect, message: string, right?: unknown, wrong?: unknown): void => {
    flaws.push({ aspect, message, expected: right, actual: wrong });
  };
  const body: unknown = actual.body;
  if (actual.type !== 'StoreReply' || typeof body !== 'object' || body === null) {
    note('reply', wording.noReply(asked), expected, actual);
    return flaws;
  }
  const [right, wrong] = [outcomeOf(expected.body), outcomeOf(actual.body)];
  if (right !== wrong) {
    note('outcome', wording.outcome(asked, right, wrong), right ?? 'Erfolg', wrong ?? 'Erfolg');
    return flaws;
  }
  if (actual.status !== expected.status) {
    note(
      'status',
      wording.status(asked, expected.status, actual.status),
      expected.status,
      actual.status,
    );
  }
  const hasIndex = right === undefined || !withoutIndex.has(right);
  if (hasIndex && actual.index !== expected.index) {
    note('index', wording.index(asked, expected.index, actual.index), expected.index, actual.index);
    return flaws;
  }
  if (right !== undefined) {
    const { index } = actual.body as StoreError;
    if (hasIndex && index !== expected.index) {
      note('index', wording.errorIndex(asked, expected.index, index), expected.index, index);
    }
    return flaws;
  }
  return [
    ...flaws,
    ...compareEvents(asked, expected.body as StoreEvent, actual.body as StoreEvent, isOpen),
  ];
}

export function compareEvents(
  asked: string,
  expected: StoreEvent,
  actual: StoreEvent,
  isOpen: (key: string) => boolean,
): Flaw[] {
  const flaws: Flaw[] = [];
  const note = (aspect: Aspect, message: string, right: unknown, wrong: unknown): void => {
    flaws.push({ aspect, message, expected: right, actual: wrong });
  };
  if (actual.action !== expected.action) {
    note(
      'action',
      wording.action(asked, expected.action, actual.action),
      expected.action,
      actual.action,
    );
  }
  // The event of an update itself carries the new index, also that of a directory.
  const isNodeOpen = (key: string) => expected.action !== 'update' && isOpen(key);
  compareNodes(expected.node, actual.node, isNodeOpen, (aspect, right, wrong, key) =>
    note(aspect, wording.node[aspect](asked, key, right, wrong), right, wrong),
  );
  const [before, claimed] = [expected.prevNode, actual.prevNode];
  if (before === undefined || claimed === undefined || claimed === null) {
    if (before !== claimed && !(before === undefined && claimed === null)) {
      note(
        'previous',
        wording.previous(asked, before !== undefined),
        before ?? 'keiner',
        claimed ?? 'keiner',
      );
    }
    return flaws;
  }
  let isSame = true;
  const { expirationMs: _, ttl: __, ...lifeless } = before;
  // How long what is gone by now had to live when it went is left open.
  const compared = expected.action === 'expire' ? lifeless : before;
  compareNodes(compared, claimed, isOpen, (aspect) => {
    if (aspect !== 'expiration' || expected.action !== 'expire') isSame = false;
  });
  if (!isSame) note('previous', wording.previousContent(asked), before, claimed);
  return flaws;
}

type NodeAspect = 'content' | 'order' | 'created' | 'modified' | 'expiration';
type NoteNode = (aspect: NodeAspect, right: unknown, wrong: unknown, key: string) => void;

/** Notes the first thing that is wrong of each kind. */
function compareNodes(
  expected: StoreNode,
  actual: StoreNode | undefined,
  isOpen: (key: string) => boolean,
  note: NoteNode,
): void {
  const { key } = expected;
  if (typeof actual !== 'object' || actual === null) return note('content', expected, actual, key);
  const contentOf = ({ key: name, value, dir }: StoreNode) => ({
    key: name,
    value,
    dir: dir === true,
  });
  if (JSON.stringify(contentOf(actual)) !== JSON.stringify(contentOf(expected))) {
    return note('content', contentOf(expected), contentOf(actual), key);
  }
  const lists = [expected.nodes ?? [], actual.nodes ?? []] as const;
  const [names, given] = lists.map((nodes) => nodes.map((node) => node?.key));
  if (JSON.stringify(names?.toSorted()) !== JSON.stringify(given?.toSorted())) {
    return note('content', names, given, key);
  }
  if (actual.createdIndex !== expected.createdIndex) {
    note('created', expected.createdIndex, actual.createdIndex, key);
  }
  const isComparable = !(expected.dir === true && isOpen(key));
  if (isComparable && actual.modifiedIndex !== expected.modifiedIndex) {
    note('modified', expected.modifiedIndex, actual.modifiedIndex, key);
  }
  const isAlive = expected.ttl === undefined || expected.ttl > 0;
  if (
    (actual.expirationMs ?? undefined) !== expected.expirationMs ||
    (isAlive && (actual.ttl ?? undefined) !== expected.ttl)
  ) {
    const [right, wrong] = [expected, actual].map(({ expirationMs, ttl }) => ({
      expirationMs,
      ttl,
    }));
    note('expiration', right, wrong, key);
  }
  for (const child of lists[0]) {
    compareNodes(
      child,
      lists[1].find((other) => other?.key === child.key),
      isOpen,
      note,
    );
  }
}

/** With `sorted`: the first directory whose nodes are out of order. */
export function unsortedIn(node: StoreNode): string | undefined {
  const nodes = node.nodes ?? [];
  for (const [i, child] of nodes.entries()) {
    const next = nodes[i + 1];
    if (next !== undefined && child.key > next.key) return node.key;
    const inside = unsortedIn(child);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** The code of an error; `undefined` for success. */
export function outcomeOf(body: StoreReply['body']): number | undefined {
  return 'errorCode' in body ? body.errorCode : undefined;
}
