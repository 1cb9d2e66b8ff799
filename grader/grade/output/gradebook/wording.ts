import { formatNumber } from '../../../feedback/wording/numbers.ts';

/** German sentences in the lists to import; Moodle and Canvas show comments to students. */
export const listWording = {
  whose: (pseudonym: string) => `Ausführliche Rückmeldung unter der Kennung ${pseudonym}.`,
  mark: (note: string) => `Note ${note}.`,
  late: (days: number, deducted: number) =>
    `${days === 1 ? 'Ein Tag' : `${days} Tage`} nach der Frist: ${formatNumber(deducted)} ${deducted === 1 ? 'Punkt' : 'Punkte'} Abzug.`,
  attempt: (counted: number, all: number) => `Gewertet ist Versuch ${counted} von ${all}.`,
  exercise: (title: string, points: string, most: string) => `${title} (${points} von ${most})`,
  quiz: 'Quiz',
  refused: (reason: string) => `Die Abgabe ließ sich nicht lesen. ${reason}`,
};

/** Headings as Moodle itself writes and reads them, in the languages it may have been set to. */
export const worksheetColumns = {
  de: {
    identifier: 'ID',
    name: 'Vollständiger Name',
    email: 'E-Mail-Adresse',
    grade: 'Bewertung',
    modified: 'Zuletzt geändert (Bewertung)',
    comment: 'Feedback als Kommentar',
  },
  en: {
    identifier: 'Identifier',
    name: 'Full name',
    email: 'Email address',
    grade: 'Grade',
    modified: 'Last modified (grade)',
    comment: 'Feedback comments',
  },
} as const;
