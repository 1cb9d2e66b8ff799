import type {
  Change,
  Instance,
  RegistryConfiguration,
} from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import { canonical, sameData } from '../../../checkers/data.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { Trace } from '../../../simulator/trace.ts';
import type { Finding } from './findings.ts';
import { Following, type FollowingRule, type Learnt } from './following.ts';
import { type Cause, type Handling, happeningsOn, type SendEvent } from './handlings.ts';
import { byId, isRecord, readInstance } from './values.ts';
import { registryWording as wording } from './wording-registry.ts';

export type RegistryRule =
  | FollowingRule
  | 'form'
  | 'wrong-answer'
  | 'wrong-answer-cut-off'
  | 'wrong-description'
  | 'foreign-entry'
  | 'no-answer'
  | 'answered-unread'
  | 'change-missed'
  | 'change-surplus'
  | 'change-number'
  | 'difference-missed'
  | 'difference-surplus';

export type RegistryFinding = Finding<RegistryRule>;

export interface RegistryWalk {
  readonly findings: RegistryFinding[];
  readonly counts: Record<string, number>;
}

/** Follows the registry on `node` and says which of its steps break the rules of part 2. */
export function walkRegistry(
  trace: Trace,
  node: NodeId,
  configuration: RegistryConfiguration,
): RegistryWalk {
  const found: RegistryWalk = { findings: [], counts: {} };
  const ids = new Set<number>();
  let walk: IncarnationWalk | undefined;
  const end = (): void => {
    for (const [name, count] of Object.entries(walk?.following.counts ?? {})) {
      found.counts[name] = (found.counts[name] ?? 0) + count;
    }
    walk = undefined;
  };
  for (const happening of happeningsOn(trace, node)) {
    if (happening.kind === 'crash') {
      end();
      continue;
    }
    const { handling } = happening;
    walk ??= new IncarnationWalk(found, node, configuration, handling.cause.atMs, ids);
    walk.follow(handling);
  }
  walk?.following.passTime(trace.endedAtMs, Math.max(0, trace.events.length - 1));
  end();
  return found;
}

type Known = ReadonlyMap<string, Instance>;

/** An answer that has to wait for the first reading, by operation and attempt. */
type Waiting = ReadonlyMap<string, Cause>;

class IncarnationWalk {
  readonly following: Following;
  private known: Known = new Map();
  private waiting: Waiting = new Map();
  private lastNumber = new Map<NodeId, number>();

  constructor(
    private readonly found: RegistryWalk,
    private readonly node: NodeId,
    private readonly configuration: RegistryConfiguration,
    startedAtMs: number,
    ids: Set<number>,
  ) {
    const { store, retryMs, watchMs } = configuration;
    this.following = new Following(
      { node, store, directory: '/services', retryMs, watchMs },
      (finding) => found.findings.push(finding),
      startedAtMs,
      ids,
    );
  }

  follow(handling: Handling): void {
    const { cause, sends } = handling;
    const { store } = this.configuration;
    this.following.passTime(cause.atMs, cause.seq);
    const learnt =
      cause.kind === 'deliver' && cause.from === store
        ? this.following.hear(cause.message, cause.atMs)
        : undefined;
    this.judgeChanges(handling, learnt);
    this.judgeAnswers(handling);
    for (const send of sends) if (send.to === store) this.following.judgeSend(send);
  }

  // --- changes ----------------------------------------------------------------------------------

  private judgeChanges({ cause, sends, isCut }: Handling, learnt: Learnt | undefined): void {
    const before = this.known;
    if (learnt !== undefined) this.known = instancesIn(learnt.values);
    const expected = differenceOf(before, this.known);
    const isDifference = learnt?.by === 'reading-again';
    if (expected.length > 0) this.count(isDifference ? 'differences' : 'changes');
    for (const watcher of this.configuration.watchers) {
      const told = sends.filter(({ to, type }) => to === watcher && type === 'Change');
      this.judgeTold(watcher, told, expected, { cause, isCut, isDifference });
    }
    const isTo = (to: NodeId): boolean =>
      to === this.configuration.store || this.configuration.watchers.includes(to);
    const stray = sends.find(
      ({ to, type }) => !isTo(to) || (type !== 'Change' && to !== this.configuration.store),
    );
    if (stray !== undefined) this.note('form', wording.stray(this.node), [stray.seq]);
  }

  private judgeTold(
    watcher: NodeId,
    told: readonly SendEvent[],
    expected: readonly Omit<Change, 'number'>[],
    { cause, isCut, isDifference }: { cause: Cause; isCut: boolean; isDifference: boolean },
  ): void {
    const open = new Map(expected.map((change) => [canonical(change), change]));
    for (const { message, seq } of told) {
      const { number, ...change } = message as unknown as Change;
      const key = canonical(change);
      if (!open.delete(key)) {
        const rule = isDifference ? 'difference-surplus' : 'change-surplus';
        this.note(rule, wording.surplusChange(this.node, watcher, change), [cause.seq, seq]);
      }
      const last = (this.lastNumber.get(watcher) ?? 0) + 1;
      if (number !== last) {
        this.note('change-number', wording.wrongNumber(watcher, last), [seq], last, number);
      }
      this.lastNumber.set(watcher, typeof number === 'number' ? number : last);
      this.count('told');
    }
    const missed = [...open.values()][0];
    if (missed === undefined || isCut) return;
    const rule = isDifference ? 'difference-missed' : 'change-missed';
    this.note(rule, wording.missedChange(this.node, watcher, missed), [cause.seq], missed);
  }

  // --- answers ----------------------------------------------------------------------------------

  private judgeAnswers({ cause, responds, isCut }: Handling): void {
    const isRead = this.following.values !== undefined;
    const open = new Map(this.waiting);
    if (cause.kind === 'request') open.set(identityOf(cause), cause);
    for (const respond of responds) {
      const asked = open.get(identityOf(respond));
      open.delete(identityOf(respond));
      if (asked?.kind !== 'request') continue;
      if (!isRead) {
        this.note('answered-unread', wording.answeredUnread(this.node), [respond.seq]);
      } else {
        this.judgeAnswer(asked.request, respond.response, respond.seq);
        this.count(cause.kind === 'request' ? 'answeredAtOnce' : 'answeredLater');
      }
    }
    const silent = [...open.values()][0];
    if (isRead && silent !== undefined && !isCut) {
      this.note('no-answer', wording.noAnswer(this.node, silent.atMs), [cause.seq]);
      open.clear();
    }
    this.waiting = open;
  }

  private judgeAnswer(request: unknown, response: unknown, seq: number): void {
    if (!isRecord(request)) return;
    const { type, service, id } = request;
    const known = [...this.known.values()].filter((instance) => instance.service === service);
    if (type === 'describe') {
      const instance = known.find((one) => one.id === id) ?? null;
      const expected = { type: 'description', instance };
      if (instance !== null) this.count('described');
      if (sameData(response, expected)) return;
      this.note(
        'wrong-description',
        wording.wrongDescription(this.node),
        [seq],
        expected,
        response,
      );
      return;
    }
    const expected = { type: 'instances', instances: known.sort(byId) };
    if (known.length > 1) this.count('listed');
    if (this.following.isCutOff && known.length > 0) this.count('listedCutOff');
    if (this.knowsForeignEntries()) this.count('listedAmongForeign');
    if (sameData(response, expected)) return;
    const rule = this.following.isCutOff
      ? 'wrong-answer-cut-off'
      : this.isForeign(response)
        ? 'foreign-entry'
        : 'wrong-answer';
    const listed = listedIn(response);
    const namesOf = (list: readonly unknown[]) =>
      list.map((one) => (isRecord(one) ? String(one.id) : '?'));
    const missing = known.filter((one) => !namesOf(listed).includes(one.id));
    const surplus = listed.filter((one) => !known.some(({ id }) => isRecord(one) && one.id === id));
    const message = wording.wrongAnswer(this.node, namesOf(missing), namesOf(surplus));
    this.note(rule, message, [seq], expected, response);
  }

  /** Values in the store that stand for no instance. */
  private knowsForeignEntries(): boolean {
    return (this.following.values?.size ?? 0) > this.known.size;
  }

  /** An answer that names more than there is, while there are entries that are no instances. */
  private isForeign(response: unknown): boolean {
    if (!this.knowsForeignEntries()) return false;
    const listed = listedIn(response);
    const genuine = new Set([...this.known.values()].map(canonical));
    return listed.some((instance) => !genuine.has(canonical(instance)));
  }

  private note(
    rule: RegistryRule,
    message: string,
    events: readonly number[],
    expected?: unknown,
    actual?: unknown,
  ): void {
    this.found.findings.push({ rule, message, events, expected, actual });
  }

  private count(name: string): void {
    this.found.counts[name] = (this.found.counts[name] ?? 0) + 1;
  }
}

function identityOf(event: { readonly operation: number; readonly attempt: number }): string {
  return `${event.operation}/${event.attempt}`;
}

/** What an answer lists, whatever it is. */
function listedIn(response: unknown): readonly unknown[] {
  return isRecord(response) && Array.isArray(response.instances) ? response.instances : [];
}

export function instancesIn(values: ReadonlyMap<string, string>): Known {
  const instances = new Map<string, Instance>();
  for (const [key, value] of values) {
    const instance = readInstance(key, value);
    if (instance !== undefined) instances.set(key, instance);
  }
  return instances;
}

function differenceOf(before: Known, after: Known): Omit<Change, 'number'>[] {
  const changes: Omit<Change, 'number'>[] = [];
  for (const [key, instance] of before) {
    if (!after.has(key)) changes.push({ type: 'Change', kind: 'removed', instance });
  }
  for (const [key, instance] of after) {
    const known = before.get(key);
    if (known === undefined) changes.push({ type: 'Change', kind: 'added', instance });
    else if (!sameData(known, instance))
      changes.push({ type: 'Change', kind: 'changed', instance });
  }
  return changes;
}
