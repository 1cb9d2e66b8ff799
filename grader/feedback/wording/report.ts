import type { PropertyResult, Status } from '../../results/result.ts';
import { formatNumber } from './numbers.ts';

/** German words of the reports, terminal and HTML alike. */

export function pointsOf(points: number, maxPoints: number): string {
  if (maxPoints === 0) return '–';
  return `${formatNumber(points)} von ${formatNumber(maxPoints)} ${maxPoints === 1 ? 'Punkt' : 'Punkten'}`;
}

/** „81/100“, in tables. */
export function fraction(points: number, maxPoints: number): string {
  return `${formatNumber(points)}/${formatNumber(maxPoints)}`;
}

export const statusWords: Record<Status, string> = {
  bestanden: 'bestanden',
  'nicht-bestanden': 'nicht bestanden',
  'nicht-abgeschlossen': 'nicht abgeschlossen',
  'nicht-auswertbar': 'nicht auswertbar',
  unzulaessig: 'unzulässig',
  'pruefer-fehler': 'Fehler der Prüfung',
};

/** Each status has its own sign, so that none depends on colour. */
export const statusSigns: Record<Status, string> = {
  bestanden: '✓',
  'nicht-bestanden': '✗',
  'nicht-abgeschlossen': '…',
  'nicht-auswertbar': '?',
  unzulaessig: '!',
  'pruefer-fehler': '!',
};

export const notBegunSign = '○';

const faultWords: Record<PropertyResult['faults'][number], string> = {
  none: 'ohne Störungen',
  loss: 'Nachrichtenverlust',
  reordering: 'überholende Nachrichten',
  partition: 'Partitionen',
  crash: 'Abstürze',
};

/** „Sicherheit; geprüft unter: ohne Störungen, Partitionen“ */
export function natureOf(property: PropertyResult): string {
  const kind = property.kind === 'safety' ? 'Sicherheit' : 'Fortschritt';
  return [kind, ...property.faults.map((level) => faultWords[level])].join(' · ');
}

export const reportWording = {
  rule: 'Regel',
  finding: 'Befund',
  expected: 'Erwartet',
  actual: 'Erhalten',
  input: 'Eingabe',
  calls: 'Aufrufe',
  step: 'Schritt',
  hint: 'Hinweis',
  reading: 'Nachlesen',
  source: 'Quelle',
  replay: 'Nochmals',
  debug: 'Debuggen',
  properties: (count: number) =>
    count === 1 ? '1 Eigenschaft' : `${formatNumber(count)} Eigenschaften`,
  pointsColumn: 'Punkte',
  propertiesColumn: 'Eigenschaften',
  notBegun: 'noch nicht begonnen',
  begun: 'begonnen; noch endet jeder Weg an einem TODO',
  partNotBegun: 'nicht begonnen',
  bonus: 'Bonus',
  quiz: 'Quiz, richtige Antworten',
  quizBonus: 'Quiz, richtige Antworten (Bonus)',
  counterexample: (run: number, minimised: boolean) =>
    `Gegenbeispiel aus Lauf ${formatNumber(run)}${minimised ? ', so klein wie möglich' : ''}`,
  counterexampleReplayed: 'Das Gegenbeispiel',
  moreHints: 'Mehr Hinweise',
  alsoFailing: 'Ebenfalls nicht erfüllt',
  moreFailing: (count: number) =>
    count === 1
      ? '… und 1 weitere. Was vorn steht, ist oft die Ursache.'
      : `… und ${formatNumber(count)} weitere. Was vorn steht, ist oft die Ursache.`,
  sameFault: (ids: readonly string[]) => `Am selben Fehler scheitern auch: ${ids.join(', ')}.`,
  sameNeed: (ids: readonly string[]) => `Dasselbe fehlt auch für: ${ids.join(', ')}.`,
  stillOpen: 'Noch offen in begonnenen Teilen',
  needs: (what: string) => `Braucht noch: ${what}`,
  ahead: 'In späteren Teilen verletzt, falls Sie dort schon begonnen haben',
  sameReason: (ids: readonly string[]) => `Aus demselben Grund nicht beurteilt: ${ids.join(', ')}.`,
  oneInFull: 'Eine davon ausführlich:',
  findings: 'Im Quelltext aufgefallen',
  severities: { fehler: 'Fehler', warnung: 'Warnung', hinweis: 'Anmerkung' },
  moreFindings: (count: number) =>
    count === 1 ? '… und 1 weiterer Befund.' : `… und ${formatNumber(count)} weitere Befunde.`,
  next: 'Als Nächstes',
  total: 'Gesamt',
  exerciseColumn: 'Aufgabe',
  chapterColumn: 'im Kapitel',
  /** „zählt 22 von 100 im Kapitel“: what the exercise's own 100 points are worth. */
  weight: (weight: number) => `zählt ${formatNumber(weight)} von 100 im Kapitel`,
  partOfChapter: (maxPoints: number) =>
    `Das ganze Kapitel hat 100 Punkte; was hier geprüft wurde, zählt davon ${formatNumber(maxPoints)}.`,
  withheld: (points: number) =>
    points === 1
      ? '1 weiterer Punkt ist geheim und wird erst bei der Bewertung vergeben.'
      : `${formatNumber(points)} weitere Punkte sind geheim und werden erst bei der Bewertung vergeben.`,
  withheldOfChapter: (points: number) =>
    points === 1
      ? 'Dazu kommt 1 Punkt aus geheimen Prüfungen, der erst bei der Bewertung vergeben wird.'
      : `Dazu kommen ${formatNumber(points)} Punkte aus geheimen Prüfungen, die erst bei der Bewertung vergeben werden.`,
  scenarios: (count: number) => (count === 1 ? '1 Ablauf' : `${formatNumber(count)} Abläufe`),
};

/** What to do next, in one or two sentences. */
export const nextWording = {
  begin: (part: string, task: string) =>
    `Beginnen Sie mit „${part}“. Was zu tun ist, steht in ${task}.`,
  nextTodo: (place: string) => `Ersetzen Sie als Nächstes das TODO in ${place}.`,
  continueWith: (part: string) =>
    `Alles bisher Begonnene ist erfüllt. Weiter geht es mit „${part}“.`,
  repair: (title: string, alone: boolean) =>
    alone
      ? `Beheben Sie „${title}“ und prüfen Sie erneut.`
      : `Beheben Sie zuerst „${title}“: Was danach kommt, baut oft darauf auf.`,
  undecided: (title: string) =>
    `Verletzt ist nichts; „${title}“ ist aber nicht zu Ende beurteilt. Was zu tun ist, steht im Befund.`,
  repairAt: (place: string) => `Beheben Sie zuerst den Abbruch in ${place}.`,
  place: (file: string, line: number) => `${file}, Zeile ${line}`,
  bonus: (part: string) => `Diese Aufgabe ist bestanden. Wenn Sie mögen, lösen Sie noch „${part}“.`,
  done: 'Diese Aufgabe ist vollständig gelöst.',
  unjudged: 'Beheben Sie, was oben steht, und prüfen Sie erneut; vorher gibt es keine Punkte.',
  graderDefect:
    'Prüfen Sie erneut. Bleibt der Fehler, melden Sie ihn mit der Datei .kapitel/fehler.log.',
};
