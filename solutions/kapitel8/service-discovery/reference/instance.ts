import type { StoreQuery, StoreReply, StoreRequest } from '#kapitel8/config-store';
import type { Context, NodeId, Process } from '#simulator';
import type {
  InstanceConfiguration,
  InstanceMessage,
  InstanceRequest,
  InstanceResponse,
} from './contract.ts';
import { freshIds } from './ids.ts';

export { createConfigurationWriter, renderTemplate } from './configuration-writer.ts';
export { answerQuestion, createResolver, orderTargets } from './dns.ts';
export { createRegistry } from './registry.ts';

export function createInstance(
  context: Context<InstanceMessage>,
  configuration: InstanceConfiguration,
): Process<InstanceMessage, InstanceRequest, InstanceResponse> {
  return new Registrar(context, configuration);
}

type Operation = 'register' | 'refresh' | 'deregister';

/** Names of the timers. */
const check = 'check';
const refresh = 'refresh';
const retry = 'retry';

/** etcd v2: „Key not found“ and „Compare failed“. */
const notFound = 100;
const compareFailed = 101;

/**
 * Keeps one entry in the configuration store in step with the readiness of its instance. It knows what
 * it wants (an entry or none) and what it believes to have, and asks for the next step between the two.
 */
class Registrar implements Process<InstanceMessage, InstanceRequest, InstanceResponse> {
  private isStopped = false;
  private isHealthy = false;
  /** `maybe`: asked for and not confirmed. It may be there, or get there yet. */
  private entry: 'none' | 'maybe' | 'confirmed' = 'none';
  private isRefreshDue = false;
  private open: { readonly id: number; readonly operation: Operation } | undefined;
  private readonly stopping: ((response: InstanceResponse) => void)[] = [];
  private readonly nextId: () => number;
  private readonly key: string;
  private readonly value: string;

  constructor(
    private readonly context: Context<InstanceMessage>,
    private readonly configuration: InstanceConfiguration,
  ) {
    this.nextId = freshIds(context);
    const { instance } = configuration;
    this.key = `/services/${instance.service}/${instance.id}`;
    this.value = JSON.stringify(instance);
  }

  onRequest(request: InstanceRequest, respond: (response: InstanceResponse) => void): void {
    switch (request.type) {
      case 'report':
        this.report(request.healthy);
        respond({ type: 'noted' });
        break;
      case 'stop':
        this.isStopped = true;
        this.stopping.push(respond);
        break;
    }
    this.pursue();
  }

  onTimer(name: string): void {
    if (name === check) this.isHealthy = false;
    if (name === refresh) this.isRefreshDue = true;
    if (name === retry) this.open = undefined;
    this.pursue();
  }

  onMessage(_from: NodeId, message: InstanceMessage): void {
    if (message.type !== 'StoreReply' || message.id !== this.open?.id) return;
    const { operation } = this.open;
    if (!this.conclude(operation, message)) return;
    this.open = undefined;
    this.context.cancelTimer(retry);
    this.pursue();
  }

  private get isReady(): boolean {
    return this.isHealthy && !this.isStopped;
  }

  private report(healthy: boolean): void {
    this.isHealthy = healthy;
    if (healthy) this.context.setTimer(check, this.configuration.checkTtlMs);
    else this.context.cancelTimer(check);
  }

  /** Asks for the next step towards what is wanted, unless an answer is awaited. */
  private pursue(): void {
    if (this.open !== undefined) return;
    if (this.isReady) {
      if (this.entry !== 'confirmed') this.register();
      else if (this.isRefreshDue) this.refresh();
    } else if (this.entry !== 'none') {
      this.deregister();
    } else if (this.isStopped) {
      for (const respond of this.stopping.splice(0)) respond({ type: 'stopped' });
    }
  }

  private register(): void {
    this.entry = 'maybe';
    this.ask('register', 'PUT', { value: this.value, ttl: this.configuration.ttlSeconds });
  }

  /** From now on the entry may be gone: who is ready again has to register again. */
  private deregister(): void {
    this.entry = 'maybe';
    this.ask('deregister', 'DELETE', { prevValue: this.value });
  }

  private refresh(): void {
    const { ttlSeconds } = this.configuration;
    this.ask('refresh', 'PUT', { refresh: true, prevExist: true, ttl: ttlSeconds });
  }

  /** Draws the conclusions of a reply; false if it says nothing and the retry has to settle it. */
  private conclude(operation: Operation, { status, body }: StoreReply): boolean {
    const isDone = status === 200 || status === 201;
    const errorCode = 'errorCode' in body ? body.errorCode : undefined;
    switch (operation) {
      case 'register':
      case 'refresh':
        if (isDone) this.confirm();
        else if (operation === 'refresh' && errorCode === notFound) this.entry = 'none';
        else return false;
        return true;
      case 'deregister':
        if (!isDone && errorCode !== notFound && errorCode !== compareFailed) return false;
        this.entry = 'none';
        this.context.cancelTimer(refresh);
        return true;
    }
  }

  private confirm(): void {
    this.entry = 'confirmed';
    this.isRefreshDue = false;
    this.context.setTimer(refresh, this.configuration.refreshMs);
  }

  private ask(operation: Operation, method: StoreRequest['method'], query: StoreQuery): void {
    const id = this.nextId();
    this.open = { id, operation };
    this.context.setTimer(retry, this.configuration.retryMs);
    const { key } = this;
    this.context.send(this.configuration.store, { type: 'StoreRequest', id, method, key, query });
  }
}
