import { type AnyProperty, property } from '../../suite.ts';
import {
  checkAnswers,
  checkOrder,
  checkWeights,
  isAddress,
  isNegative,
  isService,
} from './dns-checks.ts';
import {
  type AnsweringInput,
  type AnsweringSeen,
  answering,
  type DrawingSeen,
  drawing,
  type OrderingSeen,
  ordering,
} from './dns-functions.ts';
import { verdictOf } from './findings.ts';
import type { ResolverSeen } from './resolver-run.ts';
import { resolving } from './resolver-scenes.ts';
import type { ResolverRule } from './resolver-walk.ts';
import { lecture, task } from './sources.ts';

const judgedBy =
  (...rules: readonly ResolverRule[]) =>
  ({ findings }: ResolverSeen) =>
    verdictOf(findings, rules);

const answered = {
  count: 'answered',
  atLeast: 10,
  otherwise: 'Es wurde kaum eine Frage aufgelöst.',
};

/** Part 3: what the server answers, how a client chooses, and what a resolver keeps. */
export const dnsProperties: readonly AnyProperty[] = [
  property<AnsweringInput, AnsweringSeen>({
    id: 'dns-addresses',
    part: 'dns',
    title: 'A-Antworten nennen jede Adresse einmal',
    rule: 'Auf <service>.<domain> kommt je verschiedener Adresse ein A-Record, auf <id>.<service>.<domain> die Adresse der Instanz; Groß- und Kleinschreibung und ein Punkt am Ende zählen nicht.',
    source: `${lecture}: Dynamischer DNS; RFC 4343`,
    points: 2,
    kind: 'safety',
    visibility: 'offen',
    hints: [
      'Laufen zwei Instanzen auf einem Rechner, haben sie dieselbe Adresse.',
      'Bringen Sie den Namen der Frage zuerst in eine einheitliche Form.',
    ],
    chapter: '12-service-discovery.md#dynamisches-dns',
    on: [answering],
    check: checkAnswers(isAddress),
  }),
  property<AnsweringInput, AnsweringSeen>({
    id: 'dns-services',
    part: 'dns',
    title: 'SRV-Antworten nennen Priorität, Gewicht, Port und Ziel',
    rule: 'Auf _<service>._tcp.<domain> kommt je Instanz ein SRV-Record und in „additional“ zu jedem Ziel seine Adresse.',
    source: 'RFC 2782',
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Vergleichen Sie „Erwartet“ und „Erhalten“, auch in „additional“: Zu jedem Ziel gehört eine Adresse.',
      'Das Ziel ist ein Name, keine Adresse. Unter welchem Namen steht die Adresse der Instanz?',
    ],
    chapter: '12-service-discovery.md#srv',
    on: [answering],
    check: checkAnswers(isService),
  }),
  property<AnsweringInput, AnsweringSeen>({
    id: 'dns-negative',
    part: 'dns',
    title: 'Negative Antworten unterscheiden Name und Typ',
    rule: 'Einen Namen, den es nur mit anderem Typ gibt, beantwortet NOERROR ohne Records, einen, den es nicht gibt, NXDOMAIN, beides mit negativeTtl; einen außerhalb der Zone REFUSED.',
    source: 'RFC 2308, Abschnitt 2',
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Gibt es den Namen, wenn man nach dem anderen Typ fragt?',
      '„xcluster.local“ endet auf „cluster.local“, liegt aber nicht in dieser Zone; und zur Zone gehört auch ihr eigener Name.',
    ],
    chapter: '12-service-discovery.md#negative-antworten',
    on: [answering],
    check: checkAnswers(isNegative),
  }),
  property<never, OrderingSeen & DrawingSeen>({
    id: 'srv-order',
    part: 'dns',
    title: 'Ziele werden nach Priorität geordnet und nach Gewicht gelost',
    rule: 'orderTargets liefert alle Records, kleinere Priorität zuerst; bei gleicher Priorität kommt jeder mit seinem Anteil am übrigen Gewicht als Nächster an die Reihe.',
    source: 'RFC 2782, „Usage rules“',
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Stimmt die Reihenfolge nicht, stimmen nur die Anteile nicht, oder wurde die übergebene Liste verändert? Nach Gewicht zu sortieren, schickt alle zum selben Ziel.',
      'Ziehen Sie eine Zahl zwischen 0 und der Summe der Gewichte und gehen Sie die Records durch, bis deren Gewichte sie erreichen. Dann ohne den gezogenen weiter.',
    ],
    chapter: '12-service-discovery.md#srv',
    on: [ordering as never, drawing as never],
    check: (seen: OrderingSeen & DrawingSeen, input: never) =>
      'orders' in seen ? checkWeights(seen, input) : checkOrder(seen, input),
  }),
  property({
    id: 'cache-honours-ttl',
    part: 'dns',
    title: 'Der Cache gilt so lange wie die TTL, nicht länger und nicht kürzer',
    rule: 'Bis die kleinste TTL einer Antwort um ist, kommt sie sofort aus dem Cache, mit der verbleibenden TTL in jedem Record; danach wird neu gefragt. TTL 0 wird nicht aufgehoben.',
    source: 'RFC 1035, Abschnitt 7; RFC 2181, Abschnitt 5.2',
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Wann kam die Antwort, wie alt ist sie jetzt, und wie lange galt sie?',
      'Sekunden sind tausend Millisekunden. Merken Sie sich den Zeitpunkt des Eintreffens und rechnen Sie beim Antworten.',
    ],
    chapter: '12-service-discovery.md#ttl-und-cache',
    on: [resolving],
    check: judgedBy('cache-unused', 'stale', 'wrong-ttl'),
    sometimes: [
      answered,
      { count: 'hits', atLeast: 5, otherwise: 'Es kam fast nie eine Antwort aus dem Cache.' },
    ],
  }),
  property({
    id: 'negative-cached',
    part: 'dns',
    title: 'Auch „gibt es nicht“ wird aufgehoben, ein Fehler nie',
    rule: 'NXDOMAIN und leere Antworten gelten negativeTtl lang; SERVFAIL und REFUSED werden weitergegeben, aber nicht aufgehoben.',
    source: `RFC 2308, Abschnitt 5; ${task}, Teil 3`,
    points: 1,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: ['Worüber sagt die Antwort etwas: über den Namen oder über den Server?'],
    chapter: '12-service-discovery.md#negative-antworten',
    on: [resolving],
    check: judgedBy('negative-unused', 'negative-stale', 'error-kept'),
    sometimes: [
      {
        count: 'negativeHits',
        atLeast: 2,
        otherwise: 'Es kam nie eine negative Antwort aus dem Cache.',
      },
      { count: 'errors', atLeast: 2, otherwise: 'Der Server hat nie einen Fehler gemeldet.' },
    ],
  }),
  property({
    id: 'one-query-for-all',
    part: 'dns',
    title: 'Eine Frage zugleich, begrenzt wiederholt, und jeder bekommt seine Antwort',
    rule: 'Ist dieselbe Frage schon unterwegs, wird nicht noch einmal gefragt; ihre Antwort gilt allen. Ohne Antwort wird nach timeoutMs wieder gefragt, insgesamt attempts-mal, dann ist das Ergebnis SERVFAIL.',
    source: `RFC 1035, Abschnitt 7; ${task}, Teil 3`,
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Führen Sie je Frage (Name und Typ) eine Liste derer, die warten.',
      'Zwei Fragen nach demselben Namen in anderer Schreibweise sind dieselbe; nach anderem Typ nicht. Auch der Server darf die Frage in seiner Schreibweise wiederholen.',
    ],
    chapter: '12-service-discovery.md#ttl-und-cache',
    on: [resolving],
    check: judgedBy(
      'asked-twice',
      'not-asked',
      'no-retry',
      'too-many',
      'no-servfail',
      'no-answer',
      'form',
    ),
    sometimes: [
      answered,
      { count: 'joined', atLeast: 2, otherwise: 'Es haben nie mehrere zugleich dasselbe gefragt.' },
      { count: 'gaveUp', atLeast: 1, otherwise: 'Es wurde nie „SERVFAIL“ geantwortet.' },
    ],
  }),
  property({
    id: 'only-what-was-asked',
    part: 'dns',
    title: 'Es zählen nur Antworten auf gestellte Fragen',
    rule: 'Das Ergebnis ist die Antwort des Servers auf genau diese Frage. Antworten anderer Absender, mit anderer id oder Frage und ungefragte Beilagen bewirken nichts.',
    source: 'RFC 1035, Abschnitt 7.3',
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Wer hat diese Antwort geschickt, auf welche id und auf welche Frage?',
      'Vergleichen Sie Absender, id und Frage mit der, die offen ist. In den Cache kommt nur „answers“.',
    ],
    chapter: '12-service-discovery.md#ttl-und-cache',
    on: [resolving],
    check: judgedBy('wrong-answer', 'unsolicited'),
    sometimes: [
      answered,
      { count: 'unsolicited', atLeast: 2, otherwise: 'Es kam nie eine ungefragte Antwort.' },
    ],
  }),
];
