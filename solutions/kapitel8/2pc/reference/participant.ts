import type { Context, NodeId, Process } from '#simulator';
import { DurableLog } from './log.ts';
import {
  type Change,
  coordinatorId,
  type Decision,
  initialBalance,
  inquiryIntervalMs,
  type Message,
  type Outcome,
  type Prepare,
  type Request,
  type Response,
} from './protocol.ts';

export function createParticipant(context: Context<Message>): Process<Message, Request, Response> {
  return new Participant(context);
}

/** What must survive a crash: balances, locks and votes are the replay of these entries. */
type Entry =
  | {
      readonly kind: 'prepared';
      readonly tx: string;
      readonly changes: readonly Change[];
      readonly participants: readonly NodeId[];
    }
  | { readonly kind: 'decided'; readonly tx: string; readonly outcome: Outcome };

interface Transaction {
  readonly changes: readonly Change[];
  readonly participants: readonly NodeId[];
  state: 'prepared' | Outcome;
}

/** A participant, after Bernstein, Hadzilacos & Goodman 1987, section 7.4, with its cooperative termination protocol. */
class Participant implements Process<Message, Request, Response> {
  private readonly log: DurableLog<Entry>;
  private readonly transactions = new Map<string, Transaction>();
  private readonly balances = new Map<string, number>();
  /** The transaction that holds an account. */
  private readonly locks = new Map<string, string>();

  constructor(private readonly context: Context<Message>) {
    this.log = new DurableLog(context.storage);
    for (const entry of this.log.entries) this.apply(entry);
  }

  onStart(): void {
    for (const [tx, { state }] of this.transactions) {
      if (state === 'prepared') this.context.setTimer(tx, inquiryIntervalMs);
    }
  }

  onMessage(from: NodeId, message: Message): void {
    switch (message.type) {
      case 'Prepare':
        this.onPrepare(message);
        break;
      case 'Decision':
        this.onDecision(from, message);
        break;
      case 'Inquiry':
        this.onInquiry(from, message.tx);
        break;
      default:
        break;
    }
  }

  onRequest(request: Request, respond: (response: Response) => void): void {
    if (request.kind !== 'balance') {
      respond({ kind: 'wrong-node' });
      return;
    }
    const tx = this.locks.get(request.account);
    if (tx !== undefined) respond({ kind: 'undecided', tx });
    else respond({ kind: 'balance', amount: this.balanceOf(request.account) });
  }

  inspect(): unknown {
    return {
      balances: Object.fromEntries(this.balances),
      locks: Object.fromEntries(this.locks),
      states: Object.fromEntries([...this.transactions].map(([tx, { state }]) => [tx, state])),
    };
  }

  // --- vote --------------------------------------------------------------------------------------

  private onPrepare({ tx, changes, participants }: Prepare): void {
    if (!this.transactions.has(tx)) {
      // The vote is on disk before anyone learns of it, the no as well as the yes.
      if (this.canCommit(changes)) {
        this.record({ kind: 'prepared', tx, changes, participants });
        this.context.setTimer(tx, inquiryIntervalMs);
      } else {
        this.record({ kind: 'decided', tx, outcome: 'abort' });
      }
    }
    const vote = this.transactions.get(tx)?.state === 'abort' ? 'no' : 'yes';
    this.context.send(coordinatorId, { type: 'Vote', tx, vote });
  }

  private canCommit(changes: readonly Change[]): boolean {
    return changes.every(
      ({ account, amount }) => !this.locks.has(account) && this.balanceOf(account) + amount >= 0,
    );
  }

  private balanceOf(account: string): number {
    return this.balances.get(account) ?? initialBalance;
  }

  // --- decision ----------------------------------------------------------------------------------

  private onDecision(from: NodeId, { tx, outcome }: Decision): void {
    const transaction = this.transactions.get(tx);
    // An abort may overtake its Prepare: it must be remembered, or the late Prepare would lock for ever.
    if (transaction === undefined || transaction.state === 'prepared') {
      this.record({ kind: 'decided', tx, outcome });
      this.context.cancelTimer(tx);
    }
    if (from === coordinatorId) this.context.send(from, { type: 'Ack', tx });
  }

  // --- cooperative termination -------------------------------------------------------------------

  onTimer(tx: string): void {
    const transaction = this.transactions.get(tx);
    if (transaction?.state !== 'prepared') return;
    for (const id of transaction.participants) {
      if (id !== this.context.self) this.context.send(id, { type: 'Inquiry', tx });
    }
    this.context.setTimer(tx, inquiryIntervalMs);
  }

  private onInquiry(from: NodeId, tx: string): void {
    // Who has not voted yet may still abort, and by that spare the other its waiting.
    if (!this.transactions.has(tx)) this.record({ kind: 'decided', tx, outcome: 'abort' });
    const state = this.transactions.get(tx)?.state;
    if (state === undefined || state === 'prepared') return;
    this.context.send(from, { type: 'Decision', tx, outcome: state });
  }

  // --- log ---------------------------------------------------------------------------------------

  private record(entry: Entry): void {
    this.log.append(entry);
    this.apply(entry);
  }

  private apply(entry: Entry): void {
    if (entry.kind === 'prepared') {
      const { tx, changes, participants } = entry;
      this.transactions.set(tx, { changes, participants, state: 'prepared' });
      for (const { account } of changes) this.locks.set(account, tx);
      return;
    }
    const { tx, outcome } = entry;
    const { changes, participants } = this.transactions.get(tx) ?? {
      changes: [],
      participants: [],
    };
    this.transactions.set(tx, { changes, participants, state: outcome });
    for (const { account, amount } of changes) {
      this.locks.delete(account);
      if (outcome === 'commit') this.balances.set(account, this.balanceOf(account) + amount);
    }
  }
}
