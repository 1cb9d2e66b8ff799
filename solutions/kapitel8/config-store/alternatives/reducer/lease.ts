import type { Context, Process } from '#simulator';
import type {
  ElectionRequest,
  ElectionResponse,
  LeaseConfiguration,
  LockRequest,
  LockResponse,
  StoreMessage,
  StoreQuery,
  StoreReply,
  StoreRequest,
} from './contract.ts';

/** Where one is on the way to the key. Every phase knows the one request whose answer it waits for. */
type Phase =
  | { readonly name: 'away' }
  | { readonly name: 'creating' | 'confirming' | 'reading' | 'watching'; readonly token: string }
  | {
      readonly name: 'holding';
      readonly token: string;
      readonly fence: number;
      readonly endMs: number;
    };

interface Asked {
  readonly id: number;
  readonly atMs: number;
}

/** Both recipes on one state machine, whose transitions are `reply` and `wake`. */
function machine(
  context: Context<StoreMessage>,
  { store, key, ttl }: LeaseConfiguration,
  tell: (value: string | undefined, fence: number) => void,
) {
  const safeMs = ttl * 900;
  const boot = (context.storage.get<number>('boot') ?? 0) + 1;
  context.storage.set('boot', boot);
  let count = 0;
  let attempt = 0;
  let phase: Phase = { name: 'away' };
  let asked: Asked = { id: 0, atMs: 0 };
  let goodbyes: { token: string; until: number; ids: number[] }[] = [];

  const send = (method: StoreRequest['method'], query: StoreQuery): number => {
    const id = boot * 100_000 + ++count;
    context.send(store, { type: 'StoreRequest', id, method, key, query });
    return id;
  };
  const ask = (method: StoreRequest['method'], query: StoreQuery, againMs: number): void => {
    asked = { id: send(method, query), atMs: context.now() };
    context.setTimer('again', againMs);
  };
  const isHolding = (): boolean => phase.name === 'holding' && context.now() < phase.endMs;

  const enter = (next: Phase, waitIndex = 0): void => {
    phase = next;
    switch (next.name) {
      case 'away':
        asked = { id: 0, atMs: 0 };
        return context.cancelTimer('again');
      case 'creating':
        return ask('PUT', { prevExist: false, value: next.token, ttl }, 350);
      case 'confirming':
        return ask('PUT', { prevValue: next.token, refresh: true, ttl }, 350);
      case 'reading':
        return ask('GET', {}, 350);
      case 'watching':
        return ask('GET', { wait: true, waitIndex }, 900);
      case 'holding':
        return context.setTimer('again', Math.floor(safeMs / 4));
    }
  };
  /** The key may be there though no answer said so, or longer than we may rely on it: it goes. */
  const leave = (): void => {
    if (phase.name === 'away') return;
    goodbyes.push({ token: phase.token, until: context.now() + ttl * 1000, ids: [] });
    enter({ name: 'away' });
    part();
  };
  const part = (): void => {
    goodbyes = goodbyes.filter(({ until }) => context.now() < until);
    for (const { token, ids } of goodbyes) ids.push(send('DELETE', { prevValue: token }));
    if (goodbyes.length > 0) context.setTimer('part', 350);
  };
  const fail = (): void => {
    leave();
    tell(undefined, 0);
  };
  const win = (token: string, fence: number, endMs: number): void => {
    if (context.now() >= endMs) return enter({ name: 'confirming', token });
    enter({ name: 'holding', token, fence, endMs });
    tell(token, fence);
  };

  return {
    get held() {
      if (phase.name === 'holding' && !isHolding()) fail();
      return phase.name === 'holding' ? phase : undefined;
    },
    want(): void {
      enter({ name: 'creating', token: `${context.self}.${boot}.${++attempt}` });
    },
    drop: leave,
    wake(name: string): void {
      if (name === 'part') return part();
      switch (phase.name) {
        case 'away':
          return;
        case 'holding':
          if (!isHolding()) return fail();
          asked = {
            id: send('PUT', { prevValue: phase.token, refresh: true, ttl }),
            atMs: context.now(),
          };
          return context.setTimer('again', 350);
        case 'watching':
          return enter({ name: 'reading', token: phase.token });
        default:
          return enter(phase);
      }
    },
    reply({ id, index, body }: StoreReply): void {
      goodbyes = goodbyes.filter(({ ids }) => !ids.includes(id));
      if (id !== asked.id) return;
      const { atMs } = asked;
      asked = { id: 0, atMs: 0 };
      const event = 'action' in body ? body : undefined;
      switch (phase.name) {
        case 'away':
          return;
        case 'creating':
          if (event === undefined) return enter({ name: 'confirming', token: phase.token });
          return win(phase.token, event.node.createdIndex, atMs + safeMs);
        case 'confirming':
          // 101: it is another's. 100: it is gone.
          if (event !== undefined) return win(phase.token, event.node.createdIndex, atMs + safeMs);
          if ('errorCode' in body && body.errorCode === 100) {
            return enter({ name: 'creating', token: phase.token });
          }
          return enter({ name: 'reading', token: phase.token });
        case 'reading':
          if (event === undefined) return enter({ name: 'creating', token: phase.token });
          if (event.node.value === phase.token)
            return enter({ name: 'confirming', token: phase.token });
          tell(event.node.value, event.node.createdIndex);
          return enter({ name: 'watching', token: phase.token }, index + 1);
        case 'watching':
          if (event === undefined || event.node.value !== undefined) {
            return enter({ name: 'reading', token: phase.token });
          }
          tell(undefined, 0);
          return enter({ name: 'creating', token: phase.token });
        case 'holding':
          if (!isHolding() || event === undefined) return fail();
          phase = { ...phase, endMs: Math.max(phase.endMs, atMs + safeMs) };
          return context.setTimer('again', Math.floor(safeMs / 4));
      }
    },
  };
}

export function createLock(
  context: Context<StoreMessage>,
  configuration: LeaseConfiguration,
): Process<StoreMessage, LockRequest, LockResponse> {
  let waiting: ((response: LockResponse) => void) | undefined;
  const lock = machine(context, configuration, (value, fence) => {
    if (lock.held?.token !== value || value === undefined) return;
    waiting?.({ type: 'granted', fence });
    waiting = undefined;
  });
  return {
    onMessage(_from, message) {
      if (message.type === 'StoreReply') lock.reply(message);
    },
    onTimer: (name) => lock.wake(name),
    onRequest({ type }, respond) {
      if (type === 'acquire') {
        waiting = respond;
        lock.want();
      } else if (type === 'release') {
        waiting = undefined;
        lock.drop();
        respond({ type: 'released' });
      } else {
        const { held } = lock;
        respond(
          held === undefined
            ? { type: 'status', held: false }
            : { type: 'status', held: true, fence: held.fence },
        );
      }
    },
  };
}

export function createElection(
  context: Context<StoreMessage>,
  configuration: LeaseConfiguration,
): Process<StoreMessage, ElectionRequest, ElectionResponse> {
  let known: { name: string; fence: number } | undefined;
  const lease = machine(context, configuration, (value, fence) => {
    const wasMine = known?.name === context.self;
    known = value === undefined ? undefined : { name: value.split('.')[0] ?? '', fence };
    // What is left of an earlier lease of our own says nothing of the present.
    if (known?.name === context.self && lease.held === undefined) known = undefined;
    if (wasMine && value === undefined) context.setTimer('stand', 0);
  });
  return {
    onStart: () => lease.want(),
    onMessage(_from, message) {
      if (message.type === 'StoreReply') lease.reply(message);
    },
    onTimer: (name) => (name === 'stand' ? lease.want() : lease.wake(name)),
    onRequest(_request, respond) {
      const isStale = known?.name === context.self && lease.held === undefined;
      if (known === undefined || isStale)
        return respond({ type: 'leader', leader: null, fence: 0 });
      respond({ type: 'leader', leader: known.name, fence: known.fence });
    },
  };
}
