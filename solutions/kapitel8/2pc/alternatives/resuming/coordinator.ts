import type { Context, NodeId, Process } from '#simulator';
import { recordStore } from './log.ts';
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

interface Kept {
  readonly changes: TransferRequest['changes'];
  readonly outcome: Outcome | null;
}

interface Open {
  kept: Kept;
  readonly votes: Map<NodeId, 'yes' | 'no'>;
  readonly acks: Set<NodeId>;
  readonly clients: ((response: Response) => void)[];
}

/**
 * A coordinator that takes up the voting again after a restart: participants always vote alike, so
 * asking once more does no harm. Whoever has voted no is not told; a late vote is answered with the
 * decision; acknowledgements are not kept over a restart.
 */
export function createCoordinator(context: Context<Message>): Process<Message, Request, Response> {
  const store = recordStore<Kept>(context.storage);
  const open = new Map<string, Open>();
  for (const [tx, kept] of store.all()) open.set(tx, newOpen(kept));

  function newOpen(kept: Kept): Open {
    return { kept, votes: new Map(), acks: new Set(), clients: [] };
  }

  function participantsOf({ kept }: Open): NodeId[] {
    return [...new Set(kept.changes.map(({ participant }) => participant))];
  }

  function ask(tx: string, own: Open): void {
    const participants = participantsOf(own);
    for (const to of participants) {
      const changes: Change[] = own.kept.changes
        .filter(({ participant }) => participant === to)
        .map(({ account, amount }) => ({ account, amount }));
      context.send(to, { type: 'Prepare', tx, changes, participants });
    }
    context.setTimer(`vote ${tx}`, voteTimeoutMs);
  }

  function decide(tx: string, own: Open, outcome: Outcome): void {
    own.kept = { ...own.kept, outcome };
    store.put(tx, own.kept);
    context.cancelTimer(`vote ${tx}`);
    tell(tx, own);
    while (own.clients.length > 0) own.clients.pop()?.({ kind: 'outcome', tx, outcome });
  }

  function tell(tx: string, own: Open): void {
    const { outcome } = own.kept;
    if (outcome === null) return;
    const missing = participantsOf(own).filter(
      (id) => !own.acks.has(id) && own.votes.get(id) !== 'no',
    );
    for (const to of missing) context.send(to, { type: 'Decision', tx, outcome });
    if (missing.length > 0) context.setTimer(`tell ${tx}`, resendIntervalMs);
    else context.cancelTimer(`tell ${tx}`);
  }

  return {
    onStart() {
      for (const [tx, own] of open) {
        if (own.kept.outcome === null) ask(tx, own);
        else tell(tx, own);
      }
    },
    onTimer(name) {
      const [what, tx = ''] = [name.slice(0, 4), name.slice(5)];
      const own = open.get(tx);
      if (own === undefined) return;
      if (what === 'tell') tell(tx, own);
      else if (own.kept.outcome === null) decide(tx, own, 'abort');
    },
    onMessage(from, message) {
      if (message.type !== 'Vote' && message.type !== 'Ack') return;
      const { tx } = message;
      const own = open.get(tx);
      if (own === undefined) return;
      const { outcome } = own.kept;
      if (message.type === 'Ack') {
        own.acks.add(from);
        return;
      }
      own.votes.set(from, message.vote);
      if (outcome !== null) {
        if (message.vote === 'yes') context.send(from, { type: 'Decision', tx, outcome });
        return;
      }
      if (message.vote === 'no') decide(tx, own, 'abort');
      else if (participantsOf(own).every((id) => own.votes.get(id) === 'yes')) {
        decide(tx, own, 'commit');
      }
    },
    onRequest(request, respond) {
      if (request.kind !== 'transfer') return respond({ kind: 'wrong-node' });
      const { tx, changes } = request;
      const known = open.get(tx);
      if (known !== undefined && known.kept.outcome !== null) {
        return respond({ kind: 'outcome', tx, outcome: known.kept.outcome });
      }
      if (known !== undefined) {
        known.clients.push(respond);
        return;
      }
      const own = newOpen({ changes, outcome: null });
      own.clients.push(respond);
      open.set(tx, own);
      store.put(tx, own.kept);
      ask(tx, own);
    },
  };
}
