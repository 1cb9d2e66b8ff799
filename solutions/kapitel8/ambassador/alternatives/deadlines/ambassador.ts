import type { Context, NodeId, Process } from '#simulator';
import { createBalancer } from './balancer.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import type {
  AmbassadorConfig,
  AmbassadorMessage,
  CircuitBreaker,
  ClientRequest,
  ClientResponse,
} from './contract.ts';
import { idempotentMethods } from './contract.ts';
import { Deadlines } from './deadlines.ts';
import { Directory } from './directory.ts';
import { createTokenBucket } from './token-bucket.ts';

export { createBalancer, createCircuitBreaker, createTokenBucket };

type Respond = (response: ClientResponse) => void;
type Forward = Extract<ClientRequest, { type: 'call' }>;

/** All that concerns one node of the group. */
interface Upstream {
  readonly node: NodeId;
  readonly breaker: CircuitBreaker;
  isActive: boolean;
  streak: number;
  check: number;
  isChecked: boolean;
  calls: number;
  failures: number;
}

type Result = { readonly status: number; readonly body: string; readonly isLost?: true };

export function createAmbassador(
  context: Context<AmbassadorMessage>,
  config: AmbassadorConfig,
): Process<AmbassadorMessage, ClientRequest, ClientResponse> {
  const deadlines = new Deadlines(context as Context<never>);
  const upstreams = config.members.map(
    ({ node }): Upstream => ({
      node,
      breaker: createCircuitBreaker(config.breaker),
      isActive: false,
      streak: 0,
      check: 0,
      isChecked: true,
      calls: 0,
      failures: 0,
    }),
  );
  const directory = new Directory(
    context,
    config,
    deadlines,
    (node) => upstreams.find((upstream) => upstream.node === node)?.isActive === true,
  );
  const balancer = createBalancer(config.members);
  const bucket = createTokenBucket(config.bucket, context.now());
  const figures = { requests: 0, throttled: 0, errors: 0, answered: 0 };
  const tookMs: number[] = [];
  const results = new Map<number, (result: Result, isRefused: boolean) => void>();
  let ids = 0;

  function judge(upstream: Upstream, isGood: boolean): void {
    upstream.isChecked = true;
    // Positive: so many good ones in a row; negative: so many bad ones.
    upstream.streak = isGood ? Math.max(upstream.streak, 0) + 1 : Math.min(upstream.streak, 0) - 1;
    const isActive = upstream.isActive
      ? upstream.streak > -config.fallAfter
      : upstream.streak >= config.riseAfter;
    if (isActive === upstream.isActive) return;
    upstream.isActive = isActive;
    directory.compare();
  }

  function check(upstream: Upstream): void {
    if (!upstream.isChecked) judge(upstream, false);
    ids += 1;
    upstream.check = ids;
    upstream.isChecked = false;
    context.send(upstream.node, { type: 'HealthCheck', id: ids });
    deadlines.after(config.healthPeriodMs, () => check(upstream));
  }

  function forward(request: Forward, respond: Respond): void {
    const arrivedMs = context.now();
    const untried = new Set(upstreams);

    function answer({ status, body }: Result): void {
      figures.answered += 1;
      if (status >= 500) figures.errors += 1;
      tookMs.push(context.now() - arrivedMs);
      respond({ type: 'call', status, body });
    }

    function attempt(left: number, otherwise: Result): void {
      const nowMs = context.now();
      const ready = [...untried].filter(
        ({ isActive, breaker }) => isActive && breaker.isReady(nowMs),
      );
      const node = left > 0 ? balancer.pick(ready.map((upstream) => upstream.node)) : undefined;
      const upstream = ready.find((one) => one.node === node);
      if (upstream === undefined) return answer(otherwise);
      const ticket = upstream.breaker.acquire(nowMs) as number;
      untried.delete(upstream);
      upstream.calls += 1;
      ids += 1;
      const id = ids;
      results.set(id, (result, isRefused) => {
        results.delete(id);
        if (result.status < 500) {
          upstream.breaker.success(ticket, context.now());
          return answer(result);
        }
        upstream.breaker.failure(ticket, context.now());
        upstream.failures += 1;
        const isSafe = isRefused || idempotentMethods.includes(request.method);
        attempt(isSafe ? left - 1 : 0, result);
      });
      const { method, path, body } = request;
      context.send(upstream.node, { type: 'Call', id, method, path, body });
      deadlines.after(config.callTimeoutMs, () =>
        results.get(id)?.({ status: 504, body: '' }, false),
      );
    }

    attempt(config.maxAttempts, { status: 503, body: 'niemand da' });
  }

  function percentile(share: number): number {
    const sorted = [...tookMs].sort((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  }

  return {
    onStart() {
      for (const upstream of upstreams) check(upstream);
      directory.lookAfresh();
    },
    onTimer: () => deadlines.onTimer(),
    onMessage(from, message) {
      if (message.type === 'StoreReply') directory.onReply(message);
      else if (message.type === 'CallReply') results.get(message.id)?.(message, false);
      else if (message.type === 'CallRefused') {
        results.get(message.id)?.({ status: 502, body: '' }, true);
      } else if (message.type === 'HealthReply') {
        const upstream = upstreams.find(({ node }) => node === from);
        if (upstream === undefined || upstream.isChecked || upstream.check !== message.id) return;
        judge(upstream, message.healthy);
      }
    },
    onRequest(request, respond) {
      if (request.type === 'call') {
        figures.requests += 1;
        if (bucket.take(context.now())) return forward(request, respond);
        figures.throttled += 1;
        return respond({ type: 'call', status: 429, body: 'zu viele Anfragen' });
      }
      const { requests, throttled, errors, answered } = figures;
      respond({
        type: 'stats',
        stats: {
          requests,
          throttled,
          errors,
          inFlight: requests - throttled - answered,
          latency: {
            count: answered,
            p50Ms: percentile(0.5),
            p95Ms: percentile(0.95),
            maxMs: Math.max(0, ...tookMs),
          },
          nodes: Object.fromEntries(
            upstreams.map(({ node, calls, failures }) => [node, { calls, failures }]),
          ),
        },
      });
    },
  };
}
