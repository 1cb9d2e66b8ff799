import type { Context, NodeId, Process, StableStorage } from '#scenes';

/** What one of several protocols on a node sends: which it is, and its own message. */
export interface Enclosed {
  /** For the network and the trace: `raft AppendEntries`. */
  readonly type: string;
  readonly of: string;
  readonly message: unknown;
}

export interface EnclosedRequest {
  readonly of: string;
  readonly request: unknown;
}

type Protocols = Readonly<Record<string, (context: Context) => Process>>;

/** Several protocols on the same node, each with messages, timers and storage of its own. */
export function sideBySide(
  context: Context<Enclosed>,
  protocols: Protocols,
): Process<Enclosed, EnclosedRequest, unknown> {
  const processes = new Map(
    Object.entries(protocols).map(([name, create]) => [name, create(within(context, name))]),
  );
  return {
    onStart() {
      for (const process of processes.values()) process.onStart?.();
    },
    onMessage(from: NodeId, { of, message }) {
      processes.get(of)?.onMessage(from, message);
    },
    onTimer(name) {
      const [of = '', ...rest] = name.split(' ');
      processes.get(of)?.onTimer?.(rest.join(' '));
    },
    onRequest({ of, request }, respond) {
      processes.get(of)?.onRequest?.(request, respond);
    },
  };
}

/** The world as one protocol sees it. */
function within(context: Context<Enclosed>, of: string): Context {
  const own = (name: string) => `${of} ${name}`;
  const storage: StableStorage = {
    get: (key) => context.storage.get(own(key)),
    set: (key, value) => context.storage.set(own(key), value),
    delete: (key) => context.storage.delete(own(key)),
  };
  return {
    self: context.self,
    peers: context.peers,
    storage,
    send: (to, message) =>
      context.send(to, { type: own((message as { readonly type: string }).type), of, message }),
    setTimer: (name, delayMs) => context.setTimer(own(name), delayMs),
    cancelTimer: (name) => context.cancelTimer(own(name)),
    now: () => context.now(),
    random: () => context.random(),
  };
}
