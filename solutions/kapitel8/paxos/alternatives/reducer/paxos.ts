import type { Context, NodeId, Process } from '#simulator';
import { bottom, isBelow, isSame, maximum } from './ballot.ts';
import type { AcceptedProposal, Ballot, Decision, Message, Proposal } from './protocol.ts';

export { compareBallots } from './ballot.ts';
export { findDuel } from './duel.ts';
export { createMultiPaxos } from './multi-paxos.ts';

/** The whole node as a value; each step makes a new one. */
interface State {
  readonly promised: Ballot;
  readonly accepted: AcceptedProposal | null;
  readonly seen: Ballot;
  readonly wish: string | undefined;
  readonly attempt: Attempt | undefined;
  readonly chosen: string | undefined;
}

interface Attempt {
  readonly ballot: Ballot;
  readonly value: string | undefined;
  readonly answers: Readonly<Record<NodeId, AcceptedProposal | null>>;
}

type Input =
  | { readonly kind: 'wish'; readonly value: string }
  | { readonly kind: 'retry' }
  | { readonly kind: 'message'; readonly from: NodeId; readonly message: Message };

type Effect =
  | { readonly do: 'send'; readonly to: NodeId; readonly message: Message }
  | { readonly do: 'wait' }
  | { readonly do: 'tell'; readonly value: string };

type Step = readonly [State, readonly Effect[]];

interface Cluster {
  readonly self: NodeId;
  readonly nodes: readonly NodeId[];
}

/**
 * Proposer, acceptor and learner as one pure function. The proposer asks its own acceptor by a message
 * to itself; such messages are handled before any other is sent.
 */
function step(state: State, input: Input, cluster: Cluster): Step {
  switch (input.kind) {
    case 'wish': {
      if (state.chosen !== undefined) return [state, [{ do: 'tell', value: state.chosen }]];
      const wishing = { ...state, wish: state.wish ?? input.value };
      return state.wish === undefined ? attempt(wishing, cluster) : [wishing, []];
    }
    case 'retry':
      return state.chosen === undefined ? attempt(state, cluster) : [state, []];
    case 'message':
      return receive(state, input.from, input.message, cluster);
  }
}

function toAll(message: Message, { nodes }: Cluster): Effect[] {
  return nodes.map((to) => ({ do: 'send', to, message }));
}

function attempt(state: State, cluster: Cluster): Step {
  const { round } = maximum(state.promised, state.seen);
  const ballot = { round: round + 1, node: cluster.self };
  const next = { ...state, attempt: { ballot, value: undefined, answers: {} } };
  return [next, [...toAll({ type: 'Prepare', ballot }, cluster), { do: 'wait' }]];
}

function receive(state: State, from: NodeId, message: Message, cluster: Cluster): Step {
  const answer = (reply: Message): Effect[] => [{ do: 'send', to: from, message: reply }];
  switch (message.type) {
    case 'Prepare': {
      const { ballot } = message;
      const { promised, accepted } = state;
      if (isBelow(ballot, promised)) return [state, answer({ type: 'Reject', ballot, promised })];
      return [{ ...state, promised: ballot }, answer({ type: 'Promise', ballot, accepted })];
    }
    case 'Accept': {
      const { ballot, value } = message;
      const { promised } = state;
      if (isBelow(ballot, promised)) return [state, answer({ type: 'Reject', ballot, promised })];
      const next = { ...state, promised: ballot, accepted: { ballot, value } };
      return [next, answer({ type: 'Accepted', ballot })];
    }
    case 'Reject':
      return [{ ...state, seen: maximum(state.seen, message.promised) }, []];
    case 'Promise':
      return count(state, from, message.ballot, message.accepted, false, cluster);
    case 'Accepted':
      return count(state, from, message.ballot, null, true, cluster);
    case 'Chosen':
      return learn(state, message.value);
  }
}

/** An answer of either phase; with a majority the attempt goes on to the next one. */
function count(
  state: State,
  from: NodeId,
  ballot: Ballot,
  vote: AcceptedProposal | null,
  isPhase2: boolean,
  cluster: Cluster,
): Step {
  const { attempt: own } = state;
  if (own === undefined || !isSame(own.ballot, ballot)) return [state, []];
  if ((own.value !== undefined) !== isPhase2) return [state, []];
  const answers = { ...own.answers, [from]: vote };
  if (2 * Object.keys(answers).length <= cluster.nodes.length) {
    return [{ ...state, attempt: { ...own, answers } }, []];
  }
  if (own.value !== undefined) {
    const [next, effects] = learn(state, own.value);
    const others = toAll({ type: 'Chosen', value: own.value }, cluster);
    return [next, [...effects, ...others]];
  }
  const best = Object.values(answers).reduce(
    (most, other) =>
      most === null || (other !== null && isBelow(most.ballot, other.ballot)) ? other : most,
    null,
  );
  const value = best?.value ?? state.wish;
  if (value === undefined) return [state, []];
  const next = { ...state, attempt: { ballot, value, answers: {} } };
  return [next, toAll({ type: 'Accept', ballot, value }, cluster)];
}

function learn(state: State, value: string): Step {
  return [{ ...state, chosen: value, attempt: undefined }, [{ do: 'tell', value }]];
}

export function createPaxos(context: Context<Message>): Process<Message, Proposal, Decision> {
  const { self, peers, storage } = context;
  const cluster = { self, nodes: [self, ...peers] };
  const waiting: ((response: Decision) => void)[] = [];
  let state: State = {
    promised: storage.get<Ballot>('promised') ?? bottom,
    accepted: storage.get<AcceptedProposal>('accepted') ?? null,
    seen: bottom,
    wish: undefined,
    attempt: undefined,
    chosen: undefined,
  };

  /** Stores first, then answers itself, then does the rest. */
  function run(input: Input): void {
    const before = state;
    const [after, effects] = step(before, input, cluster);
    state = after;
    if (after.promised !== before.promised) storage.set('promised', after.promised);
    if (after.accepted !== before.accepted) storage.set('accepted', after.accepted);
    const isLocal = (effect: Effect): boolean => effect.do === 'send' && effect.to === self;
    // Its own acceptor comes first, but what that leads to must not overtake this step's messages.
    const own = effects.filter(isLocal);
    const questions = own.flatMap((effect) => (effect.do === 'send' ? [effect.message] : []));
    const replies = questions.flatMap(answerOneself);
    for (const effect of effects) if (!isLocal(effect)) perform(effect);
    for (const message of replies) run({ kind: 'message', from: self, message });
  }

  /** What its own acceptor answers to a question of its own proposer. */
  function answerOneself(message: Message): Message[] {
    if (message.type !== 'Prepare' && message.type !== 'Accept') return [];
    const [after, effects] = step(state, { kind: 'message', from: self, message }, cluster);
    if (after.promised !== state.promised) storage.set('promised', after.promised);
    if (after.accepted !== state.accepted) storage.set('accepted', after.accepted);
    state = after;
    return effects.flatMap((effect) => (effect.do === 'send' ? [effect.message] : []));
  }

  function perform(effect: Effect): void {
    switch (effect.do) {
      case 'send':
        context.send(effect.to, effect.message);
        return;
      case 'wait':
        context.setTimer('retry', 60 + context.random() * 130);
        return;
      case 'tell':
        context.cancelTimer('retry');
        for (const respond of waiting.splice(0)) respond({ chosen: effect.value });
        return;
    }
  }

  return {
    onRequest({ value }, respond) {
      waiting.push(respond);
      run({ kind: 'wish', value });
    },
    onTimer: () => run({ kind: 'retry' }),
    onMessage: (from, message) => run({ kind: 'message', from, message }),
    inspect: () => state,
  };
}
