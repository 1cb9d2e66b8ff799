import { formatNumber } from './numbers.ts';

export const listingWording = {
  unchecked: 'noch nicht geprüft',
  bonus: (points: number) => `Dazu ${formatNumber(points)} Bonuspunkte.`,
  after: (ids: readonly string[]) => `Am besten nach: ${ids.join(', ')}.`,
  /** Command and what it does. */
  usage: (chapter: string, exercise: string): readonly (readonly [string, string])[] => [
    [`npm run check ${chapter}`, 'prüft alle Aufgaben des Kapitels'],
    [`npm run check ${exercise}`, 'prüft eine Aufgabe'],
    [`npm run check -- ${exercise} --watch`, 'prüft nach jedem Speichern neu'],
    ['npm run check -- --help', 'zeigt alle Möglichkeiten'],
  ],
};
