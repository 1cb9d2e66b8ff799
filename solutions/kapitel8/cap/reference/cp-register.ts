import type { Context, NodeId, Process } from '#simulator';
import {
  type CpMessage,
  initial,
  operationTimeoutMs,
  type RegisterRequest,
  type RegisterResponse,
  type Versioned,
} from './contract.ts';
import { isNewer, newest } from './tag.ts';

/** An atomic multi-writer register on majorities (Attiya, Bar-Noy & Dolev 1995; Lynch & Shvartsman 1997). */
export function createCpRegister(
  context: Context<CpMessage>,
): Process<CpMessage, RegisterRequest, RegisterResponse> {
  return new CpRegister(context);
}

/** A client's request under way at the node it was sent to. */
interface Operation {
  readonly id: number;
  readonly request: RegisterRequest;
  readonly respond: (response: RegisterResponse) => void;
  phase: 'query' | 'store';
  /** Who has answered in this phase; the node itself always counts. */
  answered: Set<NodeId>;
  /** Phase 1: the newest copy seen. Phase 2: the copy to be stored. */
  copy: Versioned;
}

class CpRegister implements Process<CpMessage, RegisterRequest, RegisterResponse> {
  private copy: Versioned;
  private lastOperation: number;
  private readonly majority: number;
  private readonly operations = new Map<number, Operation>();

  constructor(private readonly context: Context<CpMessage>) {
    this.copy = context.storage.get<Versioned>('copy') ?? initial;
    this.lastOperation = context.storage.get<number>('lastOperation') ?? 0;
    const nodes = context.peers.length + 1;
    this.majority = Math.floor(nodes / 2) + 1;
  }

  onRequest(request: RegisterRequest, respond: (response: RegisterResponse) => void): void {
    const id = this.nextOperation();
    const answered = new Set([this.context.self]);
    const operation: Operation = {
      id,
      request,
      respond,
      phase: 'query',
      answered,
      copy: this.copy,
    };
    this.operations.set(id, operation);
    this.context.setTimer(String(id), operationTimeoutMs);
    this.broadcast({ type: 'query', operation: id });
  }

  onMessage(from: NodeId, message: CpMessage): void {
    const { operation: id } = message;
    switch (message.type) {
      case 'query':
        this.context.send(from, { type: 'state', operation: id, ...this.copy });
        break;
      case 'store':
        this.adopt(message);
        this.context.send(from, { type: 'stored', operation: id });
        break;
      case 'state':
        this.onState(from, id, message);
        break;
      case 'stored':
        this.onStored(from, id);
        break;
    }
  }

  onTimer(name: string): void {
    const operation = this.operations.get(Number(name));
    if (operation !== undefined) this.finish(operation, { ok: false });
  }

  inspect(): unknown {
    const operations = [...this.operations.values()].map(({ id, phase, answered }) => ({
      id,
      phase,
      answered: [...answered],
    }));
    return { copy: this.copy, operations };
  }

  private onState(from: NodeId, id: number, reported: Versioned): void {
    const operation = this.operations.get(id);
    if (operation?.phase !== 'query') return;
    operation.answered.add(from);
    operation.copy = newest(operation.copy, reported);
    if (operation.answered.size >= this.majority) this.startStore(operation);
  }

  /** Phase 2: a write stores a new version, a read writes back what it is about to answer. */
  private startStore(operation: Operation): void {
    const seen = newest(operation.copy, this.copy);
    operation.copy =
      operation.request.kind === 'write'
        ? {
            tag: { time: seen.tag.time + 1, node: this.context.self },
            value: operation.request.value,
          }
        : { tag: seen.tag, value: seen.value };
    operation.phase = 'store';
    operation.answered = new Set([this.context.self]);
    // Before anybody hears of the version: a node never gives the same one twice.
    this.adopt(operation.copy);
    this.broadcast({ type: 'store', operation: operation.id, ...operation.copy });
  }

  private onStored(from: NodeId, id: number): void {
    const operation = this.operations.get(id);
    if (operation?.phase !== 'store') return;
    operation.answered.add(from);
    if (operation.answered.size < this.majority) return;
    this.finish(operation, { ok: true, ...operation.copy });
  }

  private finish(operation: Operation, response: RegisterResponse): void {
    this.operations.delete(operation.id);
    this.context.cancelTimer(String(operation.id));
    operation.respond(response);
  }

  private adopt({ tag, value }: Versioned): void {
    if (!isNewer(tag, this.copy.tag)) return;
    this.copy = { tag, value };
    this.context.storage.set('copy', this.copy);
  }

  private nextOperation(): number {
    this.lastOperation++;
    this.context.storage.set('lastOperation', this.lastOperation);
    return this.lastOperation;
  }

  private broadcast(message: CpMessage): void {
    for (const peer of this.context.peers) this.context.send(peer, message);
  }
}
