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

/** One after the other, so that nobody gets by with a list of the well-known ones: what counts is 500. */
const statuses = {
  ok: [200, 201, 204, 302],
  /** The client's fault, not the node's; 429 is the node's own, not the ambassador's. */
  missing: [404, 429, 400, 499],
  error: [500, 503, 502, 504, 501, 599],
} as const;

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
    const turn = this.calls++;
    const body = bodyFor(this.context.self, String(path));
    const reply = (of: keyof typeof statuses): void => {
      const status = statuses[of][turn % statuses[of].length] ?? 200;
      this.context.send(from, { type: 'CallReply', id, status, body });
    };
    const { calls } = this.now();
    switch (calls) {
      case 'ok':
      case 'missing':
      case 'error':
        return reply(calls);
      case 'refuse':
        return this.context.send(from, { type: 'CallRefused', id });
      case 'late':
        this.late.set(String(id), () => reply('ok'));
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
