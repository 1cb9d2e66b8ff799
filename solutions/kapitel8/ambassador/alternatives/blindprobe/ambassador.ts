import type { Context, NodeId, Process } from '#simulator';
import { createBalancer } from './balancer.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import {
  type AmbassadorConfig,
  type AmbassadorMessage,
  type CallRefused,
  type CallReply,
  type ClientRequest,
  type ClientResponse,
  idempotentMethods,
  ownStatus,
  type Ticket,
} from './contract.ts';
import { createDirectory } from './directory.ts';
import { createMonitor } from './health.ts';
import { createMetrics } from './metrics.ts';
import { createTokenBucket } from './token-bucket.ts';

export { createBalancer, createCircuitBreaker, createTokenBucket };

type CallRequest = Extract<ClientRequest, { type: 'call' }>;

interface Job {
  readonly request: CallRequest;
  readonly tried: Set<NodeId>;
  readonly finish: (status: number, body: string) => void;
}

interface Attempt {
  readonly job: Job;
  readonly node: NodeId;
  readonly ticket: Ticket;
}

type Outcome = CallReply | CallRefused | 'timeout';

export function createAmbassador(
  context: Context<AmbassadorMessage>,
  config: AmbassadorConfig,
): Process<AmbassadorMessage, ClientRequest, ClientResponse> {
  let latestMs = context.now();
  const clock = () => {
    latestMs = Math.max(latestMs, context.now());
    return latestMs;
  };
  let lastId = 0;
  const nextId = () => ++lastId;

  const tools = { context, config, nextId, clock };
  const monitor = createMonitor(tools, () => directory.poke());
  const directory = createDirectory(tools, monitor.isActive);
  const metrics = createMetrics(config.members);
  const bucket = createTokenBucket(config.bucket, clock());
  const balancer = createBalancer(config.members);
  const breakers = new Map(
    config.members.map(({ node }) => [node, createCircuitBreaker(config.breaker)]),
  );
  const attempts = new Map<number, Attempt>();

  /** Sends the request to the next candidate; false if there is none. */
  function dispatch(job: Job): boolean {
    const now = clock();
    const candidates = [...breakers]
      .filter(([n, breaker]) => monitor.isActive(n) && !job.tried.has(n) && breaker.isReady(now))
      .map(([n]) => n);
    const node = balancer.pick(candidates);
    const ticket = node === undefined ? undefined : breakers.get(node)?.acquire(now);
    if (node === undefined || ticket === undefined) return false;
    const id = nextId();
    job.tried.add(node);
    attempts.set(id, { job, node, ticket });
    metrics.called(node);
    const { method, path, body } = job.request;
    context.send(node, { type: 'Call', id, method, path, body });
    context.setTimer(`call ${id}`, config.callTimeoutMs);
    return true;
  }

  function settle(id: number, { job, node, ticket }: Attempt, outcome: Outcome): void {
    attempts.delete(id);
    context.cancelTimer(`call ${id}`);
    const breaker = breakers.get(node);
    if (outcome !== 'timeout' && outcome.type === 'CallReply' && outcome.status < 500) {
      breaker?.success(ticket, clock());
      job.finish(outcome.status, outcome.body);
      return;
    }
    breaker?.failure(ticket, clock());
    metrics.failed(node);
    const isRefused = outcome !== 'timeout' && outcome.type === 'CallRefused';
    const mayRepeat = isRefused || idempotentMethods.includes(job.request.method);
    if (mayRepeat && job.tried.size < config.maxAttempts && dispatch(job)) return;
    if (outcome === 'timeout') job.finish(ownStatus.gatewayTimeout, '');
    else if (outcome.type === 'CallRefused') job.finish(ownStatus.badGateway, '');
    else job.finish(outcome.status, outcome.body);
  }

  function accept(request: CallRequest, respond: (response: ClientResponse) => void): void {
    const startMs = clock();
    if (!bucket.take(startMs)) {
      metrics.throttled();
      respond({ type: 'call', status: ownStatus.tooManyRequests, body: '' });
      return;
    }
    metrics.began();
    const finish = (status: number, body: string) => {
      metrics.ended(status, clock() - startMs);
      respond({ type: 'call', status, body });
    };
    if (!dispatch({ request, tried: new Set(), finish })) finish(ownStatus.unavailable, '');
  }

  return {
    onStart() {
      monitor.beat();
      directory.poke();
    },
    onMessage(from, message) {
      if (message.type === 'StoreReply') {
        if (from === config.store) directory.onReply(message);
      } else if (message.type === 'HealthReply') {
        monitor.onReply(from, message);
      } else if (message.type === 'CallReply' || message.type === 'CallRefused') {
        const attempt = attempts.get(message.id);
        if (attempt?.node === from) settle(message.id, attempt, message);
      }
    },
    onTimer(name) {
      if (name === 'health') monitor.beat();
      else if (name === 'store') directory.onTimer();
      else {
        const id = Number(name.slice('call '.length));
        const attempt = attempts.get(id);
        if (attempt !== undefined) settle(id, attempt, 'timeout');
      }
    },
    onRequest(request, respond) {
      if (request.type === 'stats') respond({ type: 'stats', stats: metrics.snapshot() });
      else accept(request, respond);
    },
  };
}
