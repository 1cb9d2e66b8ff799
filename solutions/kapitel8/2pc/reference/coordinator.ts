import type { Context, NodeId, Process } from '#simulator';
import { DurableLog } from './log.ts';
import {
  type Change,
  type Message,
  type Outcome,
  type Request,
  type Response,
  resendIntervalMs,
  type TransferRequest,
  type Vote,
  voteTimeoutMs,
} from './protocol.ts';

export { createParticipant } from './participant.ts';

export function createCoordinator(context: Context<Message>): Process<Message, Request, Response> {
  return new Coordinator(context);
}

type Respond = (response: Response) => void;

/** What must survive a crash; the state of all transactions is the replay of these entries. */
type Entry =
  | { readonly kind: 'begin'; readonly tx: string; readonly participants: readonly NodeId[] }
  | { readonly kind: 'decided'; readonly tx: string; readonly outcome: Outcome }
  | { readonly kind: 'end'; readonly tx: string };

interface Transaction {
  readonly tx: string;
  readonly participants: readonly NodeId[];
  /** Participants that voted yes. */
  readonly yes: Set<NodeId>;
  outcome: Outcome | undefined;
  /** Participants that must still acknowledge the decision. */
  readonly unacknowledged: Set<NodeId>;
  /** Clients that wait for the outcome. */
  readonly waiting: Respond[];
}

/** The coordinator, after Bernstein, Hadzilacos & Goodman 1987, section 7.4. */
class Coordinator implements Process<Message, Request, Response> {
  private readonly log: DurableLog<Entry>;
  private readonly transactions = new Map<string, Transaction>();

  constructor(private readonly context: Context<Message>) {
    this.log = new DurableLog(context.storage);
    for (const entry of this.log.entries) this.apply(entry);
  }

  onStart(): void {
    for (const transaction of this.transactions.values()) {
      if (transaction.outcome === undefined) this.decide(transaction, 'abort');
      else this.sendDecision(transaction);
    }
  }

  onMessage(from: NodeId, message: Message): void {
    const transaction = 'tx' in message ? this.transactions.get(message.tx) : undefined;
    if (transaction === undefined) return;
    if (message.type === 'Vote') this.onVote(from, message, transaction);
    else if (message.type === 'Ack') this.onAck(from, transaction);
  }

  onRequest(request: Request, respond: Respond): void {
    if (request.kind !== 'transfer') {
      respond({ kind: 'wrong-node' });
      return;
    }
    const { tx } = request;
    const known = this.transactions.get(tx);
    if (known === undefined) this.begin(request, respond);
    else if (known.outcome === undefined) known.waiting.push(respond);
    else respond({ kind: 'outcome', tx, outcome: known.outcome });
  }

  onTimer(name: string): void {
    const transaction = this.transactions.get(name);
    if (transaction === undefined) return;
    if (transaction.outcome === undefined) this.decide(transaction, 'abort');
    else this.sendDecision(transaction);
  }

  inspect(): unknown {
    return [...this.transactions.values()].map(({ tx, outcome, yes, unacknowledged }) => ({
      tx,
      outcome: outcome ?? 'undecided',
      yes: [...yes],
      unacknowledged: [...unacknowledged],
    }));
  }

  // --- phase 1: collect the votes ----------------------------------------------------------------

  private begin({ tx, changes }: TransferRequest, respond: Respond): void {
    const changesOf = new Map<NodeId, Change[]>();
    for (const { participant, account, amount } of changes) {
      const own = changesOf.get(participant) ?? [];
      changesOf.set(participant, [...own, { account, amount }]);
    }
    const participants = [...changesOf.keys()];
    // Without this entry a restarted coordinator would not know whom it has left waiting.
    this.record({ kind: 'begin', tx, participants });
    this.transactions.get(tx)?.waiting.push(respond);
    for (const [participant, own] of changesOf) {
      this.context.send(participant, { type: 'Prepare', tx, changes: own, participants });
    }
    this.context.setTimer(tx, voteTimeoutMs);
  }

  private onVote(from: NodeId, { vote }: Vote, transaction: Transaction): void {
    if (transaction.outcome !== undefined) return;
    if (vote === 'no') {
      this.decide(transaction, 'abort');
      return;
    }
    transaction.yes.add(from);
    if (transaction.participants.every((id) => transaction.yes.has(id))) {
      this.decide(transaction, 'commit');
    }
  }

  // --- phase 2: make the decision known ----------------------------------------------------------

  private decide(transaction: Transaction, outcome: Outcome): void {
    const { tx } = transaction;
    this.record({ kind: 'decided', tx, outcome });
    for (const respond of transaction.waiting.splice(0)) respond({ kind: 'outcome', tx, outcome });
    this.sendDecision(transaction);
  }

  /** To all who have not acknowledged it; again and again until nobody is left. */
  private sendDecision({ tx, outcome, unacknowledged }: Transaction): void {
    if (outcome === undefined || unacknowledged.size === 0) return;
    for (const id of unacknowledged) this.context.send(id, { type: 'Decision', tx, outcome });
    this.context.setTimer(tx, resendIntervalMs);
  }

  private onAck(from: NodeId, { tx, outcome, unacknowledged }: Transaction): void {
    if (outcome === undefined || !unacknowledged.delete(from)) return;
    if (unacknowledged.size > 0) return;
    this.context.cancelTimer(tx);
    this.record({ kind: 'end', tx });
  }

  // --- log ---------------------------------------------------------------------------------------

  private record(entry: Entry): void {
    this.log.append(entry);
    this.apply(entry);
  }

  private apply(entry: Entry): void {
    if (entry.kind === 'begin') {
      const { tx, participants } = entry;
      this.transactions.set(tx, {
        tx,
        participants,
        yes: new Set(),
        outcome: undefined,
        unacknowledged: new Set(participants),
        waiting: [],
      });
      return;
    }
    const transaction = this.transactions.get(entry.tx);
    if (transaction === undefined) return;
    if (entry.kind === 'decided') transaction.outcome = entry.outcome;
    else transaction.unacknowledged.clear();
  }
}
