import type { Context, NodeId, Process } from '#simulator';
import { createBalancer } from './balancer.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import type {
  AmbassadorConfig,
  AmbassadorMessage,
  Balancer,
  CircuitBreaker,
  ClientRequest,
  ClientResponse,
  Ticket,
  TokenBucket,
} from './contract.ts';
import { idempotentMethods, ownStatus } from './contract.ts';
import { HealthWatch } from './health-watch.ts';
import { Monitor } from './monitor.ts';
import { Registrar } from './registrar.ts';
import { createTokenBucket } from './token-bucket.ts';

export { createBalancer } from './balancer.ts';
export { createCircuitBreaker } from './circuit-breaker.ts';
export { createTokenBucket } from './token-bucket.ts';

/** Stands for a group of nodes (exercise 8.13). */
export function createAmbassador(
  context: Context<AmbassadorMessage>,
  config: AmbassadorConfig,
): Process<AmbassadorMessage, ClientRequest, ClientResponse> {
  return new Ambassador(context, config);
}

type ForwardRequest = Extract<ClientRequest, { type: 'call' }>;

/** A client's request until it is answered. */
interface Job {
  readonly request: ForwardRequest;
  readonly respond: (response: ClientResponse) => void;
  readonly arrivedMs: number;
  readonly tried: Set<NodeId>;
}

/** A call under way to one node. */
interface Attempt {
  readonly job: Job;
  readonly node: NodeId;
  readonly ticket: Ticket;
}

/** How a call ended that did not succeed, and what the client hears if nobody else is asked. */
interface Failure {
  readonly status: number;
  readonly body: string;
  /** The node may have carried the call out. */
  readonly mayHaveArrived: boolean;
}

class Ambassador implements Process<AmbassadorMessage, ClientRequest, ClientResponse> {
  private readonly health: HealthWatch;
  private readonly registrar: Registrar;
  private readonly balancer: Balancer;
  private readonly breakers: ReadonlyMap<NodeId, CircuitBreaker>;
  private readonly bucket: TokenBucket;
  private readonly monitor: Monitor;
  private readonly attempts = new Map<number, Attempt>();
  private lastCall = 0;

  constructor(
    private readonly context: Context<AmbassadorMessage>,
    private readonly config: AmbassadorConfig,
  ) {
    this.registrar = new Registrar(context, config, (node) => this.health.verdict(node));
    this.health = new HealthWatch(context, config, () => this.registrar.synchronise());
    this.balancer = createBalancer(config.members);
    this.breakers = new Map(
      config.members.map(({ node }) => [node, createCircuitBreaker(config.breaker)]),
    );
    this.bucket = createTokenBucket(config.bucket, context.now());
    this.monitor = new Monitor(config.members);
  }

  onStart(): void {
    this.health.tick();
    this.registrar.start();
  }

  onTimer(name: string): void {
    if (name === 'health') this.health.tick();
    else if (name === 'reread') this.registrar.reread();
    else if (name === 'store') this.registrar.onTimeout();
    else this.onCallTimeout(Number(name.slice(callTimer.length)));
  }

  onMessage(from: NodeId, message: AmbassadorMessage): void {
    switch (message.type) {
      case 'HealthReply':
        return this.health.onReply(from, message);
      case 'StoreReply':
        return this.registrar.onReply(message);
      case 'CallReply':
        if (message.status < 500) return this.succeed(message.id, message.status, message.body);
        return this.fail(message.id, { ...message, mayHaveArrived: true });
      case 'CallRefused':
        return this.fail(message.id, {
          status: ownStatus.badGateway,
          body: '',
          mayHaveArrived: false,
        });
    }
  }

  onRequest(request: ClientRequest, respond: (response: ClientResponse) => void): void {
    if (request.type === 'stats') {
      respond({ type: 'stats', stats: this.monitor.stats() });
      return;
    }
    const nowMs = this.context.now();
    this.monitor.onRequest();
    if (!this.bucket.take(nowMs)) {
      this.monitor.onThrottled();
      respond({ type: 'call', status: ownStatus.tooManyRequests, body: '' });
      return;
    }
    const job: Job = { request, respond, arrivedMs: nowMs, tried: new Set() };
    if (!this.callNext(job)) this.answer(job, ownStatus.unavailable, '');
  }

  // --- calls ------------------------------------------------------------------------------------

  /** Calls a node that has not been tried for this request yet; false if there is none. */
  private callNext(job: Job): boolean {
    const nowMs = this.context.now();
    const candidates = this.config.members
      .map(({ node }) => node)
      .filter((node) => this.health.isUp(node) && !job.tried.has(node))
      .filter((node) => this.breakers.get(node)?.isReady(nowMs) === true);
    const node = this.balancer.pick(candidates);
    if (node === undefined) return false;
    // Only the chosen node's breaker gives a ticket: one never used would block a probe.
    const ticket = this.breakers.get(node)?.acquire(nowMs);
    if (ticket === undefined) return false;
    const id = ++this.lastCall;
    job.tried.add(node);
    this.attempts.set(id, { job, node, ticket });
    this.monitor.onCall(node);
    const { method, path, body } = job.request;
    this.context.send(node, { type: 'Call', id, method, path, body });
    this.context.setTimer(callTimer + id, this.config.callTimeoutMs);
    return true;
  }

  private succeed(id: number, status: number, body: string): void {
    const attempt = this.conclude(id);
    if (attempt === undefined) return;
    this.breakers.get(attempt.node)?.success(attempt.ticket, this.context.now());
    this.answer(attempt.job, status, body);
  }

  private onCallTimeout(id: number): void {
    this.fail(id, { status: ownStatus.gatewayTimeout, body: '', mayHaveArrived: true });
  }

  private fail(id: number, { status, body, mayHaveArrived }: Failure): void {
    const attempt = this.conclude(id);
    if (attempt === undefined) return;
    const { job, node, ticket } = attempt;
    this.breakers.get(node)?.failure(ticket, this.context.now());
    this.monitor.onFailure(node);
    const isSafe = !mayHaveArrived || idempotentMethods.includes(job.request.method);
    const mayTryAgain = isSafe && job.tried.size < this.config.maxAttempts;
    if (mayTryAgain && this.callNext(job)) return;
    this.answer(job, status, body);
  }

  /** Ends a call; `undefined` if it had ended before, by a double or by a timeout. */
  private conclude(id: number): Attempt | undefined {
    const attempt = this.attempts.get(id);
    this.attempts.delete(id);
    this.context.cancelTimer(callTimer + id);
    return attempt;
  }

  private answer(job: Job, status: number, body: string): void {
    this.monitor.onAnswered(status, this.context.now() - job.arrivedMs);
    job.respond({ type: 'call', status, body });
  }

  inspect(): unknown {
    const nowMs = this.context.now();
    return Object.fromEntries(
      this.config.members.map(({ node }) => [
        node,
        { aktiv: this.health.isUp(node), breaker: this.breakers.get(node)?.state(nowMs) },
      ]),
    );
  }
}

const callTimer = 'call:';
