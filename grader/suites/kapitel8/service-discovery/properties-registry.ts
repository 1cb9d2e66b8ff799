import { type AnyProperty, property, type Sometimes } from '../../suite.ts';
import { verdictOf } from './findings.ts';
import type { RegistrySeen } from './registry-run.ts';
import { following, resuming } from './registry-scenes.ts';
import type { RegistryRule } from './registry-walk.ts';
import { etcd, lecture, lectureTasks, task } from './sources.ts';

const judgedBy =
  (...rules: readonly RegistryRule[]) =>
  ({ findings }: RegistrySeen) =>
    verdictOf(findings, rules);

const listed: Sometimes = {
  count: 'listed',
  atLeast: 3,
  otherwise: 'Es wurde fast nie nach einem Dienst mit mehreren Instanzen gefragt und geantwortet.',
};
const events: Sometimes = {
  count: 'events',
  atLeast: 20,
  otherwise: 'Die Registratur hat kaum ein Ereignis des Speichers bekommen.',
};

/** Part 2: following the store, answering, telling. */
export const registryProperties: readonly AnyProperty[] = [
  property({
    id: 'registry-messages',
    part: 'registratur',
    title: 'Fragen und Meldungen haben die verlangte Form',
    rule: 'Die Registratur sendet nur rekursive GET auf /services an den Speicher, jedes mit neuer id, und „Change“ an Beobachter.',
    source: `${task}, Teil 2`,
    points: 2,
    kind: 'safety',
    visibility: 'offen',
    hints: [
      'Vergleichen Sie die gezeigte Nachricht mit den Regeln 1, 2 und 7 in Teil 2 und mit dem, was zur id für alle Teile gilt.',
    ],
    chapter: '12-service-discovery.md#dem-speicher-folgen',
    on: [following, resuming],
    check: judgedBy('question-form', 'form'),
    sometimes: [events],
  }),
  property({
    id: 'watch-resumes',
    part: 'registratur',
    title: 'Beobachtet wird ab dem ersten Ereignis, das fehlt',
    rule: 'Zuerst wird gelesen, danach ab index + 1 beobachtet und nach jedem Ereignis ab modifiedIndex + 1; nach einer verlorenen Antwort mit demselben waitIndex. Neu gelesen wird nur nach Fehler 401.',
    source: `${etcd}, „Waiting for a change“`,
    points: 4,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Was geschieht mit einem Ereignis, das eintritt, während gerade keine Frage beim Speicher liegt?',
      'Führen Sie genau einen Stand mit: den Index des ersten Ereignisses, das Sie noch nicht kennen. Er ändert sich nur durch eine Antwort auf die Frage, die gerade offen ist.',
    ],
    chapter: '12-service-discovery.md#dem-speicher-folgen',
    on: [following, resuming],
    check: judgedBy('wrong-index'),
    sometimes: [
      events,
      { count: 'askedAgain', atLeast: 5, otherwise: 'Es ging fast nie eine Antwort verloren.' },
    ],
  }),
  property({
    id: 'keeps-following',
    part: 'registratur',
    title: 'Die Registratur hört nie auf zu fragen, und nie fragt sie doppelt',
    rule: 'Nach jeder Antwort folgt sofort die nächste Frage; ohne Antwort nach retryMs (Lesen) oder watchMs (Beobachten) die Wiederholung, nach einem Fehler des Speichers retryMs später. Es ist immer nur eine Frage offen.',
    source: `${etcd}, „Waiting for a change“`,
    points: 4,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Nach welcher Antwort (oder welchem Ausbleiben) fragt niemand mehr, zu spät oder zu früh?',
      'Stellen Sie beim Fragen einen Timer. Er steht für die eine offene Frage.',
    ],
    chapter: '12-service-discovery.md#verlorene-ereignisse',
    on: [following, resuming],
    check: judgedBy('no-question', 'two-questions'),
    sometimes: [
      events,
      { count: 'errors', atLeast: 1, otherwise: 'Der Speicher hat nie einen Fehler gemeldet.' },
    ],
  }),
  property({
    id: 'lookup-lists-the-registered',
    part: 'registratur',
    title: 'Die Auskunft nennt genau die angemeldeten Instanzen',
    rule: 'Jede Anfrage wird sofort beantwortet; auf „lookup“ kommen alle Instanzen dieses Dienstes nach dem bekannten Stand, aufsteigend nach id. Was gelöscht oder verfallen ist, auch mit seinem Verzeichnis, fehlt.',
    source: `${lecture}: mangelnde Redundanz; ${lectureTasks}`,
    points: 4,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Fehlt die Antwort, oder ist sie falsch? Wenn sie falsch ist: Welches Ereignis hat die Liste zuletzt geändert, und was hätte es bewirken müssen?',
      'Ein Verzeichnis, das verschwindet, nimmt alles darunter mit; „/services/web“ ist kein Anfang von „/services/web2“.',
    ],
    chapter: '12-service-discovery.md#was-alles-geschehen-kann',
    on: [following, resuming],
    check: judgedBy('wrong-answer', 'no-answer'),
    sometimes: [
      listed,
      {
        count: 'directoriesGone',
        atLeast: 1,
        otherwise: 'Es ist nie ein Verzeichnis verschwunden.',
      },
    ],
  }),
  property({
    id: 'no-answer-before-reading',
    part: 'registratur',
    title: 'Vor dem ersten Lesen gibt es keine Auskunft',
    rule: 'Wer fragt, bevor die Registratur zum ersten Mal gelesen hat, bekommt seine Antwort mit dem ersten Lesen, nicht vorher.',
    source: `${task}, Teil 2, Regel 6`,
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Was antwortet eine Registratur, die gerade erst gestartet ist?',
      'Heben Sie respond auf, bis das erste Lesen gelungen ist.',
    ],
    chapter: '12-service-discovery.md#registratur',
    on: [following, resuming],
    check: judgedBy('answered-unread'),
    sometimes: [
      {
        count: 'answeredLater',
        atLeast: 2,
        otherwise: 'Es wurde fast nie eine aufgehobene Frage beantwortet.',
      },
    ],
  }),
  property({
    id: 'describes-instances',
    part: 'registratur',
    title: 'Die Beschreibung ist die der Instanz',
    rule: 'Auf „describe“ kommt die angemeldete Instanz mit allen Feldern, so wie sie zuletzt geschrieben wurde, oder null, wenn es sie in diesem Dienst nicht gibt.',
    source: `${lectureTasks}: Service Description`,
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: ['Gesucht wird nach Dienst und id. Auch eine geänderte Beschreibung ersetzt die alte.'],
    chapter: '12-service-discovery.md#aufgaben',
    on: [following, resuming],
    check: judgedBy('wrong-description'),
    sometimes: [
      { count: 'described', atLeast: 2, otherwise: 'Es wurde fast nie eine Instanz beschrieben.' },
    ],
  }),
  property({
    id: 'foreign-entries-ignored',
    part: 'registratur',
    title: 'Fremde Einträge sind keine Instanzen',
    rule: 'Was kein vollständiges Instance-Objekt ist oder nicht zu seinem Schlüssel passt, steht in keiner Auskunft und bringt die Registratur nicht zum Absturz.',
    source: `${task}, Teil 2, Regel 5`,
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'In den Speicher schreibt jeder. Was macht JSON.parse mit einem Wert, der kein JSON ist, und was ist „null“?',
      'Prüfen Sie jedes Feld auf seinen Typ und vergleichen Sie service und id mit dem Schlüssel.',
    ],
    chapter: '12-service-discovery.md#was-alles-geschehen-kann',
    on: [following],
    check: judgedBy('foreign-entry'),
    sometimes: [
      {
        count: 'listedAmongForeign',
        atLeast: 3,
        otherwise: 'Es wurde fast nie Auskunft gegeben, während fremde Einträge im Speicher lagen.',
      },
    ],
  }),
  property({
    id: 'changes-exactly-once',
    part: 'registratur',
    title: 'Beobachter erfahren jede Änderung genau einmal',
    rule: 'Was das erste Lesen oder ein Ereignis ändert, geht sofort als „Change“ an jeden Beobachter, fortlaufend nummeriert und mit der richtigen Beschreibung; was nichts ändert, und was schon gemeldet ist, nicht.',
    source: `${etcd}, „Waiting for a change“; ${lectureTasks}: Membership Detection`,
    points: 5,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Fehlt eine Meldung, ist eine zu viel, oder stimmt nur ihre Nummer nicht? Zählt die Antwort, die sie ausgelöst hat, überhaupt: War ihre Frage noch offen?',
      'Bilden Sie Meldungen aus dem Vergleich zweier Stände: vorher und nachher. Gleiche Beschreibung heißt keine Änderung.',
    ],
    chapter: '12-service-discovery.md#beobachter',
    on: [following, resuming],
    check: judgedBy('change-missed', 'change-surplus', 'change-number'),
    sometimes: [
      { count: 'told', atLeast: 20, otherwise: 'Es wurde kaum eine Änderung gemeldet.' },
      {
        count: 'repliesIgnored',
        atLeast: 2,
        otherwise: 'Es kam fast nie eine Antwort doppelt oder zu spät.',
      },
    ],
  }),
  property({
    id: 'cleared-history-bridged',
    part: 'registratur',
    title: 'Nach gelöschter Historie wird der Unterschied gemeldet',
    rule: 'Nach Fehler 401 und neuem Lesen gehen genau die Unterschiede zum Bekannten an die Beobachter: verschwunden, hinzugekommen, geändert. Was gleich geblieben ist, nicht.',
    source: `${etcd}, „Watch from cleared event index“`,
    points: 4,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Was wusste die Registratur vor dem neuen Lesen, und was weiß sie danach?',
      'Auch was im neuen Stand nicht mehr vorkommt, ist eine Änderung.',
    ],
    chapter: '12-service-discovery.md#gelöschte-historie',
    on: [following, resuming],
    check: judgedBy('difference-missed', 'difference-surplus'),
    sometimes: [
      { count: 'cleared', atLeast: 1, otherwise: 'Die Historie wurde nie gelöscht.' },
      {
        count: 'differences',
        atLeast: 1,
        otherwise: 'Nach gelöschter Historie war nie etwas anders.',
      },
    ],
  }),
  property({
    id: 'outage-empties-nothing',
    part: 'registratur',
    title: 'Ein Ausfall des Speichers leert keine Liste',
    rule: 'Solange der Speicher nicht antwortet oder Fehler meldet, gibt die Registratur sofort nach dem letzten bekannten Stand Auskunft.',
    source: 'Netflix Eureka, Self Preservation Mode',
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Was folgt aus einem Fehler des Speichers für die Instanzen? Nichts.',
      'Nur eine Antwort mit Status 200 (oder beim Lesen der Fehler 100) ändert den Stand.',
    ],
    chapter: '12-service-discovery.md#registratur',
    on: [resuming],
    check: judgedBy('wrong-answer-cut-off'),
    sometimes: [
      {
        count: 'listedCutOff',
        atLeast: 2,
        otherwise: 'Es wurde fast nie während eines Ausfalls gefragt und geantwortet.',
      },
    ],
  }),
];
