import type {
  DnsAnswer,
  Question,
  ResolverConfiguration,
} from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import { canonical } from '../../../checkers/data.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { Trace } from '../../../simulator/trace.ts';
import { normalise } from './dns-checks.ts';
import type { Finding } from './findings.ts';
import {
  type Cause,
  type Handling,
  happeningsOn,
  type RespondEvent,
  type SendEvent,
} from './handlings.ts';
import { isRecord } from './values.ts';
import { dnsWording as wording } from './wording-dns.ts';

export type ResolverRule =
  | 'form'
  | 'cache-unused'
  | 'stale'
  | 'wrong-ttl'
  | 'negative-unused'
  | 'negative-stale'
  | 'error-kept'
  | 'asked-twice'
  | 'not-asked'
  | 'no-retry'
  | 'too-many'
  | 'no-servfail'
  | 'no-answer'
  | 'wrong-answer'
  | 'unsolicited';

export interface ResolverWalk {
  readonly findings: Finding<ResolverRule>[];
  readonly counts: Record<string, number>;
}

interface Cached {
  readonly answer: DnsAnswer;
  readonly sinceMs: number;
  readonly untilMs: number;
}

interface Pending {
  readonly question: Question;
  readonly ids: number[];
  readonly waiting: Map<string, Cause>;
  askedAtMs: number;
}

/** Follows the resolver on `node` and says which of its steps break the rules of part 3. */
export function walkResolver(
  trace: Trace,
  node: NodeId,
  configuration: ResolverConfiguration,
): ResolverWalk {
  const found: ResolverWalk = { findings: [], counts: {} };
  const walk = new Walk(found, node, configuration);
  for (const happening of happeningsOn(trace, node)) {
    if (happening.kind === 'handling') walk.follow(happening.handling);
    else walk.crash();
  }
  walk.passTime(trace.endedAtMs, Math.max(0, trace.events.length - 1));
  return found;
}

class Walk {
  private readonly cache = new Map<string, Cached>();
  private readonly pending = new Map<string, Pending>();
  /** The last answer that counted, kept or not: it explains an answer that should not be. */
  private readonly lastSeen = new Map<string, DnsAnswer>();
  private readonly ids = new Set<number>();

  constructor(
    private readonly found: ResolverWalk,
    private readonly node: NodeId,
    private readonly configuration: ResolverConfiguration,
  ) {}

  follow(handling: Handling): void {
    const { cause } = handling;
    this.passTime(cause.atMs, cause.seq);
    if (cause.kind === 'request') this.judgeRequest(handling, cause);
    else if (cause.kind === 'deliver') this.judgeReply(handling, cause);
    else {
      for (const send of handling.sends) this.judgeQuery(send);
      this.judgeResponds(handling.responds, undefined);
    }
  }

  /** Nobody gets an answer any more; the ids that have been used stay used. */
  crash(): void {
    this.cache.clear();
    this.pending.clear();
    this.lastSeen.clear();
  }

  passTime(nowMs: number, seq: number): void {
    const { timeoutMs, attempts } = this.configuration;
    for (const [key, { askedAtMs, ids }] of this.pending) {
      const dueMs = askedAtMs + timeoutMs;
      if (dueMs >= nowMs) continue;
      if (ids.length < attempts) this.note('no-retry', wording.noRetry(this.node, dueMs), [seq]);
      else this.note('no-servfail', wording.noServfail(this.node, dueMs), [seq]);
      this.pending.delete(key);
    }
  }

  // --- a client asks ----------------------------------------------------------------------------

  private judgeRequest({ sends, responds }: Handling, cause: Cause & { kind: 'request' }): void {
    const { question } = cause.request as { readonly question: Question };
    const key = keyOf(question);
    const cached = this.cache.get(key);
    const isValid = cached !== undefined && cause.atMs < cached.untilMs;
    if (isValid) {
      this.judgeCacheHit(cached, handlingOf(cause, sends, responds));
      return;
    }
    this.cache.delete(key);
    const pending = this.pending.get(key);
    if (pending === undefined) {
      const opened: Pending = { question, ids: [], waiting: new Map(), askedAtMs: cause.atMs };
      opened.waiting.set(identityOf(cause), cause);
      this.pending.set(key, opened);
      for (const send of sends) this.judgeQuery(send);
      this.judgeResponds(responds, undefined);
      if (opened.ids.length === 0) {
        const isStale = responds.length > 0;
        if (!isStale) this.note('not-asked', wording.notAsked(this.node), [cause.seq]);
        this.pending.delete(key);
      }
      return;
    }
    pending.waiting.set(identityOf(cause), cause);
    this.count('joined');
    for (const send of sends) this.judgeQuery(send);
    this.judgeResponds(responds, undefined);
  }

  private judgeCacheHit(cached: Cached, { cause, sends, responds }: CacheHit): void {
    const isNegative = cached.answer.answers.length === 0;
    const rule = isNegative ? 'negative-unused' : 'cache-unused';
    const [respond] = responds;
    if (sends.length > 0 || respond === undefined) {
      const untilMs = cached.untilMs;
      this.note(rule, wording.cacheUnused(this.node, untilMs), [sends[0]?.seq ?? cause.seq]);
      for (const send of sends) this.adoptQuery(send, cause);
      return;
    }
    this.count(isNegative ? 'negativeHits' : 'hits');
    this.judgeAnswer(respond, cached);
  }

  // --- an answer comes --------------------------------------------------------------------------

  private judgeReply(
    { cause, sends, responds }: Handling,
    delivered: Cause & { kind: 'deliver' },
  ): void {
    const { server } = this.configuration;
    const message = delivered.message as { question: Question; id: number; answer: DnsAnswer };
    const key = keyOf(message.question);
    const pending = delivered.from === server ? this.pending.get(key) : undefined;
    const isCurrent = pending?.ids.at(-1) === message.id;
    const isEarlier = !isCurrent && pending?.ids.includes(message.id) === true;
    const isAnswered = responds.some((respond) => pending?.waiting.has(identityOf(respond)));
    if (pending === undefined || !(isCurrent || (isEarlier && isAnswered))) {
      if (!isEarlier) this.count('unsolicited');
      for (const send of sends) this.judgeQuery(send);
      this.judgeResponds(responds, message.answer);
      return;
    }
    const { answer } = message;
    const sinceMs = cause.atMs;
    const cached = { answer, sinceMs, untilMs: sinceMs + 1000 * lifetimeOf(answer) };
    this.lastSeen.set(key, answer);
    if (cached.untilMs > sinceMs) this.cache.set(key, cached);
    this.pending.delete(key);
    for (const respond of responds) {
      if (!pending.waiting.delete(identityOf(respond))) this.judgeResponds([respond], undefined);
      else this.judgeAnswer(respond, cached);
    }
    this.count('answered');
    if (answer.rcode === 'SERVFAIL' || answer.rcode === 'REFUSED') this.count('errors');
    const silent = [...pending.waiting.values()][0];
    if (silent !== undefined)
      this.note('no-answer', wording.noAnswer(this.node, silent.atMs), [cause.seq]);
    for (const send of sends) this.judgeQuery(send);
  }

  /** Responses that no valid reply stands behind: SERVFAIL after the last attempt, or a mistake. */
  private judgeResponds(responds: readonly RespondEvent[], forged: DnsAnswer | undefined): void {
    const { timeoutMs, attempts } = this.configuration;
    for (const respond of responds) {
      const entry = [...this.pending].find(([, { waiting }]) => waiting.has(identityOf(respond)));
      if (entry === undefined) continue;
      const [key, { waiting, ids, askedAtMs }] = entry;
      waiting.delete(identityOf(respond));
      if (ids.length >= attempts && respond.atMs >= askedAtMs + timeoutMs) {
        this.count('gaveUp');
        const expected = { type: 'resolved', rcode: 'SERVFAIL', answers: [] };
        if (canonical(respond.response) !== canonical(expected)) {
          this.note(
            'no-servfail',
            wording.noServfail(this.node, respond.atMs),
            [respond.seq],
            expected,
            respond.response,
          );
        }
      } else {
        this.noteBaseless(key, respond, forged);
      }
      if (waiting.size === 0) this.pending.delete(key);
    }
  }

  private noteBaseless(key: string, respond: RespondEvent, forged: DnsAnswer | undefined): void {
    const last = this.lastSeen.get(key);
    const isError = last?.rcode === 'SERVFAIL' || last?.rcode === 'REFUSED';
    const rule: ResolverRule =
      forged !== undefined || last === undefined
        ? 'unsolicited'
        : isError
          ? 'error-kept'
          : last.answers.length === 0
            ? 'negative-stale'
            : 'stale';
    const message =
      rule === 'unsolicited'
        ? wording.unsolicited(this.node)
        : wording.stale(this.node, respond.atMs);
    this.note(rule, message, [respond.seq]);
  }

  private judgeAnswer({ response, seq, atMs }: RespondEvent, { answer, sinceMs }: Cached): void {
    const { rcode } = answer;
    const records = rcode === 'NOERROR' ? answer.answers : [];
    const expected = { type: 'resolved', rcode, answers: records };
    const actual = isRecord(response) && Array.isArray(response.answers) ? response : undefined;
    const isSameButTtl =
      actual !== undefined && canonical(withoutTtl(actual)) === canonical(withoutTtl(expected));
    if (!isSameButTtl) {
      this.note('wrong-answer', wording.wrongResult(this.node), [seq], expected, response);
      return;
    }
    const age = (atMs - sinceMs) / 1000;
    for (const { ttl, ...record } of records) {
      const same = (actual.answers as unknown[]).filter(isRecord).filter((one) => {
        const { ttl: _, ...rest } = one;
        return canonical(rest) === canonical(record);
      });
      const isRight = same.some(
        (one) => one.ttl === ttl - Math.floor(age) || one.ttl === ttl - Math.ceil(age),
      );
      if (isRight) continue;
      const left = ttl - Math.floor(age);
      this.note(
        'wrong-ttl',
        wording.wrongTtl(this.node, left, same[0]?.ttl),
        [seq],
        left,
        same[0]?.ttl,
      );
    }
  }

  // --- a question goes out ----------------------------------------------------------------------

  private judgeQuery({ to, message, seq, atMs }: SendEvent): void {
    const query = readQuery(message);
    if (query === undefined || to !== this.configuration.server || this.ids.has(query.id)) {
      this.note('form', wording.malformedQuery(this.node), [seq]);
      return;
    }
    this.ids.add(query.id);
    const pending = this.pending.get(keyOf(query.question));
    if (pending === undefined) {
      this.note('asked-twice', wording.askedForNobody(this.node), [seq]);
      return;
    }
    const { timeoutMs, attempts } = this.configuration;
    if (pending.ids.length > 0) {
      this.count('askedAgain');
      if (pending.ids.length >= attempts) {
        this.note('too-many', wording.tooMany(this.node, attempts), [seq]);
      } else if (atMs < pending.askedAtMs + timeoutMs) {
        this.note('asked-twice', wording.askedTwice(this.node), [seq]);
      }
    }
    pending.ids.push(query.id);
    pending.askedAtMs = atMs;
  }

  /** The question was not needed, but now it is asked: its answer will be given to whoever asked. */
  private adoptQuery(send: SendEvent, cause: Cause & { kind: 'request' }): void {
    const query = readQuery(send.message);
    if (query === undefined || this.pending.has(keyOf(query.question))) return;
    this.ids.add(query.id);
    this.pending.set(keyOf(query.question), {
      question: query.question,
      ids: [query.id],
      waiting: new Map([[identityOf(cause), cause]]),
      askedAtMs: send.atMs,
    });
  }

  private note(
    rule: ResolverRule,
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

interface CacheHit {
  readonly cause: Cause & { kind: 'request' };
  readonly sends: readonly SendEvent[];
  readonly responds: readonly RespondEvent[];
}

function handlingOf(
  cause: Cause & { kind: 'request' },
  sends: readonly SendEvent[],
  responds: readonly RespondEvent[],
): CacheHit {
  return { cause, sends, responds };
}

export function keyOf({ name, recordType }: Question): string {
  return `${recordType} ${normalise(name)}`;
}

function readQuery(message: unknown): { id: number; question: Question } | undefined {
  if (!isRecord(message) || message.type !== 'DnsQuery' || !isRecord(message.question))
    return undefined;
  const { id, question } = message;
  if (typeof id !== 'number' || typeof question.name !== 'string') return undefined;
  return { id, question: question as unknown as Question };
}

function identityOf(event: { readonly operation: number; readonly attempt: number }): string {
  return `${event.operation}/${event.attempt}`;
}

/** In seconds: 0 is not to be kept. */
function lifetimeOf({ rcode, answers, negativeTtl }: DnsAnswer): number {
  if (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN') return 0;
  return answers.length > 0 ? Math.min(...answers.map(({ ttl }) => ttl)) : (negativeTtl ?? 0);
}

/** The response with its records in an order of ours and without their TTLs. */
function withoutTtl(response: Readonly<Record<string, unknown>>): unknown {
  const answers = (response.answers as unknown[]).map((record) => {
    if (!isRecord(record)) return canonical(record);
    const { ttl: _, ...rest } = record;
    return canonical(rest);
  });
  return { ...response, answers: answers.sort() };
}
