import type { NodeId } from '../../../simulator/process.ts';
import type { NodeEvent, Trace } from '../../../simulator/trace.ts';
import type { RegisterRequest, Tag, Versioned } from './contract.ts';
import { type Asked, askedOf } from './operations.ts';
import { asApMessage, asResponse, initialTag, keyOf, newer, newest } from './wire-format.ts';
import { apWalkWording as say } from './wording-ap.ts';

export type ApRule = 'ap-wire' | 'ap-versions' | 'ap-session';

export interface ApFinding {
  readonly rule: ApRule;
  readonly message: string;
  readonly events: readonly number[];
}

interface Known {
  readonly tag: Tag;
  readonly seq: number;
}

/** One node, as the wire shows it. Nothing of this may be lost in a crash. */
class NodeView {
  /** The newest version it has heard of, given out or answered. */
  known: Known | undefined;
  /** What it knew before the delivery under way: a crash in this handler may lose that. */
  before: Known | undefined;
  isInDelivery = false;
  /** The newest version among its answers. */
  answered: Known | undefined;
}

/**
 * Follows a run of the AP register: form, versions, and that no node falls behind its own answers.
 *
 * @param given copies that scripted nodes spread
 */
export function walkAp(trace: Trace, given: readonly Versioned[] = []): ApFinding[] {
  return new ApWalk(trace, given).run();
}

class ApWalk {
  private readonly findings: ApFinding[] = [];
  private readonly nodes: Map<NodeId, NodeView>;
  private readonly values = new Map<
    string,
    { readonly value: string | null; readonly seq: number }
  >();
  private readonly written = new Map<NodeId, Set<string>>();
  private readonly asked: Map<number, Asked>;
  /** For each request under way, what its node knew and had answered when it came. */
  private readonly when = new Map<Asked, Pick<NodeView, 'known' | 'answered'>>();

  constructor(
    private readonly trace: Trace,
    given: readonly Versioned[],
  ) {
    this.nodes = new Map(trace.nodes.map((id) => [id, new NodeView()]));
    this.values.set(keyOf(initialTag), { value: null, seq: -1 });
    for (const { tag, value } of given) this.values.set(keyOf(tag), { value, seq: -1 });
    const asked = askedOf(trace);
    this.asked = new Map(
      asked.flatMap((one) => [
        [one.seq, one] as const,
        ...(one.answer === undefined ? [] : [[one.answer.seq, one] as const]),
      ]),
    );
  }

  run(): ApFinding[] {
    for (const event of this.trace.events) {
      if ('node' in event && event.kind !== 'pause' && !this.trace.scripted.includes(event.node)) {
        this.follow(event);
      }
    }
    return this.findings;
  }

  private find(rule: ApRule, message: string, ...events: number[]): void {
    this.findings.push({ rule, message, events });
  }

  private follow(event: NodeEvent): void {
    const view = this.nodes.get(event.node);
    if (view === undefined) return;
    switch (event.kind) {
      case 'deliver': {
        view.before = view.known;
        view.isInDelivery = true;
        const message = asApMessage(event.message);
        if (message !== undefined) this.learn(view, message.tag, event.seq);
        return;
      }
      case 'crash':
        if (event.duringHandler && view.isInDelivery) view.known = view.before;
        view.isInDelivery = false;
        return;
      case 'start':
      case 'timer':
        view.isInDelivery = false;
        return;
      case 'request':
        view.isInDelivery = false;
        this.onRequest(view, event);
        return;
      case 'send': {
        const message = asApMessage(event.message);
        if (message === undefined) {
          this.find('ap-wire', say.malformed(event.node, event.message), event.seq);
        } else {
          this.noteValue(event, message);
        }
        return;
      }
      case 'respond':
        this.onRespond(view, event);
        return;
      default:
        return;
    }
  }

  private learn(view: NodeView, tag: Tag, seq: number): void {
    if (tag.time === 0) return;
    if (view.known === undefined || newer(tag, view.known.tag)) view.known = { tag, seq };
  }

  private onRequest(view: NodeView, event: Extract<NodeEvent, { kind: 'request' }>): void {
    const asked = this.asked.get(event.seq);
    if (asked !== undefined) this.when.set(asked, { known: view.known, answered: view.answered });
    const request = event.request as RegisterRequest;
    if (request.kind !== 'write') return;
    const written = this.written.get(event.node) ?? new Set();
    this.written.set(event.node, written.add(request.value));
  }

  private onRespond(view: NodeView, event: Extract<NodeEvent, { kind: 'respond' }>): void {
    const response = asResponse(event.response);
    if (response === undefined) {
      this.find('ap-wire', say.malformedResponse(event.node, event.response), event.seq);
      return;
    }
    if (!response.ok) return;
    const { tag, value } = response;
    this.noteValue(event, response);
    const asked = this.asked.get(event.seq);
    const when = asked === undefined ? undefined : this.when.get(asked);
    if (asked !== undefined && when !== undefined && !asked.isDoubled) {
      if (asked.request.kind === 'write') {
        if (value !== asked.request.value || tag.node !== event.node) {
          const text = say.foreignAnswer(event.node, asked.request.value, response);
          this.find('ap-wire', text, event.seq);
        } else if (when.known !== undefined && !newer(tag, when.known.tag)) {
          const text = say.notNewer(event.node, tag, when.known.tag);
          this.find('ap-versions', text, event.seq, when.known.seq);
        }
      }
      if (when.answered !== undefined && newer(when.answered.tag, tag)) {
        const text = say.fellBehind(event.node, when.answered.tag, tag);
        this.find('ap-session', text, event.seq, when.answered.seq);
      }
    }
    this.learn(view, tag, event.seq);
    const answered = newest(view.answered?.tag, tag);
    if (answered !== view.answered?.tag) view.answered = { tag: answered, seq: event.seq };
  }

  private noteValue(event: NodeEvent, { tag, value }: Versioned): void {
    const key = keyOf(tag);
    const before = this.values.get(key);
    if (before !== undefined) {
      if (before.value === value) return;
      const seqs = before.seq < 0 ? [event.seq] : [event.seq, before.seq];
      this.find('ap-versions', say.twoValues(tag, before.value, value), ...seqs);
      return;
    }
    this.values.set(key, { value, seq: event.seq });
    const isOwn = tag.node === event.node && this.written.get(tag.node)?.has(value ?? '') === true;
    if (!isOwn) this.find('ap-versions', say.invented(event.node, tag, value), event.seq);
  }
}
