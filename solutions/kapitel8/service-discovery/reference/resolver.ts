import type { Context, NodeId, Process } from '#simulator';
import type {
  DnsAnswer,
  DnsMessage,
  Question,
  ResolveRequest,
  ResolveResponse,
  ResolverConfiguration,
} from './contract.ts';
import { freshIds } from './ids.ts';

type Respond = (response: ResolveResponse) => void;

/** A question under way, with all who wait for its answer. */
interface Pending {
  readonly question: Question;
  readonly waiting: Respond[];
  id: number;
  attempts: number;
}

interface Cached {
  readonly answer: DnsAnswer;
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** A caching stub resolver: RFC 1035, section 7; negative answers as in RFC 2308. */
export class Resolver implements Process<DnsMessage, ResolveRequest, ResolveResponse> {
  private readonly cache = new Map<string, Cached>();
  private readonly pending = new Map<string, Pending>();
  private readonly nextId: () => number;

  constructor(
    private readonly context: Context<DnsMessage>,
    private readonly configuration: ResolverConfiguration,
  ) {
    this.nextId = freshIds(context);
  }

  onRequest({ question }: ResolveRequest, respond: Respond): void {
    const key = keyOf(question);
    const cached = this.cache.get(key);
    if (cached !== undefined && this.context.now() < cached.untilMs) {
      respond(responseFrom(cached, this.context.now()));
      return;
    }
    this.cache.delete(key);
    const pending = this.pending.get(key);
    if (pending !== undefined) {
      pending.waiting.push(respond);
      return;
    }
    const opened: Pending = { question, waiting: [respond], id: 0, attempts: 0 };
    this.pending.set(key, opened);
    this.ask(key, opened);
  }

  onMessage(from: NodeId, message: DnsMessage): void {
    if (message.type !== 'DnsReply' || from !== this.configuration.server) return;
    const key = keyOf(message.question);
    if (this.pending.get(key)?.id !== message.id) return;
    const nowMs = this.context.now();
    const untilMs = nowMs + lifetimeSeconds(message.answer) * 1000;
    const cached = { answer: message.answer, sinceMs: nowMs, untilMs };
    if (untilMs > nowMs) this.cache.set(key, cached);
    this.settle(key, responseFrom(cached, nowMs));
  }

  /** Timers are named after the question they wait for. */
  onTimer(key: string): void {
    const pending = this.pending.get(key);
    if (pending === undefined) return;
    if (pending.attempts < this.configuration.attempts) this.ask(key, pending);
    else this.settle(key, { type: 'resolved', rcode: 'SERVFAIL', answers: [] });
  }

  private ask(key: string, pending: Pending): void {
    pending.id = this.nextId();
    pending.attempts++;
    const { id, question } = pending;
    this.context.setTimer(key, this.configuration.timeoutMs);
    this.context.send(this.configuration.server, { type: 'DnsQuery', id, question });
  }

  private settle(key: string, response: ResolveResponse): void {
    const waiting = this.pending.get(key)?.waiting ?? [];
    this.pending.delete(key);
    this.context.cancelTimer(key);
    for (const respond of waiting) respond(response);
  }
}

/** Names compare without regard to case (RFC 4343); a final dot only says that nothing follows. */
export function normalise(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

function keyOf({ name, recordType }: Question): string {
  return `${recordType} ${normalise(name)}`;
}

/** The shortest TTL of the answers; that of the negative answer if there are none; 0 for errors. */
function lifetimeSeconds({ rcode, answers, negativeTtl }: DnsAnswer): number {
  if (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN') return 0;
  return answers.length > 0 ? Math.min(...answers.map(({ ttl }) => ttl)) : (negativeTtl ?? 0);
}

function responseFrom({ answer, sinceMs }: Cached, nowMs: number): ResolveResponse {
  const ageSeconds = Math.floor((nowMs - sinceMs) / 1000);
  const answers = answer.rcode === 'NOERROR' ? answer.answers : [];
  return {
    type: 'resolved',
    rcode: answer.rcode,
    answers: answers.map((record) => ({ ...record, ttl: record.ttl - ageSeconds })),
  };
}
