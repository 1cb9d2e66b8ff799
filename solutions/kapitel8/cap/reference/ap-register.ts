import type { Context, NodeId, Process } from '#simulator';
import {
  type ApMessage,
  antiEntropyMs,
  initial,
  type RegisterRequest,
  type RegisterResponse,
  type Versioned,
} from './contract.ts';
import { isNewer } from './tag.ts';

/** A register that always answers from its own copy; last writer wins, by (logical time, node). */
export function createApRegister(
  context: Context<ApMessage>,
): Process<ApMessage, RegisterRequest, RegisterResponse> {
  return new ApRegister(context);
}

class ApRegister implements Process<ApMessage, RegisterRequest, RegisterResponse> {
  private copy: Versioned;

  constructor(private readonly context: Context<ApMessage>) {
    this.copy = context.storage.get<Versioned>('copy') ?? initial;
  }

  onStart(): void {
    this.context.setTimer('anti-entropy', antiEntropyMs);
  }

  onTimer(): void {
    const { peers } = this.context;
    const peer = peers[Math.floor(this.context.random() * peers.length)];
    if (peer !== undefined) this.tell(peer);
    this.context.setTimer('anti-entropy', antiEntropyMs);
  }

  onMessage(_from: NodeId, message: ApMessage): void {
    this.adopt(message);
  }

  onRequest(request: RegisterRequest, respond: (response: RegisterResponse) => void): void {
    if (request.kind === 'write') {
      // A Lamport clock: what the node has seen is older than what it is told now.
      const tag = { time: this.copy.tag.time + 1, node: this.context.self };
      this.adopt({ tag, value: request.value });
    }
    respond({ ok: true, ...this.copy });
    if (request.kind === 'write') for (const peer of this.context.peers) this.tell(peer);
  }

  inspect(): unknown {
    return this.copy;
  }

  private adopt({ tag, value }: Versioned): void {
    if (!isNewer(tag, this.copy.tag)) return;
    this.copy = { tag, value };
    this.context.storage.set('copy', this.copy);
  }

  private tell(peer: NodeId): void {
    this.context.send(peer, { type: 'entry', ...this.copy });
  }
}
