import type { MemberKind } from './kinds.ts';

/** German sentences of `npm run grade:demo`. */

/** As the German Moodle words its grading worksheet. */
export const worksheetWording = {
  file: 'Bewertungen',
  columns: [
    'ID',
    'Vollständiger Name',
    'E-Mail-Adresse',
    'Status',
    'Bewertung',
    'Bestwertung',
    'Bewertung kann geändert werden',
    'Zuletzt geändert (Abgabe)',
    'Zuletzt geändert (Bewertung)',
    'Feedback als Kommentar',
  ],
  participant: 'Teilnehmer/in',
  submitted: 'Zur Bewertung abgegeben',
  nothing: 'Keine Abgabe',
  maximum: '100,00',
  mayChange: 'Ja',
  weekdays: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
  months: [
    'Januar',
    'Februar',
    'März',
    'April',
    'Mai',
    'Juni',
    'Juli',
    'August',
    'September',
    'Oktober',
    'November',
    'Dezember',
  ],
} as const;

export const kindTitles: Readonly<Record<MemberKind, string>> = {
  reference: 'Musterlösungen',
  alternative: 'andere richtige Lösungen',
  mutant: 'mit typischen Fehlern',
  'half-finished': 'halb fertig',
  late: 'verspätet, mit typischen Fehlern',
  hostile: 'feindselig',
  copied: 'abgeschrieben',
  disguised: 'abgeschrieben und verkleidet',
  'missing-exercise': 'eine Aufgabe fehlt',
  'two-attempts': 'zwei Versuche',
  bomb: 'ZIP-Bombe',
  untidy: 'unordentlich gepackt (Umlaute, CRLF, BOM, node_modules)',
};

export const demoWording = {
  command: 'Erzeugt eine erfundene Klasse als Moodle-Export und bewertet sie.',
  out: 'Ordner für Export und Bewertung; muss neu oder von einem früheren Lauf sein',
  size: 'so viele Personen',
  exercises: 'Aufgaben, durch Komma getrennt; ohne Angabe das ganze Kapitel',
  seed: 'Text, aus dem die Klasse entsteht; derselbe gibt dieselbe Klasse',
  onlyExport: 'nur den Export erzeugen, nicht bewerten',
  notANumber: (text: string) =>
    `„${text}“ ist keine Anzahl von Personen. Erwartet wird eine ganze Zahl ab 1.`,
  unknownExercise: (name: string) =>
    `Eine Aufgabe „${name}“ gibt es nicht. Welche es gibt, zeigt:\nnpm run check`,
  severalChapters:
    'Eine Klasse bearbeitet ein Kapitel. Nennen Sie nur Aufgaben desselben Kapitels.',
  folderTaken: (folder: string) =>
    `Im Ordner „${folder}“ liegt anderes als eine Vorführung. Wählen Sie hinter „--out“ einen neuen Ordner.`,
  made: (size: number, absent: number, exercises: readonly string[]) =>
    `Erfundene Klasse: ${size} Abgaben zu ${exercises.join(', ')}; ${absent} weitere haben nichts abgegeben.`,
  kind: (count: number, percent: string, title: string) =>
    `  ${String(count).padStart(3)}  ${percent.padStart(6)} %  ${title}`,
  written: (archive: string, worksheet: string) => [
    `Moodle-Export: ${archive}`,
    `Bewertungsblatt: ${worksheet}`,
  ],
  who: (file: string) => `Wer was abgegeben hat, zum Vergleich mit dem Ergebnis: ${file}`,
  grading: (command: string) => `Bewertet wird mit:\n${command}`,
};
