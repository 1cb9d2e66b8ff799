import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { cap, classification, gilbertLynch } from './edits.ts';

const lecture = 'Vorlesung Kapitel 8, „Lösungen“';

/** The student's own script of the dilemma. */
const dilemmaMutants: readonly Mutant[] = [
  {
    id: 'dilemma-overlapping',
    title: 'Lesen und Schreiben überlappen sich',
    source: `${gilbertLynch}, Beweis von Theorem 1`,
    killedBy: ['dilemma'],
    edits: [
      cap(
        '  const readAtMs = writeAtMs + answerWithinMs + 50;',
        '  const readAtMs = Math.min(writeAtMs, writeAtMs + answerWithinMs);',
      ),
    ],
  },
  {
    id: 'dilemma-on-one-side',
    title: 'Gelesen wird auf derselben Seite',
    source: `${gilbertLynch}, Beweis von Theorem 1`,
    killedBy: ['dilemma'],
    edits: [cap("node: there[0] ?? '', request", "node: here[0] ?? there[0] ?? '', request")],
  },
  {
    id: 'dilemma-writes-only',
    title: 'Beide Seiten schreiben, niemand liest',
    source: `${gilbertLynch}, Beweis von Theorem 1`,
    killedBy: ['dilemma'],
    edits: [cap("request: { kind: 'read' } },", "request: { kind: 'write', value: 'anders' } },")],
  },
  {
    id: 'dilemma-fixed-nodes',
    title: 'Knoten fest eingetragen',
    source: 'Abgaben: nur das Beispiel des Kapitels',
    killedBy: ['dilemma'],
    edits: [
      cap("node: here[0] ?? '', request", "node: here.length > 0 ? 'n1' : '', request"),
      cap("node: there[0] ?? '', request", "node: there.length > 0 ? 'n3' : '', request"),
    ],
  },
  {
    id: 'dilemma-fixed-times',
    title: 'Zeiten fest eingetragen',
    source: 'Abgaben: nur das Beispiel des Kapitels',
    killedBy: ['dilemma'],
    edits: [
      cap('  const writeAtMs = fromMs + 10;', '  const writeAtMs = Math.min(fromMs, 0) + 110;'),
    ],
  },
  {
    id: 'dilemma-too-late-in-short-partitions',
    title: 'Das Lesen fällt in kurzen Partitionen hinter das erlaubte Fenster',
    source: 'Blindprobe; Vertrag der Aufgabe, Teil 3',
    killedBy: ['dilemma'],
    edits: [
      cap(
        '  const readAtMs = writeAtMs + answerWithinMs + 50;',
        '  const readAtMs = writeAtMs + 3 * answerWithinMs;',
      ),
    ],
  },
  {
    id: 'dilemma-reads-first',
    title: 'Erst gelesen, dann geschrieben',
    source: `${gilbertLynch}, Beweis von Theorem 1`,
    killedBy: ['dilemma'],
    edits: [
      cap('    { atMs: writeAtMs, node', '    { atMs: readAtMs, node'),
      cap('    { atMs: readAtMs, node: there', '    { atMs: writeAtMs, node: there'),
    ],
  },
];

/** What the etiquette suggests. */
const classificationMutants: readonly Mutant[] = [
  {
    id: 'two-phase-commit-is-ca',
    title: '2PC als „CA“',
    source: 'Das Dreieck, wörtlich genommen',
    killedBy: ['protocols-guarantee'],
    edits: [
      classification(
        "'2pc': { guarantee: 'CP', progress: 'all' },",
        "'2pc': { guarantee: 'CA', progress: 'all' },",
      ),
    ],
  },
  {
    id: 'two-phase-commit-by-majority',
    title: '2PC mit Mehrheit',
    source: 'Verwechslung von Commit und Konsens',
    killedBy: ['protocols-progress'],
    edits: [
      classification(
        "'2pc': { guarantee: 'CP', progress: 'all' },",
        "'2pc': { guarantee: 'CP', progress: 'majority' },",
      ),
    ],
  },
  {
    id: 'gossip-needs-all',
    title: 'Gossip braucht alle',
    source: 'Verwechslung von Konvergenz und Bedingung',
    killedBy: ['protocols-progress'],
    edits: [
      classification(
        "gossip: { guarantee: 'AP', progress: 'nobody' },",
        "gossip: { guarantee: 'AP', progress: 'all' },",
      ),
    ],
  },
  {
    id: 'zookeeper-uses-paxos',
    title: 'ZooKeeper mit Paxos',
    source: lecture,
    killedBy: ['products-mechanism'],
    edits: [
      classification(
        "zookeeper: { guarantee: 'CP', mechanism: 'zab' },",
        "zookeeper: { guarantee: 'CP', mechanism: 'paxos' },",
      ),
    ],
  },
  {
    id: 'copycat-uses-gossip',
    title: 'Copycat mit Gossip, also AP',
    source: lecture,
    killedBy: ['products-mechanism', 'products-guarantee'],
    edits: [
      classification(
        "copycat: { guarantee: 'CP', mechanism: 'raft' },",
        "copycat: { guarantee: 'AP', mechanism: 'gossip' },",
      ),
    ],
  },
  {
    id: 'consul-members-by-raft',
    title: 'Consuls Mitgliederliste mit Raft',
    source: 'Ein Produkt, ein Etikett',
    killedBy: ['products-mechanism', 'products-guarantee'],
    edits: [
      classification(
        "'consul-members': { guarantee: 'AP', mechanism: 'gossip' },",
        "'consul-members': { guarantee: 'CP', mechanism: 'raft' },",
      ),
    ],
  },
  {
    id: 'databases-are-ca',
    title: 'Klassische Datenbanken als „CA“',
    source: 'Das Dreieck, wörtlich genommen',
    killedBy: ['products-guarantee'],
    edits: [
      classification(
        "'classic-databases': { guarantee: 'CP', mechanism: '2pc' },",
        "'classic-databases': { guarantee: 'CA', mechanism: '2pc' },",
      ),
    ],
  },
  {
    id: 'eureka-uses-gossip',
    title: 'Eureka mit Gossip',
    source: 'AP wird mit Gossip gleichgesetzt',
    killedBy: ['products-mechanism'],
    edits: [
      classification(
        "eureka: { guarantee: 'AP', mechanism: 'peer-replication' },",
        "eureka: { guarantee: 'AP', mechanism: 'gossip' },",
      ),
    ],
  },
];

export const decisionMutants: readonly Mutant[] = [...dilemmaMutants, ...classificationMutants];
