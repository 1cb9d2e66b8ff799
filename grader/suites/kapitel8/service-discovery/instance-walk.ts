import type { StoreQuery } from '../../../../exercises/kapitel8/config-store/contract.ts';
import type { InstanceConfiguration } from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import { sameData } from '../../../checkers/data.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { Trace } from '../../../simulator/trace.ts';
import type { Finding } from './findings.ts';
import { type Handling, happeningsOn, type SendEvent } from './handlings.ts';
import { keyOf } from './instance-setting.ts';
import { errorCodeOf, isRecord, parseJson, readStoreReply, readStoreRequest } from './values.ts';
import { instanceWording as wording } from './wording-instance.ts';

/** What can be wrong with one node's requests and answers; each property stands for some of them. */
export type InstanceRule =
  | 'form'
  | 'lease'
  | 'id-reused'
  | 'impatient'
  | 'no-retry'
  | 'not-registered'
  | 'registered-unready'
  | 'registered-again'
  | 'refresh-late'
  | 'refresh-early'
  | 'refresh-form'
  | 'not-back'
  | 'not-left'
  | 'left-ready'
  | 'left-for-nothing'
  | 'unguarded'
  | 'foreign-key'
  | 'stopped-early'
  | 'not-stopped'
  | 'not-noted';

export type InstanceFinding = Finding<InstanceRule>;

export interface InstanceWalk {
  readonly findings: InstanceFinding[];
  /** How often the submission did what. */
  readonly counts: Record<string, number>;
}

type Operation = 'register' | 'refresh' | 'deregister';

interface Due {
  readonly atMs: number;
  readonly rule: 'not-registered' | 'not-back' | 'refresh-late' | 'not-left';
  readonly operation: Operation;
}

interface Open {
  readonly id: number;
  readonly operation: Operation;
  readonly atMs: number;
  /** Answered with an error that settles nothing: another request than this may follow at once. */
  hasFailed: boolean;
}

/** What a node that heeds the answers knows of its entry. */
interface Belief {
  readonly entry: 'none' | 'maybe' | 'confirmed';
  readonly hasLapsed: boolean;
  readonly confirmedAtMs: number;
}

/** Follows one instance's node and says which of its steps break the rules of part 1. */
export function walkInstance(
  trace: Trace,
  node: NodeId,
  configuration: InstanceConfiguration,
): InstanceWalk {
  const found: InstanceWalk = { findings: [], counts: {} };
  const ids = new Set<number>();
  let walk: IncarnationWalk | undefined;
  for (const happening of happeningsOn(trace, node)) {
    if (happening.kind === 'crash') {
      walk = undefined;
      continue;
    }
    const { handling } = happening;
    if (handling.cause.kind === 'start' || walk === undefined) {
      walk = new IncarnationWalk(found, node, configuration, ids);
    }
    walk.follow(handling);
  }
  walk?.passTime(trace.endedAtMs, Math.max(0, trace.events.length - 1));
  return found;
}

/** One incarnation. What the node asks for is taken over as it is; only what the rules forbid is noted. */
class IncarnationWalk {
  private isStopped = false;
  private healthyUntilMs = -1;
  /** Since when the answer to `isReady` is what it is. */
  private turnedAtMs = 0;
  private wasReady = false;
  private belief: Belief = { entry: 'none', hasLapsed: false, confirmedAtMs: 0 };
  private open: Open | undefined;
  /**
   * A request that failed, and whose duplicate then reached the store after all; and what was known
   * before. A node may heed the second answer or not: if it asks the same again, it did not.
   */
  private doubtful: { readonly operation: Operation; readonly before: Belief } | undefined;
  private freeAtMs = 0;
  private stopsOpen = 0;
  private stopAskedAtMs = 0;
  /** The handler that ran last. */
  private last = { seq: 0, atMs: -1 };
  /** The value last sent: what a guarded DELETE has to name. */
  private value: unknown;

  constructor(
    private readonly found: InstanceWalk,
    private readonly node: NodeId,
    private readonly configuration: InstanceConfiguration,
    /** Used by this node before, in any incarnation. */
    private readonly ids: Set<number>,
  ) {}

  follow(handling: Handling): void {
    const { cause, sends, responds, isCut } = handling;
    this.passTime(cause.atMs, cause.seq);
    let isAnswered = true;
    if (cause.kind === 'request' && isRecord(cause.request)) {
      if (cause.request.type === 'report') {
        isAnswered = responds.some(
          ({ response }) => isRecord(response) && response.type === 'noted',
        );
        if (!this.isStopped) this.report(cause.request.healthy === true, cause.atMs);
      } else {
        this.isStopped = true;
        this.stopsOpen++;
        this.stopAskedAtMs = cause.atMs;
        this.settle(cause.atMs);
      }
    }
    if (cause.kind === 'deliver') this.hear(cause.message, cause.atMs);
    for (const send of sends) this.judgeSend(send);
    for (const { response, seq, atMs } of responds) {
      if (isRecord(response) && response.type === 'stopped') this.judgeStopped(seq, atMs);
    }
    this.last = { seq: cause.seq, atMs: cause.atMs };
    if (!isAnswered && !isCut) {
      this.note('not-noted', wording.notNoted(this.node), [cause.seq]);
    }
  }

  /** Time goes on to `nowMs`: a finding may expire on the way, and what was due is due no more. */
  passTime(nowMs: number, seq: number): void {
    if (this.wasReady && this.healthyUntilMs < nowMs) {
      this.judgeDue(this.healthyUntilMs, seq);
      this.settle(this.healthyUntilMs);
    }
    this.judgeDue(nowMs, seq);
    this.settle(nowMs);
  }

  private report(isHealthy: boolean, atMs: number): void {
    this.healthyUntilMs = isHealthy ? atMs + this.configuration.checkTtlMs : -1;
    this.settle(atMs);
  }

  private isReadyAt(atMs: number): boolean {
    return !this.isStopped && atMs < this.healthyUntilMs;
  }

  /** A handler running just when a finding expires may see it either way. */
  private isTurningAt(atMs: number): boolean {
    return !this.isStopped && atMs === this.healthyUntilMs;
  }

  private settle(atMs: number): void {
    const isReady = this.isReadyAt(atMs);
    if (isReady !== this.wasReady) {
      this.wasReady = isReady;
      this.turnedAtMs = atMs;
    }
  }

  // --- what was to be done ----------------------------------------------------------------------

  private get busyUntilMs(): number {
    return this.open === undefined ? this.freeAtMs : this.open.atMs + this.configuration.retryMs;
  }

  /** Notes a request that had to be sent before `nowMs` and was not. Each is noted once. */
  private judgeDue(nowMs: number, seq: number): void {
    const due = this.nextDue();
    if (due !== undefined && due.atMs < nowMs) {
      const rule = this.open?.operation === due.operation ? 'no-retry' : due.rule;
      this.note(rule, wording[due.rule](this.node, due.atMs), [this.blame(due.atMs, seq)]);
      this.open = undefined;
      this.freeAtMs = Number.POSITIVE_INFINITY;
    }
    const isStopDue = this.stopsOpen > 0 && this.open === undefined && this.belief.entry === 'none';
    const stopDueMs = Math.max(this.freeAtMs, this.stopAskedAtMs);
    if (isStopDue && stopDueMs < nowMs) {
      const blamed = this.blame(stopDueMs, seq);
      this.note('not-stopped', wording.notStopped(this.node, stopDueMs), [blamed]);
      this.stopsOpen = 0;
    }
  }

  /** The handler that should have done it, if one ran when it was due; else what came next. */
  private blame(dueMs: number, seq: number): number {
    return this.last.atMs >= dueMs ? this.last.seq : seq;
  }

  private nextDue(): Due | undefined {
    const { wasReady, busyUntilMs, turnedAtMs } = this;
    const { entry, hasLapsed, confirmedAtMs } = this.belief;
    if (wasReady && entry !== 'confirmed') {
      const rule = hasLapsed ? 'not-back' : 'not-registered';
      return { atMs: Math.max(busyUntilMs, turnedAtMs), rule, operation: 'register' };
    }
    if (wasReady) {
      const dueMs = confirmedAtMs + this.configuration.refreshMs;
      return { atMs: Math.max(busyUntilMs, dueMs), rule: 'refresh-late', operation: 'refresh' };
    }
    if (entry === 'none') return undefined;
    return { atMs: Math.max(busyUntilMs, turnedAtMs), rule: 'not-left', operation: 'deregister' };
  }

  // --- what came in -----------------------------------------------------------------------------

  private hear(message: unknown, atMs: number): void {
    const reply = readStoreReply(message);
    if (reply === undefined || this.open === undefined || reply.id !== this.open.id) return;
    const { operation } = this.open;
    const before = this.belief;
    const code = errorCodeOf(reply);
    const isDone = code === undefined;
    if (operation === 'deregister' && (isDone || code === 100 || code === 101)) {
      this.belief = { ...before, entry: 'none', hasLapsed: false };
      this.count(code === 101 ? 'successorsSpared' : 'deregistered');
    } else if (operation === 'refresh' && code === 100) {
      this.belief = { ...before, entry: 'none', hasLapsed: true };
    } else if (operation !== 'deregister' && isDone) {
      if (operation === 'register') this.count(before.hasLapsed ? 'cameBack' : 'registered');
      else this.count('refreshed');
      this.belief = { entry: 'confirmed', hasLapsed: false, confirmedAtMs: atMs };
    } else {
      this.open.hasFailed = true;
      return;
    }
    const { hasFailed } = this.open;
    this.doubtful = hasFailed ? { operation, before } : undefined;
    this.freeAtMs = hasFailed ? Math.max(atMs, this.busyUntilMs) : atMs;
    this.open = undefined;
    this.settle(atMs);
  }

  // --- what went out ----------------------------------------------------------------------------

  private judgeSend({ to, message, seq, atMs }: SendEvent): void {
    const { store, instance } = this.configuration;
    const request = readStoreRequest(message);
    if (request === undefined || to !== store) {
      this.note('form', wording.malformed(this.node), [seq]);
      return;
    }
    const { id, method, key, query } = request;
    if (this.ids.has(id)) this.note('id-reused', wording.idReused(this.node, id), [seq]);
    this.ids.add(id);
    if (key !== keyOf(instance)) {
      const rule = method === 'DELETE' ? 'foreign-key' : 'form';
      this.note(rule, wording.foreignKey(this.node, key), [seq], keyOf(instance), key);
    }
    const operation = operationOf(method, query);
    const mayOvertake = this.open?.hasFailed === true && this.open.operation !== operation;
    if (this.open !== undefined && atMs < this.busyUntilMs && !mayOvertake) {
      this.note('impatient', wording.impatient(this.node, atMs), [seq]);
    }
    if (this.open !== undefined) this.count('retried');
    if (this.doubtful !== undefined && this.doubtful.operation === operation) {
      this.belief = this.doubtful.before;
      this.count('retried');
    }
    this.doubtful = undefined;
    switch (operation) {
      case 'register':
        this.judgeRegister(query, seq, atMs);
        this.belief = { ...this.belief, entry: 'maybe' };
        this.value = query.value;
        break;
      case 'refresh':
        this.judgeRefresh(query, seq, atMs);
        break;
      case 'deregister':
        this.judgeDeregister(query, seq, atMs);
        // It may be gone from now on, whatever becomes of the answer.
        if (this.belief.entry === 'confirmed') this.belief = { ...this.belief, entry: 'maybe' };
        break;
      case undefined:
        this.note('form', wording.malformed(this.node), [seq]);
        return;
    }
    this.open = { id, operation, atMs, hasFailed: false };
  }

  private judgeRegister(query: Fields, seq: number, atMs: number): void {
    const { instance, ttlSeconds } = this.configuration;
    if (!sameData(parseJson(query.value), instance)) {
      this.note('form', wording.wrongValue(this.node), [seq], instance, query.value);
    }
    if (query.ttl !== ttlSeconds) {
      this.note('lease', wording.wrongTtl(this.node, ttlSeconds), [seq], ttlSeconds, query.ttl);
    }
    const isConditional = [query.prevExist, query.prevValue, query.prevIndex].some(
      (condition) => condition !== undefined,
    );
    if (isConditional) this.note('form', wording.conditional(this.node), [seq]);
    if (!this.isReadyAt(atMs) && !this.isTurningAt(atMs)) {
      this.note('registered-unready', wording.registeredUnready(this.node, atMs), [seq]);
    } else if (this.belief.entry === 'confirmed') {
      this.note('registered-again', wording.registeredAgain(this.node, atMs), [seq]);
    }
  }

  private judgeRefresh(query: Fields, seq: number, atMs: number): void {
    const { ttlSeconds, refreshMs } = this.configuration;
    if (query.ttl !== ttlSeconds) {
      this.note('lease', wording.wrongTtl(this.node, ttlSeconds), [seq], ttlSeconds, query.ttl);
    }
    if (query.prevExist !== true || (query.value ?? '') !== '') {
      this.note('refresh-form', wording.refreshForm(this.node), [seq]);
    }
    if (!this.isReadyAt(atMs) && !this.isTurningAt(atMs)) {
      this.note('registered-unready', wording.refreshedUnready(this.node, atMs), [seq]);
    } else if (this.belief.entry !== 'confirmed') {
      const rule = this.belief.hasLapsed ? 'not-back' : 'not-registered';
      this.note(rule, wording.refreshedNothing(this.node, atMs), [seq]);
    } else if (atMs < this.belief.confirmedAtMs + refreshMs) {
      this.note('refresh-early', wording.refreshEarly(this.node, atMs), [seq]);
    }
  }

  private judgeDeregister(query: Fields, seq: number, atMs: number): void {
    if (query.recursive === true || query.dir === true) {
      this.note('foreign-key', wording.deletesDirectory(this.node), [seq]);
    }
    if (
      query.prevValue === undefined ||
      (this.value !== undefined && query.prevValue !== this.value)
    ) {
      this.note('unguarded', wording.unguarded(this.node), [seq], this.value, query.prevValue);
    }
    if (this.isReadyAt(atMs)) {
      this.note('left-ready', wording.leftReady(this.node, atMs), [seq]);
    } else if (this.belief.entry === 'none') {
      this.note('left-for-nothing', wording.leftForNothing(this.node, atMs), [seq]);
    }
  }

  private judgeStopped(seq: number, atMs: number): void {
    this.stopsOpen = Math.max(0, this.stopsOpen - 1);
    if (this.belief.entry !== 'none')
      this.note('stopped-early', wording.stoppedEarly(this.node, atMs), [seq]);
    else if (this.value !== undefined) this.count('stopped');
  }

  private note(
    rule: InstanceRule,
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

type Fields = StoreQuery;

function operationOf(method: string, query: Fields): Operation | undefined {
  if (method === 'DELETE') return 'deregister';
  if (method !== 'PUT') return undefined;
  return query.refresh === true ? 'refresh' : 'register';
}
