import type { Mutant } from '../../../grader/verify/mutant.ts';

const bucket = 'token-bucket.ts';
const balancer = 'balancer.ts';
const typical = 'typische Abgabe';

const step = '      hand = (hand + 1) % schedule.length;';
const turn = `      const allowed = new Set(candidates);
      for (let step = 0; step < schedule.length; step++) {
        const node = schedule[hand] as NodeId;
        hand = (hand + 1) % schedule.length;
        if (allowed.has(node)) return node;
      }
      return undefined;`;

/** Parts 2 and 3: bucket and balancer. */
export const limitMutants: readonly Mutant[] = [
  {
    id: 'full-bucket-freezes-its-clock',
    title: 'Ein voller Eimer hält seine Uhr an',
    source: 'voller Eimer übersprungen: die Wartezeit wird nach der ersten Entnahme gutgeschrieben',
    killedBy: ['bucket-window'],
    edits: [
      {
        file: bucket,
        find: '      asOfMs = Math.max(asOfMs, atMs);',
        replace: '      if (level < capacity) asOfMs = Math.max(asOfMs, atMs);',
      },
    ],
  },
  {
    id: 'fractions-lost',
    title: 'Nur ganze Marken gutgeschrieben, die Zeit trotzdem weitergestellt',
    source: 'firecracker Nr. 3370; apache/polaris Nr. 3433; varnish-modules Nr. 243',
    killedBy: ['bucket-never-refused', 'bucket-level'],
    edits: [
      {
        file: bucket,
        find: 'level + elapsedMs * config.ratePerSecond',
        replace:
          'level + Math.floor((elapsedMs * config.ratePerSecond) / partsPerToken) * partsPerToken',
      },
    ],
  },
  {
    id: 'rate-rounded-per-ms',
    title: 'Die Rate je Millisekunde wird gerundet',
    source: 'ganzzahlige Rate je ms',
    killedBy: ['bucket-never-refused', 'bucket-level'],
    edits: [
      {
        file: bucket,
        find: 'level + elapsedMs * config.ratePerSecond',
        replace:
          'level + elapsedMs * Math.round(config.ratePerSecond / partsPerToken) * partsPerToken',
      },
    ],
  },
  {
    id: 'refill-replaces-level',
    title: 'Das Nachfüllen ersetzt den Inhalt, statt ihn zu erhöhen',
    source: 'adn-compiler Nr. 31',
    killedBy: ['bucket-never-refused', 'bucket-level'],
    edits: [
      {
        file: bucket,
        find: 'level + elapsedMs * config.ratePerSecond',
        replace: 'elapsedMs * config.ratePerSecond + 0 * level',
      },
    ],
  },
  {
    id: 'bucket-has-no-brim',
    title: 'Der Eimer läuft nicht über',
    source: 'Obergrenze vergessen',
    killedBy: ['bucket-window', 'bucket-level'],
    edits: [
      {
        file: bucket,
        find: 'Math.min(capacity, level + elapsedMs * config.ratePerSecond)',
        replace: 'level + elapsedMs * config.ratePerSecond',
      },
    ],
  },
  {
    id: 'fixed-window',
    title: 'Festes Fenster: zu jeder vollen Sekunde wieder voll',
    source: 'Zähler je Sekunde statt Eimer',
    killedBy: ['bucket-window', 'bucket-never-refused', 'bucket-level'],
    edits: [
      {
        file: bucket,
        find: 'return Math.min(capacity, level + elapsedMs * config.ratePerSecond);',
        replace:
          'return Math.floor(atMs / 1000) > Math.floor(asOfMs / 1000) && elapsedMs > 0 ? capacity : level;',
      },
    ],
  },
  {
    id: 'takes-part-of-a-token',
    title: 'Schon ein Bruchteil einer Marke genügt',
    source: 'Vergleich mit 0 statt mit 1',
    killedBy: ['bucket-window', 'bucket-level'],
    edits: [
      {
        file: bucket,
        find: 'if (level < partsPerToken) return false;',
        replace: 'if (level <= 0) return false;',
      },
    ],
  },
  {
    id: 'needs-more-than-one-token',
    title: 'Eine einzelne ganze Marke genügt nicht',
    source: 'echt größer statt größer oder gleich',
    killedBy: ['bucket-never-refused'],
    edits: [
      {
        file: bucket,
        find: 'if (level < partsPerToken) return false;',
        replace: 'if (level <= partsPerToken) return false;',
      },
    ],
  },
  {
    id: 'starts-empty',
    title: 'Der Eimer ist anfangs leer',
    source: typical,
    killedBy: ['bucket-never-refused', 'throttle-requests'],
    edits: [{ file: bucket, find: 'let level = capacity;', replace: 'let level = 0;' }],
  },
  {
    id: 'refusal-costs-a-token',
    title: 'Auch eine abgewiesene Anfrage kostet',
    source: 'erst abgezogen, dann verglichen',
    killedBy: ['bucket-never-refused', 'bucket-level'],
    edits: [
      {
        file: bucket,
        find: '      if (level < partsPerToken) return false;\n      level -= partsPerToken;\n      return true;',
        replace:
          '      level = Math.max(0, level - partsPerToken);\n      return level > 0 || levelAt(atMs) >= partsPerToken;',
      },
    ],
  },
  {
    id: 'refusal-costs-the-time',
    title: 'Eine abgewiesene Anfrage verwirft, was seit der letzten hinzukam',
    source: 'Zeit weitergestellt, Inhalt nicht gespeichert',
    killedBy: ['bucket-never-refused'],
    edits: [
      {
        file: bucket,
        find: '      level = levelAt(atMs);\n',
        replace: '      const before = level;\n      level = levelAt(atMs);\n',
      },
      {
        file: bucket,
        find: 'if (level < partsPerToken) return false;',
        replace:
          'if (level < partsPerToken) {\n        level = before;\n        return false;\n      }',
      },
    ],
  },
  {
    id: 'tokens-shows-what-was',
    title: 'tokens rechnet nicht nach',
    source: typical,
    killedBy: ['bucket-level'],
    edits: [
      {
        file: bucket,
        find: 'tokens: (atMs) => levelAt(atMs) / partsPerToken,',
        replace: 'tokens: () => level / partsPerToken,',
      },
    ],
  },
  {
    id: 'clock-back-costs-tokens',
    title: 'Eine zurückgestellte Uhr kostet Marken',
    source: 'negative Zeitspanne nicht abgefangen',
    killedBy: ['bucket-clock-set-back'],
    edits: [
      {
        file: bucket,
        find: 'const elapsedMs = Math.max(0, atMs - asOfMs);',
        replace: 'const elapsedMs = atMs - asOfMs;',
      },
    ],
  },
  {
    id: 'clock-back-counts-twice',
    title: 'Nach dem Zurückstellen zählt dieselbe Zeit noch einmal',
    source: 'gemerkter Zeitpunkt geht mit zurück',
    killedBy: ['bucket-clock-set-back'],
    edits: [{ file: bucket, find: 'asOfMs = Math.max(asOfMs, atMs);', replace: 'asOfMs = atMs;' }],
  },
  {
    id: 'looking-moves-the-clock',
    title: 'tokens schreibt Inhalt und Zeitpunkt fort',
    source: 'eine gemeinsame Hilfsfunktion für take und tokens',
    killedBy: ['bucket-clock-set-back'],
    edits: [
      {
        file: bucket,
        find: 'tokens: (atMs) => levelAt(atMs) / partsPerToken,',
        replace:
          'tokens(atMs): number {\n      level = levelAt(atMs);\n      asOfMs = Math.max(asOfMs, atMs);\n      return level / partsPerToken;\n    },',
      },
    ],
  },
  {
    id: 'clock-back-fills',
    title: 'Beim Zurückstellen wird der Betrag der Zeitspanne gutgeschrieben',
    source: 'Math.abs statt Prüfung der Richtung',
    killedBy: ['bucket-clock-set-back'],
    edits: [
      {
        file: bucket,
        find: 'const elapsedMs = Math.max(0, atMs - asOfMs);',
        replace: 'const elapsedMs = Math.abs(atMs - asOfMs);',
      },
    ],
  },
  {
    id: 'picks-from-all',
    title: 'Wählt reihum unter allen, auch wenn jemand nicht zur Wahl steht',
    source: typical,
    killedBy: ['balancer-candidates', 'avoid-inactive'],
    edits: [
      {
        file: balancer,
        find: 'if (allowed.has(node)) return node;',
        replace: 'if (allowed.size > 0) return node;',
      },
    ],
  },
  {
    id: 'somebody-for-nobody',
    title: 'Bei leerer Liste wird trotzdem jemand gewählt',
    source: typical,
    killedBy: ['balancer-candidates'],
    edits: [
      { file: balancer, find: '      return undefined;', replace: '      return schedule[0];' },
    ],
  },
  {
    id: 'counter-modulo-candidates',
    title: 'Zähler modulo Anzahl der Kandidaten, in der Reihenfolge der Liste',
    source: 'die einfachste Round-Robin-Zeile',
    killedBy: ['balancer-shares'],
    edits: [
      {
        file: balancer,
        find: turn,
        replace: '      return candidates[hand++ % candidates.length];',
      },
    ],
  },
  {
    id: 'counter-modulo-sorted-candidates',
    title: 'Zähler modulo Anzahl der geordneten Kandidaten, mit Gewichten',
    source: 'ein Zähler für verschieden lange Listen',
    killedBy: ['balancer-starvation'],
    edits: [
      {
        file: balancer,
        find: turn,
        replace:
          '      const list = schedule.filter((node) => candidates.includes(node));\n      return list[hand++ % list.length];',
      },
    ],
  },
  {
    id: 'counter-for-each-length',
    title: 'Ein Zähler je Anzahl der Kandidaten',
    source: 'verschiedene Listen gleicher Länge verwechselt',
    killedBy: ['balancer-starvation', 'balancer-shares'],
    edits: [
      {
        file: balancer,
        find: turn,
        replace:
          '      hand++;\n      const list = schedule.filter((node) => candidates.includes(node));\n      const count = counts.get(list.length) ?? 0;\n      counts.set(list.length, count + 1);\n      return list[count % list.length];',
      },
      {
        file: balancer,
        find: '  let hand = 0;',
        replace: '  let hand = 0;\n  const counts = new Map<number, number>();',
      },
    ],
  },
  {
    id: 'weights-ignored',
    title: 'Alle kommen gleich oft an die Reihe',
    source: 'Gewichte übersehen',
    killedBy: ['balancer-shares', 'forward-shares'],
    edits: [
      {
        file: balancer,
        find: 'const schedule = scheduleOf(members);',
        replace: 'const schedule = scheduleOf(members.map(({ node }) => ({ node, weight: 1 })));',
      },
    ],
  },
  {
    id: 'begins-anew-with-each-change',
    title: 'Mit jeder Änderung der Kandidaten beginnt der Kreis von vorn',
    source: 'envoyproxy/envoy Nr. 10063; openresty/lua-resty-balancer Nr. 47',
    killedBy: ['balancer-starvation'],
    edits: [
      { file: balancer, find: '  let hand = 0;', replace: "  let hand = 0;\n  let last = '';" },
      {
        file: balancer,
        find: '      const allowed = new Set(candidates);',
        replace:
          '      const allowed = new Set(candidates);\n      const names = [...allowed].sort().join();\n      if (names !== last) hand = 0;\n      last = names;',
      },
    ],
  },
  {
    id: 'returning-node-catches-up',
    title: 'Wer am wenigsten hatte, ist dran: Ein Rückkehrer bekommt alles',
    source: 'Anzahlen angleichen statt reihum; Slow-Start-Problem von least connections',
    killedBy: ['balancer-shares'],
    edits: [
      {
        file: balancer,
        find: turn,
        replace:
          '      hand++;\n      const share = ({ node, weight }: Member) => ((counts.get(node) ?? 0) + 1) / weight;\n      const [best] = members.filter(({ node }) => candidates.includes(node)).sort((a, b) => share(a) - share(b));\n      if (best !== undefined) counts.set(best.node, (counts.get(best.node) ?? 0) + 1);\n      return best?.node;',
      },
      {
        file: balancer,
        find: '  let hand = 0;',
        replace: '  let hand = schedule.length;\n  const counts = new Map<NodeId, number>();',
      },
    ],
  },
  {
    id: 'hand-stays-with-the-picked',
    title: 'Der Zeiger bleibt stehen, wenn jemand übersprungen wurde',
    source: 'Zeiger nur im einfachen Fall weitergestellt',
    killedBy: ['balancer-shares'],
    edits: [
      {
        file: balancer,
        find: `        const node = schedule[hand] as NodeId;\n  ${step}`,
        replace:
          '        const node = schedule[(hand + step) % schedule.length] as NodeId;\n        if (step === 0) hand = (hand + 1) % schedule.length;',
      },
    ],
  },
  {
    id: 'heaviest-first',
    title: 'Immer der Schwerste unter den Kandidaten',
    source: 'Gewicht als Vorrang missverstanden',
    killedBy: ['balancer-shares', 'balancer-starvation'],
    edits: [
      {
        file: balancer,
        find: turn,
        replace:
          '      hand = schedule.length;\n      const [best] = members.filter(({ node }) => candidates.includes(node)).sort((a, b) => b.weight - a.weight);\n      return best?.node;',
      },
    ],
  },
];
