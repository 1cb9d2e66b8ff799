import { formatNumber } from './numbers.ts';

export const listingWording = {
  unchecked: 'noch nicht geprüft',
  bonus: (points: number) => `Dazu ${formatNumber(points)} Bonuspunkte.`,
  weight: (weight: number) => `Zählt ${formatNumber(weight)} der 100 Punkte des Kapitels.`,
  standing: (points: number, bonusPoints: number) =>
    bonusPoints === 0
      ? `Ihr Stand: ${formatNumber(points)} von 100 Punkten.`
      : `Ihr Stand: ${formatNumber(points)} von 100 Punkten und ${formatNumber(bonusPoints)} Bonuspunkte.`,
  after: (ids: readonly string[]) => `Am besten nach: ${ids.join(', ')}.`,
  /** Command and what it does. */
  usage: (chapter: string, exercise: string): readonly (readonly [string, string])[] => [
    [`npm run check ${chapter}`, 'prüft alle Aufgaben des Kapitels'],
    [`npm run check ${exercise}`, 'prüft eine Aufgabe'],
    [`npm run check -- ${exercise} --watch`, 'prüft nach jedem Speichern neu'],
    ['npm run check -- --help', 'zeigt alle Möglichkeiten'],
  ],
};
