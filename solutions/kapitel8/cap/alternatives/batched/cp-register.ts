import type { Context, NodeId, Process } from '#simulator';
import {
  type CpMessage,
  initial,
  operationTimeoutMs,
  type RegisterRequest,
  type RegisterResponse,
  type Tag,
  type Versioned,
} from './contract.ts';
import { isNewer } from './tag.ts';

type Respond = (response: RegisterResponse) => void;
interface Asked {
  readonly request: RegisterRequest;
  readonly respond: Respond;
}

/** All requests of a few milliseconds share one operation: one query, one store, the last write's. */
interface Batch {
  readonly asked: readonly Asked[];
  readonly states: Map<NodeId, Tag>;
  newest: Versioned;
  /** Set in the second phase: what to say to each, once the last is with a majority. */
  answers: readonly Versioned[] | undefined;
  readonly stored: Set<NodeId>;
}

const gatherMs = 3;

export function createCpRegister(
  context: Context<CpMessage>,
): Process<CpMessage, RegisterRequest, RegisterResponse> {
  const { storage, peers, self } = context;
  const majority = ((peers.length + 1) >> 1) + 1;
  const batches = new Map<number, Batch>();
  let own = storage.get<Versioned>('own') ?? initial;
  let gathering: Asked[] = [];

  const adopt = (copy: Versioned) => {
    if (!isNewer(copy.tag, own.tag)) return;
    own = { tag: copy.tag, value: copy.value };
    storage.set('own', own);
  };

  const freshNumber = (): number => {
    const number = (storage.get<number>('operations') ?? 0) + 1;
    storage.set('operations', number);
    return number;
  };

  const sendAll = (message: CpMessage) => {
    for (const peer of peers) context.send(peer, message);
  };

  const close = (operation: number, batch: Batch, answers: readonly Versioned[] | undefined) => {
    batches.delete(operation);
    context.cancelTimer(`deadline:${operation}`);
    batch.asked.forEach(({ respond }, i) => {
      const copy = answers?.[i];
      respond(copy === undefined ? { ok: false } : { ok: true, tag: copy.tag, value: copy.value });
    });
  };

  const begin = () => {
    const operation = freshNumber();
    const asked = gathering;
    gathering = [];
    batches.set(operation, {
      asked,
      states: new Map(),
      newest: own,
      answers: undefined,
      stored: new Set([self]),
    });
    context.setTimer(`deadline:${operation}`, operationTimeoutMs);
    sendAll({ type: 'query', operation });
  };

  /** The writes come one after the other upon what was found; a read sees those before it. */
  const decide = (operation: number, batch: Batch) => {
    let last = isNewer(own.tag, batch.newest.tag) ? own : batch.newest;
    const found = last;
    const answers = batch.asked.map(({ request }) => {
      if (request.kind === 'write') {
        last = { tag: { time: last.tag.time + 1, node: self }, value: request.value };
      }
      return last;
    });
    const agreeing = [own.tag, ...batch.states.values()].filter(
      ({ time, node }) => time === last.tag.time && node === last.tag.node,
    );
    if (last === found && agreeing.length >= majority) {
      close(operation, batch, answers);
      return;
    }
    adopt(last);
    batch.answers = answers;
    sendAll({ type: 'store', operation, tag: last.tag, value: last.value });
  };

  return {
    onRequest(request, respond) {
      gathering.push({ request, respond });
      if (gathering.length === 1) context.setTimer('gather', gatherMs);
    },
    onTimer(name) {
      if (name === 'gather') {
        begin();
        return;
      }
      const operation = Number(name.split(':')[1]);
      const batch = batches.get(operation);
      if (batch !== undefined) close(operation, batch, undefined);
    },
    onMessage(from, message) {
      const { operation } = message;
      const batch = batches.get(operation);
      switch (message.type) {
        case 'query':
          context.send(from, { type: 'state', operation, tag: own.tag, value: own.value });
          return;
        case 'store':
          adopt(message);
          context.send(from, { type: 'stored', operation });
          return;
        case 'state':
          if (batch === undefined || batch.answers !== undefined) return;
          batch.states.set(from, message.tag);
          if (isNewer(message.tag, batch.newest.tag)) batch.newest = message;
          if (batch.states.size + 1 >= majority) decide(operation, batch);
          return;
        case 'stored':
          if (batch?.answers === undefined) return;
          batch.stored.add(from);
          if (batch.stored.size >= majority) close(operation, batch, batch.answers);
      }
    },
    inspect: () => ({ own, open: [...batches.keys()] }),
  };
}
