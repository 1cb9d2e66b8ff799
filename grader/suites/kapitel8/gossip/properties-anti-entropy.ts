import { type AnyProperty, property } from '../../suite.ts';
import {
  checkCaughtUp,
  checkDigestAnswer,
  checkDigestRhythm,
  checkHealed,
  checkWantedAnswer,
} from './checks-anti-entropy.ts';
import { busyCluster, healing, restarting } from './cluster.ts';
import { comparingDigests } from './comparing-digests.ts';

/** Part 3: replicas compare what they have. */
export const antiEntropyProperties: readonly AnyProperty[] = [
  property({
    id: 'digest-rhythm',
    part: 'anti-entropie',
    title: 'In festen Abständen geht ein vollständiges Digest an einen anderen Knoten',
    rule: 'antiEntropyMs, 2 · antiEntropyMs, … nach dem Start schickt jeder Knoten genau ein Digest an einen anderen, mit den Versionen aller übernommenen Einträge. Digests gehen nie als Antwort hinaus.',
    source: 'Demers et al. 1987, Abschnitt 1.3',
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Der Abgleich hat einen eigenen Timer neben dem Takt. Wird er jedes Mal neu gestellt?',
      'Auch ein Knoten ohne Einträge schickt sein (leeres) Digest: Gerade er hat viel zu lernen.',
    ],
    chapter: '06-gossip.md#anti-entropie',
    on: [busyCluster],
    check: checkDigestRhythm,
    sometimes: [
      { count: 'digests', atLeast: 10, otherwise: 'Es wurde fast kein Digest verschickt.' },
    ],
  }),
  property({
    id: 'digest-answer',
    part: 'anti-entropie',
    title: 'Die Antwort auf ein Digest ist genau die Differenz',
    rule: 'Wer ein Digest bekommt, schickt dem Absender in „entries“ sofort alle übernommenen Einträge, die dort fehlen oder älter sind, und nennt in wanted die Schlüssel, zu denen das Digest Neueres kennt. Sonst nichts.',
    source: 'Demers et al. 1987, Abschnitt 1.3',
    points: 5,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Gehen Sie beide Richtungen durch: Was habe ich, das er nicht hat? Was hat er, das ich nicht habe?',
      'Verglichen wird mit isNewer, also bei gleichem Zeitstempel nach der Quelle.',
    ],
    chapter: '06-gossip.md#anti-entropie',
    on: [comparingDigests],
    check: checkDigestAnswer,
    sometimes: [
      {
        count: 'digestAnswers',
        atLeast: 10,
        otherwise: 'Es wurde fast nie auf ein Digest geantwortet.',
      },
    ],
  }),
  property({
    id: 'wanted-answer',
    part: 'anti-entropie',
    title: 'Erbetenes wird geschickt',
    rule: 'Nennt eine „entries“-Nachricht Schlüssel in wanted, so bekommt der Absender sofort die übernommenen Einträge zu diesen Schlüsseln, in einer „entries“-Nachricht mit leerem wanted.',
    source: 'Demers et al. 1987, Abschnitt 1.3 (push-pull)',
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Erst die Gerüchte der Nachricht hören, dann die Wünsche erfüllen.',
      'Ist zu keinem der Schlüssel etwas da, geht auch keine Nachricht hinaus.',
    ],
    chapter: '06-gossip.md#anti-entropie',
    on: [comparingDigests],
    check: checkWantedAnswer,
    sometimes: [
      { count: 'wantedAnswers', atLeast: 10, otherwise: 'Es wurde fast nie etwas erbeten.' },
    ],
  }),
  property({
    id: 'partition-heals',
    part: 'anti-entropie',
    title: 'Nach einer Partition werden alle Replikate gleich',
    rule: 'Ist die Partition geheilt, so antworten nach einer beschränkten Zahl von Abgleichen alle Knoten auf jede Anfrage gleich, und zwar mit dem neuesten Wert, den ein Client gesetzt hat.',
    source: 'Demers et al. 1987, Abschnitt 1.3',
    points: 7,
    kind: 'liveness',
    visibility: 'verdeckt',
    hints: [
      'Während der Partition wurde alles zu Ende erzählt. Wer sagt es nach der Heilung der anderen Seite?',
      'Kommt in Ihrem Abgleich jeder andere Knoten einmal an die Reihe, auch die der anderen Gruppe?',
      'Haben zwei Seiten denselben Zeitstempel vergeben, muss auf beiden derselbe Eintrag gewinnen.',
    ],
    chapter: '06-gossip.md#anti-entropie',
    on: [healing],
    check: checkHealed,
    sometimes: [
      { count: 'partitioned', atLeast: 1, otherwise: 'Es gab keine Partition.' },
      { count: 'putsAnswered', atLeast: 3, otherwise: 'Es wurde fast nie ein Wert gesetzt.' },
    ],
  }),
  property({
    id: 'restart-catches-up',
    part: 'anti-entropie',
    title: 'Nach einem Neustart holt ein Knoten alles nach',
    rule: 'Ein Knoten, der abgestürzt und neu gestartet ist, antwortet nach einer beschränkten Zahl von Abgleichen wieder wie alle anderen; kein Wert, den ein anderer Knoten bestätigt hat, geht dabei verloren.',
    source: 'Demers et al. 1987, Abschnitt 1.3',
    points: 2,
    kind: 'liveness',
    visibility: 'verdeckt',
    hints: [
      'onStart läuft auch nach einem Neustart. Laufen danach beide Timer wieder?',
      'Wie beantworten die anderen das leere Digest des neu gestarteten Knotens?',
    ],
    chapter: '06-gossip.md#anti-entropie',
    on: [restarting],
    check: checkCaughtUp,
    sometimes: [
      {
        count: 'restarts',
        atLeast: 2,
        otherwise: 'Kein Knoten ist nach einem Absturz neu gestartet.',
      },
    ],
  }),
];
