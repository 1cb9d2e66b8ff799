import { formatNumber } from '../../../feedback/wording/numbers.ts';
import type { PropertyResult } from '../../../results/result.ts';
import type { AttentionKind } from './attention.ts';

/** German words of the overview, which instructors read. */
export const overviewWording = {
  title: (chapter: string) => `Bewertung: ${chapter}`,
  skip: 'Zum Inhalt springen',
  navigation: 'Abschnitte',
  staffOnly: (keyFile: string) =>
    `Nur für Lehrende: Diese Seite nennt auch geheime Eigenschaften. Wer hinter einer Kennung steht, sagt allein „${keyFile}“.`,
  withoutJail:
    'Bewertet wurde ohne Gefängnis: Fremder Code lief nur in der Sandbox, die vor Versehen schützt, nicht vor Angriffen.',
  unpublished:
    'Noch nicht veröffentlicht: Rückmeldungen nennen von geheimen Eigenschaften nur, wie viele Punkte noch dazukommen, und keine endgültigen Punkte.',
  summary: 'Im Ganzen',
  people: 'Personen mit Abgabe',
  absent: 'ohne Abgabe',
  refused: 'abgelehnte Eingaben',
  toLookAt: 'Anzusehen',
  mean: 'Mittel',
  median: 'Median',
  pointsOf: (points: number, most: number) =>
    `${formatNumber(points)} von ${formatNumber(most)} Punkten`,
  distribution: 'Verteilung der Punkte',
  asTable: 'Dieselben Zahlen als Tabelle',
  range: 'Punkte',
  count: 'Personen',
  rangeOf: (from: number, to: number, last: boolean) =>
    `${formatNumber(from)} bis ${last ? '' : 'unter '}${formatNumber(to)}`,
  marks: 'Noten',
  mark: 'Note',
  attention: 'Wer einen Blick braucht',
  attentionNone: 'Nichts ist aufgefallen.',
  kind: 'Anlass',
  who: 'Wer',
  exercise: 'Aufgabe',
  quiz: 'Quiz',
  what: 'Was',
  hardest: 'Die schwersten Eigenschaften',
  hardestExplained:
    'Gezählt werden die Versuche, die zählen. „Nicht begonnen“ sind Stellen, an denen noch das Skelett steht. Woran die Prüfung selbst gescheitert ist, zählt nicht mit.',
  hardestNone: 'Alle haben alles erfüllt.',
  property: 'Eigenschaft',
  visibility: 'Sichtbarkeit',
  visibilities: {
    offen: 'offen',
    verdeckt: 'verdeckt',
    geheim: 'geheim',
  } satisfies Record<PropertyResult['visibility'], string>,
  failed: 'nicht erfüllt',
  ofJudged: (failed: number, judged: number) => `${failed} von ${judged}`,
  share: 'Anteil',
  percent: (share: number) => `${Math.round(share * 100)} %`,
  notBegun: 'nicht begonnen',
  diagnoses: 'Die häufigsten Diagnosen',
  diagnosesExplained:
    'Eine Abgabe verhält sich wie ein bekannter Fehler: Dieselben Eigenschaften sind verletzt, und in den Gegenbeispielen geschieht dasselbe. Genannt wird er nur, wo die Anzeichen eindeutig sind; in Klammern steht, wie wahrscheinlich es dieser Fehler ist.',
  diagnosesNone: 'Keine Abgabe verhält sich eindeutig wie ein bekannter Fehler.',
  behavesLike: 'verhält sich wie',
  whoAndHowSure: 'Wer (wie sicher)',
  /** Nothing of the kind is certain. */
  sure: (confidence: number) =>
    confidence >= 0.99 ? 'über 99 %' : `${Math.round(confidence * 100)} %`,
  exercises: 'Aufgaben',
  weight: 'Gewicht',
  solved: 'bestanden',
  meanPoints: 'Punkte im Mittel',
  scenarios: 'Abläufe je Abgabe',
  scenariosExplained:
    'Abläufe sind, was für eine Abgabe im Mittel gespielt wurde. Wie lange das gedauert hat, ist von Lauf zu Lauf verschieden und steht in',
  everybody: 'Alle Abgaben',
  pseudonym: 'Kennung',
  attempt: 'Versuch',
  attemptOf: (counted: number, all: number) => (all === 1 ? '1' : `${counted} von ${all}`),
  submitted: 'abgegeben',
  points: 'Punkte',
  daysLate: 'Tage zu spät',
  similar: 'Ähnliche Abgaben',
  similarExplained:
    'Ein Hinweis für Menschen, kein Urteil: Verglichen wird der Aufbau des Quelltexts ohne Namen und ohne das, was Skelett und Aufgabe vorgeben.',
  pair: (a: string, b: string, exercise: string, share: number) =>
    `${a} und ${b}: ${exercise}, ${Math.round(share * 100)} % gemeinsam`,
  passage: (who: string, file: string, from: number, to: number) =>
    `${who}, ${file}, ${from === to ? `Zeile ${from}` : `Zeilen ${from} bis ${to}`}`,
  notes: 'Beim Lesen der Abgaben richtiggestellt',
  noHandIn: 'Ohne Abgabe',
  hidden: '(Name verborgen)',
  footer: (seeds: readonly number[], hash: string) =>
    `${seeds.length === 1 ? 'Startwert' : 'Startwerte'} ${seeds.join(', ')}, Fassung der Prüfungen ${hash.slice(0, 12)}. Dieselben Abgaben ergeben damit dieselbe Seite.`,
};

export const histogramWording = {
  label: 'Balkendiagramm: wie viele Personen wie viele Punkte haben',
  axis: 'Punkte',
};

export const attentionWording = {
  forbidden: 'Die Abgabe benutzt, was nicht erlaubt ist.',
  told: (message: string) => `In der Rückmeldung steht: ${message}`,
  timeUnknown: 'Wann abgegeben wurde, ist unbekannt; der Versuch gilt als pünktlich.',
  late: (days: number) =>
    `${days === 1 ? 'Einen Tag' : `${days} Tage`} nach der Frist abgegeben; der Abzug ist eingerechnet.`,
  similar: (shares: readonly number[]) => {
    const percents = shares.map((share) => Math.round(share * 100));
    const [least, most] = [Math.min(...percents), Math.max(...percents)];
    const range = least === most ? `${most} %` : `${least} bis ${most} %`;
    const where = shares.length === 1 ? '' : `In ${shares.length} Aufgaben `;
    return `${where}${range} gemeinsam. Die Stellen stehen unten nebeneinander.`;
  },
};

export const attentionTitles: Readonly<Record<AttentionKind, string>> = {
  forged: 'Manipulation',
  crashed: 'Absturz',
  killed: 'beendet',
  hung: 'hängt',
  forbidden: 'unzulässig',
  similar: 'ähnlich',
  defect: 'Fehler der Prüfung',
  'verdict-differs': 'Fehler der Prüfung',
  refused: 'abgelehnt',
  late: 'verspätet',
  'time-unknown': 'ohne Zeitpunkt',
};

export const timesWording = {
  title: (chapter: string) => `Zeiten der Prüfung: ${chapter}`,
  explained:
    'Gemessen auf dieser Maschine, je Aufgabe und Abgabe. Diese Seite ist die einzige, die sich von Lauf zu Lauf unterscheidet.',
  judged: 'Abgaben',
  median: 'Median',
  most: 'längste',
  sum: 'zusammen',
  seconds: (ms: number) => `${formatNumber(Math.round(ms / 10) / 100)} s`,
  back: 'Zur Übersicht',
};
