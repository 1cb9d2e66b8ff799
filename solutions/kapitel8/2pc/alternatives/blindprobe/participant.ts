import type { Context, NodeId, Process } from '#simulator';
import { openLog } from './log.ts';
import {
  type Change,
  coordinatorId,
  initialBalance,
  inquiryIntervalMs,
  type Message,
  type Outcome,
  type Request,
  type Response,
} from './protocol.ts';

type Entry =
  | {
      readonly kind: 'prepared';
      readonly tx: string;
      readonly changes: readonly Change[];
      readonly participants: readonly NodeId[];
    }
  | { readonly kind: 'commit' | 'abort'; readonly tx: string };

/** Unknown transactions are not in the map. */
type State = Entry;

export function createParticipant(context: Context<Message>): Process<Message, Request, Response> {
  const balances = new Map<string, number>();
  const locks = new Map<string, string>();
  const states = new Map<string, State>();

  const balanceOf = (account: string) => balances.get(account) ?? initialBalance;

  const append = openLog<Entry>(context.storage, (entry) => {
    const before = states.get(entry.tx);
    states.set(entry.tx, entry);
    if (entry.kind === 'prepared') {
      for (const { account } of entry.changes) locks.set(account, entry.tx);
      return;
    }
    if (before?.kind !== 'prepared') return;
    for (const { account, amount } of before.changes) {
      if (entry.kind === 'commit') balances.set(account, balanceOf(account) + amount);
      locks.delete(account);
    }
  });

  const vote = (tx: string, yes: boolean) =>
    context.send(coordinatorId, { type: 'Vote', tx, vote: yes ? 'yes' : 'no' });

  /** Remembers the decision if it is new. */
  function learn(tx: string, outcome: Outcome): void {
    const state = states.get(tx);
    if (state?.kind === 'commit' || state?.kind === 'abort') return;
    if (state === undefined && outcome === 'commit') return; // would be the coordinator's mistake
    append({ kind: outcome, tx });
    context.cancelTimer(tx);
  }

  function onPrepare(message: Message & { type: 'Prepare' }): void {
    const { tx, changes, participants } = message;
    const known = states.get(tx);
    if (known !== undefined) {
      vote(tx, known.kind !== 'abort');
      return;
    }
    const possible = changes.every(
      ({ account, amount }) => !locks.has(account) && balanceOf(account) + amount >= 0,
    );
    if (possible) {
      append({ kind: 'prepared', tx, changes, participants });
      context.setTimer(tx, inquiryIntervalMs);
    } else append({ kind: 'abort', tx });
    vote(tx, possible);
  }

  function onInquiry(from: NodeId, tx: string): void {
    if (!states.has(tx)) append({ kind: 'abort', tx });
    const state = states.get(tx);
    if (state === undefined || state.kind === 'prepared') return;
    context.send(from, { type: 'Decision', tx, outcome: state.kind });
  }

  return {
    onStart() {
      for (const [tx, { kind }] of states) {
        if (kind === 'prepared') context.setTimer(tx, inquiryIntervalMs);
      }
    },

    onMessage(from, message) {
      if (message.type === 'Prepare') onPrepare(message);
      else if (message.type === 'Inquiry') onInquiry(from, message.tx);
      else if (message.type === 'Decision') {
        learn(message.tx, message.outcome);
        if (from === coordinatorId) context.send(from, { type: 'Ack', tx: message.tx });
      }
    },

    onTimer(tx) {
      const state = states.get(tx);
      if (state?.kind !== 'prepared') return;
      for (const other of state.participants) {
        if (other !== context.self) context.send(other, { type: 'Inquiry', tx });
      }
      context.setTimer(tx, inquiryIntervalMs);
    },

    onRequest(request, respond) {
      if (request.kind !== 'balance') {
        respond({ kind: 'wrong-node' });
        return;
      }
      const tx = locks.get(request.account);
      if (tx === undefined) respond({ kind: 'balance', amount: balanceOf(request.account) });
      else respond({ kind: 'undecided', tx });
    },

    inspect() {
      return {
        balances: [...balances],
        locks: [...locks],
        states: [...states].map(([tx, { kind }]) => `${tx}: ${kind}`),
      };
    },
  };
}
