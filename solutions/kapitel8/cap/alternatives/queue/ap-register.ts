import type { Context, NodeId, Process } from '#simulator';
import {
  type ApMessage,
  antiEntropyMs,
  type RegisterRequest,
  type RegisterResponse,
  type Versioned,
} from './contract.ts';
import { compareTags } from './tag.ts';

/** Keeps every version it has seen as a log; the newest counts. Answers in small batches, not at once. */
class LoggingRegister implements Process<ApMessage, RegisterRequest, RegisterResponse> {
  private readonly log: Versioned[];
  private readonly waiting: {
    readonly request: RegisterRequest;
    readonly respond: (response: RegisterResponse) => void;
  }[] = [];

  constructor(private readonly context: Context<ApMessage>) {
    this.log = context.storage.get<Versioned[]>('log') ?? [];
  }

  onStart(): void {
    this.context.setTimer('tell', antiEntropyMs / 2);
  }

  onTimer(name: string): void {
    if (name === 'answer') {
      for (const { request, respond } of this.waiting.splice(0)) this.answer(request, respond);
      return;
    }
    this.context.setTimer('tell', antiEntropyMs / 2);
    const newest = this.newest();
    if (newest !== undefined) this.tellAll(newest);
  }

  onRequest(request: RegisterRequest, respond: (response: RegisterResponse) => void): void {
    this.waiting.push({ request, respond });
    if (this.waiting.length === 1) this.context.setTimer('answer', 4);
  }

  onMessage(from: NodeId, { tag, value }: ApMessage): void {
    const before = this.newest();
    if (tag.time === 0 || (before !== undefined && compareTags(tag, before.tag) <= 0)) return;
    this.append({ tag, value });
    // Hand on at once what was news.
    this.tellAll({ tag, value }, from);
  }

  private answer(request: RegisterRequest, respond: (response: RegisterResponse) => void): void {
    if (request.kind === 'write') {
      const time = (this.newest()?.tag.time ?? 0) + 10;
      this.append({ tag: { time, node: this.context.self }, value: request.value });
    }
    const newest = this.newest();
    respond(
      newest === undefined
        ? { ok: true, tag: { time: 0, node: '' }, value: null }
        : { ok: true, tag: newest.tag, value: newest.value },
    );
  }

  private newest(): Versioned | undefined {
    return this.log.at(-1);
  }

  private append(entry: Versioned): void {
    this.log.push(entry);
    this.context.storage.set('log', this.log.slice(-5));
  }

  private tellAll({ tag, value }: Versioned, except?: NodeId): void {
    for (const peer of this.context.peers) {
      if (peer !== except) this.context.send(peer, { type: 'entry', tag, value });
    }
  }
}

export function createApRegister(
  context: Context<ApMessage>,
): Process<ApMessage, RegisterRequest, RegisterResponse> {
  return new LoggingRegister(context);
}
