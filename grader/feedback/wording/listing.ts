import { formatNumber } from './numbers.ts';

export const listingWording = {
  unchecked: 'noch nicht geprüft',
  bonus: (points: number) => `Dazu ${formatNumber(points)} Bonuspunkte.`,
  weight: (weight: number) => `Zählt ${formatNumber(weight)} der 100 Punkte des Kapitels.`,
  standing: (points: number, bonusPoints: number) =>
    bonusPoints === 0
      ? `Ihr Stand: ${formatNumber(points)} von 100 Punkten.`
      : `Ihr Stand: ${formatNumber(points)} von 100 Punkten und ${formatNumber(bonusPoints)} Bonuspunkte.`,
  best: (points: number) => `Bestes Ergebnis: ${formatNumber(points)}.`,
  checked: (when: string) => `Geprüft ${when}.`,
  quiz: (right: number, total: number, due: number) =>
    `Quiz: ${formatNumber(right)} von ${formatNumber(total)} Fragen zuletzt richtig${due === 0 ? '' : `, ${formatNumber(due)} fällig`}.`,
  quizShare: (right: number, total: number, due: number) =>
    `Quiz ${formatNumber(right)}/${formatNumber(total)}${due === 0 ? '' : ` · ${formatNumber(due)} fällig`}`,
  lastWork: (when: string) => `Zuletzt gearbeitet: ${when}.`,
  doneSign: '✓',
  begunSign: '…',
  repeat: {
    lead: 'Zu wiederholen:',
    due: (count: number) =>
      count === 1 ? 'Eine Quizfrage ist fällig.' : `${formatNumber(count)} Quizfragen sind fällig.`,
    command: 'npm run check quiz -- --due',
  },
  next: {
    lead: 'Als Nächstes:',
    read: (number: string, title: string) =>
      `Lesen Sie ${number} „${title}“ und beantworten Sie das Quiz dazu.`,
    quiz: (number: string, title: string, fresh: number) =>
      `Im Quiz zu ${number} „${title}“ ${fresh === 1 ? 'ist noch eine Frage' : `sind noch ${formatNumber(fresh)} Fragen`} offen.`,
    begin: (number: string, title: string) => `Beginnen Sie die Aufgabe ${number} „${title}“.`,
    goOn: (number: string, title: string) => `Arbeiten Sie weiter an ${number} „${title}“.`,
    done: 'Sie haben alles gelesen, beantwortet und gelöst.',
    quizCommand: (number: string) => `npm run check quiz ${number}`,
    checkCommand: (exercise: string) => `npm run check ${exercise}`,
  },
  after: (ids: readonly string[]) => `Am besten nach: ${ids.join(', ')}.`,
  /** Command and what it does. */
  usage: (chapter: string, exercise: string): readonly (readonly [string, string])[] => [
    [`npm run check ${chapter}`, 'prüft alle Aufgaben des Kapitels'],
    [`npm run check ${exercise}`, 'prüft eine Aufgabe'],
    [`npm run check -- ${exercise} --watch`, 'prüft nach jedem Speichern neu'],
    ['npm run check quiz', 'fragt, was fällig oder neu ist'],
    ['npm run check -- --help', 'zeigt alle Möglichkeiten'],
  ],
};
