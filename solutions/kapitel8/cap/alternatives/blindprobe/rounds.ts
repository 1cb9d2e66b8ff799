import type { Context, NodeId } from '#simulator';
import type { CpMessage } from './contract.ts';

export type Reply = Extract<CpMessage, { type: 'state' | 'stored' }>;

/** One message to all, until enough others have answered; then `enough`. */
interface Round {
  readonly question: CpMessage;
  readonly expects: Reply['type'];
  readonly replies: Map<NodeId, Reply>;
  readonly enough: (replies: ReadonlyMap<NodeId, Reply>) => void;
}

export interface Rounds {
  /** Begins a round and returns its number, of which `ask` makes the question. */
  begin(
    ask: (operation: number) => CpMessage,
    expects: Reply['type'],
    enough: (replies: ReadonlyMap<NodeId, Reply>) => void,
  ): number;
  receive(from: NodeId, reply: Reply): void;
  /** Asks all again that have not answered yet. */
  repeat(operation: number): void;
  abandon(operation: number): void;
  open(): readonly number[];
}

export function createRounds(context: Context<CpMessage>): Rounds {
  // Unique across restarts: each incarnation has numbers of its own.
  const incarnation = (context.storage.get<number>('incarnation') ?? 0) + 1;
  context.storage.set('incarnation', incarnation);
  let serial = 0;
  const rounds = new Map<number, Round>();
  const nodes = context.peers.length + 1;
  const foreignNeeded = Math.floor(nodes / 2); // with this node itself a majority

  function finishIfEnough(operation: number, round: Round): void {
    if (round.replies.size < foreignNeeded) return;
    rounds.delete(operation);
    round.enough(round.replies);
  }

  return {
    begin(ask, expects, enough) {
      const operation = incarnation * 1_000_000 + serial++;
      const round: Round = { question: ask(operation), expects, replies: new Map(), enough };
      rounds.set(operation, round);
      for (const peer of context.peers) context.send(peer, round.question);
      finishIfEnough(operation, round);
      return operation;
    },
    receive(from, reply) {
      const round = rounds.get(reply.operation);
      if (round === undefined || round.expects !== reply.type || round.replies.has(from)) return;
      round.replies.set(from, reply);
      finishIfEnough(reply.operation, round);
    },
    repeat(operation) {
      const round = rounds.get(operation);
      if (round === undefined) return;
      for (const peer of context.peers) {
        if (!round.replies.has(peer)) context.send(peer, round.question);
      }
    },
    abandon(operation) {
      rounds.delete(operation);
    },
    open: () => [...rounds.keys()],
  };
}
