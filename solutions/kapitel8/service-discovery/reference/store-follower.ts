import type { StoreEvent, StoreMessage, StoreNode, StoreQuery } from '#kapitel8/config-store';
import type { Context, NodeId } from '#simulator';
import { freshIds } from './ids.ts';

export interface FollowerConfiguration {
  readonly store: NodeId;
  readonly directory: string;
  readonly retryMs: number;
  readonly watchMs: number;
}

/** Values by key, everything below the followed directory. */
export type Values = ReadonlyMap<string, string>;

/** Name of the one timer. */
const timer = 'store';

/** etcd v2: „Key not found“ and „The event in requested index is outdated and cleared“. */
const notFound = 100;
const cleared = 401;

const removals: readonly StoreEvent['action'][] = ['delete', 'expire', 'compareAndDelete'];

/**
 * A copy of a directory of the configuration store: reads it once, then follows it event by event.
 * `nextIndex` is the first index not yet known; asking for it again costs nothing and loses nothing.
 */
export class StoreFollower {
  private values = new Map<string, string>();
  /** `undefined` as long as the directory has to be read (again). */
  private nextIndex: number | undefined;
  private openId: number | undefined;
  private readonly nextId: () => number;

  constructor(
    private readonly context: Pick<Context<StoreMessage>, 'send' | 'setTimer' | 'storage'>,
    private readonly configuration: FollowerConfiguration,
    /** Called after each reading and each event, with everything known then. */
    private readonly onValues: (values: Values) => void,
  ) {
    this.nextId = freshIds(context);
  }

  start(): void {
    this.ask();
  }

  onTimer(): void {
    this.ask();
  }

  onMessage(message: StoreMessage): void {
    if (message.type !== 'StoreReply' || message.id !== this.openId) return;
    this.openId = undefined;
    const { body, index } = message;
    if ('errorCode' in body) {
      this.fail(body.errorCode, index);
    } else if (this.nextIndex === undefined) {
      this.load(body.node, index);
    } else {
      this.apply(body);
    }
  }

  private load(directory: StoreNode | undefined, index: number): void {
    this.values = new Map();
    for (const { key, value } of leavesOf(directory)) this.values.set(key, value);
    this.nextIndex = index + 1;
    this.onValues(this.values);
    this.ask();
  }

  private apply({ action, node }: StoreEvent): void {
    this.nextIndex = node.modifiedIndex + 1;
    if (removals.includes(action)) {
      for (const key of [...this.values.keys()]) {
        if (key === node.key || key.startsWith(`${node.key}/`)) this.values.delete(key);
      }
    } else if (node.dir === true) {
      this.values.delete(node.key);
    } else if (node.key.startsWith(`${this.configuration.directory}/`)) {
      this.values.set(node.key, node.value ?? '');
    }
    this.onValues(this.values);
    this.ask();
  }

  private fail(errorCode: number, index: number): void {
    if (errorCode === cleared) {
      this.nextIndex = undefined;
      this.ask();
    } else if (errorCode === notFound && this.nextIndex === undefined) {
      this.load(undefined, index);
    } else {
      this.context.setTimer(timer, this.configuration.retryMs);
    }
  }

  /** Reads, or watches from the first unknown event on. Earlier questions are no longer awaited. */
  private ask(): void {
    const { store, directory, retryMs, watchMs } = this.configuration;
    const isReading = this.nextIndex === undefined;
    const query: StoreQuery =
      this.nextIndex === undefined
        ? { recursive: true }
        : { recursive: true, wait: true, waitIndex: this.nextIndex };
    const id = this.nextId();
    this.openId = id;
    this.context.setTimer(timer, isReading ? retryMs : watchMs);
    this.context.send(store, { type: 'StoreRequest', id, method: 'GET', key: directory, query });
  }
}

function leavesOf(node: StoreNode | undefined): { key: string; value: string }[] {
  if (node === undefined) return [];
  if (node.dir === true) return (node.nodes ?? []).flatMap(leavesOf);
  return [{ key: node.key, value: node.value ?? '' }];
}
