import type { AnyProperty } from '../../../suite.ts';
import { keepsTrying, leaderInTheEnd, steadyHeartbeats, timeoutsVary } from '../checks/liveness.ts';
import { wellFormed } from '../checks/messages.ts';
import { electedByMajority, termsGrow } from '../checks/nodes.ts';
import { electionSafety } from '../checks/safety.ts';
import { calm, disturbedElections, isolation } from '../experiments.ts';
import { electionSample } from '../samples.ts';
import { timerKept, timerRestarted } from '../scenes/timers.ts';
import { stepsDown, voteAnew, voteOnce, votesCounted } from '../scenes/votes.ts';
import { sceneExperiment } from '../stage/scene.ts';
import { atLeast, type Head, inScenes, ongaro, onRuns } from './declare.ts';

const part = 'wahl';
const safety = { part, kind: 'safety', visibility: 'verdeckt' } as const;
const liveness = { part, kind: 'liveness', visibility: 'verdeckt' } as const;
const elected = atLeast('elections', 1, 'In den Abläufen wurde kaum je ein Leader gewählt.');

const messages: Head = {
  ...safety,
  id: 'wire-format',
  title: 'Nachrichten entsprechen dem Vertrag',
  rule: 'Jede gesendete Nachricht hat die Felder und Typen aus „protocol.ts“, jede Antwort an einen Client ebenso. Indizes und Terme sind ganze Zahlen und nie negativ. Jedes RequestVote und jedes AppendEntries wird noch in demselben Handler genau einmal beantwortet, in jeder Rolle.',
  source: `${ongaro}, Abb. 2`,
  points: 1,
  hints: [
    'Vergleichen Sie die gemeldete Nachricht Feld für Feld mit „protocol.ts“.',
    'Fehlt nach dem Senden einer Ablehnung ein „return“, folgt leicht eine zweite Antwort; ein zu frühes lässt die erste aus.',
    'Negative Indizes entstehen meist durch ein „nextIndex“, das unter 1 sinkt; NaN durch Rechnen mit „undefined“.',
  ],
  chapter: '08-raft.md#terme',
  sometimes: atLeast('sent', 20, 'Die Knoten haben kaum Nachrichten gesendet.'),
};

const oneLeader: Head = {
  ...safety,
  id: 'election-safety',
  title: 'Höchstens ein Leader je Term',
  rule: 'In jedem Term handelt höchstens ein Knoten als Leader, auch wenn Nachrichten verloren gehen, doppelt kommen oder das Netz zerfällt.',
  source: `${ongaro}, Abb. 3: Election Safety`,
  points: 3,
  hints: [
    'Zwei Mehrheiten derselben Knoten überschneiden sich. Wie kann es trotzdem zwei Sieger geben?',
    'Gibt ein Knoten je Term nur eine Stimme, und zählen Sie auch die eigene als vergeben?',
    'Rechnen Sie die Mehrheit aus der Zahl aller Knoten: ⌊n/2⌋ + 1 mit n = peers.length + 1.',
  ],
  chapter: '08-raft.md#wahl',
  sometimes: elected,
};

const majority: Head = {
  ...safety,
  id: 'elected-by-majority',
  title: 'Eine Minderheit wählt niemanden',
  rule: 'Wer als Leader handelt, hat in diesem Term mit seiner eigenen die Stimmen einer Mehrheit aller Knoten bekommen. Abgeschnittene Knoten warten beliebig lange, ohne Leader zu werden.',
  source: `${ongaro}, Abschnitt 5.2`,
  points: 3,
  hints: [
    'Bezugsgröße ist die Zahl aller Knoten, nicht die der gerade erreichbaren.',
    'Wie viele Stimmen fehlen Ihrem Candidate, wenn er allein ist? Die Mehrheit von 3 ist 2, die von 5 ist 3.',
    'Führen Sie eine Menge der Wähler und vergessen Sie sie bei jeder neuen Kandidatur.',
  ],
  chapter: '08-raft.md#mehrheiten',
  sometimes: elected,
};

const terms: Head = {
  ...safety,
  id: 'terms-grow',
  title: 'Terme laufen nie zurück',
  rule: 'Solange ein Knoten läuft, sendet er in keinem kleineren Term als dem höchsten, den er gesendet oder empfangen hat. Das gilt für Anfragen wie für Antworten.',
  source: `${ongaro}, Abschnitt 5.1`,
  points: 2,
  hints: [
    'Was tut Ihr Knoten als Allererstes, wenn eine Nachricht einen höheren Term trägt?',
    'Die Regel „Alle Server“ gilt auch für Antworten, nicht nur für Anfragen.',
    'Prüfen Sie am Anfang von „onMessage“, für jede Art von Nachricht: message.term > currentTerm.',
  ],
  chapter: '08-raft.md#terme',
  sometimes: elected,
};

const leader: Head = {
  ...liveness,
  id: 'leader-in-the-end',
  title: 'Nach den Störungen gibt es einen Leader',
  rule: 'Sind alle Störungen vorbei, gibt es nach spätestens zehn Wahl-Timeouts einen Leader, den alle anderen hören, und niemand kandidiert mehr.',
  source: `${ongaro}, Abschnitt 5.2`,
  points: 3,
  hints: [
    'Verfolgen Sie im Ablauf, wer kandidiert und warum er keine Mehrheit bekommt oder nicht bleibt.',
    'Startet jede Kandidatur den Wahl-Timer neu, mit neu gezogener Dauer?',
    'Sendet ein neuer Leader sofort Heartbeats und dann alle 50 ms? Startet jeder davon beim Follower den Wahl-Timer neu?',
  ],
  chapter: '08-raft.md#lebendigkeit',
  sometimes: elected,
};

const heartbeats: Head = {
  ...liveness,
  id: 'heartbeats',
  title: 'Der Leader meldet sich regelmäßig',
  rule: 'In einem ungestörten Cluster sendet der Leader jedem anderen Knoten mindestens alle 50 ms ein AppendEntries. Bis zu 100 ms werden geduldet.',
  source: `${ongaro}, Abschnitt 5.2`,
  points: 2,
  hints: [
    'Ein Timer läuft nur einmal ab. Wer startet ihn wieder?',
    'Starten Sie den Heartbeat-Timer nach jedem Ablauf mit „heartbeatIntervalMs“ neu.',
  ],
  chapter: '08-raft.md#zeitgeber',
  sometimes: elected,
};

const trying: Head = {
  ...liveness,
  id: 'keeps-trying',
  title: 'Ein Candidate versucht es wieder',
  rule: 'Ein Knoten, der von niemandem hört, kandidiert immer wieder, das erste Mal in Term 1, dann jedes Mal in einem höheren und nach einem Timeout zwischen 150 und 300 ms. Bis zu 350 ms werden geduldet.',
  source: `${ongaro}, Abschnitt 5.2`,
  points: 1,
  hints: [
    'Was geschieht in Ihrem Knoten, wenn eine Wahl ohne Ergebnis bleibt?',
    'Auch wer kandidiert, startet den Wahl-Timer neu. Läuft er ab, beginnt die nächste Wahl.',
  ],
  chapter: '08-raft.md#wahl',
  sometimes: atLeast('timeouts', 8, 'Die abgeschnittenen Knoten haben kaum kandidiert.'),
};

const varying: Head = {
  ...liveness,
  id: 'timeouts-vary',
  title: 'Wahl-Timeouts sind zufällig',
  rule: 'Der Wahl-Timeout wird bei jedem Start neu gezogen. Er unterscheidet sich von Mal zu Mal und von Knoten zu Knoten.',
  source: `${ongaro}, Abschnitt 5.2`,
  points: 2,
  hints: [
    'Was geschieht, wenn alle Knoten gleich lange warten?',
    'Ziehen Sie die Dauer mit „context.random()“, und zwar bei jedem Neustart des Timers, nicht einmal im Konstruktor.',
  ],
  chapter: '08-raft.md#zeitgeber',
  sometimes: atLeast('timeouts', 8, 'Die abgeschnittenen Knoten haben kaum kandidiert.'),
};

const once: Head = {
  ...safety,
  visibility: 'offen',
  id: 'vote-once',
  title: 'Eine Stimme je Term',
  rule: 'Ein Knoten gibt je Term höchstens einem Candidate seine Stimme, diesem aber auf Nachfrage noch einmal. Ein Candidate hat seine Stimme sich selbst gegeben. Anfragen aus kleineren Termen lehnt jeder ab und nennt seinen Term.',
  source: `${ongaro}, Abb. 2: RequestVote`,
  points: 2,
  hints: [
    'Welche Angaben zur vergebenen Stimme führt Abb. 2?',
    'Vermerken Sie „votedFor“ auch, wenn Sie selbst kandidieren.',
    'Ja nur, wenn der Term stimmt und „votedFor“ leer ist oder schon diesen Candidate nennt.',
  ],
  chapter: '08-raft.md#stimmen',
  sometimes: atLeast('voted', 3, 'Der Knoten hat keine einzige Stimme gegeben.'),
};

const anew: Head = {
  ...safety,
  id: 'vote-anew',
  title: 'Ein neuer Term bringt eine neue Stimme',
  rule: 'Erfährt ein Knoten von einem höheren Term, ist seine Stimme darin noch frei, gleich wem er sie vorher gegeben hat und welche Rolle er hatte.',
  source: `${ongaro}, Abschnitt 5.1`,
  points: 1,
  hints: [
    'Was wird aus „votedFor“, wenn der Term steigt?',
    'Löschen Sie „votedFor“ an derselben Stelle, an der Sie „currentTerm“ erhöhen, auch wenn der höhere Term in einer Antwort kam.',
  ],
  chapter: '08-raft.md#stimmen',
  sometimes: atLeast('voted', 3, 'Der Knoten hat keine Stimme gegeben und nie kandidiert.'),
};

const counted: Head = {
  ...safety,
  id: 'votes-counted',
  title: 'Stimmen werden richtig gezählt',
  rule: 'Leader wird, wer in diesem Term von einer Mehrheit verschiedener Knoten gewählt ist, und dann sofort. Doppelte, verweigerte und verspätete Stimmen zählen nicht.',
  source: `${ongaro}, Abschnitt 5.2`,
  points: 2,
  hints: [
    'Was geschieht, wenn das Netz dieselbe Antwort zweimal zustellt?',
    'Eine Menge der Knoten, die zugestimmt haben, kann nicht doppelt zählen.',
    'Vergleichen Sie den Term der Antwort mit dem aktuellen und prüfen Sie, ob Sie noch Candidate sind.',
  ],
  chapter: '08-raft.md#stimmen',
  sometimes: atLeast(
    'elected',
    1,
    'Auch mit den Stimmen einer Mehrheit wurde der Knoten nicht Leader.',
  ),
};

const down: Head = {
  ...safety,
  id: 'steps-down',
  title: 'Wer einen höheren Term sieht, tritt zurück',
  rule: 'Ein Leader oder Candidate, der in irgendeiner Nachricht einen höheren Term sieht, wird Follower und handelt nicht mehr im alten Term. Ein Candidate weicht auch einem Leader seines eigenen Terms.',
  source: `${ongaro}, Abb. 2: Alle Server`,
  points: 1,
  hints: [
    'Trägt auch eine Antwort einen Term?',
    'Als Follower zählen verspätete Stimmen nicht mehr, und der Wahl-Timer muss wieder laufen.',
  ],
  chapter: '08-raft.md#rollen',
  sometimes: atLeast('stepped-down', 1, 'Der Knoten kam nie in die Lage, zurückzutreten.'),
};

const kept: Head = {
  ...liveness,
  id: 'timer-kept',
  title: 'Nicht jede Nachricht startet den Wahl-Timer neu',
  rule: 'Den Wahl-Timer starten nur drei Dinge neu: ein AppendEntries (oder InstallSnapshot) des aktuellen Terms, eine gegebene Stimme und die eigene Kandidatur. Veraltete Nachrichten, verweigerte Stimmen und Antworten tun es nicht, ein höherer Term allein auch nicht.',
  source: "Students' Guide to Raft: Livelocks",
  points: 1,
  hints: [
    'Suchen Sie alle Stellen, an denen Ihr Code den Wahl-Timer startet.',
    'Prüfen Sie den Term eines AppendEntries, bevor Sie den Timer neu starten; bei RequestVote erst, wenn die Antwort „ja“ lautet.',
  ],
  chapter: '08-raft.md#zeitgeber',
  sometimes: atLeast('disturbed', 3, 'Der Knoten hat die anfängliche Stimme verweigert.'),
};

const restarted: Head = {
  ...liveness,
  id: 'timer-restarted',
  title: 'Heartbeats und gegebene Stimmen halten still',
  rule: 'Ein Follower, der regelmäßig AppendEntries seines Terms bekommt, kandidiert nicht. Wer eben seine Stimme gegeben hat, wartet einen vollen Wahl-Timeout.',
  source: `${ongaro}, Abschnitt 5.2`,
  points: 1,
  hints: [
    'Startet ein leeres AppendEntries bei Ihnen den Wahl-Timer neu?',
    '„setTimer“ mit demselben Namen ersetzt den laufenden Timer.',
  ],
  chapter: '08-raft.md#zeitgeber',
  sometimes: atLeast(
    'quiet',
    1,
    'Der Knoten hat weder einem Leader gefolgt noch eine Stimme gegeben.',
  ),
};

// Shared with the property about answers: each performance is judged by both.
const oneVote = sceneExperiment('eine-stimme', 'none', 8, voteOnce);
const newVote = sceneExperiment('neue-stimme', 'none', 6, voteAnew);
const steppingDown = sceneExperiment('zuruecktreten', 'reordering', 8, stepsDown);
const runs = [disturbedElections, electionSample];

// Scenes first: they show a bug in the fewest steps.
export const electionProperties: readonly AnyProperty[] = [
  inScenes(once, [oneVote]),
  inScenes(anew, [newVote]),
  inScenes(counted, [sceneExperiment('stimmen-zaehlen', 'reordering', 8, votesCounted)]),
  inScenes(down, [steppingDown]),
  inScenes(kept, [sceneExperiment('timer-laeuft-weiter', 'reordering', 8, timerKept)]),
  inScenes(restarted, [sceneExperiment('timer-startet-neu', 'none', 8, timerRestarted)]),
  onRuns(trying, [isolation], keepsTrying),
  onRuns(varying, [isolation], timeoutsVary),
  onRuns(heartbeats, [calm], steadyHeartbeats),
  onRuns(leader, [calm, ...runs], leaderInTheEnd),
  onRuns(oneLeader, runs, electionSafety),
  onRuns(majority, [isolation, ...runs], electedByMajority),
  onRuns(terms, runs, termsGrow),
  onRuns(messages, [calm, ...runs], wellFormed, [oneVote, newVote, steppingDown]),
];
