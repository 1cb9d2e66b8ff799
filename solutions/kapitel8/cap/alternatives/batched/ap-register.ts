import type { Context, Process } from '#simulator';
import {
  type ApMessage,
  antiEntropyMs,
  initial,
  type RegisterRequest,
  type RegisterResponse,
  type Versioned,
} from './contract.ts';
import { isNewer } from './tag.ts';

/** Everything is in stable storage, nothing in variables; told round robin, never on a write. */
export function createApRegister(
  context: Context<ApMessage>,
): Process<ApMessage, RegisterRequest, RegisterResponse> {
  const load = () => context.storage.get<Versioned>('v') ?? initial;
  const merge = ({ tag, value }: Versioned) => {
    if (isNewer(tag, load().tag)) context.storage.set('v', { tag, value });
  };
  let turn = 0;
  const tick = () => context.setTimer('next', Math.floor(antiEntropyMs * 0.8));
  return {
    onStart: tick,
    onTimer() {
      tick();
      const peer = context.peers[turn++ % context.peers.length];
      if (peer !== undefined) context.send(peer, { type: 'entry', ...load() });
    },
    onMessage: (_from, message) => merge(message),
    onRequest(request, respond) {
      if (request.kind === 'write') {
        merge({
          tag: { time: load().tag.time + 1, node: context.self },
          value: request.value,
        });
      }
      respond({ ok: true, ...load() });
    },
  };
}
