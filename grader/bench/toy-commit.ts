import type { Context, Process } from '../simulator/process.ts';

type Message = { readonly type: 'prepare' | 'yes' | 'commit' | 'abort' | 'ack' };

/** A small commit protocol to explore: `n1` asks all others, once, and decides for them. */
export function toyCommit(context: Context<Message>): Process<Message> {
  const yes = new Set<string>();
  let isDecided = false;
  const decide = (type: 'commit' | 'abort') => {
    if (isDecided) return;
    isDecided = true;
    context.storage.set('decision', type);
    for (const peer of context.peers) context.send(peer, { type });
  };
  return {
    onStart() {
      if (context.self !== 'n1') return;
      for (const peer of context.peers) context.send(peer, { type: 'prepare' });
      context.setTimer('timeout', 100);
    },
    onTimer: () => decide('abort'),
    onMessage(from, { type }) {
      switch (type) {
        case 'prepare':
          context.storage.set('state', 'prepared');
          return context.send(from, { type: 'yes' });
        case 'yes':
          yes.add(from);
          if (yes.size === context.peers.length) decide('commit');
          return;
        case 'commit':
        case 'abort':
          context.storage.set('state', type);
          return context.send(from, { type: 'ack' });
      }
    },
  };
}
