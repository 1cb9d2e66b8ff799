import type { Context, NodeId, Process } from '#simulator';
import { openLog } from './log.ts';
import {
  type Change,
  type Message,
  type Outcome,
  type Request,
  type Response,
  resendIntervalMs,
  type TransferRequest,
  voteTimeoutMs,
} from './protocol.ts';

export { createParticipant } from './participant.ts';

type Entry =
  | { readonly kind: 'begin'; readonly tx: string; readonly changes: TransferRequest['changes'] }
  | { readonly kind: 'decided'; readonly tx: string; readonly outcome: Outcome }
  | { readonly kind: 'end'; readonly tx: string };

interface Transaction {
  readonly tx: string;
  readonly changes: ReadonlyMap<NodeId, readonly Change[]>;
  /** Durable, for it comes from the log. */
  outcome?: Outcome;
  ended: boolean;
  /** Volatile. */
  readonly yes: Set<NodeId>;
  readonly acks: Set<NodeId>;
  readonly waiting: ((response: Response) => void)[];
}

function byParticipant(changes: TransferRequest['changes']): Map<NodeId, Change[]> {
  const grouped = new Map<NodeId, Change[]>();
  for (const { participant, account, amount } of changes) {
    grouped.set(participant, [...(grouped.get(participant) ?? []), { account, amount }]);
  }
  return grouped;
}

export function createCoordinator(context: Context<Message>): Process<Message, Request, Response> {
  const transactions = new Map<string, Transaction>();

  const append = openLog<Entry>(context.storage, (entry) => {
    if (entry.kind === 'begin') {
      transactions.set(entry.tx, {
        tx: entry.tx,
        changes: byParticipant(entry.changes),
        ended: false,
        yes: new Set(),
        acks: new Set(),
        waiting: [],
      });
      return;
    }
    const own = transactions.get(entry.tx);
    if (own === undefined) return;
    if (entry.kind === 'decided') own.outcome = entry.outcome;
    else own.ended = true;
  });

  // Two timers a transaction: the time for the votes, and the beat of the repetitions.
  const deadline = (tx: string) => `deadline/${tx}`;
  const repeat = (tx: string) => `repeat/${tx}`;

  /** Asks all whose vote is missing, again and again until the time is up. */
  function ask({ tx, changes, yes }: Transaction): void {
    context.setTimer(repeat(tx), resendIntervalMs);
    const participants = [...changes.keys()];
    for (const [to, own] of changes) {
      if (!yes.has(to)) context.send(to, { type: 'Prepare', tx, changes: own, participants });
    }
  }

  /** Tells all whose acknowledgement is missing. */
  function announce({ tx, changes, acks }: Transaction, outcome: Outcome): void {
    context.setTimer(repeat(tx), resendIntervalMs);
    for (const to of changes.keys()) {
      if (!acks.has(to)) context.send(to, { type: 'Decision', tx, outcome });
    }
  }

  function start(own: Transaction): void {
    context.setTimer(deadline(own.tx), voteTimeoutMs);
    ask(own);
  }

  function decide(own: Transaction, outcome: Outcome): void {
    const { tx } = own;
    append({ kind: 'decided', tx, outcome });
    context.cancelTimer(deadline(tx));
    for (const respond of own.waiting.splice(0)) respond({ kind: 'outcome', tx, outcome });
    announce(own, outcome);
  }

  function onTransfer({ tx, changes }: TransferRequest, respond: (response: Response) => void) {
    const known = transactions.get(tx);
    if (known?.outcome !== undefined) {
      respond({ kind: 'outcome', tx, outcome: known.outcome });
      return;
    }
    if (known !== undefined) {
      known.waiting.push(respond);
      return;
    }
    append({ kind: 'begin', tx, changes });
    const own = transactions.get(tx);
    if (own === undefined) return;
    own.waiting.push(respond);
    start(own);
  }

  function onVote(from: NodeId, tx: string, vote: 'yes' | 'no'): void {
    const own = transactions.get(tx);
    if (own === undefined || own.outcome !== undefined || !own.changes.has(from)) return;
    if (vote === 'no') {
      decide(own, 'abort');
      return;
    }
    own.yes.add(from);
    if (own.yes.size === own.changes.size) decide(own, 'commit');
  }

  function onAck(from: NodeId, tx: string): void {
    const own = transactions.get(tx);
    if (own?.outcome === undefined || own.ended || !own.changes.has(from)) return;
    own.acks.add(from);
    if (own.acks.size < own.changes.size) return;
    append({ kind: 'end', tx });
    context.cancelTimer(repeat(tx));
  }

  return {
    onStart() {
      for (const own of transactions.values()) {
        if (own.outcome === undefined) start(own);
        else if (!own.ended) announce(own, own.outcome);
      }
    },

    onMessage(from, message) {
      if (message.type === 'Vote') onVote(from, message.tx, message.vote);
      else if (message.type === 'Ack') onAck(from, message.tx);
    },

    onTimer(name) {
      const slash = name.indexOf('/');
      const own = transactions.get(name.slice(slash + 1));
      if (own === undefined || own.ended) return;
      if (own.outcome !== undefined) announce(own, own.outcome);
      else if (name.startsWith('deadline')) decide(own, 'abort');
      else ask(own);
    },

    onRequest(request, respond) {
      if (request.kind === 'transfer') onTransfer(request, respond);
      else respond({ kind: 'wrong-node' });
    },

    inspect() {
      return [...transactions.values()].map(({ tx, outcome, ended, yes, acks }) => ({
        tx,
        state: ended ? 'end' : (outcome ?? 'asking'),
        yes: [...yes],
        acks: [...acks],
      }));
    },
  };
}
