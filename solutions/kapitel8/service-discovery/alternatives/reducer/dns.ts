import type { Context, Process } from '#simulator';
import type {
  ARecord,
  DnsAnswer,
  DnsMessage,
  Instance,
  Question,
  ResolveRequest,
  ResolveResponse,
  ResolverConfiguration,
  SrvRecord,
  Zone,
} from './contract.ts';
import { firstId } from './first-id.ts';
import { type Effect, type Machine, run } from './machine.ts';

const spell = (name: string): string => name.toLowerCase().replace(/\.$/, '');

export function answerQuestion(
  { name, recordType }: Question,
  instances: readonly Instance[],
  { domain, ttl, negativeTtl }: Zone,
): DnsAnswer {
  const asked = spell(name);
  const inside =
    asked === domain
      ? ''
      : asked.endsWith(`.${domain}`)
        ? asked.slice(0, -domain.length - 1)
        : null;
  if (inside === null) return { rcode: 'REFUSED', answers: [], additional: [], negativeTtl: null };
  const hosts = new Set(
    instances
      .filter(({ id, service }) => inside === service || inside === `${id}.${service}`)
      .map(({ address }) => address),
  );
  const offers = instances.filter(({ service }) => inside === `_${service}._tcp`);
  const nameOf = ({ id, service }: Instance): string => `${id}.${service}.${domain}`;
  const answers: (ARecord | SrvRecord)[] =
    recordType === 'A'
      ? [...hosts].map((address) => ({ recordType, name: asked, ttl, address }))
      : offers.map((offer) => {
          const { priority, weight, port } = offer;
          return { recordType, name: asked, ttl, priority, weight, port, target: nameOf(offer) };
        });
  const isKnown = inside === '' || hosts.size > 0 || offers.length > 0;
  return {
    rcode: isKnown ? 'NOERROR' : 'NXDOMAIN',
    answers,
    additional:
      recordType === 'A'
        ? []
        : offers.map((offer) => ({
            recordType: 'A',
            name: nameOf(offer),
            ttl,
            address: offer.address,
          })),
    negativeTtl: answers.length === 0 ? negativeTtl : null,
  };
}

export function orderTargets(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  const priorities = [...new Set(records.map(({ priority }) => priority))].sort((a, b) => a - b);
  return priorities.flatMap((priority) =>
    drawAll(
      records.filter((record) => record.priority === priority),
      random,
    ),
  );
}

function drawAll(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  const total = records.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return [...records];
  let mark = random() * total;
  const index = records.findIndex(({ weight }) => {
    mark -= weight;
    return mark < 0;
  });
  const rest = records.filter((_, other) => other !== index);
  return [...records.slice(index, index + 1), ...drawAll(rest, random)];
}

interface Pending {
  readonly question: Question;
  readonly tickets: readonly number[];
  readonly attempt: number;
  readonly id: number;
}

interface Kept {
  readonly answer: DnsAnswer;
  readonly sinceMs: number;
  readonly seconds: number;
}

interface State {
  readonly kept: Readonly<Record<string, Kept>>;
  readonly pending: Readonly<Record<string, Pending>>;
  readonly id: number;
}

type Effects = readonly Effect<DnsMessage, ResolveResponse>[];

export function createResolver(
  context: Context<DnsMessage>,
  { server, timeoutMs, attempts }: ResolverConfiguration,
): Process<DnsMessage, ResolveRequest, ResolveResponse> {
  const keyOf = ({ name, recordType }: Question): string => `${spell(name)}/${recordType}`;

  const ask = (state: State, key: string, pending: Pending): { state: State; effects: Effects } => {
    const id = state.id + 1;
    const { question } = pending;
    const asked = { ...pending, id, attempt: pending.attempt + 1 };
    return {
      state: { ...state, id, pending: { ...state.pending, [key]: asked } },
      effects: [
        { do: 'timer', name: key, delayMs: timeoutMs },
        { do: 'send', to: server, message: { type: 'DnsQuery', id, question } },
      ],
    };
  };

  const close = (state: State, key: string, response: ResolveResponse) => {
    const { [key]: closed, ...pending } = state.pending;
    const tickets = closed?.tickets ?? [];
    return {
      state: { ...state, pending },
      effects: [
        { do: 'timer', name: key, delayMs: null } as const,
        ...tickets.map((ticket) => ({ do: 'respond', ticket, response }) as const),
      ],
    };
  };

  const machine: Machine<State, DnsMessage, ResolveRequest, ResolveResponse> = {
    initial: { kept: {}, pending: {}, id: firstId(context) },
    step(state, input, nowMs) {
      switch (input.kind) {
        case 'start':
          return { state, effects: [] };
        case 'timer': {
          const pending = state.pending[input.name];
          if (pending === undefined) return { state, effects: [] };
          if (pending.attempt < attempts) return ask(state, input.name, pending);
          return close(state, input.name, { type: 'resolved', rcode: 'SERVFAIL', answers: [] });
        }
        case 'request': {
          const { ticket } = input;
          const { question } = input.request;
          const key = keyOf(question);
          const kept = state.kept[key];
          if (kept !== undefined && nowMs - kept.sinceMs < kept.seconds * 1000) {
            return { state, effects: [{ do: 'respond', ticket, response: aged(kept, nowMs) }] };
          }
          const pending = state.pending[key];
          if (pending === undefined) {
            return ask(state, key, { question, tickets: [ticket], attempt: 0, id: 0 });
          }
          const joined = { ...pending, tickets: [...pending.tickets, ticket] };
          return { state: { ...state, pending: { ...state.pending, [key]: joined } }, effects: [] };
        }
        case 'message': {
          const { from, message } = input;
          if (from !== server || message.type !== 'DnsReply') return { state, effects: [] };
          const key = keyOf(message.question);
          if (state.pending[key]?.id !== message.id) return { state, effects: [] };
          const { answer } = message;
          const fresh: Kept = { answer, sinceMs: nowMs, seconds: lifetime(answer) };
          const kept = { ...state.kept, [key]: fresh };
          return close({ ...state, kept }, key, aged(fresh, nowMs));
        }
      }
    },
  };
  return run(context, machine);
}

function lifetime({ rcode, answers, negativeTtl }: DnsAnswer): number {
  if (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN') return 0;
  return answers.reduce((least, { ttl }) => Math.min(least, ttl), negativeTtl ?? Number.MAX_VALUE);
}

function aged({ answer: { rcode, answers }, sinceMs }: Kept, nowMs: number): ResolveResponse {
  const passed = Math.floor((nowMs - sinceMs) / 1000);
  const left = answers.map((record) => ({ ...record, ttl: record.ttl - passed }));
  return { type: 'resolved', rcode, answers: rcode === 'NOERROR' ? left : [] };
}
