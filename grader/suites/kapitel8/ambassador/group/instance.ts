import type {
  AmbassadorMessage,
  Call,
} from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import type { Context, NodeId, Process } from '../../../../simulator/process.ts';
import { fieldOf } from '../exports.ts';
import { type Behaviour, well } from './input.ts';

/** What a node answers to this path, if all is well. */
export function bodyFor(node: NodeId, path: string): string {
  return `${node} zu ${path}`;
}

/** How long after the ambassador's patience a late answer sets out. */
const lateMs = 15;

/** A node of the group, played by the suite. */
export class Instance implements Process<unknown, unknown, unknown> {
  private readonly late = new Map<string, () => void>();
  private calls = 0;

  constructor(
    private readonly context: Context<AmbassadorMessage>,
    private readonly behaviours: readonly Behaviour[],
    private readonly callTimeoutMs: number,
  ) {}

  onMessage(from: NodeId, message: unknown): void {
    const id = fieldOf(message, 'id');
    // What is not as the contract has it is answered by nobody; the checks name it.
    if (typeof id !== 'number') return;
    if (fieldOf(message, 'type') === 'HealthCheck') {
      const { health } = this.now();
      if (health === 'silent') return;
      this.context.send(from, { type: 'HealthReply', id, healthy: health === 'good' });
    } else if (fieldOf(message, 'type') === 'Call') {
      this.answer(from, message as Call);
    }
  }

  onTimer(name: string): void {
    this.late.get(name)?.();
    this.late.delete(name);
  }

  private answer(from: NodeId, { id, path }: Call): void {
    this.calls++;
    const body = bodyFor(this.context.self, String(path));
    const reply = (status: number): void =>
      this.context.send(from, { type: 'CallReply', id, status, body });
    switch (this.now().calls) {
      case 'ok':
        return reply(200);
      case 'missing':
        // Too many requests for the node's taste: no failure either, and not the ambassador's own 429.
        return reply(this.calls % 3 === 0 ? 429 : 404);
      case 'error':
        return reply(this.calls % 2 === 0 ? 503 : 500);
      case 'refuse':
        return this.context.send(from, { type: 'CallRefused', id });
      case 'late':
        this.late.set(String(id), () => reply(200));
        return this.context.setTimer(String(id), this.callTimeoutMs + lateMs);
      case 'silent':
        return;
    }
  }

  private now(): Behaviour {
    const nowMs = this.context.now();
    return this.behaviours.findLast(({ fromMs }) => fromMs <= nowMs) ?? well;
  }
}
