import type { Context, NodeId, Process } from '#simulator';
import type {
  ElectionRequest,
  ElectionResponse,
  LeaseConfiguration,
  LockRequest,
  LockResponse,
  StoreEvent,
  StoreMessage,
  StoreQuery,
  StoreReply,
  StoreRequest,
} from './contract.ts';
import { StoreClient } from './store-client.ts';

/** Unanswered requests are repeated after so long; long polls, which may have to wait, later. */
const retryMs = 300;
const pollMs = 1000;

/** Every clock is at most 10 % wrong: after nine tenths of the TTL the key may be gone. */
const safeShare = 0.9;

interface Held {
  readonly token: string;
  readonly fence: number;
  /** On the own clock. From then on the lease is lost, whatever is heard later. */
  untilMs: number;
}

/** Who has the key, as far as this node knows: the value of the key and its `createdIndex`. */
interface Owner {
  readonly token: string;
  readonly fence: number;
}

/**
 * One node's lease on a key: whoever finds the key missing creates it, its holder refreshes it, and it
 * goes by itself when the holder does. Each attempt has a token of its own as the key's value, so that
 * a late or doubled message of an earlier attempt can do no harm.
 */
class Lease {
  private held: Held | undefined;
  /** The token of the attempt under way. */
  private wanted: string | undefined;
  private attempts = 0;
  /** Tokens given up whose keys may still be there, and how long at most. */
  private readonly leaving = new Map<string, number>();
  /** The request of the present step: answers to earlier ones come too late. */
  private asked = 0;
  private readonly client: StoreClient;

  constructor(
    private readonly context: Context<StoreMessage>,
    private readonly configuration: LeaseConfiguration,
    private readonly onOwner: (owner: Owner | undefined) => void,
  ) {
    this.client = new StoreClient(context, configuration.store);
  }

  /** The lease, if this node has it at this very moment. */
  get current(): Held | undefined {
    if (this.held !== undefined && this.context.now() >= this.held.untilMs) this.lose();
    return this.held;
  }

  /** Tries until it succeeds or `drop` is called. */
  want(): void {
    const { incarnation } = this.client;
    this.attempts++;
    this.wanted = `${this.context.self}/${incarnation}/${this.attempts}`;
    this.create();
  }

  /** Gives up the lease, or the attempt to get it. */
  drop(): void {
    const token = this.current?.token ?? this.wanted;
    this.held = undefined;
    this.wanted = undefined;
    this.settle();
    this.context.cancelTimer('renew');
    if (token !== undefined) this.giveUp(token);
  }

  onMessage(message: StoreMessage): void {
    this.client.receive(message);
  }

  onTimer(name: string): void {
    if (name === 'leave') this.leave();
    else if (this.current !== undefined) this.renew();
    else if (this.wanted !== undefined) this.create();
  }

  // --- getting it -------------------------------------------------------------------------------

  private create(): void {
    const sentAtMs = this.context.now();
    const { ttl } = this.configuration;
    this.step('PUT', { value: this.wanted as string, prevExist: false, ttl }, retryMs, (reply) => {
      if ('action' in reply.body) this.take(reply.body, sentAtMs);
      else this.look();
    });
  }

  /** The key is there. Whose is it? Our own, perhaps, and only the answer was lost. */
  private look(): void {
    this.step('GET', {}, retryMs, ({ index, body }) => {
      if (!('action' in body)) return this.create();
      const { value = '', createdIndex } = body.node;
      if (value === this.wanted) return this.confirm();
      this.onOwner({ token: value, fence: createdIndex });
      this.awaitChange(index + 1);
    });
  }

  /** It is our own, but since when? A refresh starts its TTL anew. */
  private confirm(): void {
    const sentAtMs = this.context.now();
    this.step('PUT', this.refreshOf(this.wanted as string), retryMs, ({ body }) => {
      if ('action' in body) this.take(body, sentAtMs);
      else this.create();
    });
  }

  private awaitChange(waitIndex: number): void {
    this.step('GET', { wait: true, waitIndex }, pollMs, ({ body }) => {
      const isFree = 'action' in body && body.node.value === undefined;
      if (!isFree) return this.look();
      this.onOwner(undefined);
      this.create();
    });
  }

  /** The store counts the TTL from the arrival of the request; we count from when it was sent. */
  private take({ node }: StoreEvent, sentAtMs: number): void {
    const untilMs = sentAtMs + this.safeMs;
    if (this.context.now() >= untilMs) return this.confirm();
    this.held = { token: this.wanted as string, fence: node.createdIndex, untilMs };
    this.wanted = undefined;
    this.settle();
    this.renewLater();
    this.onOwner(this.held);
  }

  // --- keeping it -------------------------------------------------------------------------------

  private renew(): void {
    const held = this.current;
    if (held === undefined) return;
    const sentAtMs = this.context.now();
    this.step('PUT', this.refreshOf(held.token), retryMs, ({ body }) => {
      if (this.current !== held) return;
      if (!('action' in body)) return this.lose();
      held.untilMs = sentAtMs + this.safeMs;
      this.settle();
      this.renewLater();
    });
  }

  private renewLater(): void {
    this.context.setTimer('renew', Math.floor(this.safeMs / 3));
  }

  /** Others may have to wait for its key all the same: refreshes may have arrived, and only answers not. */
  private lose(): void {
    const token = this.held?.token;
    this.held = undefined;
    this.settle();
    this.context.cancelTimer('renew');
    if (token !== undefined) this.giveUp(token);
    this.onOwner(undefined);
  }

  private refreshOf(token: string): StoreQuery {
    return { prevValue: token, ttl: this.configuration.ttl, refresh: true };
  }

  private get safeMs(): number {
    return safeShare * 1000 * this.configuration.ttl;
  }

  // --- giving it up -----------------------------------------------------------------------------

  private giveUp(token: string): void {
    this.leaving.set(token, this.context.now() + 1000 * this.configuration.ttl);
    this.leave();
  }

  /** Deletes what was given up until the store says that it is gone, or the TTL has seen to it. */
  private leave(): void {
    const { key } = this.configuration;
    for (const [token, untilMs] of this.leaving) {
      if (this.context.now() >= untilMs) this.leaving.delete(token);
      else {
        this.client.ask('DELETE', key, { prevValue: token }, () => this.leaving.delete(token));
      }
    }
    if (this.leaving.size > 0) this.context.setTimer('leave', retryMs);
  }

  // --- one step at a time -----------------------------------------------------------------------

  /** Asks and, if no answer comes in time, starts over with the timer `step`. */
  private step(
    method: StoreRequest['method'],
    query: StoreQuery,
    timeoutMs: number,
    onReply: (reply: StoreReply) => void,
  ): void {
    this.settle();
    this.asked = this.client.ask(method, this.configuration.key, query, onReply);
    this.context.setTimer('step', timeoutMs);
  }

  private settle(): void {
    this.client.forget(this.asked);
    this.context.cancelTimer('step');
  }
}

/** Part 5: a lock that is free again when its holder is gone. */
export function createLock(
  context: Context<StoreMessage>,
  configuration: LeaseConfiguration,
): Process<StoreMessage, LockRequest, LockResponse> {
  let onGranted: ((response: LockResponse) => void) | undefined;
  const lease = new Lease(context, configuration, () => {
    const { current } = lease;
    if (current === undefined) return;
    onGranted?.({ type: 'granted', fence: current.fence });
    onGranted = undefined;
  });
  return {
    onRequest(request, respond) {
      switch (request.type) {
        case 'acquire':
          onGranted = respond;
          return lease.want();
        case 'release':
          onGranted = undefined;
          lease.drop();
          return respond({ type: 'released' });
        case 'status': {
          const { current } = lease;
          if (current === undefined) return respond({ type: 'status', held: false });
          return respond({ type: 'status', held: true, fence: current.fence });
        }
      }
    },
    onMessage: (_from, message) => lease.onMessage(message),
    onTimer: (name) => lease.onTimer(name),
    inspect: () => ({ held: lease.current ?? null }),
  };
}

/** Part 6: the holder of the lease is the leader, and everybody wants it all the time. */
export function createElection(
  context: Context<StoreMessage>,
  configuration: LeaseConfiguration,
): Process<StoreMessage, ElectionRequest, ElectionResponse> {
  let owner: Owner | undefined;
  const lease = new Lease(context, configuration, (next) => {
    const wasLeader = owner !== undefined && leaderOf(owner) === context.self;
    owner = next;
    if (wasLeader && next === undefined) lease.want();
  });
  return {
    onStart: () => lease.want(),
    onMessage: (_from, message) => lease.onMessage(message),
    onTimer: (name) => lease.onTimer(name),
    onRequest(_request, respond) {
      const { current } = lease;
      // A key of our own that we no longer trust may still be there: that makes nobody leader.
      const other = owner !== undefined && leaderOf(owner) !== context.self ? owner : undefined;
      const known = current ?? other;
      if (known === undefined) return respond({ type: 'leader', leader: null, fence: 0 });
      respond({ type: 'leader', leader: leaderOf(known), fence: known.fence });
    },
    inspect: () => ({ leader: owner === undefined ? null : leaderOf(owner) }),
  };
}

/** A token begins with the name of the node that made it. */
function leaderOf({ token }: Owner): NodeId {
  return token.slice(0, token.indexOf('/'));
}
