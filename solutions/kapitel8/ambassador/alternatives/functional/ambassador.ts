import type { StoreEvent, StoreReply } from '#kapitel8/config-store';
import type { Context, NodeId, Process } from '#simulator';
import { createBalancer } from './balancer.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import {
  type AmbassadorConfig,
  type AmbassadorMessage,
  type ClientRequest,
  type ClientResponse,
  groupKey,
  idempotentMethods,
  memberKey,
  ownStatus,
  type Ticket,
} from './contract.ts';
import { createTokenBucket } from './token-bucket.ts';

export { createBalancer, createCircuitBreaker, createTokenBucket };

type Forward = Extract<ClientRequest, { type: 'call' }>;

interface Watched {
  readonly isActive: boolean;
  readonly passed: number;
  readonly failed: number;
  readonly asked: number;
  readonly isOpen: boolean;
}

interface Request {
  readonly forward: Forward;
  readonly respond: (response: ClientResponse) => void;
  readonly fromMs: number;
  readonly nodes: readonly NodeId[];
  readonly ticket: Ticket;
}

/** A line of the journal; all figures are worked out from it. */
type Entry =
  | { readonly what: 'request' | 'throttled' }
  | { readonly what: 'call' | 'failure'; readonly node: NodeId }
  | { readonly what: 'answer'; readonly status: number; readonly tookMs: number };

const readEveryMs = 400;

export function createAmbassador(
  context: Context<AmbassadorMessage>,
  config: AmbassadorConfig,
): Process<AmbassadorMessage, ClientRequest, ClientResponse> {
  const names = config.members.map(({ node }) => node);
  const breakers = Object.fromEntries(
    names.map((node) => [node, createCircuitBreaker(config.breaker)]),
  );
  const balancer = createBalancer(config.members);
  const bucket = createTokenBucket(config.bucket, context.now());
  const journal: Entry[] = [];
  const watched = new Map<NodeId, Watched>();
  const running = new Map<number, Request>();
  /** The read under way, and whether something was written since it was asked for. */
  let read = { id: 0, isStale: false };
  let lastId = 0;

  const nextId = (): number => {
    lastId += 1;
    return lastId;
  };

  // --- health, one timer for each node ---

  function check(node: NodeId): void {
    const before = watched.get(node);
    if (before?.isOpen === true) learn(node, before, false);
    const id = nextId();
    const now = watched.get(node);
    watched.set(node, {
      isActive: now?.isActive ?? false,
      passed: now?.passed ?? 0,
      failed: now?.failed ?? 0,
      asked: id,
      isOpen: true,
    });
    context.send(node, { type: 'HealthCheck', id });
    context.setTimer(`check ${node}`, config.healthPeriodMs);
  }

  function learn(node: NodeId, before: Watched, isGood: boolean): void {
    const passed = isGood ? before.passed + 1 : 0;
    const failed = isGood ? 0 : before.failed + 1;
    const isActive = before.isActive ? failed < config.fallAfter : passed >= config.riseAfter;
    watched.set(node, { ...before, passed, failed, isActive, isOpen: false });
    if (isActive !== before.isActive) write(node, isActive);
  }

  // --- the store: changes are written as they happen, and corrected by reading ---

  function write(node: NodeId, isActive: boolean): void {
    read = { ...read, isStale: true };
    const weight = config.members.find((member) => member.node === node)?.weight ?? 0;
    context.send(config.store, {
      type: 'StoreRequest',
      id: nextId(),
      method: isActive ? 'PUT' : 'DELETE',
      key: memberKey(config.group, node),
      query: isActive ? { value: `${weight}` } : {},
    });
  }

  function readStore(): void {
    read = { id: nextId(), isStale: false };
    const query = { recursive: true, sorted: true };
    const key = groupKey(config.group);
    context.send(config.store, { type: 'StoreRequest', id: read.id, method: 'GET', key, query });
    context.setTimer('read', readEveryMs);
  }

  function correct(reply: StoreReply): void {
    if (reply.id !== read.id || read.isStale) return;
    const nodes = reply.status === 200 ? ((reply.body as StoreEvent).node.nodes ?? []) : [];
    const found = new Map(nodes.map(({ key, value }) => [key, value]));
    for (const { node, weight } of config.members) {
      const key = memberKey(config.group, node);
      const isActive = watched.get(node)?.isActive === true;
      const isRight = isActive ? found.get(key) === `${weight}` : !found.has(key);
      if (!isRight) write(node, isActive);
      found.delete(key);
    }
    for (const key of found.keys()) {
      const query = { recursive: true };
      context.send(config.store, {
        type: 'StoreRequest',
        id: nextId(),
        method: 'DELETE',
        key,
        query,
      });
    }
  }

  // --- requests ---

  function send(request: Omit<Request, 'ticket'>): boolean {
    const nowMs = context.now();
    const free = names.filter(
      (node) =>
        watched.get(node)?.isActive === true &&
        !request.nodes.includes(node) &&
        breakers[node]?.isReady(nowMs),
    );
    const node = balancer.pick(free);
    const ticket = node === undefined ? undefined : breakers[node]?.acquire(nowMs);
    if (node === undefined || ticket === undefined) return false;
    const id = nextId();
    running.set(id, { ...request, ticket, nodes: [...request.nodes, node] });
    journal.push({ what: 'call', node });
    const { method, path, body } = request.forward;
    context.send(node, { type: 'Call', id, method, path, body });
    context.setTimer(`call ${id}`, config.callTimeoutMs);
    return true;
  }

  function conclude(id: number, status: number, body: string, hasArrived: boolean): void {
    const request = running.get(id);
    if (request === undefined) return;
    running.delete(id);
    context.cancelTimer(`call ${id}`);
    const node = request.nodes.at(-1) as NodeId;
    if (status < 500) breakers[node]?.success(request.ticket, context.now());
    else {
      breakers[node]?.failure(request.ticket, context.now());
      journal.push({ what: 'failure', node });
      const isAllowed = !hasArrived || idempotentMethods.includes(request.forward.method);
      if (isAllowed && request.nodes.length < config.maxAttempts && send(request)) return;
    }
    answer(request, status, body);
  }

  function answer(
    { respond, fromMs }: Omit<Request, 'ticket'>,
    status: number,
    body: string,
  ): void {
    journal.push({ what: 'answer', status, tookMs: context.now() - fromMs });
    respond({ type: 'call', status, body });
  }

  return {
    onStart() {
      names.forEach(check);
      readStore();
    },

    onTimer(name) {
      const [what, of] = name.split(' ');
      if (what === 'read') readStore();
      else if (what === 'check') check(of as NodeId);
      else conclude(Number(of), ownStatus.gatewayTimeout, '', true);
    },

    onMessage(from, message) {
      switch (message.type) {
        case 'HealthReply': {
          const before = watched.get(from);
          if (before?.isOpen === true && before.asked === message.id) {
            learn(from, before, message.healthy);
          }
          return;
        }
        case 'StoreReply':
          return correct(message);
        case 'CallReply':
          return conclude(message.id, message.status, message.body, true);
        case 'CallRefused':
          return conclude(message.id, ownStatus.badGateway, '', false);
      }
    },

    onRequest(request, respond) {
      if (request.type === 'stats') {
        respond({ type: 'stats', stats: statsOf(journal, names) });
        return;
      }
      journal.push({ what: 'request' });
      if (!bucket.take(context.now())) {
        journal.push({ what: 'throttled' });
        respond({ type: 'call', status: ownStatus.tooManyRequests, body: '' });
        return;
      }
      const started = { forward: request, respond, fromMs: context.now(), nodes: [] };
      if (!send(started)) answer(started, ownStatus.unavailable, '');
    },
  };
}

function statsOf(journal: readonly Entry[], names: readonly NodeId[]) {
  const count = (is: (entry: Entry) => boolean): number => journal.filter(is).length;
  const answers = journal.flatMap((entry) => (entry.what === 'answer' ? [entry] : []));
  const sorted = answers.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const rank = (percent: number): number =>
    sorted[Math.floor((sorted.length * percent + 99) / 100) - 1] ?? 0;
  const requests = count(({ what }) => what === 'request');
  const throttled = count(({ what }) => what === 'throttled');
  return {
    requests,
    throttled,
    errors: answers.filter(({ status }) => status >= 500).length,
    inFlight: requests - throttled - answers.length,
    latency: { count: answers.length, p50Ms: rank(50), p95Ms: rank(95), maxMs: rank(100) },
    nodes: Object.fromEntries(
      names.map((node) => {
        const of = (what: Entry['what']) =>
          count((entry) => entry.what === what && 'node' in entry && entry.node === node);
        return [node, { calls: of('call'), failures: of('failure') }];
      }),
    ),
  };
}
