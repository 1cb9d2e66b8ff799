import type { StoreEvent, StoreReply, StoreRequest } from '#kapitel8/config-store';
import type { Context } from '#simulator';
import type { AmbassadorConfig, AmbassadorMessage } from './contract.ts';
import { groupKey, memberKey } from './contract.ts';
import type { Deadlines } from './deadlines.ts';

type Then = (reply: StoreReply | undefined) => void;

/**
 * The group's directory, followed by a watch: own and foreign changes are heard of alike. All differences
 * are written at once; a fresh look now and then makes up for what got lost.
 */
export class Directory {
  private readonly entries = new Map<string, string>();
  /** Keys with a write under way. */
  private readonly busy = new Set<string>();
  private readonly waiting = new Map<number, Then>();
  private isKnown = false;
  private look = 0;
  private ids = 0;

  constructor(
    private readonly context: Context<AmbassadorMessage>,
    private readonly config: AmbassadorConfig,
    private readonly deadlines: Deadlines,
    private readonly isActive: (node: string) => boolean,
  ) {}

  /** Reads everything, then follows the changes, until the next look. */
  lookAfresh(): void {
    this.look += 1;
    const { look } = this;
    this.deadlines.after(600, () => this.lookAfresh());
    this.ask('GET', groupKey(this.config.group), { recursive: true }, (reply) => {
      if (reply === undefined || look !== this.look) return;
      if (reply.status !== 200 && reply.status !== 404) return;
      this.entries.clear();
      if (reply.status === 200) {
        for (const { key, value } of (reply.body as StoreEvent).node.nodes ?? []) {
          this.entries.set(key, value ?? '');
        }
      }
      this.isKnown = true;
      this.follow(look, reply.index + 1);
      this.compare();
    });
  }

  compare(): void {
    if (!this.isKnown) return;
    const { group, members } = this.config;
    const wanted = new Map(
      members
        .filter(({ node }) => this.isActive(node))
        .map(({ node, weight }) => [memberKey(group, node), `${weight}`]),
    );
    for (const key of new Set([...wanted.keys(), ...this.entries.keys()])) {
      const value = wanted.get(key);
      if (this.busy.has(key) || this.entries.get(key) === value) continue;
      this.busy.add(key);
      const done: Then = (reply) => {
        this.busy.delete(key);
        if (reply === undefined) return;
        if (value === undefined) this.entries.delete(key);
        else this.entries.set(key, value);
        this.compare();
      };
      if (value === undefined) this.ask('DELETE', key, { recursive: true }, done);
      else this.ask('PUT', key, { value }, done);
    }
  }

  onReply(reply: StoreReply): void {
    const then = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    then?.(reply);
  }

  private follow(look: number, waitIndex: number): void {
    const query = { wait: true, recursive: true, waitIndex };
    this.ids += 1;
    this.waiting.set(this.ids, (reply) => {
      if (reply === undefined || look !== this.look || reply.status !== 200) return;
      const { node, action } = reply.body as StoreEvent;
      if (action === 'delete' || action === 'expire') this.entries.delete(node.key);
      else this.entries.set(node.key, node.value ?? '');
      this.follow(look, node.modifiedIndex + 1);
      this.compare();
    });
    this.send({ id: this.ids, method: 'GET', key: groupKey(this.config.group), query });
  }

  private ask(
    method: StoreRequest['method'],
    key: string,
    query: StoreRequest['query'],
    then: Then,
  ): void {
    this.ids += 1;
    const id = this.ids;
    this.waiting.set(id, then);
    this.send({ id, method, key, query });
    this.deadlines.after(200, () => {
      if (this.waiting.delete(id)) then(undefined);
    });
  }

  private send(request: Omit<StoreRequest, 'type'>): void {
    this.context.send(this.config.store, { type: 'StoreRequest', ...request });
  }
}
