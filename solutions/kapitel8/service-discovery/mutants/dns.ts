import type { Mutant } from '../../../../grader/verify/mutant.ts';

const file = 'dns.ts';
const course = 'typischer Fehler im Kurs';
const srv = 'RFC 2782';

/** Part 3: answers of the server, and the order of targets. */
export const dnsMutants: readonly Mutant[] = [
  {
    id: 'addresses-repeated',
    title: 'Zwei Instanzen auf einem Rechner ergeben dieselbe Adresse zweimal',
    source: course,
    killedBy: ['dns-addresses'],
    edits: [
      {
        file,
        find: 'return [...new Set(named.map(({ address }) => address))];',
        replace: 'return named.map(({ address }) => address);',
      },
    ],
  },
  {
    id: 'case-matters',
    title: 'Namen werden mit Groß- und Kleinschreibung verglichen',
    source: 'RFC 4343',
    killedBy: ['dns-addresses'],
    edits: [
      {
        file,
        find: 'const name = normalise(question.name);',
        replace: "const name = question.name.replace(/\\.$/, '');",
      },
      { file, find: 'import { normalise, Resolver }', replace: 'import { Resolver }' },
    ],
  },
  {
    id: 'asked-name-echoed',
    title: 'Der Name im Record ist der gefragte, samt Punkt und Großbuchstaben',
    source: course,
    killedBy: ['dns-addresses'],
    edits: [
      {
        file,
        find: 'addressRecord(name, address, zone));',
        replace: 'addressRecord(question.name, address, zone));',
      },
    ],
  },
  {
    id: 'zone-without-dot',
    title: '„xcluster.local“ gilt als Teil von „cluster.local“',
    source: 'endsWith ohne Punkt',
    killedBy: ['dns-negative'],
    edits: [
      {
        file,
        find: `!name.endsWith(\`.\${zone.domain}\`)`,
        replace: '!name.endsWith(zone.domain)',
      },
    ],
  },
  {
    id: 'nodata-is-nxdomain',
    title: 'NXDOMAIN, obwohl es den Namen mit anderem Typ gibt',
    source: 'RFC 2308, Abschnitt 2',
    killedBy: ['dns-negative'],
    edits: [
      {
        file,
        find: "const rcode = isKnown ? 'NOERROR' : 'NXDOMAIN';",
        replace: "const rcode = isKnown && name === zone.domain ? 'NOERROR' : 'NXDOMAIN';",
      },
    ],
  },
  {
    id: 'apex-unknown',
    title: 'Die Zone selbst gilt als unbekannter Name',
    source: course,
    killedBy: ['dns-negative'],
    edits: [
      {
        file,
        find: 'const isKnown = name === zone.domain || addresses',
        replace: 'const isKnown = addresses',
      },
    ],
  },
  {
    id: 'negative-with-positive-ttl',
    title: 'Negative Antworten tragen die TTL der positiven',
    source: 'RFC 2308, Abschnitt 5',
    killedBy: ['dns-negative'],
    edits: [
      {
        file,
        find: 'negativeTtl: zone.negativeTtl };',
        replace: 'negativeTtl: zone.ttl };',
      },
    ],
  },
  {
    id: 'target-is-an-address',
    title: 'Im SRV-Record steht eine Adresse statt eines Namens',
    source: srv,
    killedBy: ['dns-services'],
    edits: [
      {
        file,
        find: '      const target = targetOf(instance, zone);',
        replace: '      const target = instance.address;',
      },
    ],
  },
  {
    id: 'targets-without-addresses',
    title: 'Die Adressen der Ziele fehlen',
    source: srv,
    killedBy: ['dns-services'],
    edits: [
      {
        file,
        find: 'additional: places.map((instance) =>',
        replace: 'additional: places.slice(0, 0).map((instance) =>',
      },
    ],
  },
  {
    id: 'sorted-by-weight',
    title: 'Nach Gewicht sortiert statt gelost: Alle gehen zum selben Ziel',
    source: srv,
    killedBy: ['srv-order'],
    edits: [
      {
        file,
        find: 'let left = Math.floor(random() * (sum + 1));',
        replace: 'let left = sum - 0 * random();',
      },
    ],
  },
  {
    id: 'weight-ignored',
    title: 'Gelost wird ohne Rücksicht auf das Gewicht',
    source: srv,
    killedBy: ['srv-order'],
    edits: [
      {
        file,
        find: 'rest.indexOf(chosen ?? first)',
        replace: 'rest.indexOf(chosen && (group[Math.floor(random() * group.length)] ?? first))',
      },
      {
        file,
        find: 'const chosen = group.find(',
        replace: 'const chosen: SrvRecord | undefined = group.find(',
      },
      {
        file,
        find: 'for (let first = rest[0]; first !== undefined; first = rest[0]) {',
        replace:
          'for (let first = rest[0] as SrvRecord; rest.length > 0; first = rest[0] as SrvRecord) {',
      },
    ],
  },
  {
    id: 'priority-upside-down',
    title: 'Die größere Priorität kommt zuerst',
    source: srv,
    killedBy: ['srv-order'],
    edits: [{ file, find: 'a.priority - b.priority ||', replace: 'b.priority - a.priority ||' }],
  },
  {
    id: 'weight-over-all-priorities',
    title: 'Gelost wird über alle Prioritäten hinweg',
    source: srv,
    killedBy: ['srv-order'],
    edits: [
      {
        file,
        find: 'rest.filter((record) => record.priority === priority)',
        replace: 'rest.filter((record) => record.priority >= priority)',
      },
    ],
  },
  {
    id: 'argument-sorted',
    title: 'orderTargets sortiert die übergebene Liste selbst',
    source: course,
    killedBy: ['srv-order'],
    edits: [
      {
        file,
        find: 'const rest = [...records].sort(',
        replace:
          'const rest = [...(records as SrvRecord[]).sort((a, b) => a.priority - b.priority || a.weight - b.weight)].sort(',
      },
    ],
  },
];
