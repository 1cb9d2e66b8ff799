import type {
  StoreEvent,
  StoreNode,
  StoreReply,
} from '../../../../exercises/kapitel8/config-store/contract.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { Finding } from './findings.ts';
import type { SendEvent } from './handlings.ts';
import { errorCodeOf, readStoreReply, readStoreRequest } from './values.ts';
import { followingWording as wording } from './wording-following.ts';

/** What can be wrong with how a node reads and watches a directory. */
export type FollowingRule = 'question-form' | 'two-questions' | 'wrong-index' | 'no-question';

export interface FollowingConfiguration {
  readonly node: NodeId;
  readonly store: NodeId;
  readonly directory: string;
  readonly retryMs: number;
  readonly watchMs: number;
}

interface Question {
  readonly id: number;
  readonly kind: 'read' | 'watch';
  readonly atMs: number;
  readonly seq: number;
}

/** What a reply brought: everything known now, and how. */
export interface Learnt {
  readonly values: ReadonlyMap<string, string>;
  readonly by: 'first-reading' | 'reading-again' | 'event';
}

const removals: readonly StoreEvent['action'][] = ['delete', 'expire', 'compareAndDelete'];

/**
 * What a node knows of a directory after each reply that counts, and what it has to ask next: rules 1
 * to 5 of part 2. One of these stands for one incarnation.
 */
export class Following {
  values: ReadonlyMap<string, string> | undefined;
  /** A reply has been lost or was an error, and nothing has been heard since. */
  isCutOff = false;
  readonly counts: Record<string, number> = {};
  private nextIndex: number | undefined;
  private question: Question | undefined;
  /** Without a question open: the span of time in which the next one is due. */
  private due: { readonly fromMs: number; readonly untilMs: number };
  /** The handler that ran last, and the one since which the next question is due. */
  private last = { seq: 0, atMs: -1 };
  private dueSince: number | undefined;

  constructor(
    private readonly configuration: FollowingConfiguration,
    private readonly note: (finding: Finding<FollowingRule>) => void,
    startedAtMs: number,
    /** Used by this node before, in any incarnation. */
    private readonly ids: Set<number>,
  ) {
    this.due = { fromMs: startedAtMs, untilMs: startedAtMs };
  }

  /** Time goes on to `nowMs`: notes a question that was due before and not asked. */
  passTime(nowMs: number, seq: number): void {
    const dueMs = this.question === undefined ? this.due.untilMs : this.timeoutMs(this.question);
    if (this.question !== undefined && dueMs < nowMs) this.isCutOff = true;
    const last = this.last;
    this.last = { seq, atMs: nowMs };
    if (dueMs >= nowMs) return;
    const { node } = this.configuration;
    const message =
      this.question === undefined
        ? wording.noQuestion(node, dueMs)
        : wording.notAskedAgain(node, dueMs);
    const blamed = this.question === undefined ? this.dueSince : undefined;
    const late = last.atMs >= dueMs ? last.seq : seq;
    this.note({ rule: 'no-question', message, events: [blamed ?? late] });
    this.question = undefined;
    this.due = { fromMs: 0, untilMs: Number.POSITIVE_INFINITY };
  }

  /** A message has arrived; what was learnt from it, if it counts and brought anything. */
  hear(message: unknown, atMs: number): Learnt | undefined {
    const reply = readStoreReply(message);
    const { question } = this;
    if (reply === undefined) return undefined;
    if (question === undefined || reply.id !== question.id) {
      this.count('repliesIgnored');
      return undefined;
    }
    this.question = undefined;
    this.due = { fromMs: atMs, untilMs: atMs };
    this.dueSince = this.last.seq;
    const code = errorCodeOf(reply);
    if (code === undefined) {
      this.isCutOff = false;
      return question.kind === 'read' ? this.read(reply) : this.apply(reply.body as StoreEvent);
    }
    if (code === 100 && question.kind === 'read') {
      this.isCutOff = false;
      return this.read(reply);
    }
    if (code === 401) {
      this.count('cleared');
      this.nextIndex = undefined;
      return undefined;
    }
    this.count('errors');
    this.isCutOff = true;
    const { retryMs } = this.configuration;
    this.due = { fromMs: question.atMs + retryMs, untilMs: atMs + retryMs };
    return undefined;
  }

  /** A message to the store, which can only be a question. */
  judgeSend({ message, seq, atMs }: SendEvent): void {
    const { node, directory } = this.configuration;
    const request = readStoreRequest(message);
    if (request === undefined || request.method !== 'GET') {
      this.note({ rule: 'question-form', message: wording.malformed(node), events: [seq] });
      return;
    }
    const { id, key, query } = request;
    const isOurs = key.replace(/\/$/, '') === directory && query.recursive === true;
    if (!isOurs || this.ids.has(id)) {
      const text = isOurs ? wording.idReused(node, id) : wording.wrongDirectory(node, directory);
      this.note({ rule: 'question-form', message: text, events: [seq] });
    }
    this.ids.add(id);
    this.judgeTime(seq, atMs);
    const kind = query.wait === true ? 'watch' : 'read';
    this.judgeKind(kind, query.waitIndex, seq);
    this.question = { id, kind, atMs, seq };
  }

  private judgeTime(seq: number, atMs: number): void {
    const { node } = this.configuration;
    const { question } = this;
    if (question !== undefined) {
      if (atMs < this.timeoutMs(question)) {
        const message = wording.twoQuestions(node, atMs);
        this.note({ rule: 'two-questions', message, events: [question.seq, seq] });
      } else {
        this.isCutOff = true;
        this.count('askedAgain');
      }
    } else if (atMs < this.due.fromMs) {
      const message = wording.tooSoon(node, atMs);
      this.note({ rule: 'two-questions', message, events: [seq] });
    }
  }

  private judgeKind(kind: Question['kind'], waitIndex: number | undefined, seq: number): void {
    const { node } = this.configuration;
    const { nextIndex } = this;
    const expected = nextIndex === undefined ? 'read' : 'watch';
    if (kind !== expected) {
      const message = kind === 'read' ? wording.readsAgain(node) : wording.watchesUnread(node);
      this.note({ rule: 'wrong-index', message, events: [seq] });
      return;
    }
    if (kind === 'watch' && waitIndex !== nextIndex) {
      this.note({
        rule: 'wrong-index',
        message: wording.wrongIndex(node, waitIndex, nextIndex ?? 0),
        events: [seq],
        expected: nextIndex,
        actual: waitIndex,
      });
    }
  }

  private timeoutMs({ kind, atMs }: Question): number {
    const { retryMs, watchMs } = this.configuration;
    return atMs + (kind === 'read' ? retryMs : watchMs);
  }

  private read({ body, index }: StoreReply): Learnt {
    const by = this.values === undefined ? 'first-reading' : 'reading-again';
    const leaves = 'errorCode' in body ? [] : leavesOf(body.node);
    this.values = new Map(leaves);
    this.nextIndex = index + 1;
    this.count('readings');
    return { values: this.values, by };
  }

  private apply({ action, node }: StoreEvent): Learnt {
    const values = new Map(this.values);
    if (removals.includes(action)) {
      for (const key of [...values.keys()]) {
        if (key === node.key || key.startsWith(`${node.key}/`)) values.delete(key);
      }
      if (node.dir === true) this.count('directoriesGone');
    } else if (node.dir === true) {
      values.delete(node.key);
    } else {
      values.set(node.key, node.value ?? '');
    }
    this.values = values;
    this.nextIndex = node.modifiedIndex + 1;
    this.count('events');
    return { values, by: 'event' };
  }

  private count(name: string): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }
}

function leavesOf(node: StoreNode): [string, string][] {
  if (node.dir === true) return (node.nodes ?? []).flatMap(leavesOf);
  return [[node.key, node.value ?? '']];
}
