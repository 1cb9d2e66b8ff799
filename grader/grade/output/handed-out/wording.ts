import { formatNumber } from '../../../feedback/wording/numbers.ts';

/** German sentences for students: what `check` says otherwise, since grading is no checking. */
export const handedOutWording = {
  defect:
    'Hier ist ein Fehler in der Prüfung selbst aufgetreten, nicht in Ihrem Programm. Er geht nicht zu Ihren Lasten: Die Punkte zählen, bis Ihre Lehrperson nachgesehen hat.',
  secret:
    'Diese Eigenschaft war bis zur Abgabefrist geheim. Wie sie geprüft wird, bleibt es; lesen Sie nach, wovon sie handelt.',
  nextAfterDefect: 'Hier ist nichts zu tun. Ihre Lehrperson sieht sich den Fehler der Prüfung an.',
  title: (chapter: string) => `Rückmeldung: ${chapter}`,
  attempt: (pseudonym: string, attempt: number) => `Kennung ${pseudonym}, Versuch ${attempt}`,
  submitted: (moment: string) => `abgegeben am ${moment}`,
  late: (days: number) => `${days === 1 ? 'ein Tag' : `${days} Tage`} nach der Frist`,
  withoutJail:
    'Diese Abgabe wurde ohne Gefängnis geprüft: Fremder Code lief nur in der Sandbox, die vor Versehen schützt, nicht vor Angriffen.',
  preliminary:
    'Vorläufige Rückmeldung. Endgültige Punkte und Noten gibt es, wenn die Ergebnisse veröffentlicht sind.',
  withheld: (points: number) =>
    points === 1
      ? 'Dazu kommt 1 Punkt aus geheimen Prüfungen; ob Sie ihn haben, erfahren Sie mit den endgültigen Punkten.'
      : `Dazu kommen ${formatNumber(points)} Punkte aus geheimen Prüfungen; was Sie davon haben, erfahren Sie mit den endgültigen Punkten.`,
  grade: 'Bewertung',
  points: 'Punkte',
  mark: 'Note',
  deducted: 'Abzug',
  deduction: (points: number, days: number) =>
    `${formatNumber(points)} ${points === 1 ? 'Punkt' : 'Punkte'}, weil die Abgabe ${days === 1 ? 'einen Tag' : `${days} Tage`} nach der Frist kam`,
  counts: 'Gewertet',
  countsThis: 'Dieser Versuch zählt.',
  countsOther: (attempt: number) => `Es zählt Versuch ${attempt}, nicht dieser.`,
  exercises: 'Aufgaben',
  notes: 'Zu Ihren Dateien',
  behavesLike: 'Verhält sich wie',
  diagnosis: (title: string) => `„${title}“`,
  toTop: 'Zur Übersicht der Aufgaben',
  provenance: (hash: string) => `Fassung der Prüfung ${hash.slice(0, 12)}.`,
};
