import type { Context, NodeId, Process } from '#simulator';
import type {
  ElectionRequest,
  ElectionResponse,
  LeaseConfiguration,
  LockRequest,
  LockResponse,
  StoreMessage,
  StoreReply,
} from './contract.ts';
import { createStoreClient } from './store-client.ts';

const RETRY_MS = 350;
const WATCH_MS = 500;
const RENEW_MS = 450;
const CLEAN_MS = 450;
/** Clocks are up to 10 % wrong. */
const CAUTION = 0.88;

interface Hooks {
  granted(fence: number): void;
  lost(): void;
  /** Another one has the key (or, with `undefined`, nobody any more). */
  other(owner: NodeId | undefined, fence: number): void;
}

type Phase =
  | { readonly name: 'idle' }
  | { readonly name: 'seeking'; readonly token: string }
  | { readonly name: 'held'; readonly token: string; readonly fence: number; until: number };

interface Lease {
  seek(): void;
  giveUp(): void;
  fence(): number | undefined;
  onMessage(from: NodeId, message: StoreMessage): void;
  onTimer(name: string): void;
}

const errorOf = (reply: StoreReply): number =>
  'errorCode' in reply.body ? reply.body.errorCode : 0;
const nodeOf = (reply: StoreReply) => ('node' in reply.body ? reply.body.node : undefined);

function createLease(
  context: Context<StoreMessage>,
  { store, key, ttl }: LeaseConfiguration,
  hooks: Hooks,
): Lease {
  const client = createStoreClient(context, store);
  const leaseMs = ttl * 1000 * CAUTION;
  const garbage = new Map<string, number>();
  let phase: Phase = { name: 'idle' };
  let attempts = 0;
  /** Each step of the search has a number; repetitions of a step carry the same one. */
  let step = 0;
  let resend: () => void = () => {};
  let pauseMs = RETRY_MS;

  const isSeeking = (token: string): boolean => phase.name === 'seeking' && phase.token === token;

  function next(delayMs: number, send: (isCurrent: () => boolean) => void): void {
    const mine = ++step;
    pauseMs = delayMs;
    resend = () => send(() => mine === step);
    context.setTimer('drive', pauseMs);
    resend();
  }

  function create(token: string): void {
    next(RETRY_MS, (isCurrent) => {
      client.ask('PUT', key, { value: token, prevExist: false, ttl }, (reply, sentAt) => {
        const node = nodeOf(reply);
        if (node) claim(token, node.createdIndex, sentAt, isCurrent);
        else if (isCurrent() && errorOf(reply) === 105) inspect(token);
      });
    });
  }

  function inspect(token: string): void {
    next(RETRY_MS, (isCurrent) => {
      client.ask('GET', key, {}, (reply) => {
        if (!isCurrent()) return;
        const node = nodeOf(reply);
        if (!node) {
          if (errorOf(reply) === 100) create(token);
          return;
        }
        if (node.value === token) return confirm(token);
        const owner = (node.value ?? '').split(' ')[0] as NodeId;
        if (owner === context.self) discard(node.value ?? '');
        else hooks.other(owner, node.createdIndex);
        watch(token, reply.index + 1);
      });
    });
  }

  function watch(token: string, waitIndex: number): void {
    next(WATCH_MS, (isCurrent) => {
      client.ask('GET', key, { wait: true, waitIndex }, (reply) => {
        if (!isCurrent()) return;
        const { body } = reply;
        if ('action' in body && ['delete', 'expire', 'compareAndDelete'].includes(body.action)) {
          hooks.other(undefined, 0);
          create(token);
        } else inspect(token);
      });
    });
  }

  function confirm(token: string): void {
    next(RETRY_MS, (isCurrent) => refresh(token, isCurrent));
  }

  function refresh(token: string, isCurrent: () => boolean): void {
    const query = { refresh: true, ttl, prevValue: token };
    client.ask('PUT', key, query, (reply, sentAt) => {
      const node = nodeOf(reply);
      if (node) return claim(token, node.createdIndex, sentAt, isCurrent);
      if (phase.name === 'held' && phase.token === token && reply.index >= phase.fence) lose();
      else if (isSeeking(token) && isCurrent()) inspect(token);
    });
  }

  /** The key with `token` was there at some time after `sentAt` and lived for `ttl` seconds from then. */
  function claim(token: string, fence: number, sentAt: number, isCurrent: () => boolean): void {
    const until = sentAt + leaseMs;
    if (phase.name === 'held' && phase.token === token) {
      if (phase.fence === fence && context.now() < phase.until) {
        phase.until = Math.max(phase.until, until);
      } else if (fence >= phase.fence) lose();
    } else if (isSeeking(token)) {
      if (context.now() < until) {
        step++;
        phase = { name: 'held', token, fence, until };
        context.setTimer('drive', RENEW_MS);
        hooks.granted(fence);
      } else if (isCurrent()) inspect(token);
    } else discard(token);
  }

  function lose(): void {
    if (phase.name !== 'held') return;
    const { token } = phase;
    phase = { name: 'idle' };
    step++;
    context.cancelTimer('drive');
    discard(token);
    hooks.lost();
  }

  function discard(token: string): void {
    garbage.set(token, context.now() + ttl * 1300 + 2000);
    clean(token);
    context.setTimer('clean', CLEAN_MS);
  }

  function clean(token: string): void {
    client.ask('DELETE', key, { prevValue: token }, () => garbage.delete(token));
  }

  function fenceNow(): number | undefined {
    if (phase.name === 'held' && context.now() >= phase.until) lose();
    return phase.name === 'held' ? phase.fence : undefined;
  }

  const lease: Lease = {
    seek() {
      lease.giveUp();
      const token = `${context.self} ${client.life}.${++attempts}`;
      phase = { name: 'seeking', token };
      create(token);
    },
    giveUp() {
      if (phase.name === 'idle') return;
      const { token } = phase;
      phase = { name: 'idle' };
      step++;
      context.cancelTimer('drive');
      discard(token);
    },
    fence: fenceNow,
    onMessage(from, message) {
      if (from === store) client.receive(message);
    },
    onTimer(name) {
      if (name === 'clean') {
        for (const [token, deadline] of [...garbage]) {
          if (context.now() > deadline) garbage.delete(token);
          else clean(token);
        }
        if (garbage.size > 0) context.setTimer('clean', CLEAN_MS);
      } else if (phase.name === 'seeking') {
        context.setTimer('drive', pauseMs);
        resend();
      } else if (fenceNow() !== undefined && phase.name === 'held') {
        context.setTimer('drive', RENEW_MS);
        refresh(phase.token, () => false);
      }
    },
  };
  return lease;
}

export function createLock(
  context: Context<StoreMessage>,
  configuration: LeaseConfiguration,
): Process<StoreMessage, LockRequest, LockResponse> {
  let waiting: ((response: LockResponse) => void) | undefined;
  const lease = createLease(context, configuration, {
    granted(fence) {
      waiting?.({ type: 'granted', fence });
      waiting = undefined;
    },
    lost() {},
    other() {},
  });
  return {
    onRequest(request, respond) {
      if (request.type === 'acquire') {
        waiting = respond;
        lease.seek();
      } else if (request.type === 'release') {
        waiting = undefined;
        lease.giveUp();
        respond({ type: 'released' });
      } else {
        const fence = lease.fence();
        respond(
          fence === undefined
            ? { type: 'status', held: false }
            : { type: 'status', held: true, fence },
        );
      }
    },
    onMessage: lease.onMessage,
    onTimer: lease.onTimer,
  };
}

export function createElection(
  context: Context<StoreMessage>,
  configuration: LeaseConfiguration,
): Process<StoreMessage, ElectionRequest, ElectionResponse> {
  let hint: { leader: NodeId; fence: number } | undefined;
  const lease = createLease(context, configuration, {
    granted() {
      hint = undefined;
    },
    lost() {
      lease.seek();
    },
    other(owner, fence) {
      hint = owner === undefined ? undefined : { leader: owner, fence };
    },
  });
  return {
    onStart: lease.seek,
    onRequest(_request, respond) {
      const fence = lease.fence();
      if (fence !== undefined) respond({ type: 'leader', leader: context.self, fence });
      else respond({ type: 'leader', leader: hint?.leader ?? null, fence: hint?.fence ?? 0 });
    },
    onMessage: lease.onMessage,
    onTimer: lease.onTimer,
  };
}
