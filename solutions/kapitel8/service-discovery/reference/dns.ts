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
import { normalise, Resolver } from './resolver.ts';

export function createResolver(
  context: Context<DnsMessage>,
  configuration: ResolverConfiguration,
): Process<DnsMessage, ResolveRequest, ResolveResponse> {
  return new Resolver(context, configuration);
}

export function answerQuestion(
  question: Question,
  instances: readonly Instance[],
  zone: Zone,
): DnsAnswer {
  const name = normalise(question.name);
  if (name !== zone.domain && !name.endsWith(`.${zone.domain}`)) {
    return { rcode: 'REFUSED', answers: [], additional: [], negativeTtl: null };
  }
  const addresses = addressesOf(name, instances, zone);
  const places = instances.filter(({ service }) => name === `_${service}._tcp.${zone.domain}`);
  const isKnown = name === zone.domain || addresses.length > 0 || places.length > 0;
  if (question.recordType === 'A' && addresses.length > 0) {
    const answers = addresses.map((address) => addressRecord(name, address, zone));
    return { rcode: 'NOERROR', answers, additional: [], negativeTtl: null };
  }
  if (question.recordType === 'SRV' && places.length > 0) {
    return { rcode: 'NOERROR', ...serviceRecords(name, places, zone), negativeTtl: null };
  }
  const rcode = isKnown ? 'NOERROR' : 'NXDOMAIN';
  return { rcode, answers: [], additional: [], negativeTtl: zone.negativeTtl };
}

/** The different addresses behind the name of a service or of one instance. */
function addressesOf(name: string, instances: readonly Instance[], zone: Zone): string[] {
  const named = instances.filter(
    (instance) =>
      name === `${instance.service}.${zone.domain}` || name === targetOf(instance, zone),
  );
  return [...new Set(named.map(({ address }) => address))];
}

function targetOf({ id, service }: Instance, { domain }: Zone): string {
  return `${id}.${service}.${domain}`;
}

function addressRecord(name: string, address: string, { ttl }: Zone): ARecord {
  return { recordType: 'A', name, ttl, address };
}

function serviceRecords(
  name: string,
  places: readonly Instance[],
  zone: Zone,
): { answers: SrvRecord[]; additional: ARecord[] } {
  return {
    answers: places.map((instance) => {
      const { priority, weight, port } = instance;
      const target = targetOf(instance, zone);
      return { recordType: 'SRV', name, ttl: zone.ttl, priority, weight, port, target };
    }),
    additional: places.map((instance) =>
      addressRecord(targetOf(instance, zone), instance.address, zone),
    ),
  };
}

export function orderTargets(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  const ordered: SrvRecord[] = [];
  // Records of weight 0 first: they are chosen only if the drawn number is 0 (RFC 2782).
  const rest = [...records].sort((a, b) => a.priority - b.priority || a.weight - b.weight);
  for (let first = rest[0]; first !== undefined; first = rest[0]) {
    const { priority } = first;
    const group = rest.filter((record) => record.priority === priority);
    const sum = group.reduce((total, { weight }) => total + weight, 0);
    let left = Math.floor(random() * (sum + 1));
    const chosen = group.find(({ weight }) => {
      left -= weight;
      return left <= 0;
    });
    ordered.push(...rest.splice(rest.indexOf(chosen ?? first), 1));
  }
  return ordered;
}
