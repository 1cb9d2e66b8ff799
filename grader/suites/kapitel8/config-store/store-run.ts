import type {
  Store,
  StoreConfiguration,
  StoreEvent,
  StoreReply,
  StoreRequest,
} from '../../../../exercises/kapitel8/config-store/contract.ts';
import { shareData } from '../../../simulator/copy-data.ts';
import { type CallRecord, Probe, type Submission } from '../../submission.ts';
import type { Observation } from '../../suite.ts';
import { compareReplies, type Flaw, outcomeOf, parts, unsortedIn } from './differences.ts';
import { ancestorsOf, Model, normalise } from './model.ts';
import {
  type AnsweredWatch,
  describeRequest,
  type Kind,
  kindOf,
  requestOf,
  type Step,
} from './steps.ts';
import { differenceWording as wording } from './wording-store.ts';

export interface StoreInput {
  readonly historyLimit: number;
  readonly steps: readonly Step[];
}

/** A flaw, with the call in which it showed and the request it is about. */
export interface Difference extends Flaw {
  readonly call: number;
  readonly kind: Kind;
  /** The request was to be refused. */
  readonly isRefusal: boolean;
  /** Only of watches: why the event is the right one, or why it is not. */
  readonly event?: StoreEvent;
  readonly request?: StoreRequest;
}

export interface StoreSeen extends Observation {
  readonly calls: readonly CallRecord[];
  /** Up to the first call after which nothing can be compared any more. */
  readonly differences: readonly Difference[];
  readonly model: Model;
}

type CreateStore = (configuration?: StoreConfiguration) => Store;

/** What a run looks at besides the answers. */
export interface RunOptions {
  /** Ask for `nextExpiryMs()` after each step. */
  readonly asksNextExpiry?: boolean;
  /** Look at all answers once more in the end. */
  readonly looksAgain?: boolean;
}

/** Does the same with the submission's store and with the model, and compares all answers. */
export function runStore(
  input: StoreInput,
  submission: Submission,
  options: RunOptions,
): StoreSeen {
  return new StoreRun(input, submission, options).run();
}

class StoreRun {
  private readonly probe: Probe;
  private readonly model: Model;
  private readonly store: Store;
  private readonly differences: Difference[] = [];
  private readonly counts: Record<string, number> = {};
  private readonly answered: AnsweredWatch[] = [];
  private readonly open = new Map<number, StoreRequest>();
  private inbox: StoreReply[] = [];
  private readonly expected: StoreReply[] = [];
  private readonly given: {
    readonly asked: string;
    readonly original: StoreReply;
    readonly copy: StoreReply;
  }[] = [];
  private nowMs = 0;
  private lastId = 0;

  constructor(
    private readonly input: StoreInput,
    submission: Submission,
    private readonly options: RunOptions,
  ) {
    const { historyLimit } = input;
    this.probe = new Probe(submission);
    this.model = new Model(historyLimit);
    const createStore = this.probe.load<CreateStore>('createStore');
    const configuration = Object.freeze({ historyLimit });
    this.store = this.probe.create('createStore', [configuration], () =>
      createStore(configuration),
    );
  }

  run(): StoreSeen {
    for (const [i, step] of this.input.steps.entries()) {
      // A wrong index beside a watch's event leads nobody astray.
      const hasParted = ({ aspect, kind }: Difference): boolean =>
        parts(aspect) && !(aspect === 'index' && kind === 'wait');
      if (this.differences.some(hasParted)) break;
      this.perform(step, i + 1);
    }
    if (this.options.looksAgain === true) this.lookAgain();
    const { calls } = this.probe;
    return { calls, differences: this.differences, model: this.model, counts: this.counts };
  }

  private perform(step: Step, id: number): void {
    this.nowMs += step.afterMs ?? 0;
    const { nowMs, probe } = this;
    const request = requestOf(step, id, this.model, this.answered);
    if (request === undefined) {
      if (step.method !== 'advance') return;
      this.model.advance(nowMs);
      const replies = probe.call('store.advance', [nowMs], () =>
        this.during(() => this.store.advance(nowMs)),
      );
      this.compare(undefined, replies ?? []);
    } else {
      const shared = shareData(request, Number.POSITIVE_INFINITY) as StoreRequest;
      this.open.set(id, shared);
      this.lastId = id;
      this.model.handle(shared, nowMs, (reply) => this.expected.push(reply));
      const replies = probe.call('store.handle', [shared, nowMs], () =>
        this.during(() => this.store.handle(shared, nowMs, (reply) => void this.inbox.push(reply))),
      );
      this.compare(shared, replies ?? []);
    }
    if (this.options.asksNextExpiry === true && this.differences.length === 0) {
      this.askNextExpiry(request);
    }
  }

  /** What the submission answered in this call; nothing is recorded where nothing came. */
  private during(call: () => void): StoreReply[] | undefined {
    this.inbox = [];
    call();
    return this.inbox.length === 0 ? undefined : this.inbox;
  }

  private compare(request: StoreRequest | undefined, replies: readonly StoreReply[]): void {
    const originals = this.inbox;
    const before = this.differences.length;
    const unmatched = new Set(replies);
    let isRefused = false;
    for (const right of this.expected.splice(0)) {
      if (right.id === this.lastId) isRefused = 'errorCode' in right.body;
      const about = this.open.get(right.id) as StoreRequest;
      const mine = replies.filter((reply) => reply?.id === right.id);
      for (const reply of mine) unmatched.delete(reply);
      this.open.delete(right.id);
      this.judge(about, right, mine);
    }
    for (const reply of unmatched) this.judgeUnexpected(reply);
    for (const [i, copy] of replies.entries()) {
      const original = originals[i];
      if (original !== undefined) this.given.push({ asked: `Antwort ${copy?.id}`, original, copy });
    }
    if (this.differences.length === before) this.count(request, isRefused);
  }

  private judge(request: StoreRequest, right: StoreReply, mine: readonly StoreReply[]): void {
    const asked = describeRequest(request);
    const isWait = kindOf(request) === 'wait';
    const code = outcomeOf(right.body);
    const event = code === undefined ? (right.body as StoreEvent) : undefined;
    if (isWait && event !== undefined) {
      this.answered.push({ request, modifiedIndex: event.node.modifiedIndex });
      this.tally(right.id === this.lastId ? 'remembered' : 'woken');
      if (!isBelowOrAt(event.node.key, request.key)) this.tally('swept');
    }
    const [reply, second] = mine;
    if (reply === undefined) {
      if (!isWait)
        return this.note(request, right, { aspect: 'reply', message: wording.silent(asked) });
      const message =
        event === undefined
          ? wording.unrefused(asked, code ?? 0)
          : wording.unanswered(asked, event);
      return this.note(request, right, { aspect: 'unanswered', message, expected: right.body });
    }
    if (second !== undefined) {
      this.note(request, right, { aspect: 'twice', message: wording.twice(asked) });
    }
    const wrongEvent = isWait ? wrongEventOf(right, reply) : undefined;
    if (wrongEvent !== undefined) {
      const message = wording.event(asked, right.body as StoreEvent, wrongEvent);
      const flaw = { aspect: 'event' as const, message, expected: right.body, actual: wrongEvent };
      return this.note(request, right, flaw, wrongEvent);
    }
    const isOpen = (key: string) => this.model.updatedDirectories.has(key);
    for (const flaw of compareReplies(asked, right, reply, isOpen)) this.note(request, right, flaw);
    if (request.query.sorted === true && 'node' in reply.body) {
      const key = unsortedIn(reply.body.node);
      if (key !== undefined) {
        this.note(request, right, { aspect: 'order', message: wording.unsorted(asked, key) });
      }
    }
  }

  private judgeUnexpected(reply: StoreReply): void {
    const request = this.open.get(reply?.id);
    if (request === undefined) {
      return this.note(undefined, undefined, {
        aspect: 'twice',
        message: wording.stray(reply?.id),
      });
    }
    this.open.delete(reply.id);
    const asked = describeRequest(request);
    const code = 'body' in reply ? outcomeOf(reply.body) : undefined;
    if (code !== undefined || !('node' in reply.body)) {
      const message = wording.outcome(asked, undefined, code);
      return this.note(request, undefined, { aspect: 'outcome', message, actual: reply });
    }
    const message = wording.untimely(asked, reply.body);
    this.note(request, undefined, { aspect: 'untimely', message, actual: reply.body }, reply.body);
  }

  private note(
    request: StoreRequest | undefined,
    right: StoreReply | undefined,
    flaw: Flaw,
    event?: StoreEvent,
  ): void {
    const body = right?.body;
    const seen = event ?? (body !== undefined && 'node' in body ? body : undefined);
    this.differences.push({
      ...flaw,
      call: this.probe.calls.length - 1,
      kind: kindOf(request),
      isRefusal: body !== undefined && 'errorCode' in body,
      ...(seen === undefined ? {} : { event: seen }),
      ...(request === undefined ? {} : { request }),
    });
  }

  private count(request: StoreRequest | undefined, isRefused: boolean): void {
    const kind = kindOf(request);
    this.tally(isRefused ? `${kind}-refused` : kind);
    if (kind === 'refresh' && !isRefused && this.open.size > 0) this.tally('quiet');
  }

  private tally(name: string): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }

  private askNextExpiry(request: StoreRequest | undefined): void {
    const right = this.model.nextExpiryMs();
    const given = this.probe.call('store.nextExpiryMs', [], () => this.store.nextExpiryMs());
    if ((given ?? undefined) === right) return;
    const message = wording.nextExpiry(right, given);
    this.note(request, undefined, {
      aspect: 'nextExpiry',
      message,
      expected: right,
      actual: given,
    });
  }

  private lookAgain(): void {
    const copies = this.probe.call('Antworten noch einmal lesen', [], () =>
      this.given.map(({ original }) => original),
    );
    for (const [i, { asked, copy }] of this.given.entries()) {
      if (JSON.stringify(copies?.[i]) === JSON.stringify(copy)) continue;
      const message = wording.snapshot(asked);
      this.note(undefined, undefined, {
        aspect: 'snapshot',
        message,
        expected: copy,
        actual: copies?.[i],
      });
      return;
    }
  }
}

/** Not so if a directory went, and what was watched went with it. */
function isBelowOrAt(key: string, watched: string): boolean {
  return (
    key === normalise(watched) || ancestorsOf(key).includes(normalise(watched)) || watched === '/'
  );
}

/** The event of an answered watch, if it is another one than it should be. */
function wrongEventOf(right: StoreReply, reply: StoreReply): StoreEvent | undefined {
  const body: unknown = reply.body;
  if (typeof body !== 'object' || body === null || !('node' in body)) return undefined;
  const actual = body as StoreEvent;
  if (!('node' in right.body)) return undefined;
  const isSame =
    actual.node?.modifiedIndex === right.body.node.modifiedIndex &&
    actual.node?.key === right.body.node.key;
  return isSame || typeof actual.node !== 'object' ? undefined : actual;
}
