import type { Context, Process } from '#simulator';
import type {
  ARecord,
  DnsAnswer,
  DnsMessage,
  DnsRecord,
  Instance,
  Question,
  RecordType,
  ResolveRequest,
  ResolveResponse,
  ResolverConfiguration,
  SrvRecord,
  Zone,
} from './contract.ts';

type Responder = (response: ResolveResponse) => void;

function canonicalName(name: string): string {
  const lower = name.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

/** All records of a zone by name, as a name server would load them. */
function zoneFile(instances: readonly Instance[], { domain, ttl }: Zone): Map<string, DnsRecord[]> {
  const file = new Map<string, DnsRecord[]>([[domain, []]]);
  const add = (record: DnsRecord): void => {
    const records = file.get(record.name) ?? [];
    const isThere = records.some((one) => JSON.stringify(one) === JSON.stringify(record));
    if (!isThere) file.set(record.name, [...records, record]);
  };
  for (const { id, service, address, port, priority, weight } of instances) {
    const target = `${id}.${service}.${domain}`;
    add({ recordType: 'A', name: `${service}.${domain}`, ttl, address });
    add({ recordType: 'A', name: target, ttl, address });
    const name = `_${service}._tcp.${domain}`;
    add({ recordType: 'SRV', name, ttl, priority, weight, port, target });
  }
  return file;
}

export function answerQuestion(
  question: Question,
  instances: readonly Instance[],
  zone: Zone,
): DnsAnswer {
  const labels = canonicalName(question.name).split('.');
  const zoneLabels = zone.domain.split('.');
  const isInside =
    labels.length >= zoneLabels.length &&
    zoneLabels.every((label, i) => labels[labels.length - zoneLabels.length + i] === label);
  const nothing = { answers: [], additional: [] };
  if (!isInside) return { rcode: 'REFUSED', ...nothing, negativeTtl: null };
  const file = zoneFile(instances, zone);
  const records = file.get(labels.join('.'));
  const { negativeTtl } = zone;
  if (records === undefined) return { rcode: 'NXDOMAIN', ...nothing, negativeTtl };
  const answers = records.filter(({ recordType }) => recordType === question.recordType);
  if (answers.length === 0) return { rcode: 'NOERROR', ...nothing, negativeTtl };
  const additional = answers
    .filter((record): record is SrvRecord => record.recordType === 'SRV')
    .flatMap(({ target }) => file.get(target) ?? [])
    .filter((record): record is ARecord => record.recordType === 'A');
  return { rcode: 'NOERROR', answers, additional, negativeTtl: null };
}

/** Each record draws a key; sorting by it is a weighted shuffle (Efraimidis & Spirakis 2006). */
export function orderTargets(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  const lots = records.map((record) => ({
    record,
    key: record.weight === 0 ? Number.POSITIVE_INFINITY : -Math.log(1 - random()) / record.weight,
  }));
  lots.sort((a, b) => a.record.priority - b.record.priority || (a.key < b.key ? -1 : 1));
  return lots.map(({ record }) => record);
}

interface Slot {
  answer: DnsAnswer | null;
  bornMs: number;
  waiting: Responder[];
  ids: number[];
}

/** One slot a question: an answer with its birth, or those who wait for one. */
export function createResolver(
  context: Context<DnsMessage>,
  { server, timeoutMs, attempts }: ResolverConfiguration,
): Process<DnsMessage, ResolveRequest, ResolveResponse> {
  const slots: Record<RecordType, Map<string, Slot>> = { A: new Map(), SRV: new Map() };
  let lastId = Math.floor(context.random() * 2 ** 40);

  function slotOf({ name, recordType }: Question): Slot {
    const slot = slots[recordType].get(canonicalName(name)) ?? {
      answer: null,
      bornMs: 0,
      waiting: [],
      ids: [],
    };
    slots[recordType].set(canonicalName(name), slot);
    return slot;
  }

  function query(question: Question, slot: Slot): void {
    lastId += 1;
    slot.ids.push(lastId);
    const sent = { name: canonicalName(question.name), recordType: question.recordType };
    context.send(server, { type: 'DnsQuery', id: lastId, question: sent });
    context.setTimer(JSON.stringify([sent.name, sent.recordType]), timeoutMs);
  }

  function finish(slot: Slot, response: ResolveResponse): void {
    const { waiting } = slot;
    slot.waiting = [];
    slot.ids = [];
    for (const respond of waiting) respond(response);
  }

  const responseOf = ({ answer, bornMs }: Slot): ResolveResponse => {
    const seconds = Math.ceil((context.now() - bornMs) / 1000);
    const { rcode = 'SERVFAIL', answers = [] } = answer ?? {};
    const aged = answers.map((record) => ({ ...record, ttl: record.ttl - seconds }));
    return { type: 'resolved', rcode, answers: rcode === 'NOERROR' ? aged.reverse() : [] };
  };

  return {
    onRequest({ question }, respond) {
      const slot = slotOf(question);
      if (slot.answer !== null && context.now() < slot.bornMs + lifeMs(slot.answer)) {
        respond(responseOf(slot));
        return;
      }
      slot.answer = null;
      slot.waiting.push(respond);
      if (slot.waiting.length === 1) query(question, slot);
    },
    onMessage(from, message) {
      if (from !== server || message.type !== 'DnsReply') return;
      const slot = slotOf(message.question);
      // A late answer to an earlier attempt is as good as one to the last.
      if (!slot.ids.includes(message.id)) return;
      slot.answer = message.answer;
      slot.bornMs = context.now();
      finish(slot, responseOf(slot));
      if (lifeMs(message.answer) === 0) slot.answer = null;
    },
    onTimer(timer) {
      const [name, recordType] = JSON.parse(timer) as [string, RecordType];
      const slot = slotOf({ name, recordType });
      if (slot.waiting.length === 0) return;
      if (slot.ids.length < attempts) query({ name, recordType }, slot);
      else finish(slot, { type: 'resolved', rcode: 'SERVFAIL', answers: [] });
    },
  };
}

function lifeMs({ rcode, answers, negativeTtl }: DnsAnswer): number {
  if (rcode === 'SERVFAIL' || rcode === 'REFUSED') return 0;
  const ttls = answers.length === 0 ? [negativeTtl ?? 0] : answers.map(({ ttl }) => ttl);
  return 1000 * Math.min(...ttls);
}
