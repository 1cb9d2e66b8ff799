import type { Context, NodeId, Process } from '#simulator';
import {
  type ApMessage,
  antiEntropyMs,
  type RegisterRequest,
  type RegisterResponse,
} from './contract.ts';
import { openCopy } from './copy.ts';

/** Shorter than `antiEntropyMs`: enough for a slow clock as well. */
const syncMs = antiEntropyMs * 0.8;

export function createApRegister(
  context: Context<ApMessage>,
): Process<ApMessage, RegisterRequest, RegisterResponse> {
  const copy = openCopy(context.storage);
  /** Whose turn is still to come in this round: each round in a new order. */
  let waiting: NodeId[] = [];

  const tell = (to: NodeId): void => {
    const { tag, value } = copy.current();
    context.send(to, { type: 'entry', tag, value });
  };

  function nextPeer(): NodeId | undefined {
    if (waiting.length === 0) waiting = [...context.peers];
    return waiting.splice(Math.floor(context.random() * waiting.length), 1)[0];
  }

  return {
    onStart() {
      context.setTimer('sync', syncMs);
    },

    onTimer() {
      context.setTimer('sync', syncMs);
      const peer = nextPeer();
      if (peer !== undefined) tell(peer);
    },

    onMessage(from, message) {
      if (copy.offer(message)) return;
      const mine = copy.current().tag;
      const isOlder = message.tag.time !== mine.time || message.tag.node !== mine.node;
      if (isOlder) tell(from); // The other knows less: tell it back at once.
    },

    onRequest(request, respond) {
      if (request.kind === 'write') {
        const tag = { time: copy.current().tag.time + 1, node: context.self };
        copy.offer({ tag, value: request.value });
      }
      const { tag, value } = copy.current();
      respond({ ok: true, tag, value });
    },

    inspect: () => ({ copy: copy.current(), waiting }),
  };
}
