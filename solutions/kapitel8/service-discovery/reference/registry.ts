import type { Context, NodeId, Process } from '#simulator';
import type {
  Change,
  Instance,
  RegistryConfiguration,
  RegistryMessage,
  RegistryRequest,
  RegistryResponse,
} from './contract.ts';
import { byId, instancesOf, isSameInstance } from './entries.ts';
import { StoreFollower, type Values } from './store-follower.ts';

export function createRegistry(
  context: Context<RegistryMessage>,
  configuration: RegistryConfiguration,
): Process<RegistryMessage, RegistryRequest, RegistryResponse> {
  return new Registry(context, configuration);
}

/** Follows the store, answers from its own copy, and tells watchers how the copy changes. */
class Registry implements Process<RegistryMessage, RegistryRequest, RegistryResponse> {
  private instances = new Map<string, Instance>();
  private isLoaded = false;
  private changes = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly follower: StoreFollower;

  constructor(
    private readonly context: Context<RegistryMessage>,
    private readonly configuration: RegistryConfiguration,
  ) {
    const { store, retryMs, watchMs } = configuration;
    this.follower = new StoreFollower(
      context,
      { store, directory: '/services', retryMs, watchMs },
      (values) => this.update(values),
    );
  }

  onStart(): void {
    this.follower.start();
  }

  onTimer(): void {
    this.follower.onTimer();
  }

  onMessage(_from: NodeId, message: RegistryMessage): void {
    if (message.type === 'StoreReply') this.follower.onMessage(message);
  }

  onRequest(request: RegistryRequest, respond: (response: RegistryResponse) => void): void {
    const answer = (): void => respond(this.answer(request));
    // Nothing known is not the same as nobody there.
    if (this.isLoaded) answer();
    else this.waiting.push(answer);
  }

  private answer(request: RegistryRequest): RegistryResponse {
    const known = [...this.instances.values()].filter(({ service }) => service === request.service);
    switch (request.type) {
      case 'lookup':
        return { type: 'instances', instances: known.sort(byId) };
      case 'describe':
        return { type: 'description', instance: known.find(({ id }) => id === request.id) ?? null };
    }
  }

  /** The difference between what was known and what is: the same after an event and after a reading. */
  private update(values: Values): void {
    const before = this.instances;
    this.instances = instancesOf(values);
    for (const [key, instance] of before) {
      if (!this.instances.has(key)) this.tell('removed', instance);
    }
    for (const [key, instance] of this.instances) {
      const known = before.get(key);
      if (known === undefined) this.tell('added', instance);
      else if (!isSameInstance(known, instance)) this.tell('changed', instance);
    }
    this.isLoaded = true;
    for (const answer of this.waiting.splice(0)) answer();
  }

  private tell(kind: Change['kind'], instance: Instance): void {
    const change: Change = { type: 'Change', number: ++this.changes, kind, instance };
    for (const watcher of this.configuration.watchers) this.context.send(watcher, change);
  }
}
