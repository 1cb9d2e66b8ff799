import type {
  ARecord,
  DnsAnswer,
  Question,
} from '../../../../exercises/kapitel8/service-discovery/contract.ts';

/** Questions and answers that the resolver meets. */

export const name = 'web.cluster.local';
export const web: Question = { name, recordType: 'A' };
export const shouted: Question = { name: 'Web.Cluster.LOCAL.', recordType: 'A' };
export const srv: Question = { name: '_web._tcp.cluster.local', recordType: 'SRV' };
export const target: Question = { name: 'a.web.cluster.local', recordType: 'A' };
export const unknown: Question = { name: 'db.cluster.local', recordType: 'A' };

export function addresses(ttl: number, ...values: string[]): DnsAnswer {
  const answers = values.map(
    (address, index): ARecord => ({
      recordType: 'A',
      name,
      // The smallest is neither the first nor, of three, the last.
      ttl: values.length === 1 || index === 1 ? ttl : ttl + 1 + index,
      address,
    }),
  );
  return { rcode: 'NOERROR', answers, additional: [], negativeTtl: null };
}

export const places: DnsAnswer = {
  rcode: 'NOERROR',
  answers: [
    {
      recordType: 'SRV',
      name: srv.name,
      ttl: 2,
      priority: 1,
      weight: 10,
      port: 80,
      target: target.name,
    },
  ],
  // Of a shorter life, which says nothing of the answer's.
  additional: [{ recordType: 'A', name: target.name, ttl: 1, address: '10.0.0.1' }],
  negativeTtl: null,
};
export const nobody: DnsAnswer = { rcode: 'NXDOMAIN', answers: [], additional: [], negativeTtl: 1 };
export const empty: DnsAnswer = { rcode: 'NOERROR', answers: [], additional: [], negativeTtl: 2 };
export const failing: DnsAnswer = {
  rcode: 'SERVFAIL',
  answers: [],
  additional: [],
  negativeTtl: null,
};
export const refusing: DnsAnswer = {
  rcode: 'REFUSED',
  answers: [],
  additional: [],
  negativeTtl: null,
};
