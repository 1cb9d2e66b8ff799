import type { Context, Process } from '../process.ts';
import { hashText, mix } from '../random.ts';

/** For tests: a protocol that does something arbitrary, but always the same in the same state. */
export function randomProtocol(seed: number, maxHops = 3) {
  return (context: Context<Message>): Process<Message, string, number> => {
    let state = mix(seed, hashText(context.self));
    const react = (input: string, hops: number, respond?: (n: number) => void): void => {
      state = mix(state, hashText(`${input} ${context.now()} ${context.random()}`));
      const disk = context.storage.get<number>('s') ?? 0;
      state = mix(state, disk);
      let h = state;
      const draw = (n: number): number => {
        h = mix(h, 1);
        return h % n;
      };
      for (let i = draw(3); i > 0 && hops < maxHops; i--) {
        const to = context.peers[draw(context.peers.length)] as string;
        context.send(to, { type: draw(2) === 0 ? 'a' : 'b', value: draw(3), hops: hops + 1 });
      }
      if (draw(3) === 0) context.storage.set('s', draw(1000));
      if (draw(3) === 0) context.setTimer(`t${draw(2)}`, 10 * (1 + draw(3)));
      if (draw(5) === 0) context.cancelTimer('t0');
      if (respond !== undefined && draw(2) === 0) respond(draw(10));
    };
    return {
      onStart() {
        react('start', 0);
        if (context.self === 'n1') {
          for (const peer of context.peers) context.send(peer, { type: 'go', value: 0, hops: 1 });
        }
      },
      onMessage: (from, { type, value, hops }) => react(`${from} ${type} ${value}`, hops),
      onTimer: (name) => react(name, 1),
      onRequest: (request, respond) => react(request, 0, respond),
    };
  };
}

export interface Message {
  readonly type: string;
  readonly value: number;
  readonly hops: number;
}
