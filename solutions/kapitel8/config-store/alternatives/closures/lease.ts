import type { Context, Process } from '#simulator';
import type {
  ElectionRequest,
  ElectionResponse,
  LeaseConfiguration,
  LockRequest,
  LockResponse,
  StoreMessage,
} from './contract.ts';
import { createAsk } from './store-client.ts';

/** Nobody watches here: everybody looks every so often, whoever holds and whoever waits. */
const pulseMs = 250;

/** What a node wants at present; each wish has a token of its own. */
interface Wish {
  readonly token: string;
  fence: number | undefined;
  /** On the own clock; `undefined` until the key is ours. */
  endsMs: number | undefined;
  isOver: boolean;
}

function createWishes(
  context: Context<StoreMessage>,
  { store, key, ttl }: LeaseConfiguration,
  onWon: (fence: number) => void,
  onSeen: (token: string | undefined, fence: number) => void,
) {
  const { token, ask, receive } = createAsk(context, store, key);
  const trustMs = ttl * 900;
  let wish: Wish | undefined;
  const leaving = new Map<string, number>();
  let lastRenewalMs = 0;

  const check = (): Wish | undefined => {
    if (wish?.endsMs !== undefined && context.now() >= wish.endsMs) wish.isOver = true;
    return wish;
  };
  const isHeld = (): boolean => {
    const current = check();
    return current?.endsMs !== undefined && !current.isOver;
  };
  const won = (current: Wish, fence: number, sentAtMs: number): void => {
    check();
    const endsMs = sentAtMs + trustMs;
    if (current !== wish || current.isOver || context.now() >= endsMs) return;
    if (current.endsMs !== undefined) {
      if (fence !== current.fence) current.isOver = true;
      else current.endsMs = Math.max(current.endsMs, endsMs);
      return;
    }
    current.fence = fence;
    current.endsMs = endsMs;
    onWon(fence);
  };
  const renew = (current: Wish): void => {
    lastRenewalMs = context.now();
    ask('PUT', { prevValue: current.token, ttl, refresh: true }, ({ body }, sentAtMs) => {
      if ('action' in body) won(current, body.node.createdIndex, sentAtMs);
      else if (current.endsMs !== undefined) current.isOver = true;
    });
  };
  const attempt = (current: Wish): void =>
    ask('PUT', { value: current.token, prevExist: false, ttl }, ({ body }, sentAtMs) => {
      if ('action' in body) return won(current, body.node.createdIndex, sentAtMs);
      ask('GET', {}, (seen) => {
        if (!('action' in seen.body)) return onSeen(undefined, 0);
        const { value = '', createdIndex } = seen.body.node;
        if (value === current.token && current.endsMs === undefined) renew(current);
        else if (value !== current.token) onSeen(value, createdIndex);
      });
    });

  return {
    receive,
    isHeld,
    get isOver() {
      return check()?.isOver === true;
    },
    start(): void {
      wish = { token: token(), fence: undefined, endsMs: undefined, isOver: false };
      attempt(wish);
      context.setTimer('pulse', pulseMs);
    },
    stop(): void {
      if (wish !== undefined) leaving.set(wish.token, context.now() + ttl * 1200);
      wish = undefined;
      this.pulse();
    },
    pulse(): void {
      for (const [left, untilMs] of leaving) {
        if (context.now() >= untilMs) leaving.delete(left);
        else ask('DELETE', { prevValue: left }, () => leaving.delete(left));
      }
      const current = check();
      if (current !== undefined && !current.isOver) {
        if (current.endsMs === undefined) attempt(current);
        else if (context.now() - lastRenewalMs >= trustMs / 4) renew(current);
      }
      const isBusy = leaving.size > 0 || (current !== undefined && !current.isOver);
      if (isBusy) context.setTimer('pulse', pulseMs);
    },
    fence: () => wish?.fence ?? 0,
  };
}

export function createLock(
  context: Context<StoreMessage>,
  configuration: LeaseConfiguration,
): Process<StoreMessage, LockRequest, LockResponse> {
  let answer: ((response: LockResponse) => void) | undefined;
  const wishes = createWishes(
    context,
    configuration,
    (fence) => {
      answer?.({ type: 'granted', fence });
      answer = undefined;
    },
    () => undefined,
  );
  return {
    onMessage: (_from, message) => wishes.receive(message),
    onTimer: () => wishes.pulse(),
    onRequest(request, respond) {
      switch (request.type) {
        case 'acquire':
          answer = respond;
          return wishes.start();
        case 'release':
          answer = undefined;
          wishes.stop();
          return respond({ type: 'released' });
        case 'status': {
          const held = wishes.isHeld();
          return respond({ type: 'status', held, ...(held ? { fence: wishes.fence() } : {}) });
        }
      }
    },
  };
}

export function createElection(
  context: Context<StoreMessage>,
  configuration: LeaseConfiguration,
): Process<StoreMessage, ElectionRequest, ElectionResponse> {
  let seen: { name: string; fence: number } | undefined;
  const wishes = createWishes(
    context,
    configuration,
    () => {
      seen = undefined;
    },
    (token, fence) => {
      const name = token?.split('#')[0];
      seen = name === undefined || name === context.self ? undefined : { name, fence };
    },
  );
  const pulse = (): void => {
    if (wishes.isOver) wishes.start();
    else wishes.pulse();
  };
  return {
    onStart: () => wishes.start(),
    onMessage: (_from, message) => wishes.receive(message),
    onTimer: () => {
      pulse();
      context.setTimer('pulse', pulseMs);
    },
    onRequest(_request, respond) {
      if (wishes.isHeld()) {
        return respond({ type: 'leader', leader: context.self, fence: wishes.fence() });
      }
      respond({ type: 'leader', leader: seen?.name ?? null, fence: seen?.fence ?? 0 });
    },
  };
}
