import type { Mutant } from '../../../grader/verify/mutant.ts';

const file = 'lamport.ts';
const mattern = 'Fidge 1988 und Mattern 1989, eine Regel verletzt';
const maximum = 'Math.max(entry(node), stamp[node] ?? 0)';

/** Part 4: the vector clock. */
export const vectorMutants: readonly Mutant[] = [
  {
    id: 'vector-receive-overwrites',
    title: 'Der Empfang übernimmt den fremden Vektor ganz',
    source: mattern,
    killedBy: ['vector-forwards'],
    edits: [
      {
        file,
        find: maximum,
        replace: 'node === self ? entry(node) : (stamp[node] ?? 0)',
      },
    ],
  },
  {
    id: 'vector-receive-without-merge',
    title: 'Der Empfang zählt nur den eigenen Eintrag',
    source: mattern,
    killedBy: ['vector-forwards'],
    edits: [{ file, find: maximum, replace: 'entry(node)' }],
  },
  {
    id: 'vector-receive-without-tick',
    title: 'Der Empfang zählt nicht als Ereignis',
    source: mattern,
    killedBy: ['vector-forwards', 'vector-backwards'],
    edits: [
      {
        file,
        find: '      return countEvent();\n',
        replace: '      return Object.fromEntries(entries);\n',
      },
    ],
  },
  {
    id: 'vector-send-without-tick',
    title: 'Senden erhöht den eigenen Eintrag nicht',
    source: mattern,
    killedBy: ['vector-forwards'],
    edits: [
      {
        file,
        find: '    send: countEvent,',
        replace: '    send: () => Object.fromEntries(entries),',
      },
    ],
  },
  {
    id: 'vector-merges-sender-only',
    title: 'Nur der Eintrag des Senders wird übernommen',
    source: mattern,
    killedBy: ['vector-forwards'],
    edits: [
      {
        file,
        find: '      for (const node of nodes) entries.set',
        replace:
          '      const highest = Math.max(...Object.values(stamp));\n      for (const node of nodes) if (stamp[node] === highest) entries.set',
      },
    ],
  },
  {
    id: 'vector-adds',
    title: 'Beim Empfang addiert statt das Maximum gebildet',
    source: mattern,
    killedBy: ['vector-backwards'],
    edits: [
      { file, find: maximum, replace: 'entry(node) + (node === self ? 0 : (stamp[node] ?? 0))' },
    ],
  },
  {
    id: 'vector-ticks-everybody',
    title: 'Jedes Ereignis zählt alle Einträge hoch',
    source: mattern,
    killedBy: ['vector-backwards'],
    edits: [
      {
        file,
        find: '    entries.set(self, entry(self) + 1);',
        replace: '    for (const node of nodes) entries.set(node, entry(node) + 1);',
      },
    ],
  },
  {
    id: 'vector-is-lamport',
    title: 'Ein gemeinsamer Zähler für alle Einträge: eine Lamport-Uhr in Vektorform',
    source: mattern,
    killedBy: ['vector-backwards'],
    edits: [
      {
        file,
        find: '    entries.set(self, entry(self) + 1);',
        replace:
          '    const next = Math.max(...entries.values()) + 1;\n    for (const node of nodes) entries.set(node, next);',
      },
    ],
  },
  {
    id: 'vector-shares-object',
    title: 'Die Uhr gibt ihr eigenes Objekt heraus',
    source: 'Referenz statt Kopie herausgegeben, üblicher Fehler in JavaScript',
    killedBy: ['vector-stable'],
    edits: [
      {
        file,
        find: '    return Object.fromEntries(entries);\n  };',
        replace: '    return Object.assign(shared, Object.fromEntries(entries));\n  };',
      },
      {
        file,
        find: '  const countEvent = (): VectorStamp => {',
        replace:
          '  const shared: Record<NodeId, number> = {};\n  const countEvent = (): VectorStamp => {',
      },
    ],
  },
  {
    id: 'vector-changes-argument',
    title: 'Der Empfang verändert den Vektor der Nachricht',
    source: 'Referenz statt Kopie herausgegeben, üblicher Fehler in JavaScript',
    killedBy: ['vector-stable'],
    edits: [
      {
        file,
        find: '      return countEvent();\n',
        replace:
          '      return Object.assign(stamp, { ...countEvent() }) && Object.fromEntries(entries);\n',
      },
    ],
  },
  {
    id: 'compare-by-sum',
    title: 'Vektoren nach der Summe ihrer Einträge verglichen',
    source: mattern,
    killedBy: ['vector-compare'],
    edits: [
      {
        file,
        find: 'const isSomewhereGreater = nodes.some((node) => (v[node] ?? 0) > (w[node] ?? 0));',
        replace:
          'const sum = (x: VectorStamp) => Object.values(x).reduce((s, n) => s + n, 0);\n  const isSomewhereGreater = sum(v) > sum(w);',
      },
    ],
  },
  {
    id: 'compare-needs-all-smaller',
    title: '„before“ nur, wenn alle Einträge echt kleiner sind',
    source: mattern,
    killedBy: ['vector-compare'],
    edits: [
      {
        file,
        find: "  if (isSomewhereLess) return 'before';",
        replace:
          "  if (isSomewhereLess && nodes.some((node) => v[node] === w[node])) return 'concurrent';\n  if (isSomewhereLess) return 'before';",
      },
    ],
  },
  {
    id: 'compare-swaps-sides',
    title: '„before“ und „after“ vertauscht',
    source: mattern,
    killedBy: ['vector-compare'],
    edits: [
      {
        file,
        find: "  if (isSomewhereLess) return 'before';\n  return isSomewhereGreater ? 'after' : 'equal';",
        replace:
          "  if (isSomewhereLess) return 'after';\n  return isSomewhereGreater ? 'before' : 'equal';",
      },
    ],
  },
  {
    id: 'compare-equal-as-concurrent',
    title: 'Gleiche Vektoren gelten als nebenläufig',
    source: mattern,
    killedBy: ['vector-compare'],
    edits: [{ file, find: "? 'after' : 'equal';", replace: "? 'after' : 'concurrent';" }],
  },
  {
    id: 'zero-entry-is-missing',
    title: 'Ein Eintrag 0 gilt als fehlend und wird nicht verglichen',
    source: 'JavaScript: 0 ist falsch',
    killedBy: ['vector-compare'],
    edits: [
      {
        file,
        find: '(v[node] ?? 0) > (w[node] ?? 0));',
        replace: 'w[node] && (v[node] ?? 0) > (w[node] ?? 0));',
      },
    ],
  },
];
