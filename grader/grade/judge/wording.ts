import type { PropertyReport } from '../../suites/report.ts';
import type { IncidentKind } from '../model.ts';

/** German sentences for the instructor about what a submission's process did. */
export const incidentWording = {
  incomplete: (kind: IncidentKind, detail: string, second: boolean) =>
    `${kinds[kind](detail)} ${
      second
        ? 'Ein zweiter Prozess kam zu Ende; gewertet ist dessen Urteil.'
        : 'Ein zweiter Prozess kam ebenfalls nicht zu Ende.'
    }`,
  differs: (first: PropertyReport['outcome'], second: PropertyReport['outcome'] | 'no report') =>
    `Zwei Prozesse sind nicht zum selben Urteil gekommen: zuerst „${outcomes[first]}“, dann „${outcomes[second]}“. Die Eigenschaft wird nicht zulasten der Abgabe gewertet; sehen Sie sich den Fall an.`,
  suiteDefect: (message: string) =>
    `Die Prüfung selbst ist gescheitert${message === '' ? '' : ` (${message})`}. Die Eigenschaft wird nicht zulasten der Abgabe gewertet.`,
  defect: (detail: string) =>
    `In der Prüfung selbst ist ein Fehler aufgetreten: ${detail} Die Abgabe ist nicht die Ursache; starten Sie denselben Befehl noch einmal.`,
  compilerStopped:
    'Der Compiler kam mit dieser Abgabe zweimal zu keinem Ende und wurde beendet. Prüfen Sie sie einzeln nach: npm run check -- --submission ORDNER',
  workerLost: (times: number) =>
    `Beim Lesen dieser Abgabe ist die Prüfung ${times}-mal abgebrochen. Sehen Sie sich die Dateien an; die Aufgabe ist nicht gewertet.`,
  workerLostMessage:
    'Diese Abgabe ließ sich nicht auswerten: Die Prüfung brach ab, während sie die Dateien las. Bitte wenden Sie sich an Ihre Lehrperson.',
};

const kinds: Readonly<Record<IncidentKind, (detail: string) => string>> = {
  crashed: () => 'Der Prozess der Abgabe endete vorzeitig.',
  killed: (detail) =>
    detail === 'memory'
      ? 'Die Abgabe brauchte mehr Speicher als erlaubt und wurde beendet.'
      : 'Die Abgabe brauchte mehr Zeit als erlaubt und wurde beendet.',
  forged: () =>
    'Das Ergebnis der Abgabe war gefälscht, doppelt, zu groß oder unvollständig und zählt nicht.',
  hung: () => 'Die Abgabe gab zu lange kein Lebenszeichen und wurde beendet.',
  defect: (detail) => `Der Prozess ließ sich nicht ausführen (${detail}).`,
  'verdict-differs': () => 'Zwei Prozesse sind nicht zum selben Urteil gekommen.',
};

const outcomes: Readonly<Record<PropertyReport['outcome'] | 'no report', string>> = {
  holds: 'erfüllt',
  violated: 'verletzt',
  vacuous: 'nicht eingetreten',
  unknown: 'unentschieden',
  fault: 'Programm gescheitert',
  error: 'Fehler der Prüfung',
  'no report': 'kein Ergebnis',
};
