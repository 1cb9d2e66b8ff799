import type { Context, NodeId, Process } from '#simulator';
import {
  type CpMessage,
  initial,
  operationTimeoutMs,
  type RegisterRequest,
  type RegisterResponse,
  type Versioned,
} from './contract.ts';
import { compareTags } from './tag.ts';

const tickMs = 15;
/** Numbers are reserved in blocks: storage is written once a block. */
const blockSize = 50;

interface Waiting {
  readonly request: RegisterRequest;
  readonly respond: (response: RegisterResponse) => void;
  readonly deadlineMs: number;
}

type Phase =
  | { readonly name: 'idle' }
  | { readonly name: 'query'; readonly operation: number; readonly states: Map<NodeId, Versioned> }
  | {
      readonly name: 'store';
      readonly operation: number;
      readonly stored: Set<NodeId>;
      readonly copy: Versioned;
    };

/** Works off its requests one after the other; a coarse tick repeats messages and watches deadlines. */
class QueueingRegister implements Process<CpMessage, RegisterRequest, RegisterResponse> {
  private readonly queue: Waiting[] = [];
  private phase: Phase = { name: 'idle' };
  private copy: Versioned;
  private next: number;
  private reserved: number;

  constructor(private readonly context: Context<CpMessage>) {
    this.copy = context.storage.get<Versioned>('register') ?? initial;
    this.next = context.storage.get<number>('reserved') ?? 1000;
    this.reserved = this.next;
  }

  onRequest(request: RegisterRequest, respond: (response: RegisterResponse) => void): void {
    const deadlineMs = this.context.now() + operationTimeoutMs;
    this.queue.push({ request, respond, deadlineMs });
    if (this.queue.length > 1) return;
    this.context.setTimer('tick', tickMs);
    this.startQuery();
  }

  onTimer(): void {
    this.expire();
    if (this.queue.length === 0) return;
    this.context.setTimer('tick', tickMs);
    this.sendPhase();
  }

  onMessage(from: NodeId, message: CpMessage): void {
    const { operation } = message;
    if (message.type === 'query') {
      this.context.send(from, { type: 'state', operation, ...this.copy });
    } else if (message.type === 'store') {
      this.keep({ tag: message.tag, value: message.value });
      this.context.send(from, { type: 'stored', operation });
    } else if (message.type === 'state' && this.phase.name === 'query') {
      if (operation !== this.phase.operation) return;
      this.phase.states.set(from, { tag: message.tag, value: message.value });
      this.endQuery();
    } else if (message.type === 'stored' && this.phase.name === 'store') {
      if (operation !== this.phase.operation) return;
      this.phase.stored.add(from);
      this.endStore();
    }
  }

  inspect(): unknown {
    return { copy: this.copy, waiting: this.queue.length, phase: this.phase.name };
  }

  private get needed(): number {
    // Of the others; with the node itself that is a majority.
    return Math.ceil(this.context.peers.length / 2);
  }

  private startQuery(): void {
    this.phase = { name: 'query', operation: this.number(), states: new Map() };
    this.sendPhase();
  }

  private endQuery(): void {
    const [current] = this.queue;
    if (this.phase.name !== 'query' || current === undefined) return;
    const { operation, states } = this.phase;
    if (states.size < this.needed) return;
    const all = [this.copy, ...states.values()].sort((a, b) => compareTags(b.tag, a.tag));
    const [newest = this.copy] = all;
    const copy =
      current.request.kind === 'read'
        ? newest
        : {
            tag: { time: newest.tag.time + 1, node: this.context.self },
            value: current.request.value,
          };
    this.keep(copy);
    this.phase = { name: 'store', operation, stored: new Set(), copy };
    this.sendPhase();
  }

  private endStore(): void {
    if (this.phase.name !== 'store' || this.phase.stored.size < this.needed) return;
    const { tag, value } = this.phase.copy;
    this.leave({ ok: true, tag, value });
  }

  private leave(response: RegisterResponse): void {
    this.phase = { name: 'idle' };
    this.queue.shift()?.respond(response);
    if (this.queue.length > 0) this.startQuery();
  }

  private expire(): void {
    const nowMs = this.context.now();
    for (;;) {
      const [first] = this.queue;
      if (first === undefined || first.deadlineMs > nowMs) return;
      this.leave({ ok: false });
    }
  }

  private sendPhase(): void {
    for (const peer of this.context.peers) {
      if (this.phase.name === 'query' && !this.phase.states.has(peer)) {
        this.context.send(peer, { type: 'query', operation: this.phase.operation });
      } else if (this.phase.name === 'store' && !this.phase.stored.has(peer)) {
        const { operation, copy } = this.phase;
        this.context.send(peer, { type: 'store', operation, tag: copy.tag, value: copy.value });
      }
    }
  }

  private keep(copy: Versioned): void {
    if (compareTags(copy.tag, this.copy.tag) <= 0) return;
    this.context.storage.set('register', copy);
    this.copy = copy;
  }

  private number(): number {
    if (this.next >= this.reserved) {
      this.reserved = this.next + blockSize;
      this.context.storage.set('reserved', this.reserved);
    }
    return this.next++;
  }
}

export function createCpRegister(
  context: Context<CpMessage>,
): Process<CpMessage, RegisterRequest, RegisterResponse> {
  return new QueueingRegister(context);
}
