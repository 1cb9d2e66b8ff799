import type { Scenario } from '../../../../simulator/scenario.ts';
import type { Schedule } from '../../../../simulator/schedule/schedule.ts';
import {
  type AnyProperty,
  type Experiment,
  holds,
  type Property,
  property,
} from '../../../suite.ts';
import {
  commitsInCalm,
  everybodyAnswered,
  everybodyDecides,
  irrevocable,
  isolated,
  oneOutcome,
  sumIsKept,
  unanimous,
} from '../checks/system-checks.ts';
import type { Request } from '../contract.ts';
import type { CommitSeen } from '../observed.ts';
import { allOrders, explorations } from '../system/exploration.ts';
import { calmSystem, disturbedSystem } from '../system/system-experiments.ts';
import { calmFromMs, finalReadsMs } from '../system/system-input.ts';
import {
  all,
  atLeast,
  bernstein,
  chapterFile,
  committed,
  type Head,
  restarted,
  toldBalance,
} from './declare.ts';

const safety = { part: 'atomar', kind: 'safety', visibility: 'verdeckt' } as const;
const conditions = `${bernstein}, Abschnitt 7.3`;
const chapter = `${chapterFile}#alle-oder-keiner`;
const both = [committed, atLeast('abort', 5, 'Kaum eine Transaktion wurde abgebrochen.')];

const ac1: Head = {
  ...safety,
  id: 'ac1-one-outcome',
  title: 'AC1: Alle entscheiden gleich',
  rule: 'Zu jeder Transaktion gibt es im ganzen System nur eine Entscheidung, was immer ausfällt. Geprüft wird an zufälligen Störungen und an allen Abläufen eines kleinen Systems.',
  source: `${conditions}: AC1; Gray & Lamport 2006, Abschnitt 2: Consistency`,
  points: 4,
  hints: [
    'Wann ist eine Transaktion bei Ihnen entschieden: beim Senden oder beim Schreiben ins Log?',
    'Suchen Sie den Knoten, der zum zweiten Mal entscheidet, und fragen Sie, was er beim ersten Mal hätte vermerken müssen.',
  ],
  chapter,
  sometimes: [...both, restarted],
};

const ac2: Head = {
  ...safety,
  id: 'ac2-irrevocable',
  title: 'AC2: Eine Entscheidung ist unwiderruflich',
  rule: 'Niemand sagt oder hört zu derselben Transaktion zwei verschiedene Entscheidungen, auch nicht über Neustarts hinweg.',
  source: `${conditions}: AC2; Gray & Lamport 2006, Abschnitt 2: Stability`,
  points: 2,
  hints: ['Welche Entscheidung steht im Log, und woher kommt die zweite?'],
  chapter,
  sometimes: [...both, restarted],
};

const ac3: Head = {
  ...safety,
  id: 'ac3-unanimous',
  title: 'AC3: Commit nur mit allen Stimmen',
  rule: 'Wer „commit“ sagt, dem sind in diesem Ablauf Stimmen „yes“ aller Teilnehmer vorausgegangen.',
  source: `${conditions}: AC3`,
  points: 2,
  hints: ['Was gilt bei Ihnen als Zustimmung eines Teilnehmers, der geschwiegen hat?'],
  chapter,
  sometimes: [committed],
};

const ac4: Head = {
  ...safety,
  kind: 'liveness',
  id: 'ac4-commit-in-calm',
  title: 'AC4: Ohne Störung führt Zustimmung zum Commit',
  rule: 'Fällt nichts aus und stimmen alle mit „yes“, so wird festgeschrieben, in jeder Reihenfolge der Nachrichten.',
  source: `${conditions}: AC4; Gray & Lamport 2006, Abschnitt 2: Nontriviality`,
  points: 1,
  hints: ['Bricht Ihr Koordinator ab, obwohl noch Stimmen unterwegs sind?'],
  chapter,
  sometimes: [committed],
};

const ac5: Head = {
  ...safety,
  kind: 'liveness',
  id: 'ac5-all-decide',
  title: 'AC5: Sind die Störungen vorbei, entscheiden alle',
  rule: 'Nach der letzten Störung erfährt jeder Teilnehmer, der mit „yes“ gestimmt hat, die Entscheidung, und jeder Client bekommt seine Antwort.',
  source: `${conditions}: AC5`,
  points: 3,
  hints: [
    'Wer wartet hier auf wen, und welche Nachricht ging verloren?',
    'Was weiß der Koordinator nach einem Neustart von Transaktionen, die noch offen sind?',
    'Wer hat dem Teilnehmer, der noch wartet, die Entscheidung zuletzt gesendet, und warum nicht wieder?',
  ],
  chapter,
  sometimes: [...both, restarted],
};

const sum: Head = {
  ...safety,
  id: 'sum-is-kept',
  title: 'Am Ende stimmt die Summe aller Konten',
  rule: 'Nach der letzten Störung ist kein Konto mehr unentschieden, und jedes trägt genau die Buchungen der festgeschriebenen Transaktionen: Es ist kein Geld entstanden und keines verschwunden.',
  source: `${bernstein}, Abschnitt 7.1`,
  points: 2,
  hints: [
    'Vergleichen Sie für das genannte Konto die Entscheidungen, die ankamen, mit den Buchungen.',
    'Wird bei Ihnen etwas doppelt gebucht, oder geht bei einem Absturz eine Buchung verloren?',
  ],
  chapter,
  sometimes: [committed, toldBalance],
};

const isolation: Head = {
  ...safety,
  id: 'isolation',
  title: 'Niemand sieht eine halbe Transaktion',
  rule: 'Sobald jemand von einem „commit“ weiß, nennt kein Teilnehmer mehr den Stand davor: Er antwortet „undecided“ oder mit dem neuen.',
  source: `${bernstein}, Abschnitt 7.2`,
  points: 1,
  hints: ['Wann lösen Sie die Sperren: nach dem Ja oder nach der Entscheidung?'],
  chapter: `${chapterFile}#sperren`,
  sometimes: [committed, toldBalance],
};

type Runs = readonly (
  | Experiment<Scenario<Request>, CommitSeen>
  | Experiment<Schedule, CommitSeen>
)[];

/** Judged on systems of any size and kind of input. */
function onSystems(
  head: Head,
  on: Runs,
  check: Property<unknown, CommitSeen>['check'],
): AnyProperty {
  return property({ ...head, on: on as unknown as Property<unknown, CommitSeen>['on'], check });
}

/** Only the systems of chance have times. */
const isTimed = ({ trace }: CommitSeen) => trace.endedAtMs >= finalReadsMs;

export const systemProperties: readonly AnyProperty[] = [
  onSystems(ac1, [disturbedSystem, ...explorations], oneOutcome),
  onSystems(ac2, [disturbedSystem, ...explorations], irrevocable),
  onSystems(ac3, [disturbedSystem, ...explorations], unanimous),
  onSystems(ac4, [calmSystem, allOrders], commitsInCalm),
  onSystems(
    ac5,
    [disturbedSystem, ...explorations],
    // In the explored systems a client asks once: a crash may cost it its answer.
    all(everybodyDecides, (seen) =>
      isTimed(seen) ? everybodyAnswered(seen, calmFromMs + 300) : holds,
    ),
  ),
  onSystems(sum, [calmSystem, disturbedSystem], (seen) => sumIsKept(seen, finalReadsMs)),
  onSystems(isolation, [calmSystem, disturbedSystem], isolated),
];
