import type { Context, NodeId, Process } from '#simulator';
import { recordStore } from './log.ts';
import {
  type Change,
  coordinatorId,
  initialBalance,
  inquiryIntervalMs,
  type Message,
  type Outcome,
  type Prepare,
  type Request,
  type Response,
} from './protocol.ts';

interface Kept {
  readonly changes: readonly Change[];
  readonly participants: readonly NodeId[];
  /** `null` while it is prepared. */
  readonly outcome: Outcome | null;
}

/** Keeps no balances and no locks: both are computed from the transactions whenever they are needed. */
export function createParticipant(context: Context<Message>): Process<Message, Request, Response> {
  const store = recordStore<Kept>(context.storage);
  const known = new Map<string, Kept>(store.all());

  function keep(tx: string, kept: Kept): void {
    store.put(tx, kept);
    known.set(tx, kept);
  }

  function holderOf(account: string): string | undefined {
    for (const [tx, { outcome, changes }] of known) {
      if (outcome === null && changes.some((change) => change.account === account)) return tx;
    }
    return undefined;
  }

  function balanceOf(account: string): number {
    return [...known.values()]
      .filter(({ outcome }) => outcome === 'commit')
      .flatMap(({ changes }) => changes)
      .filter((change) => change.account === account)
      .reduce((sum, { amount }) => sum + amount, initialBalance);
  }

  function voteOn({ tx, changes, participants }: Prepare): 'yes' | 'no' {
    const before = known.get(tx);
    if (before !== undefined) return before.outcome === 'abort' ? 'no' : 'yes';
    for (const { account, amount } of changes) {
      if (holderOf(account) === undefined && balanceOf(account) + amount >= 0) continue;
      keep(tx, { changes: [], participants, outcome: 'abort' });
      return 'no';
    }
    keep(tx, { changes, participants, outcome: null });
    context.setTimer(tx, inquiryIntervalMs);
    return 'yes';
  }

  function settle(tx: string, outcome: Outcome): void {
    const before = known.get(tx) ?? { changes: [], participants: [], outcome: null };
    if (before.outcome === null) keep(tx, { ...before, outcome });
  }

  return {
    onStart() {
      for (const [tx, { outcome }] of known) {
        if (outcome === null) context.setTimer(tx, inquiryIntervalMs);
      }
    },
    onMessage(from, message) {
      const { tx } = message;
      switch (message.type) {
        case 'Prepare':
          context.send(from, { type: 'Vote', tx, vote: voteOn(message) });
          break;
        case 'Decision':
          settle(tx, message.outcome);
          // Whoever told it, the coordinator may as well know that it has arrived.
          context.send(coordinatorId, { type: 'Ack', tx });
          break;
        case 'Inquiry': {
          if (!known.has(tx)) settle(tx, 'abort');
          const outcome = known.get(tx)?.outcome ?? null;
          if (outcome !== null) context.send(from, { type: 'Decision', tx, outcome });
          break;
        }
        default:
          break;
      }
    },
    onTimer(tx) {
      const own = known.get(tx);
      if (own === undefined || own.outcome !== null) return;
      for (const to of own.participants) {
        if (to !== context.self) context.send(to, { type: 'Inquiry', tx });
      }
      context.setTimer(tx, inquiryIntervalMs);
    },
    onRequest(request, respond) {
      if (request.kind !== 'balance') return respond({ kind: 'wrong-node' });
      const tx = holderOf(request.account);
      if (tx === undefined) respond({ kind: 'balance', amount: balanceOf(request.account) });
      else respond({ kind: 'undecided', tx });
    },
  };
}
