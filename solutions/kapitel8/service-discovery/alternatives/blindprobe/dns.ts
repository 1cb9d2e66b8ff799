import type { Context, Process } from '#simulator';
import type {
  ARecord,
  DnsAnswer,
  DnsMessage,
  DnsRecord,
  Instance,
  Question,
  ResolveRequest,
  ResolveResponse,
  ResolverConfiguration,
  SrvRecord,
  Zone,
} from './contract.ts';
import { freshIds } from './ids.ts';

/** Klein, nur ASCII (RFC 4343), ohne Punkt am Ende. */
function canonical(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/\.$/, '');
}

/** Teil 3: die Antwort des zuständigen Servers. */
export function answerQuestion(
  question: Question,
  instances: readonly Instance[],
  zone: Zone,
): DnsAnswer {
  const name = canonical(question.name);
  const { domain, ttl, negativeTtl } = zone;
  const empty = { answers: [], additional: [] };
  const nothing: DnsAnswer = { rcode: 'NOERROR', ...empty, negativeTtl };
  const unknown: DnsAnswer = { rcode: 'NXDOMAIN', ...empty, negativeTtl };

  if (name === domain) return nothing;
  if (!name.endsWith(`.${domain}`)) return { rcode: 'REFUSED', ...empty, negativeTtl: null };

  const hostOf = ({ id, service }: Instance) => `${id}.${service}.${domain}`;
  const a = (owner: string, address: string): ARecord => ({
    recordType: 'A',
    name: owner,
    ttl,
    address,
  });
  const isService = instances.filter(({ service }) => `${service}.${domain}` === name);
  const isHost = instances.filter((instance) => hostOf(instance) === name);
  const isSrv = instances.filter(({ service }) => `_${service}._tcp.${domain}` === name);

  const found = [...isService, ...isHost];
  if (found.length + isSrv.length === 0) return unknown;

  if (question.recordType === 'A' && found.length > 0) {
    const addresses = [...new Set(found.map(({ address }) => address))];
    return {
      rcode: 'NOERROR',
      answers: addresses.map((address) => a(name, address)),
      additional: [],
      negativeTtl: null,
    };
  }
  if (question.recordType === 'SRV' && isSrv.length > 0) {
    return {
      rcode: 'NOERROR',
      answers: isSrv.map((instance) => ({
        recordType: 'SRV',
        name,
        ttl,
        priority: instance.priority,
        weight: instance.weight,
        port: instance.port,
        target: hostOf(instance),
      })),
      additional: isSrv.map((instance) => a(hostOf(instance), instance.address)),
      negativeTtl: null,
    };
  }
  return nothing;
}

/** Teil 3: Reihenfolge nach RFC 2782, mit reellem Los: Gewicht 0 wird erst gezogen, wenn nichts anderes bleibt. */
export function orderTargets(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  const left = [...records];
  const ordered: SrvRecord[] = [];
  while (left.length > 0) {
    const priority = Math.min(...left.map((record) => record.priority));
    const group = left.filter((record) => record.priority === priority);
    let ticket = random() * group.reduce((sum, { weight }) => sum + weight, 0);
    const drawn =
      group.find(({ weight }) => {
        ticket -= weight;
        return ticket < 0;
      }) ?? group.reduce((best, record) => (record.weight > best.weight ? record : best));
    ordered.push(drawn);
    left.splice(left.indexOf(drawn), 1);
  }
  return ordered;
}

interface Cached {
  readonly rcode: 'NOERROR' | 'NXDOMAIN';
  readonly answers: readonly DnsRecord[];
  readonly arrivedMs: number;
  readonly lifetimeMs: number;
}

interface Asking {
  readonly question: Question;
  readonly ids: Set<number>;
  readonly waiting: ((response: ResolveResponse) => void)[];
}

/** Teil 3: ein Resolver mit Cache. */
export function createResolver(
  context: Context<DnsMessage>,
  configuration: ResolverConfiguration,
): Process<DnsMessage, ResolveRequest, ResolveResponse> {
  const { server, timeoutMs, attempts } = configuration;
  const nextId = freshIds(context, 'resolver-boots');
  const cache = new Map<string, Cached>();
  const open = new Map<string, Asking>();

  const keyOf = ({ name, recordType }: Question) => `${recordType} ${canonical(name)}`;

  function ask(key: string, asking: Asking): void {
    const id = nextId();
    asking.ids.add(id);
    context.send(server, { type: 'DnsQuery', id, question: asking.question });
    context.setTimer(key, timeoutMs);
  }

  function finish(key: string, asking: Asking, response: ResolveResponse): void {
    open.delete(key);
    context.cancelTimer(key);
    for (const respond of asking.waiting) respond(response);
  }

  function fromCache(key: string): ResolveResponse | null {
    const entry = cache.get(key);
    if (entry === undefined) return null;
    const ageMs = context.now() - entry.arrivedMs;
    if (ageMs >= entry.lifetimeMs) {
      cache.delete(key);
      return null;
    }
    const seconds = Math.floor(ageMs / 1000);
    const answers = entry.answers.map((record) => ({ ...record, ttl: record.ttl - seconds }));
    return { type: 'resolved', rcode: entry.rcode, answers };
  }

  function remember(key: string, { rcode, answers, negativeTtl }: DnsAnswer): void {
    if (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN') return;
    const positive = rcode === 'NOERROR' && answers.length > 0;
    const seconds = positive ? Math.min(...answers.map(({ ttl }) => ttl)) : (negativeTtl ?? 0);
    if (seconds <= 0) return;
    cache.set(key, {
      rcode,
      answers: positive ? answers : [],
      arrivedMs: context.now(),
      lifetimeMs: seconds * 1000,
    });
  }

  return {
    onMessage(from, message) {
      if (from !== server || message.type !== 'DnsReply') return;
      const key = keyOf(message.question);
      const asking = open.get(key);
      if (asking === undefined || !asking.ids.has(message.id)) return;
      const { rcode, answers } = message.answer;
      remember(key, message.answer);
      finish(key, asking, { type: 'resolved', rcode, answers: rcode === 'NOERROR' ? answers : [] });
    },
    onTimer(key) {
      const asking = open.get(key);
      if (asking === undefined) return;
      if (asking.ids.size < attempts) ask(key, asking);
      else finish(key, asking, { type: 'resolved', rcode: 'SERVFAIL', answers: [] });
    },
    onRequest({ question }, respond) {
      const key = keyOf(question);
      const known = fromCache(key);
      if (known !== null) return respond(known);
      const already = open.get(key);
      if (already !== undefined) {
        already.waiting.push(respond);
        return;
      }
      const asking: Asking = { question, ids: new Set(), waiting: [respond] };
      open.set(key, asking);
      ask(key, asking);
    },
    inspect: () => ({ cached: [...summary(cache)], open: [...open.keys()] }),
  };
}

function* summary(cache: Map<string, Cached>): Generator<string> {
  for (const [key, { rcode, answers }] of cache) yield `${key}: ${rcode} (${answers.length})`;
}
