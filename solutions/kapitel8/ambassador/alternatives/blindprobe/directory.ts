import type { StoreNode, StoreQuery, StoreReply, StoreRequest } from '#kapitel8/config-store';
import type { Context, NodeId } from '#simulator';
import { type AmbassadorConfig, type AmbassadorMessage, groupKey, memberKey } from './contract.ts';

interface Tools {
  readonly context: Context<AmbassadorMessage>;
  readonly config: AmbassadorConfig;
  readonly nextId: () => number;
  readonly clock: () => number;
}

interface Write {
  readonly method: 'PUT' | 'DELETE';
  readonly key: string;
  readonly query: StoreQuery;
}

const pollMs = 250;
const replyMs = 250;
/** Less than is allowed: after a restart nobody knows what was sent just before. */
const perWindow = 20;
const windowMs = 1050;

/**
 * Compares what is with what should be. It never reads while writes are under way, unless their answers
 * fail to come; and every write is bound to what was read.
 */
export function createDirectory(
  { context, config, nextId, clock }: Tools,
  isActive: (node: NodeId) => boolean,
) {
  const root = groupKey(config.group);
  let phase: 'idle' | 'reading' | 'writing' = 'idle';
  let waiting = new Set<number>();
  let isDirty = false;
  let sent: number[] = [];

  function ask(method: StoreRequest['method'], key: string, query: StoreQuery): boolean {
    const now = clock();
    sent = sent.filter((ms) => ms > now - windowMs);
    if (sent.length >= perWindow) return false;
    sent.push(now);
    const id = nextId();
    waiting.add(id);
    context.send(config.store, { type: 'StoreRequest', id, method, key, query });
    return true;
  }

  function enter(next: typeof phase, timerMs: number): void {
    phase = next;
    context.setTimer('store', timerMs);
  }

  /** One more attempt at reading; any answer to an attempt of this phase will do. */
  function read(): void {
    if (phase !== 'reading') waiting = new Set();
    isDirty = false;
    ask('GET', root, {});
    enter('reading', replyMs);
  }

  function missingWrites(found: StoreNode | undefined): readonly Write[] {
    if (found !== undefined && found.dir !== true) return [remove(found)];
    const target = new Map(
      config.members
        .filter(({ node }) => isActive(node))
        .map(({ node, weight }) => [memberKey(config.group, node), String(weight)]),
    );
    const writes: Write[] = [];
    for (const entry of found?.nodes ?? []) {
      const value = target.get(entry.key);
      target.delete(entry.key);
      if (value === undefined || entry.dir === true) {
        writes.push(remove(entry));
      } else if (entry.value !== value || entry.expirationMs !== undefined) {
        const query = { value, prevIndex: entry.modifiedIndex };
        writes.push({ method: 'PUT', key: entry.key, query });
      }
    }
    for (const [key, value] of target) {
      writes.push({ method: 'PUT', key, query: { value, prevExist: false } });
    }
    return writes;
  }

  function remove({ key, dir, modifiedIndex }: StoreNode): Write {
    const query = dir === true ? { dir: true, recursive: true } : { prevIndex: modifiedIndex };
    return { method: 'DELETE', key, query };
  }

  function write(reply: StoreReply): void {
    waiting = new Set();
    isDirty = false;
    const isThere = 'node' in reply.body;
    if (!isThere && reply.status !== 404) return enter('idle', pollMs);
    const writes = missingWrites('node' in reply.body ? reply.body.node : undefined);
    for (const { method, key, query } of writes) {
      if (!ask(method, key, query)) break;
    }
    if (waiting.size === 0) enter('idle', pollMs);
    else enter('writing', replyMs);
  }

  return {
    /** At the start, and after each change of what should be. */
    poke(): void {
      if (phase === 'idle') read();
      else isDirty = true;
    },
    onTimer: read,
    onReply(reply: StoreReply): void {
      if (!waiting.delete(reply.id)) return;
      if (phase === 'reading') write(reply);
      else if (waiting.size === 0) {
        if (isDirty) read();
        else enter('idle', pollMs);
      }
    },
  };
}
