import type { NodeId } from '../../../../simulator/process.ts';
import { coordinatorId, type Message, type Outcome } from '../contract.ts';
import type { CommitContext, CommitProcess } from '../nodes.ts';
import { asMessage } from '../wire-format.ts';
import type { Line, Play } from './play.ts';

/**
 * The scripted nodes of a play. They say their lines, but never what the contract forbids them: a
 * line that has lost its reason (say, because the vote it answers did not come) is turned or dropped.
 */
export class Cast {
  /** What the real node has said: type, transaction and content by `heardKey`. */
  private readonly heard = new Set<string>();
  private readonly outcomes = new Map<string, Outcome>();
  private readonly votes = new Map<string, 'yes' | 'no'>();

  constructor(private readonly play: Play) {}

  processes(): Record<NodeId, (context: CommitContext) => CommitProcess> {
    const ids = Array.from({ length: this.play.nodes }, (_, i) => `n${i + 1}`);
    return Object.fromEntries(
      ids
        .filter((id) => id !== this.play.real)
        .map((id) => [id, (context: CommitContext) => this.actor(context)]),
    );
  }

  private actor(context: CommitContext): CommitProcess {
    const lines = this.play.lines.filter(({ from }) => from === context.self);
    return {
      onStart: () => {
        for (const [i, { atMs }] of lines.entries()) context.setTimer(String(i), atMs);
      },
      onTimer: (name) => {
        const line = lines[Number(name)];
        const message = line === undefined ? undefined : this.permitted(line);
        if (message !== undefined) context.send(this.play.real, message);
      },
      onMessage: (_from, message) => this.hear(context.self, message),
      onRequest: (_request, respond) => respond({ kind: 'wrong-node' }),
    };
  }

  private hear(self: NodeId, value: unknown): void {
    const message = asMessage(value);
    if (message === undefined) return;
    const detail = message.type === 'Vote' ? message.vote : '';
    this.heard.add(heardKey(self, message.type, message.tx, detail));
  }

  private permitted({ from, message }: Line): Message | undefined {
    switch (message.type) {
      case 'Prepare':
      case 'Inquiry':
        return message;
      case 'Decision':
        return { ...message, outcome: this.outcomeOf(message.tx, message.outcome) };
      case 'Vote':
        return this.vote(from, message);
      case 'Ack':
        return this.heard.has(heardKey(from, 'Decision', message.tx)) ? message : undefined;
    }
  }

  /** A transaction has one outcome, and commit only with the real node's yes. */
  private outcomeOf(tx: string, wanted: Outcome): Outcome {
    const known = this.outcomes.get(tx);
    if (known !== undefined) return known;
    const hasYes = this.heard.has(heardKey(coordinatorId, 'Vote', tx, 'yes'));
    const outcome = wanted === 'commit' && hasYes ? 'commit' : 'abort';
    this.outcomes.set(tx, outcome);
    return outcome;
  }

  /** Each participant votes on what it has been asked, and always alike. */
  private vote(from: NodeId, message: Extract<Message, { type: 'Vote' }>): Message | undefined {
    if (!this.heard.has(heardKey(from, 'Prepare', message.tx))) return undefined;
    const key = heardKey(from, 'Vote', message.tx);
    const vote = this.votes.get(key) ?? message.vote;
    this.votes.set(key, vote);
    return { ...message, vote };
  }
}

function heardKey(self: NodeId, type: Message['type'], tx: string, detail = ''): string {
  return `${self} ${type} ${tx} ${detail}`;
}
