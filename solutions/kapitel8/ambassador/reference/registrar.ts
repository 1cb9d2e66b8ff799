import type { StoreEvent, StoreReply, StoreRequest } from '#kapitel8/config-store';
import type { Context, NodeId } from '#simulator';
import type { AmbassadorConfig, AmbassadorMessage } from './contract.ts';
import { groupKey, memberKey } from './contract.ts';

const patienceMs = 150;
const rereadMs = 500;

type Operation = Pick<StoreRequest, 'method' | 'key' | 'query'>;

/**
 * Keeps the group's directory in the store equal to what is wanted. One request at a time: read, then
 * write the differences one by one. Whenever an outcome is unknown, it reads again rather than guess;
 * and it reads every now and then, because others may have written, or a late request of its own.
 */
export class Registrar {
  /** The directory as last seen; `undefined` if it has to be read. */
  private entries: Map<string, string> | undefined;
  private pending: { readonly id: number; readonly operation: Operation } | undefined;
  private lastRequest = 0;

  constructor(
    private readonly context: Context<AmbassadorMessage>,
    private readonly config: AmbassadorConfig,
    /** Whether a node is to be registered; `undefined` as long as nobody knows. */
    private readonly isWanted: (node: NodeId) => boolean | undefined,
  ) {}

  start(): void {
    this.reread();
  }

  /** Once in a while: what do the entries look like by now? */
  reread(): void {
    this.entries = undefined;
    this.context.setTimer('reread', rereadMs);
    this.synchronise();
  }

  /** Sends the next request that is needed, if none is under way. */
  synchronise(): void {
    if (this.pending !== undefined) return;
    const operation = this.nextOperation();
    if (operation === undefined) return;
    this.lastRequest++;
    this.pending = { id: this.lastRequest, operation };
    this.context.send(this.config.store, {
      type: 'StoreRequest',
      id: this.lastRequest,
      ...operation,
    });
    this.context.setTimer('store', patienceMs);
  }

  onReply(reply: StoreReply): void {
    if (this.pending?.id !== reply.id) return;
    const { operation } = this.pending;
    this.pending = undefined;
    this.context.cancelTimer('store');
    this.learn(operation, reply);
    // Without a reading there is nothing to compare: the next one comes by itself.
    if (this.entries !== undefined) this.synchronise();
  }

  /** No answer: whether the request took effect is unknown. */
  onTimeout(): void {
    this.pending = undefined;
    this.entries = undefined;
    this.synchronise();
  }

  private nextOperation(): Operation | undefined {
    const { group, members } = this.config;
    if (this.entries === undefined) return { method: 'GET', key: groupKey(group), query: {} };
    const wanted = new Map(
      members
        .filter(({ node }) => this.isWanted(node) === true)
        .map(({ node, weight }) => [memberKey(group, node), String(weight)]),
    );
    // After a restart an entry stays until its node has been judged: nobody is to miss it meanwhile.
    const undecided = new Set(
      members
        .filter(({ node }) => this.isWanted(node) === undefined)
        .map(({ node }) => memberKey(group, node)),
    );
    for (const key of this.entries.keys()) {
      if (wanted.has(key) || undecided.has(key)) continue;
      return { method: 'DELETE', key, query: { recursive: true } };
    }
    for (const [key, value] of wanted) {
      if (this.entries.get(key) !== value) return { method: 'PUT', key, query: { value } };
    }
    return undefined;
  }

  private learn({ method, key, query }: Operation, { status, body }: StoreReply): void {
    // Where a write was refused, trying again at once would not help: the next reading will show.
    if (method === 'PUT') this.entries?.set(key, query.value ?? '');
    else if (method === 'DELETE') this.entries?.delete(key);
    else if (status === 200) this.entries = entriesOf(body as StoreEvent);
    // The directory does not exist yet.
    else if (status === 404) this.entries = new Map();
  }
}

function entriesOf({ node }: StoreEvent): Map<string, string> {
  return new Map((node.nodes ?? []).map(({ key, value }) => [key, value ?? '']));
}
