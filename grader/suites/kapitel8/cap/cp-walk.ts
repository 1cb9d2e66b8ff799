import type { NodeId } from '../../../simulator/process.ts';
import type { NodeEvent, Trace, TraceEvent } from '../../../simulator/trace.ts';
import type { CpMessage, RegisterRequest, Tag, Versioned } from './contract.ts';
import { asCpMessage, asResponse, initialTag, keyOf, newer, newest } from './wire-format.ts';
import { cpWalkWording as say } from './wording-cp.ts';

/** The rules that the walk looks after, each a property of its own. */
export type CpRule =
  | 'cp-wire'
  | 'cp-replica'
  | 'cp-query-quorum'
  | 'cp-store-quorum'
  | 'cp-write-back'
  | 'cp-tags'
  | 'cp-durable';

export interface CpFinding {
  readonly rule: CpRule;
  readonly message: string;
  readonly events: readonly number[];
}

type SendEvent = Extract<NodeEvent, { kind: 'send' }>;
type DeliverEvent = Extract<NodeEvent, { kind: 'deliver' }>;
type RespondEvent = Extract<NodeEvent, { kind: 'respond' }>;

/** A message on its way, or what an answer is about: the message its sender had in hand. */
interface Sent {
  /** `seq` of its sending. */
  readonly seq: number;
  readonly message: CpMessage | undefined;
}

interface Pending {
  readonly client: string;
  readonly operation: number;
  readonly request: RegisterRequest;
  readonly seq: number;
}

interface Reply {
  readonly from: NodeId;
  readonly tag: Tag;
  /** When the query it answers was sent. */
  readonly askedSeq: number;
}

/** One node, as the wire shows it. What is forgotten in a crash is emptied at a restart. */
class NodeView {
  /** What began the handler under way. */
  cause: TraceEvent | undefined;
  answers = 0;
  crashed = false;
  pending: Pending[] = [];
  replies: Reply[] = [];
  /** For each number of an operation, where the node first used it. */
  readonly numbers = new Map<number, SendEvent>();
  /** All that reached it, and how many it sent: to tell what a scripted node answers. */
  readonly delivered: Sent[] = [];
  sends = 0;
  /** Versions that others are known to hold at least. */
  holders = new Map<NodeId, Tag>();
  /** The newest version this node has told of, and in which incarnation. */
  told: Told | undefined;
  /** The newest version a read answered with for which the node had to count itself as a holder. */
  counted: Told | undefined;
}

interface Told {
  readonly tag: Tag;
  readonly incarnation: number;
  readonly seq: number;
}

/** For each message a scripted node sent: which of those delivered to it, from 0, it answers. */
export type Answering = Readonly<Record<NodeId, readonly number[]>>;

/**
 * Follows a run of the CP register and notes each step that the two-phase protocol forbids. Sees only
 * what is on the wire: who answered what, and which answers were there when a node went on.
 *
 * @param known copies that scripted nodes have from the beginning
 */
export function walkCp(
  trace: Trace,
  scripted: Answering = {},
  known: readonly Versioned[] = [],
): CpFinding[] {
  return new CpWalk(trace, scripted, known).run();
}

class CpWalk {
  private readonly findings: CpFinding[] = [];
  private readonly nodes: Map<NodeId, NodeView>;
  private readonly majority: number;
  private readonly sent = new Map<number, Sent>();
  private readonly abouts = new Map<number, Sent>();
  private readonly values = new Map<
    string,
    { readonly value: string | null; readonly seq: number }
  >();
  private readonly written = new Map<NodeId, Set<string>>();

  constructor(
    private readonly trace: Trace,
    private readonly scripted: Answering,
    known: readonly Versioned[],
  ) {
    this.nodes = new Map(trace.nodes.map((id) => [id, new NodeView()]));
    this.majority = Math.floor(trace.nodes.length / 2) + 1;
    this.values.set(keyOf(initialTag), { value: null, seq: -1 });
    for (const { tag, value } of known) this.values.set(keyOf(tag), { value, seq: -1 });
  }

  run(): CpFinding[] {
    for (const event of this.trace.events) {
      if ('node' in event && event.kind !== 'pause') this.follow(event);
    }
    if (this.trace.end !== 'fault') for (const view of this.nodes.values()) this.endHandler(view);
    return this.findings;
  }

  private isScripted(node: NodeId): boolean {
    return this.trace.scripted.includes(node);
  }

  private find(rule: CpRule, message: string, ...events: number[]): void {
    this.findings.push({ rule, message, events });
  }

  private follow(event: NodeEvent): void {
    const view = this.nodes.get(event.node);
    if (view === undefined) return;
    switch (event.kind) {
      case 'start':
        this.begin(view, event);
        view.pending = [];
        view.replies = [];
        view.crashed = false;
        return;
      case 'timer':
        this.begin(view, event);
        return;
      case 'request':
        this.begin(view, event);
        this.onRequest(view, event);
        return;
      case 'deliver':
        this.begin(view, event);
        this.onDeliver(view, event);
        return;
      case 'send':
        this.onSend(view, event);
        return;
      case 'respond':
        this.onRespond(view, event);
        return;
      case 'crash':
        view.crashed = true;
        view.cause = undefined;
        return;
      default:
        return;
    }
  }

  private begin(view: NodeView, event: NodeEvent): void {
    this.endHandler(view);
    view.cause = event;
    view.answers = 0;
  }

  /** Rule 1: each query and each store is answered once, in its own handler. */
  private endHandler(view: NodeView): void {
    const { cause } = view;
    view.cause = undefined;
    if (cause?.kind !== 'deliver' || view.crashed || this.isScripted(cause.node)) return;
    const message = this.sent.get(cause.id)?.message;
    if (message?.type !== 'query' && message?.type !== 'store') return;
    if (view.answers === 1) return;
    this.find('cp-wire', say.answeredNotOnce(cause.node, message, view.answers), cause.seq);
  }

  private onRequest(view: NodeView, event: Extract<NodeEvent, { kind: 'request' }>): void {
    const request = event.request as RegisterRequest;
    view.pending.push({
      client: event.client,
      operation: event.operation,
      request,
      seq: event.seq,
    });
    if (request.kind !== 'write') return;
    const written = this.written.get(event.node) ?? new Set();
    this.written.set(event.node, written.add(request.value));
  }

  private onDeliver(view: NodeView, event: DeliverEvent): void {
    const arrived = this.sent.get(event.id);
    if (arrived !== undefined) view.delivered.push(arrived);
    const message = arrived?.message;
    if (message === undefined) return;
    const about = this.abouts.get(event.id);
    if ('tag' in message) this.holds(view, event.from, message.tag);
    if (message.type === 'state' && about?.message?.type === 'query') {
      view.replies.push({ from: event.from, tag: message.tag, askedSeq: about.seq });
    }
    if (message.type === 'stored' && about?.message?.type === 'store') {
      this.holds(view, event.from, about.message.tag);
    }
  }

  private holds(view: NodeView, node: NodeId, tag: Tag): void {
    view.holders.set(node, newest(view.holders.get(node), tag));
  }

  private onSend(view: NodeView, event: SendEvent): void {
    const message = asCpMessage(event.message);
    this.sent.set(event.id, { seq: event.seq, message });
    if (this.isScripted(event.node)) {
      this.noteScripted(view, event);
      if (message !== undefined && 'tag' in message) this.noteValue(event, message);
      return;
    }
    if (message === undefined) {
      this.find('cp-wire', say.malformed(event.node, event.message), event.seq);
      return;
    }
    switch (message.type) {
      case 'query':
        this.checkNumber(view, event, message);
        return;
      case 'store':
        this.checkNumber(view, event, message);
        this.onStore(view, event, message);
        break;
      case 'state':
      case 'stored':
        this.onAnswer(view, event, message);
        break;
    }
    if ('tag' in message) this.noteValue(event, message);
    this.noteTold(view, event, message);
  }

  private noteScripted(view: NodeView, event: SendEvent): void {
    const ordinal = this.scripted[event.node]?.[view.sends++];
    const about = ordinal === undefined ? undefined : view.delivered[ordinal];
    if (about !== undefined) this.abouts.set(event.id, about);
  }

  /** An answer counts for what its sender had in hand; without that it is none. */
  private onAnswer(
    view: NodeView,
    event: SendEvent,
    message: Extract<CpMessage, { type: 'state' | 'stored' }>,
  ): void {
    const cause = view.cause?.kind === 'deliver' ? view.cause : undefined;
    const asked = cause === undefined ? undefined : this.sent.get(cause.id);
    const wanted = message.type === 'state' ? 'query' : 'store';
    if (
      asked?.message?.type !== wanted ||
      cause?.from !== event.to ||
      asked.message.operation !== message.operation
    ) {
      this.find('cp-wire', say.unasked(event.node, message), event.seq);
      return;
    }
    view.answers++;
    this.abouts.set(event.id, asked);
  }

  /** Late answers from before a crash must not pass for answers to what is asked now. */
  private checkNumber(view: NodeView, event: SendEvent, { operation }: CpMessage): void {
    const first = view.numbers.get(operation) ?? event;
    view.numbers.set(operation, first);
    if (first.incarnation === event.incarnation) return;
    this.find('cp-wire', say.numberReused(event.node, operation), event.seq, first.seq);
  }

  /** A new version: a majority must have said, since the request came, that it has only older ones. */
  private onStore(view: NodeView, event: SendEvent, { tag, value }: Versioned): void {
    if (tag.node !== event.node || this.values.has(keyOf(tag))) return;
    const pending = view.pending.find(
      ({ request }) => request.kind === 'write' && request.value === value,
    );
    if (pending === undefined) return;
    const count = this.olderThan(view, pending.seq, (reported) => newer(tag, reported));
    if (count >= this.majority) return;
    this.find(
      'cp-query-quorum',
      say.storedTooEarly(event.node, tag, count, this.trace.nodes.length),
      event.seq,
      pending.seq,
    );
  }

  /** How many nodes, this one included, answered a query sent after `sinceSeq` with such a version. */
  private olderThan(view: NodeView, sinceSeq: number, matches: (tag: Tag) => boolean): number {
    const nodes = view.replies
      .filter(({ askedSeq, tag }) => askedSeq > sinceSeq && matches(tag))
      .map(({ from }) => from);
    return new Set(nodes).size + 1;
  }

  private noteValue(event: NodeEvent, { tag, value }: Versioned): void {
    const key = keyOf(tag);
    const before = this.values.get(key);
    if (before !== undefined) {
      if (before.value !== value) {
        const seqs = before.seq < 0 ? [event.seq] : [event.seq, before.seq];
        this.find('cp-tags', say.twoValues(tag, before.value, value), ...seqs);
      }
      return;
    }
    this.values.set(key, { value, seq: event.seq });
    const isOwn = tag.node === event.node && this.written.get(tag.node)?.has(value ?? '') === true;
    if (!isOwn) this.find('cp-tags', say.invented(event.node, tag, value), event.seq);
  }

  /** A version seen before the request came was not given out for it. */
  private checkNew({ node, seq }: RespondEvent, pending: Pending, tag: Tag): void {
    const first = this.values.get(keyOf(tag));
    if (first === undefined || first.seq >= pending.seq) return;
    this.find('cp-tags', say.notGivenAnew(node, tag), seq, ...(first.seq < 0 ? [] : [first.seq]));
  }

  /** What a node once told of it never falls behind again, not even through a crash. */
  private noteTold(view: NodeView, event: SendEvent, message: CpMessage): void {
    const tag =
      'tag' in message
        ? message.tag
        : message.type === 'stored'
          ? this.storedTag(event)
          : undefined;
    if (tag === undefined) return;
    const { told, counted } = view;
    if (
      message.type === 'state' &&
      counted?.incarnation === event.incarnation &&
      newer(counted.tag, tag)
    ) {
      const text = say.countedInVain(event.node, counted.tag, tag);
      this.find('cp-write-back', text, event.seq, counted.seq);
    }
    if (message.type === 'state' && told !== undefined && newer(told.tag, tag)) {
      const isSame = told.incarnation === event.incarnation;
      const text = isSame ? say.wentBack : say.forgot;
      const rule = isSame ? 'cp-replica' : 'cp-durable';
      this.find(rule, text(event.node, told.tag, tag), event.seq, told.seq);
    }
    if (told === undefined || newer(tag, told.tag)) {
      view.told = { tag, incarnation: event.incarnation, seq: event.seq };
    }
  }

  private storedTag(event: SendEvent): Tag | undefined {
    const message = this.abouts.get(event.id)?.message;
    return message?.type === 'store' ? message.tag : undefined;
  }

  private onRespond(view: NodeView, event: RespondEvent): void {
    if (this.isScripted(event.node)) return;
    const response = asResponse(event.response);
    const pending = view.pending.find(
      ({ client, operation }) => client === event.client && operation === event.operation,
    );
    if (response === undefined) {
      this.find('cp-wire', say.malformedResponse(event.node, event.response), event.seq);
      return;
    }
    if (!response.ok || pending === undefined) return;
    const { tag, value } = response;
    const { request } = pending;
    if (request.kind === 'write' && (value !== request.value || tag.node !== event.node)) {
      this.find('cp-wire', say.foreignAnswer(event.node, request.value, response), event.seq);
      return;
    }
    if (request.kind === 'write') this.checkNew(event, pending, tag);
    this.noteValue(event, response);
    const total = this.trace.nodes.length;
    if (request.kind === 'read') {
      const count = this.olderThan(view, pending.seq, (reported) => !newer(reported, tag));
      if (count < this.majority) {
        const text = say.readTooEarly(event.node, tag, count, total);
        this.find('cp-query-quorum', text, event.seq, pending.seq);
      }
    }
    const holding = [...view.holders.values()].filter((held) => !newer(tag, held)).length + 1;
    if (request.kind === 'read' && holding === this.majority) {
      const isNewest = view.counted === undefined || newer(tag, view.counted.tag);
      if (isNewest) view.counted = { tag, incarnation: event.incarnation, seq: event.seq };
    }
    if (tag.time === 0 || holding >= this.majority) return;
    const rule = request.kind === 'read' ? 'cp-write-back' : 'cp-store-quorum';
    const text = request.kind === 'read' ? say.notWrittenBack : say.notStored;
    this.find(rule, text(event.node, tag, holding, total), event.seq, pending.seq);
  }
}
