import { formatNumber } from '../wording/numbers.ts';
import { reportWording } from '../wording/report.ts';

/** German words that only the pages use, and those they share with the terminal. */
export const words = {
  skip: 'Zum Inhalt springen',
  navigation: 'Seiten des Berichts',
  overview: 'Übersicht',
  exercises: 'Aufgaben',
  exercise: 'Aufgabe',
  verdict: 'Urteil',
  parts: 'Teile',
  part: 'Teil',
  diagram: 'Raum-Zeit-Diagramm',
  diagramCaption:
    'Die Zeit läuft von oben nach unten, jeder Knoten hat eine Spalte. Dasselbe steht darunter als Tabelle.',
  eventTable: 'Der Ablauf als Tabelle',
  hints: 'Hinweise',
  hintLabel: (index: number, total: number) =>
    `Hinweis ${formatNumber(index)} von ${formatNumber(total)}`,
  rule: reportWording.rule,
  finding: reportWording.finding,
  findings: reportWording.findings,
  expected: reportWording.expected,
  actual: reportWording.actual,
  input: reportWording.input,
  steps: {
    wrong: 'Erster falscher Schritt',
    missing: 'Schritt ohne Folge',
    noticed: 'Hier fällt es auf',
  },
  reading: reportWording.reading,
  source: reportWording.source,
  replay: 'Wiederholen mit',
  bonus: reportWording.bonus,
  next: reportWording.next,
  pointsColumn: reportWording.pointsColumn,
  chapterColumn: 'Im Kapitel',
  propertiesColumn: reportWording.propertiesColumn,
  provenance: (seed: number, hash: string) =>
    `Startwert ${seed}, Fassung der Prüfung ${hash.slice(0, 12)}. Derselbe Quelltext ergibt mit beidem denselben Bericht.`,
};
